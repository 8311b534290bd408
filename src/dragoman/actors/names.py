"""Names in a sentence: those that the codebook knows, and runs of capitalised words that may be persons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.actors import Known, fold
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.places import Place

_SYLLABLE = 5  # letters: "Myung", "Geun"
_LINKED = re.compile(r"-(?:\w+ed|\w+ing|born|based|style|wide)\b")


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found: the tokens ``start`` to ``end`` (excluded), how it is used, and what it stands for.

    use: name, alias, adjective, people, seat, region, place, person or other; linked: only part of a compound such as
    "Iran-backed", which says nothing of the actor's own country; others: bodies of other countries of the same name.
    """

    start: int
    end: int
    use: str
    text: str
    known: Known | None = None
    place: Place | None = None
    linked: bool = False
    others: tuple[Known, ...] = ()

    @property
    def is_vague(self) -> bool:
        """Whether the name may mean many things: bodies of several countries bear it, or it is no body's full name."""
        return bool(self.others) or self.use == "alias"

    def holds(self, i: int) -> bool:
        """Whether the token of that index is part of the name."""
        return self.start <= i < self.end


def head_of(sentence: Sentence, start: int, end: int) -> Token:
    """The token of a stretch whose own head lies outside it; the last such one."""
    outside = [t for t in sentence.tokens[start:end] if not start <= t.head < end or t.head == t.i]
    return outside[-1] if outside else sentence.tokens[end - 1]


def span_of(sentence: Sentence, start: int, end: int) -> Span:
    """The characters of the tokens ``start`` to ``end`` (excluded)."""
    return Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end)


def known_names(sentence: Sentence, text: str, book: Codebook) -> Iterator[Hit]:
    """The codebook's names in a sentence, longest first, none overlapping."""
    folded = fold(text)
    capitals = sentence.span.of(text).isupper()
    small = f"{folded[: sentence.span.start]}{sentence.span.of(folded).title()}" if capitals else ""
    covered = 0
    for token in sentence.tokens:
        if token.i < covered or not token.text[0].isalnum():
            continue
        found = (name for words in (folded, small) for name in book.actors.names_from(words, token.span.start))
        for name in found:
            stop = token.span.start + len(name.text)
            end = next((t.i for t in sentence.tokens[token.i :] if t.span.start >= stop), len(sentence.tokens))
            hit = Hit(token.i, end, name.use, text[token.span.start : stop], name.known,
                      linked=bool(_LINKED.match(folded, stop)), others=name.others)  # fmt: skip
            if _is_person(sentence, hit, book.names.particles) or _is_part(sentence, hit, book):
                break
            yield hit
            covered = end
            break


def _is_part(sentence: Sentence, hit: Hit, book: Codebook) -> bool:
    """Whether the name is here only part of a longer one ("the North Darfur capital"), of words that name no nation

    ("Latin American"), or of a role's noun that any country may have ("the National Security Council").
    """
    for first in (hit.start - 1, hit.start):
        if " ".join(token.lower for token in sentence.tokens[max(first, 0) : first + 2]) in book.names.no_nation:
            return True
    after = sentence.tokens[hit.end : hit.end + 1]
    if hit.use == "seat" and sentence.tokens[hit.start].lower == "the" and after and after[0].tag == "NNP":
        return True
    last = sentence.tokens[hit.end - 1]
    for role in book.actors.roles_ending(last.lower):
        start = last.i + 1 - len(role.noun.split())
        if 0 <= start < hit.start and [t.lower for t in sentence.tokens[start : last.i + 1]] == role.noun.split():
            return True
    return False


def _is_person(sentence: Sentence, hit: Hit, particles: frozenset[str]) -> bool:
    """Whether a country's, city's or people's name is here part of a person's ("Paris Hilton", "Volker Türk")."""
    if hit.use == "region" and hit.start > 1 and sentence.tokens[hit.start - 1].text == "-":  # "Jaber al-Sabah"
        return sentence.tokens[hit.start - 2].lower in particles
    if hit.end - hit.start > 1 or hit.use not in {"name", "seat", "people"}:
        return False
    token = sentence.tokens[hit.start]
    if hit.use == "people":  # "a Turk", "Turks"
        return token.tag == "NNP" and token.ent == "PERSON" and sentence.child(token, "det", "amod") is None
    if _title_and_name(sentence, hit):
        return False
    neighbours = sentence.tokens[max(hit.start - 1, 0) : hit.start] + sentence.tokens[hit.end : hit.end + 1]
    return token.ent == "PERSON" and any(
        n.ent == "PERSON" and n.tag.startswith("NNP") and n.text.isalpha() for n in neighbours
    )


def _title_and_name(sentence: Sentence, hit: Hit) -> bool:
    """ "President of Turkey Recep Tayyip Erdogan": a full name follows the country."""
    before = sentence.tokens[hit.start - 1 : hit.start]
    after = sentence.tokens[hit.end : hit.end + 2]
    return bool(before) and before[0].lower == "of" and len(after) == 2 and all(t.tag.startswith("NNP") for t in after)


def in_brackets(sentence: Sentence, end: int, hits: Iterable[Hit]) -> Hit | None:
    """The name that alone stands in brackets behind a word: "SAMANTHA POWER (United States)"."""
    around = {hit.start: hit for hit in hits}
    hit = around.get(end + 1)
    after = sentence.tokens[hit.end : hit.end + 1] if hit is not None else ()
    opened = sentence.tokens[end].text == "(" if end < len(sentence.tokens) else False
    return hit if opened and after and after[0].text == ")" else None


def capital_runs(
    sentence: Sentence,
    covered: Iterable[range],
    particles: frozenset[str],
    before: Set[str],
    *,
    begins: bool = False,
) -> Iterator[tuple[int, int]]:
    """Runs of capitalised words outside the covered tokens, with name particles and hyphens between them.

    before: words in front of a name that are no part of it ("Mr.", "Monday"). begins: whether the first word is known
    to be a name.
    """
    taken = {i for part in covered for i in part}
    tokens = sentence.tokens
    i = 0
    while i < len(tokens):
        if i in taken or not (_starts(sentence, tokens[i], particles) or (begins and i == 0)):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and end not in taken and _continues(sentence, end, particles):
            end += 1
        i = _past(sentence, i, end, before)
        while tokens[end - 1].text in "-–" or tokens[end - 1].lower in particles:
            end -= 1
        yield i, max(end, i + 1)
        i = max(end, i + 1)


def _past(sentence: Sentence, start: int, end: int, before: Set[str]) -> int:
    """Where the name itself begins: behind "Mr.", and behind the day in "On Monday Macron received"."""
    tokens = sentence.tokens
    while start < end - 1 and (tokens[start].lower.rstrip(".") in before or _is_day(tokens[start : start + 2])):
        start += 1
    return start


def _is_day(pair: Sequence[Token]) -> bool:
    return pair[0].ent == "DATE" and pair[1].ent != "DATE"


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and token.pos in {"PROPN", "NOUN", "ADJ", "X", "VERB", "INTJ"}


def _starts(sentence: Sentence, token: Token, particles: frozenset[str]) -> bool:
    if token.tag.startswith("NNP") and token.text[0].isupper():
        return True
    if token.i == 0:
        return token.ent == "PERSON" and _is_capital(token)
    if token.lower in particles and token.i + 2 < len(sentence.tokens):
        after = sentence.tokens[token.i + 1]
        return after.text in "-–" and sentence.tokens[token.i + 2].text[0].isupper()
    return _is_capital(token)


def _is_name_part(sentence: Sentence, i: int) -> bool:
    """Whether the word behind a hyphen is part of a name: a capital, or the end of a Korean given name ("Suk-yeol")."""
    token, before = sentence.tokens[i], sentence.tokens[i - 2]
    if token.text[0].isupper():
        return True
    family = i > 2 and sentence.tokens[i - 3].ent == "PERSON"
    syllables = family and len(before.text) <= _SYLLABLE and len(token.text) <= _SYLLABLE + 1 and token.text.isalpha()
    named = token.pos == "PROPN" or token.ent == "PERSON" or syllables
    return before.ent == "PERSON" and named and not _LINKED.match(f"-{token.lower}")


def _continues(sentence: Sentence, i: int, particles: frozenset[str]) -> bool:
    token, before = sentence.tokens[i], sentence.tokens[i - 1]
    if token.text in "-–":
        return (
            token.span.start == before.span.end
            and i + 1 < len(sentence.tokens)
            and sentence.tokens[i + 1].span.start == token.span.end
            and _is_name_part(sentence, i + 1)
        )
    if before.text in "-–" and i > 1 and token.span.start == before.span.end:
        return _is_name_part(sentence, i)
    if token.lower in particles:
        return any(t.text[0].isupper() for t in sentence.tokens[i + 1 : i + 4])
    return _is_capital(token) or (token.tag.startswith("NNP") and token.text[0].isupper())
