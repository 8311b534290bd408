"""Common nouns that stand for actors, and the nation that a noun phrase names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from dragoman.actors.names import Hit
from dragoman.codebook.actors import Role
from dragoman.parse.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_MODIFIERS = ("amod", "compound", "nmod", "nn")
_APART = frozenset({"REB", "MIL", "COP", "OPP", "CRM", "IGO"})  # sectors that those who are someone's have from him
FORMER = ("CVL", "PTY")  # what someone is who no longer has an office
GENERAL = frozenset({"GOV", "CVL"})  # sectors of those who may as well be others of their nation
SOLDIER = "MIL"
_OFFICIALS = {"GOV"}
_NEAR = 2  # words before a role noun that may say of what sector it is
_OWNERS = ("of", "for", "from", "in", "at", "to", "within", "across")


@dataclass(frozen=True, slots=True)
class RoleHit:
    """A role noun at tokens ``start`` to ``end`` (excluded; its last word is the head), and all its sectors.

    former: whether it is a role that someone no longer has ("the former president").
    """

    start: int
    end: int
    role: Role
    sectors: tuple[str, ...]
    former: bool = False

    @property
    def head(self) -> int:
        """Index of the noun itself."""
        return self.end - 1


class Owner(NamedTuple):
    """Whose someone is: country and code, and the sectors of the body, group or company (none of a country)."""

    country: str | None
    code: str | None
    sectors: tuple[str, ...] = ()

    @property
    def nation(self) -> tuple[str | None, str | None]:
        """Country and code."""
        return self.country, self.code

    def lends(self, role: RoleHit) -> tuple[str, ...]:
        """A role's sectors, or the owner's: "Samsung's chairman" is of business, "the NATO chief" of no government,

        "Machar's men" are rebels.
        """
        takes = role.role.theirs and bool(_APART & {*self.sectors})
        return self.sectors if self.sectors and (takes or set(role.sectors) == _OFFICIALS) else role.sectors


def owner_of(hit: Hit) -> Owner | None:
    """Whose those are who belong to what a name stands for."""
    if hit.known is not None:
        of_state = hit.known.kind == "country" or (hit.use == "seat" and hit.known.country is not None)
        own = () if of_state else hit.known.sectors
        return Owner(hit.known.country, hit.known.code, own)
    return Owner(hit.place.country, None) if hit.place is not None else None


def role_hits(sentence: Sentence, hits: Sequence[Hit], book: Codebook) -> Iterator[RoleHit]:
    """The role nouns of a sentence, longest first; "government" in "government officials" only lends its sector."""
    taken = {i for hit in hits for i in range(hit.start, hit.end)}
    found: list[RoleHit] = []
    for token in reversed(sentence.tokens):
        if token.i in taken or token.pos not in {"NOUN", "PROPN", "ADJ"}:
            continue
        role = _role_at(sentence, token, book)
        if role is not None:
            start = token.i - len(role.noun.replace("-", " - ").split()) + 1
            found.append(RoleHit(start, token.i + 1, role, role.sectors))
            taken.update(range(start, token.i + 1))
    found.reverse()
    for hit in found:
        if not _lends(sentence, hit, found):
            former = _is_former(sentence, hit, book.names.former)
            sectors = FORMER if former and "GOV" in hit.role.sectors else _all_sectors(sentence, hit, found, book)
            yield RoleHit(hit.start, hit.end, hit.role, sectors, former)


def _is_former(sentence: Sentence, hit: RoleHit, words: frozenset[str]) -> bool:
    """Whether a word like "former" stands before the role, with no more than its nation between them."""
    before = sentence.tokens[max(hit.start - 3, 0) : hit.start]
    return any(token.lower in words and token.pos != "VERB" for token in before)


def _role_at(sentence: Sentence, token: Token, book: Codebook) -> Role | None:
    """The role noun that ends at the token, the one of most words first ("the parties", "party")."""
    keys = dict.fromkeys((token.lemma, token.lower, token.lower.removesuffix("s"), token.lower.removesuffix(".")))
    roles = [role for key in keys for role in book.actors.roles_ending(key)]
    for role in sorted(roles, key=lambda each: -each.noun.count(" ")):
        words = role.noun.replace("-", " - ").split()
        before = sentence.tokens[max(token.i - len(words) + 1, 0) : token.i]
        if token.pos == "ADJ" and len(words) == 1:
            continue
        if [t.lower for t in before] == words[:-1]:
            return role
    return None


def _lends(sentence: Sentence, hit: RoleHit, found: Sequence[RoleHit]) -> bool:
    """Whether the noun only modifies another role noun right after it."""
    token = sentence.tokens[hit.head]
    return (
        token.dep in _MODIFIERS
        and any(other is not hit and other.head == token.head and not other.role.title for other in found)
    ) or any(other.start == hit.end and other.head != hit.head and not hit.role.title for other in found)


def _adjectives(sentence: Sentence, hit: RoleHit, book: Codebook) -> Iterator[str]:
    """The sector that the adjective nearest before an official's noun says: "military" in "a military spokesman"."""
    for token in reversed(sentence.tokens[max(hit.start - _NEAR, 0) : hit.start]):
        if token.pos not in {"ADJ", "NOUN", "PROPN"}:
            return
        if token.lower in book.actors.adjectives:
            yield book.actors.adjectives[token.lower]
            return


def _all_sectors(sentence: Sentence, hit: RoleHit, found: Sequence[RoleHit], book: Codebook) -> tuple[str, ...]:
    """The role's sectors, those of role nouns before it and of role nouns in its *of* phrase."""
    sectors: list[str] = []
    for other in found:
        if other is hit:
            continue
        token = sentence.tokens[other.head]
        above = sentence.head(token)
        owner = (
            sentence.head(above) if above is not None and above.dep == "prep" and above.lower in {"of", "for"} else None
        )
        before = other.end == hit.start or (token.dep in ("poss", *_MODIFIERS) and hit.start <= token.head < hit.end)
        if before or (owner is not None and owner.i == hit.head):
            sectors.extend(other.role.sectors)
    if not sectors and set(hit.role.sectors) == _OFFICIALS:
        sectors.extend(_adjectives(sentence, hit, book))
        if sectors:
            return tuple(sectors)
    general = [] if "spokes" in hit.role.noun and sectors else list(hit.role.sectors)
    merged = [*sectors, *general] if general != ["CVL"] or not sectors else sectors
    return tuple(dict.fromkeys(merged))


def nation_of(sentence: Sentence, head: Token, hits: Sequence[Hit]) -> Hit | None:
    """The name in a noun phrase that says whose it is: "Iraqi", "Iraq's", "of Iraq", "in Niamey"; None if none does.

    A name that only links ("Iran-backed") says nothing of it.
    """
    usable = [hit for hit in hits if not hit.linked and (hit.known is not None or hit.place is not None)]
    for child in sorted(sentence.children(head, "poss", *_MODIFIERS), key=lambda t: t.dep != "poss"):
        for hit in usable:
            if hit.holds(child.i) or any(
                hit.holds(t.i) for t in sentence.subtree(child) if t.dep in ("poss", *_MODIFIERS)
            ):
                return hit
    adjacent = next((hit for hit in usable if hit.end == head.i and hit.use in {"adjective", "name"}), None)
    return adjacent or _owner(sentence, head, usable, depth=3)


def is_foreign(sentence: Sentence, role: RoleHit, words: frozenset[str]) -> bool:
    """ "Foreign powers" are of no nation that is told."""
    return any(token.lower in words for token in sentence.tokens[max(role.start - 1, 0) : role.start])


def adjective_of(sentence: Sentence, head: Token, hits: Sequence[Hit]) -> Hit | None:
    """The nation's adjective right before a noun: "Tajik" in "his Tajik colleague"."""
    near = [token.i for token in sentence.children(head, *_MODIFIERS)]
    fits = (hit for hit in hits if hit.use == "adjective" and hit.known is not None and not hit.linked)
    return next((hit for hit in fits if any(map(hit.holds, near))), None)


def _owner(sentence: Sentence, head: Token, hits: Sequence[Hit], depth: int) -> Hit | None:
    """The name in the phrases behind a noun, nearest first, *of* before *in*."""
    if depth == 0:
        return None
    phrases = [child for child in sentence.children(head, "prep") if child.lower in _OWNERS]
    for preposition in sorted(phrases, key=lambda t: _OWNERS.index(t.lower)):
        for noun in sentence.children(preposition, "pobj", "pcomp"):
            for hit in hits:
                if hit.holds(noun.i):
                    return hit
            inner = nation_of(sentence, noun, hits) if depth > 1 else None
            if inner is not None:
                return inner
    return None
