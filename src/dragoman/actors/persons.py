"""Persons: who a run of capitalised words is, from the offices table, the title beside it, and the article's memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from dragoman.actors.builder import Builder, Figure
from dragoman.actors.names import Hit, head_of
from dragoman.actors.roles import FORMER, SOLDIER, RoleHit
from dragoman.codebook.offices import Tenure, best_tenure, last_name, name_key
from dragoman.parse.tree import Sentence

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SAME_NAME = 0.8
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_LATELY = timedelta(days=14)
_THAT_YEAR = timedelta(days=365)  # where only a day in it could be told


@dataclass(frozen=True, slots=True)
class Link:
    """A role noun and the person whom it describes."""

    role: RoleHit
    person: Hit


def links(sentence: Sentence, roles: Sequence[RoleHit], persons: Sequence[Hit]) -> list[Link]:
    """The pairs of role noun and person: "Minister X", "the minister of Y, X,", "X, the minister of Y"."""
    found: list[Link] = []
    for person in persons:
        start = person.start
        for role in sorted(roles, key=lambda r: -r.end):
            if role.end <= start and role.role.kind != "organisation" and _leads(sentence, role, start, person.end):
                found.append(Link(role, person))
                article = sentence.tokens[max(role.start - 1, 0)].tag == "DT"  # "her aide, the editor X"
                start = min(start, role.start - article)
        for role in roles:
            if role.start >= person.end and role.role.kind != "organisation" and _follows(sentence, person, role):
                found.append(Link(role, person))
                break
        found.extend(Link(role, person) for role in roles if _is_office_of(sentence, person, role))
        found.extend([Link(link.role, person) for link in found if _goes_on(sentence, link, person)])
    return found


def _goes_on(sentence: Sentence, link: Link, person: Hit) -> bool:
    """Whether a role in the plural goes on to the next name: "the two security chiefs, Tashiev and Yatimov"."""
    between = [token.lower for token in sentence.tokens[link.person.end : person.start]]
    several = sentence.tokens[link.role.head].is_plural
    return several and link.role.end <= link.person.start and between in (["and"], [","], [",", "and"])


def _is_office_of(sentence: Sentence, person: Hit, role: RoleHit) -> bool:
    """Whether the person does something, or something is done to him, as the role: "Caputo resigned as head of"."""
    above = sentence.head(sentence.tokens[role.head])
    head = head_of(sentence, person.start, person.end)
    return (
        role.role.kind != "organisation"
        and above is not None
        and above.lower == "as"
        and above.head == head.head
        and head.dep in _ARGUMENTS
    )


def _leads(sentence: Sentence, role: RoleHit, start: int, person_end: int) -> bool:
    """Whether the role noun stands before the person as title or with the person in apposition."""
    between = sentence.tokens[role.end : start]
    if not between:
        return True
    words = [token.text for token in between]
    if len(between) > 9 or any(token.pos in {"VERB", "AUX", "SCONJ"} for token in between) or words.count(",") > 1:
        return False
    if "," in words and words[-1] != ",":
        return False
    if words[-1] == ",":
        after = sentence.tokens[person_end : person_end + 1]
        closing = {",", ".", ")", "(", "-", "—", "–", *["and"] * sentence.tokens[role.head].is_plural}
        closed = not after or after[0].text in closing
        return closed and (len(words) == 1 or words[0] in {"of", "for", "to", "in", "at"})
    return words[0] in {"of", "for", "to"} and not any(token.lower in {"and", "with"} for token in between)


def _follows(sentence: Sentence, person: Hit, role: RoleHit) -> bool:
    """Whether the role noun stands in apposition behind the person."""
    between = sentence.tokens[person.end : role.start]
    if not between or between[0].text != "," or len(between) > 8:
        return False
    if any(token.pos in {"VERB", "AUX", "SCONJ", "ADP", "CCONJ", "PRON"} and token.dep != "poss" for token in between):
        return False
    if any(token.text == "," for token in between[1:]):
        return False
    head = sentence.tokens[role.head]
    return head.dep == "appos" or any(t.dep in {"det", "poss"} or t.tag == "POS" for t in between[1:])


def body_role(sentence: Sentence, start: int, end: int, roles: Sequence[RoleHit]) -> RoleHit | None:
    """The noun for a body that stands right before a name or in apposition behind it: "the newspaper Zaman"."""
    name = Hit(start, end, "name", "")
    for role in roles:
        head = sentence.tokens[role.head]
        before = role.end == start and not head.text[0].isupper() and not head.is_plural
        behind = role.start >= end and head.dep == "appos" and _follows(sentence, name, role)
        if role.role.kind == "organisation" and (before or behind):
            return role
    return None


def find_tenure(book: Codebook, text: str, day: str | None, nouns: Sequence[str], *, title_case: bool) -> Tenure | None:
    """The office that counts for a name: by full name, or by last name alone where only one person fits the day."""
    tenures = book.offices.tenures(text)
    if tenures or title_case:
        return best_tenure(tenures, day)
    by_last = [t for t in book.offices.of_last_name(text) if day is None or t.holds_on(day)]
    if len(text.split()) > 1:
        key = name_key(text)
        first = key.split()[0][:3]
        by_last = [t for t in by_last if name_key(t.person).startswith(first) or name_key(t.person).endswith(f" {key}")]
    people = {tenure.person for tenure in by_last}
    return best_tenure(by_last, day) if len(people) == 1 else None


class Memory:
    """The persons that the article has named so far, by last name and its near spellings.

    dated: whether the article's day is its publication day, and not one that its names speak for.
    """

    def __init__(self, *, dated: bool) -> None:
        self.dated = dated
        self._figures: dict[str, Figure] = {}

    def add(self, name: str, figure: Figure) -> None:
        """Remember the figure under the last name of a full name (and the last but one: "al-Kadhimi al-Sudani")."""
        self._figures.setdefault(last_name(name), figure)
        words = name.split()
        if len(words) > 2:
            self._figures.setdefault(last_name(words[-2]), figure)
        if len(words) > 1:
            self._figures.setdefault(last_name(words[0]), figure)

    def recall(self, name: str) -> Figure | None:
        """The figure whose last name it is; a spelling that is nearly the same counts. None for a new name."""
        key = last_name(name)
        if key in self._figures:
            figure = self._figures[key]
            return figure if _compatible(name, figure.name) else None
        first = self._figures.get(last_name(name.split()[0]))
        if first is not None and " " not in first.name and len(name.split()) > 1:  # "Ban", then "Ban Ki-moon"
            return first
        if len(key) < 5:
            return None
        near = [k for k in self._figures if k[:1] == key[:1] and SequenceMatcher(None, k, key).ratio() >= _SAME_NAME]
        return self._figures[near[0]] if near and _compatible(name, self._figures[near[0]].name) else None


def _compatible(name: str, held: str) -> bool:
    """Whether a name may be a form of the one held: a full name must not begin with another first name."""
    words, others = name_key(name).split(), name_key(held).split()
    if len(words) == 1 or len(others) == 1 or words[0] in {"al", "el"}:
        return True
    return words[0][:1] == others[0][:1] or words[0] in others


def introduce(
    builder: Builder, book: Codebook, name: str, day: str | None, roles: Sequence[RoleHit], memory: Memory,
    years: Sequence[str], whole: str,
) -> Figure:  # fmt: skip
    """The figure of a named person: one of the article's memory, or a new one with the office the table gives.

    whole: the full name that the report tells of who bears the name (it itself where none); years: those that the
    sentence names ("Saddam Hussein's 1990 invasion": he was president then).
    """
    held = memory.recall(name)
    nouns, former = [role.role.noun for role in roles], any(role.former for role in roles)
    figure = held if held is not None else builder.figure(f"person {last_name(name)} {name_key(name)}", name, "person")
    if len(name) > len(figure.name) and name_key(figure.name) in name_key(name):
        figure.name = name
    figure.nouns.update(nouns)
    memory.add(name, figure)
    part = len(name.split()) < len(figure.name.split())  # "Johnson" after "Andrew Johnson", who was looked up before
    if figure.office is None and not part:
        tenure = find_tenure(book, whole, day, nouns, title_case=False)
        if tenure is not None:
            then = any(each.holds_in(year) for each in book.offices.tenures(whole) for year in years)
            _take_office(figure, tenure, day, former=former, dated=memory.dated, then=then)
    for role in roles:
        if role.role.office and figure.office is None:
            figure.office = role.role.office
    sectors = tuple(dict.fromkeys(sector for role in roles for sector in role.sectors))
    if former and not memory.dated:  # "Sarkozy" in the title, then "former president Nicolas Sarkozy"
        figure.sectors = FORMER
    elif sectors and (not figure.sectors or (figure.sectors == FORMER and not former)):
        figure.sectors = sectors  # "the secretary of the council", once a minister; "the then premier"
    elif SOLDIER in sectors and SOLDIER not in figure.sectors:
        figure.sectors = (*figure.sectors, SOLDIER)  # "General Burhan", who rules
    return figure


def _take_office(figure: Figure, tenure: Tenure, day: str | None, *, former: bool, dated: bool, then: bool) -> None:
    """The office and its sectors. What is told of one who lost it lately, or of years when he had it (``then``), is of

    his time in it.
    """
    current = not former
    if day is not None and (dated if former else not then):
        before = (date.fromisoformat(day) - (_LATELY if dated else _THAT_YEAR)).isoformat()
        current = any(tenure.holds_on(each) for each in (day, before))
    figure.country, figure.code = tenure.country, tenure.body
    figure.sectors = tenure.sectors if current else FORMER
    figure.office = tenure.office if current else f"former {tenure.office}"
    figure.nouns.add(tenure.office.lower())
