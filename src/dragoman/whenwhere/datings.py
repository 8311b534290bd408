"""How each date of a report stands to an act: marks that the codebook weighs (cues/datings.csv)."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dragoman.draft import Act, Draft
from dragoman.model.reader import OPEN
from dragoman.parse.tree import Sentence
from dragoman.record import When
from dragoman.whenwhere.dates import CARRIED, Calendar, Dated, from_its_start, read_for, since, when_of
from dragoman.whenwhere.days import report_days
from dragoman.whenwhere.marks import add_circumstances, weight_of
from dragoman.whenwhere.near import clause_of, nearness
from dragoman.whenwhere.reading import Reading, coarser
from dragoman.whenwhere.tense import is_main_line, tells_past, tense_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SOON = 2  # sentences on
_BACK = 6  # dates told before
_NEAR = {0: "below", 1: "same", None: "far"}
_AGO = ((0, "that day"), (1, "a day ago"), (7, "a week ago"), (31, "a month ago"), (366, "a year ago"))


@dataclass(frozen=True, slots=True)
class Dating:
    """A date with its marks."""

    when: When
    marks: dict[str, float] = field(default_factory=dict)


class Told(NamedTuple):
    """A date as one place of the report tells it."""

    when: When
    marks: list[str]


class Datings:
    """The dates that the acts of a report with a publication day may have, each with its marks."""

    def __init__(self, draft: Draft, calendar: Calendar, published: date) -> None:
        self._draft, self._calendar, self._published = draft, calendar, published
        self._days = report_days(draft, calendar, published)

    def of(self, act: Act) -> list[Dating]:
        """Every date that the report tells near the act, and the days that it may be about; below a heading with a

        date only those of the act's own sentence and the heading's.
        """
        found: dict[str, Dating] = {}
        sentence = self._draft.parse.sentences[act.sentence]
        own = _Own(act, sentence, self._calendar).all()
        elsewhere = () if self._calendar.heading(sentence) else chain(self._days_told(), self._elsewhere(sentence))
        for each in chain(own, self._ruled(act), self._the_day(act), elsewhere):
            found.setdefault(each.when.edtf, Dating(each.when)).marks.update(dict.fromkeys(each.marks, 1.0))
        circumstances = list(self._circumstances(act, sentence))
        for known in found.values():
            known.marks.update(self._kind(known.when, act))
            add_circumstances(known.marks, circumstances)
        return list(found.values())

    def _ruled(self, act: Act) -> Iterator[Told]:
        when = self._calendar.by_rule(act)
        if when is not None:
            yield Told(when, ["ruled", f"ruled {when.basis}"])

    def _the_day(self, act: Act) -> Iterator[Told]:
        day = self._calendar.day_of(act)
        if day is not None:
            yield Told(when_of(day, "", None), ["the day"])

    def _days_told(self) -> Iterator[Told]:
        return (Told(when_of(day.reading, "", None), list(day.marks)) for day in self._days)

    def _elsewhere(self, sentence: Sentence) -> Iterator[Told]:
        """The dates told last before the sentence, and those soon after it (after a title: all)."""
        sentences = self._draft.parse.sentences
        before = [(other, each) for other in sentences[: sentence.index] for each in self._known(other)]
        for number, (other, each) in enumerate(reversed(before[-_BACK:])):
            standing = "title" if other.is_title else "before" if other.paragraph < sentence.paragraph else "paragraph"
            marks = [standing, f"{standing} {_line(other, each)}"]
            marks += ["last"] * (number == 0) + ["last but one"] * (number == 1)
            marks += ["right before"] * (other.index == sentence.index - 1)
            yield from _elsewhere_as("told", each, marks)
        for other in sentences[sentence.index + 1 :]:
            soon = other.index - sentence.index <= _SOON
            for each in self._known(other) if soon or sentence.is_title else ():
                yield from _elsewhere_as("soon" if soon else "later", each, [_line(other, each)])

    def _known(self, sentence: Sentence) -> list[Dated]:
        return [each for each in self._calendar.in_sentence(sentence) if each.reading is not None]

    @cached_property
    def _counts(self) -> Counter[str]:
        known = (each.reading for sentence in self._draft.parse.sentences for each in self._known(sentence))
        return Counter(reading.edtf for reading in known if reading is not None)

    def _kind(self, when: When, act: Act) -> dict[str, float]:
        named, ago = math.log(1 + self._counts[when.edtf]), self._ago(when)
        return {_size(when.edtf): 1.0, ago: 1.0, f"{act.status} {ago}": 1.0, "named": named}

    def _ago(self, when: When) -> str:
        start, end = (date.fromisoformat(each) if each else self._published for each in (when.start, when.end))
        if start > self._published:
            return "ahead"
        days = (self._published - end).days
        return next((name for most, name in _AGO if days <= most), "long ago")

    def _circumstances(self, act: Act, sentence: Sentence) -> Iterator[str]:
        trigger = sentence.tokens[act.head]
        yield tense_of(sentence, trigger)
        yield "line" if is_main_line(sentence, trigger) else "aside"
        near = [nearness(sentence, trigger, each.token) for each in self._calendar.in_sentence(sentence)]
        yield "dateless" if not near else "dates" if set(near) == {None} else "dated"
        yield from ["noun"] * (trigger.pos not in {"VERB", "AUX"}) + ["title"] * sentence.is_title


class _Own:
    """The dates of an act's own sentence."""

    def __init__(self, act: Act, sentence: Sentence, calendar: Calendar) -> None:
        self._act, self._sentence, self._calendar = act, sentence, calendar
        self._trigger = sentence.tokens[act.head]
        self._dated = calendar.in_sentence(sentence)
        self._rule = calendar.own(act)

    def all(self) -> Iterator[Told]:
        """Each as the act has it, and otherwise: ahead, behind, only its beginning, less exactly."""
        for told in self._dated:
            each = since(told, self._sentence, self._trigger)
            marks, under = self._marks(each), [f"under {word}" for word in self._under(each)]
            yield from _as("own", read_for(self._act, each, self._sentence, self._trigger), [*marks, *under])
            if "since" in each.expression.groups:
                yield from _as("own start", from_its_start(each), marks)
            for label, future in (("own ahead", True), ("own behind", False)):
                yield from _as(label, each.read_as(future=future), under)
            others = ("own until today", each.until_today), ("own on the day", self._calendar.rebased(each))
            for label, other in others:
                if other is not None:
                    yield from _as(label, other, [each.expression.kind])

    def _marks(self, each: Dated) -> list[str]:
        near = nearness(self._sentence, self._trigger, each.token)
        where = _NEAR.get(near, "above")
        side = "after" if each.token.i > self._trigger.i else "before"
        kind, between = each.expression.kind, self._between(each)
        marks = [where, f"{where} {side}", kind, f"{where} {kind}", f"led by {self._led(each)}"]
        marks += [f"{between} between", f"{between} between {side}"]
        marks += [f"{where} in {clause_of(self._sentence, each.token).dep}"] * (near != 0)
        marks += ["only"] * (len(self._dated) == 1)
        marks += ["nearest"] * (self._far(each) == min(map(self._far, self._dated)))
        if self._rule is not None and self._rule.expression.span == each.expression.span:
            marks += ["by rule", f"by rule {where}"]
        return marks

    def _far(self, each: Dated) -> int:
        return abs(each.token.i - self._trigger.i)

    def _led(self, each: Dated) -> str:
        """The preposition or mark right before the date, else the kind of word."""
        before = [token for token in self._sentence.tokens if token.span.end <= each.expression.span.start]
        if not before:
            return "nothing"
        return before[-1].lower if before[-1].pos in {"ADP", "SCONJ", "PUNCT"} else before[-1].pos

    def _under(self, each: Dated) -> list[str]:
        """The preposition between the date and its clause, its own apart ("a strike *for* all on Friday")."""
        found = []
        for above in self._sentence.ancestors(each.token):
            if above.pos in {"VERB", "AUX"}:
                break
            found += [above.lower] * (above.dep == "prep")
        return found[1:2] if self._led(each) in found[:1] else found[:1]

    def _between(self, each: Dated) -> str:
        """What stands between the date and the act."""
        first, last = sorted((each.token.i, self._trigger.i))
        between = self._sentence.tokens[first + 1 : last]
        if any(token.text == ";" for token in between):
            return "semicolon"
        verbs = sum(token.pos == "VERB" for token in between)
        comma = "comma " * any(token.text == "," for token in between)
        return comma + ("verbs" if verbs > 1 else "verb" if verbs else "nothing")


def date_of(act: Act, datings: Datings, book: Codebook) -> When | None:
    """The date whose marks weigh most; None where the model says that it is open."""
    reading = act.sight.reading if act.sight is not None else None
    if reading is not None and reading.likely("dated", OPEN) >= book.model.undated:
        return None
    best = max(datings.of(act), key=lambda each: weight_of(each.marks, book.datings), default=None)
    return best.when if best is not None else None


def _as(label: str, each: Dated, marks: list[str]) -> Iterator[Told]:
    """A date of the act's own sentence, and the same less exactly."""
    if each.reading is None:
        return
    for name, reading in _exactly_or_less(label, each.reading):
        when = when_of(reading, each.expression.text, each.expression.span)
        yield Told(when, [name, *(f"{name} {mark}" for mark in marks)])


def _elsewhere_as(label: str, each: Dated, marks: list[str]) -> Iterator[Told]:
    """A date of another sentence, and the same less exactly."""
    if each.reading is None:
        return
    for name, reading in _exactly_or_less(label, each.reading):
        when = when_of(Reading(reading.edtf, reading.start, reading.end, CARRIED), each.expression.text, None)
        yield Told(when, [name, *(f"{name} {mark}" for mark in (*marks, _size(each.reading.edtf)))])


def _exactly_or_less(label: str, reading: Reading) -> Iterator[tuple[str, Reading]]:
    yield label, reading
    for size, less in coarser(reading):
        yield f"{label} to the {size}", less


def _line(sentence: Sentence, each: Dated) -> str:
    return "on the line" if tells_past(sentence, each.token) else "aside"


def _size(edtf: str) -> str:
    if "/" in edtf:
        return "span"
    return {10: "day", 7: "month", 4: "year"}.get(len(edtf), "other")
