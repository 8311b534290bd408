"""What each sentence holds before anyone is identified: known names, persons, places and role nouns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from dragoman.actors.names import Hit, capital_runs, head_of, in_brackets, known_names, span_of
from dragoman.actors.persons import Link, body_role, find_tenure, links
from dragoman.actors.roles import SOLDIER, RoleHit, nation_of, owner_of, role_hits
from dragoman.codebook.actors import Known
from dragoman.codebook.offices import last_name
from dragoman.draft import Draft
from dragoman.parse.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.places import Place

LOCATIVES = frozenset(
    {"in", "at", "near", "from", "outside", "around", "across", "through", "into", "toward", "towards"}
)
_LOUD = 0.7  # of the words
CITY = 200_000  # inhabitants
_BODY = ("group", "organisation", "organization")  # what any body may be called later
_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Found:
    """What one sentence holds, before anyone is identified."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    persons: tuple[Hit, ...]
    roles: tuple[RoleHit, ...]
    links: tuple[Link, ...]


@dataclass
class Seen:
    """What the report has told so far. names: the words of all persons' names, in small letters.

    bodies: those of no table that it has introduced ("Memorial, a human rights group"), by name. passed: the last words
    of the names of each sentence that were taken for nobody's.
    """

    names: set[str] = field(default_factory=set)
    bodies: dict[str, Known] = field(default_factory=dict)
    passed: dict[int, set[str]] = field(default_factory=dict)

    def body(
        self, sentence: Sentence, start: int, end: int, text: str, roles: Sequence[RoleHit], hits: Sequence[Hit]
    ) -> Hit | None:
        """The name as that of a body, where the report says or has said that it is one."""
        name = span_of(sentence, start, end).of(text)
        if name not in self.bodies:
            role = body_role(sentence, start, end, roles)
            if role is None:
                return None
            owner = nation_of(sentence, sentence.tokens[role.head], hits)
            owned = owner_of(owner) if owner is not None else None
            country = owned.country if owned is not None else None
            kinds = (sentence.tokens[role.head].lemma, *_BODY)
            self.bodies[name] = Known(f"body {name}", name, "organisation", country, None, role.sectors, kinds)
            self.bodies.setdefault(name.split()[-1], self.bodies[name])  # "International Memorial", then "Memorial"
        return Hit(start, end, "name", name, self.bodies[name])


def find_all(draft: Draft, book: Codebook, day: str | None) -> list[Found]:
    """What each sentence holds. Titles come last: the names in them are those that the report tells in full.

    A name that was not known for a person's when it came first is looked at again.
    """
    text, sentences = draft.article.text, draft.parse.sentences
    seen = Seen()
    told = {s.index: _find(s, text, book, day, seen) for s in sentences if not s.is_title}
    again = [s for s in sentences if not s.is_title and seen.passed[s.index] & seen.names]
    told |= {s.index: _find(s, text, book, day, seen) for s in again}
    return [told.get(s.index) or _find(s, text, book, day, seen) for s in sentences]


def _find(sentence: Sentence, text: str, book: Codebook, day: str | None, seen: Seen) -> Found:
    """``seen`` grows."""
    names = seen.names
    passed = seen.passed[sentence.index] = set()
    known = list(known_names(sentence, text, book))
    hits = [hit for hit in known if not _is_anothers(sentence, hit, known, book)]
    roles = list(role_hits(sentence, hits, book))
    held = [range(*each) for each in _held(sentence, hits, text, book)] if roles else []
    roles = [role for role in roles if not any(role.head in name for name in held)]
    covered = [range(hit.start, hit.end) for hit in hits] + [range(role.start, role.end) for role in roles]
    persons: list[Hit] = []
    begins = any(len(first.text) > 2 and first.lower in names for first in sentence.tokens[:1])
    runs = capital_runs(sentence, covered, book.names.particles, _before(book), begins=begins)
    for start, end in _of_title(sentence, runs, names) if sentence.is_title else runs:
        hit = _classify(sentence, start, end, text, book, day, roles, hits, seen)
        if hit is not None and hit.use == "person":
            persons.append(hit)
            names.update(part for part in hit.text.lower().replace("-", " ").split() if len(part) > 2)
        elif hit is not None:
            hits.append(hit)
        else:
            passed.add(sentence.tokens[end - 1].lower)
    hits.sort(key=lambda hit: hit.start)
    return Found(sentence, tuple(hits), tuple(persons), tuple(roles), tuple(links(sentence, roles, persons)))


def _before(book: Codebook) -> Set[str]:
    """Words with a capital that stand before a name and are no part of it."""
    return book.names.honorifics | book.dates.weekdays.keys()


def _is_anothers(sentence: Sentence, hit: Hit, known: Sequence[Hit], book: Codebook) -> bool:
    """Whether a body's name is here a noun for one of another country: "Peru's Congress", "the Senate in Abuja"."""
    body = hit.known
    if body is None or body.kind != "organisation" or body.country is None or hit.end - hit.start > 1:
        return False
    head = sentence.tokens[hit.start]
    if not any(role.noun == head.lower for role in book.actors.roles_ending(head.lower)):
        return False
    owner = nation_of(sentence, head, [each for each in known if each is not hit])
    return owner is not None and owner.known is not None and owner.known.country not in {None, body.country}


def at_home(found: Found, home: str | None, spoken: Counter[str]) -> Found:
    """The same, with the bodies of which no country is told as those of the story's home.

    spoken: how often the report names each country. Of several bodies of one name the home's is meant, else that of
    the country most spoken of; such a name or a vague one of a country that is not spoken of stands for nobody.
    """
    hits = (_at_home(hit, home, spoken) for hit in found.hits)
    return replace(found, hits=tuple(hit for hit in hits if hit is not None))


def _at_home(hit: Hit, home: str | None, spoken: Counter[str]) -> Hit | None:
    if hit.known is None:
        return hit
    if hit.is_vague:
        known = max((hit.known, *hit.others), key=lambda each: (each.country == home, spoken[each.country or ""]))
        is_told = known.country == home or spoken[known.country or ""] > 0
        return replace(hit, known=known, use="name") if is_told else None
    if hit.known.country is None and hit.known.code is None:
        return replace(hit, known=replace(hit.known, country=home))
    return hit


def named_by_role(found: Sequence[Found]) -> dict[str, str]:
    """Who is named first with each role noun, below the title: "Foreign Secretary" is "Foreign Secretary X" there."""
    links = (link for each in found if not each.sentence.is_title for link in each.links)
    named: dict[str, str] = {}
    for link in links:
        named.setdefault(link.role.role.noun, link.person.text)
    return named


def full_names(found: Sequence[Found]) -> dict[str, str]:
    """The first full name of the report with each last name, by the last name."""
    names: dict[str, str] = {}
    for person in (person for each in found for person in each.persons if " " in person.text):
        names.setdefault(last_name(person.text), person.text)
    return names


def in_full(name: str, whole: Mapping[str, str]) -> str:
    """The full name of who is called by a last name; a full name itself. whole: full names by last name."""
    return name if " " in name else whole.get(last_name(name), name)


def _held(sentence: Sentence, hits: Sequence[Hit], text: str, book: Codebook) -> Iterator[tuple[int, int]]:
    """Full names of the offices' table, in which a word may be no title ("Sheikh Hasina", "Julie Bishop")."""
    covered = [range(hit.start, hit.end) for hit in hits]
    for start, end in capital_runs(sentence, covered, book.names.particles, _before(book)):
        ranked = end - start > 2 and any(  # "Commodore Frank Bainimarama" is told with his rank too
            role.title and SOLDIER in role.sectors for role in book.actors.roles_ending(sentence.tokens[start].lower)
        )
        for first in range(start + ranked, end - 1):
            if book.offices.tenures(span_of(sentence, first, end).of(text)):
                yield first, end
                break


def _of_title(sentence: Sentence, runs: Iterable[tuple[int, int]], names: set[str]) -> Iterator[tuple[int, int]]:
    """The runs of a title, cut down to the names that the report tells ("Macron Tells Putin": two); else whole."""
    for start, end in runs:
        known = [i for i in range(start, end) if sentence.tokens[i].lower in names]
        for _, group in groupby(enumerate(known), key=lambda pair: pair[1] - pair[0]):
            part = [i for _, i in group]
            yield part[0], part[-1] + 1
        if not known:
            yield start, end


def _classify(
    sentence: Sentence, start: int, end: int, text: str, book: Codebook, day: str | None,
    roles: Sequence[RoleHit], hits: Sequence[Hit], seen: Seen,
) -> Hit | None:  # fmt: skip
    """A run of capitals as person or place, or None where it is neither."""
    run = span_of(sentence, start, end).of(text)
    tokens = sentence.tokens[start:end]
    before = sentence.tokens[start - 1] if start else None
    labels = {token.ent for token in tokens}
    head = head_of(sentence, start, end)
    titled = any(
        role.role.kind != "organisation" and (role.end == start or _beside(head, sentence.tokens[role.head]))
        for role in roles
    )
    if labels == {"DATE"} and before is not None and before.pos == "ADP" and not titled:  # "in May"
        return None
    loud = sentence.is_title and _is_loud(sentence)
    delegate = end - start > 1 and in_brackets(sentence, end, hits) is not None
    last = run.lower().replace("-", " ").split()[-1]
    known = last in seen.names or find_tenure(book, run, day, (), title_case=False) is not None
    if not (delegate or known):
        is_body = _is_body(tokens, book)
        body = seen.body(sentence, start, end, text, roles, hits) if is_body or not titled else None
        if is_body or body is not None:
            return body
    if (titled and not loud) or delegate or known:
        return Hit(start, end, "person", run)
    locative = before is not None and before.lower in LOCATIVES
    place = book.places.lookup(run, None) if locative or "PERSON" not in labels else None
    if place is not None and (locative or labels & _PLACE_ENTS or _is_city(place, tokens)):
        return Hit(start, end, "place", run, place=place)
    if loud:
        return None
    words = [token for token in tokens if token.text not in "-–"]
    unlabelled = labels == {""} and 1 < len(words) < 4 and start > 0 and all(word.tag == "NNP" for word in words)
    if ("PERSON" in labels or unlabelled) and not locative and any(token.tag.startswith("NNP") for token in tokens):
        return Hit(start, end, "person", run)
    return None


def _beside(name: Token, role: Token) -> bool:
    """Whether one of the two is the other's apposition: "the minister, Parly", "Parly, the minister"."""
    return (name.dep == "appos" and name.head == role.i) or (role.dep == "appos" and role.head == name.i)


def _is_loud(sentence: Sentence) -> bool:
    """Whether nearly every word of a title has a capital, so that a capital says nothing of names."""
    words = [token.text for token in sentence.tokens if token.text[0].isalpha()]
    return sum(word[0].isupper() for word in words) > _LOUD * len(words)


def _is_body(tokens: Sequence[Token], book: Codebook) -> bool:
    """Whether a name ends in a noun for a body, a state or a place ("the National Office"), as no person's does."""
    last = tokens[-1].lower
    ends = any(role.kind == "organisation" for role in book.actors.roles_ending(last))
    return ends or last in book.names.country_nouns | book.names.landmarks


def _is_city(place: Place, tokens: Sequence[Token]) -> bool:
    """Whether a name can be taken for a city although the parser does not say so ("had bombed Odesa")."""
    return place.population >= CITY and all(token.tag == "NNP" for token in tokens)
