"""Which date belongs to which act."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.draft import Act, Draft
from dragoman.issues import Issue
from dragoman.model.reader import OPEN
from dragoman.model.reader import Reading as Seen
from dragoman.parse.tree import Sentence, Token
from dragoman.record import When
from dragoman.span import Span
from dragoman.whenwhere.expressions import Expression, find_dates
from dragoman.whenwhere.near import clause_of, nearness
from dragoman.whenwhere.reading import REPORT_DAY, Reading, lasting, on_day, until, year_of
from dragoman.whenwhere.resolve import Frame, resolve
from dragoman.whenwhere.tense import is_future, is_main_line, is_past_perfect, tells_past

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

CARRIED = "told before in the text"
_FROM_ANOTHER = frozenset(
    {
        "shifted", "offset", "day_before", "day_after", "same_day", "in_the_day", "eve", "part_of", "beside",
        "beside_it", "since_then",
    }
)  # fmt: skip
_COUNTED = _FROM_ANOTHER | {"within"}
_WEEK = 7
_TO_COME = frozenset({"intended", "hypothetical"})
# what stands between a date and what it heads: "Sunday. ", "17 Oct - ", "Tuesday, around 01:00. "
_HEADING = re.compile(
    r"(?:,?\s+(?:around\s+)?(?:\d{1,2}[:.]\d\d|noon|midnight)(?:\s[A-Z]{2,4})?)?(?:(?<=\.)|[.:]|\s*[-–—])\s"
)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression with the token that it hangs on and its reading (None where it stays open).

    frame: what it was counted from.
    """

    expression: Expression
    token: Token
    reading: Reading | None
    frame: Frame

    def read_as(self, *, future: bool) -> Dated:
        """The same words read for an act that is still to come, or is not."""
        return replace(self, reading=resolve(self.expression, replace(self.frame, future=future)))

    @property
    def when(self) -> When | None:
        """The date for an act whose own words these are."""
        return when_of(self.reading, self.expression.text, self.expression.span) if self.reading is not None else None

    @property
    def carried(self) -> When | None:
        """The date for an act further on in the text."""
        if self.reading is None:
            return None
        return when_of(replace(self.reading, basis=CARRIED), self.expression.text, None)

    @property
    def until_today(self) -> Dated | None:
        """ "since 2015": up to the day of publication, not only to its year; None for what is no span."""
        reading, published = self.reading, self.frame.published
        if reading is None or published is None or "/" not in reading.edtf:
            return None
        return replace(self, reading=until(reading, published))

    @property
    def lasting(self) -> Dated | None:
        """ "since the invasion of 2015", read as "since 2015"; None where the date is not of the past."""
        reading, published = self.reading, self.frame.published
        span = lasting(reading, published) if reading is not None and published is not None else None
        since = replace(self.expression, groups={**self.expression.groups, "since": "since"})
        return replace(self, expression=since, reading=span) if span is not None else None

    @property
    def answers(self) -> frozenset[str]:
        """All dates that the words may give to an act, as EDTF: past, future, or only the beginning."""
        read = (self, self.read_as(future=True), self.read_as(future=False))
        all_ = (each for one in read for each in (one, from_its_start(one)))
        return frozenset(each.reading.edtf for each in all_ if each.reading is not None)


class Calendar:
    """The dates of a report: the expressions of each sentence, and the day that the report is about."""

    def __init__(self, draft: Draft, book: Codebook) -> None:
        self._draft = draft
        published = draft.article.published
        self._published = date.fromisoformat(published) if published else None
        self._book, self._cues = book, book.dates
        self._told: date | None = None
        self._roughly: date | None = None
        self._month: date | None = None
        self._last: Reading | None = None
        self._day = self._report_day()
        self._by_sentence = tuple(tuple(self._sentence(s)) for s in draft.parse.sentences)

    @property
    def day(self) -> Reading | None:
        """The day that the report is about."""
        return self._day

    def in_sentence(self, sentence: Sentence) -> tuple[Dated, ...]:
        """The date expressions of a sentence."""
        return self._by_sentence[sentence.index]

    def heading(self, sentence: Sentence) -> Dated | None:
        """The date that heads the sentence's paragraph, whose day holds for all of it."""
        return self._headings.get(sentence.paragraph)

    @cached_property
    def _headings(self) -> dict[int, Dated]:
        openings = {each.paragraph: each for each in reversed(self._draft.parse.sentences)}
        found: dict[int, Dated] = {}
        for paragraph, opening in openings.items():
            heads = (each for each in self.in_sentence(opening) if each.expression.span.start == opening.span.start)
            head = next((each for each in heads if each.reading is not None), None)
            if head is not None and _HEADING.match(self._draft.article.text, head.expression.span.end):
                found[paragraph] = head
        return found

    def last_before(self, sentence: Sentence) -> Dated | None:
        """The last date that was told before a sentence."""
        earlier = (d for s in reversed(self._by_sentence[: sentence.index]) for d in reversed(s))
        return next((dated for dated in earlier if dated.reading is not None), None)

    @property
    def issues(self) -> Iterator[Issue]:
        """One for each expression that stays open, with the reason."""
        for dated in (d for found in self._by_sentence for d in found):
            if dated.reading is None:
                reason = "no publication date" if self._published is None else "nothing to count from"
                yield Issue("dates", f"{reason}: {dated.expression.text!r} left unresolved", dated.expression.span)

    def _sentence(self, sentence: Sentence) -> Iterator[Dated]:
        """The sentence's expressions; those that count from another date of the sentence come after it."""
        found = find_dates(self._draft.article.text, sentence.span, self._cues)
        here: date | None = None
        for each in sorted(found, key=lambda e: e.kind in _COUNTED):
            tokens = [t for t in sentence.tokens if t.span.meets(each.span)]
            if not tokens:
                continue
            inside = {t.i for t in tokens}
            head = next((t for t in tokens if t.head not in inside), tokens[0])
            day, future = self._day.start if self._day is not None else None, is_future(sentence, head)
            frame = Frame(
                self._published, self._told, self._roughly, day, future, self._cues, here, self._month, self._last
            )
            reading = resolve(each, frame)
            if reading is not None and (reading.start == reading.end or not self._is_ahead(reading)):
                self._roughly, self._last = reading.start, reading
                self._month = reading.start if reading.is_of_months else self._month
            if reading is not None and reading.start == reading.end:
                self._told = here = reading.start
            yield Dated(each, head, reading, frame)

    def _is_ahead(self, reading: Reading) -> bool:
        return self._published is not None and reading.start > self._published

    def _report_day(self) -> Reading | None:
        """The day of the news: the first recent day named in the main clause of one of the first two sentences,

        else the publication day.
        """
        self._day = None
        for sentence in [s for s in self._draft.parse.sentences if not s.is_title][:2]:
            root = sentence.root()
            for dated in self._sentence(sentence):
                is_day = not counts_from_another(dated) and self._is_recent(dated.reading)
                if is_day and root is not None and clause_of(sentence, dated.token).i == root.i:
                    return dated.reading
        if self._published is None:
            return None
        return on_day(self._published)

    def _is_recent(self, reading: Reading | None) -> bool:
        if reading is None or reading.start != reading.end:
            return False
        return self._published is None or 0 <= (self._published - reading.start).days <= _WEEK

    def of(self, act: Act) -> When | None:
        """The date of an act as the model takes it to stand to the report; where it is not sure, by the rules.

        Words of the act's own that count from another date ("on the eve of", "a day later") go before the model's.
        """
        own = self.own(act)
        from_another = own is not None and own.reading is not None and own.expression.kind in _FROM_ANOTHER
        if act.sight is not None and not from_another:
            cues, reading = self._book.model, act.sight.reading
            options = self._options(act, own, reading)
            best = reading.choose("dated", options, opened=cues.dateless, least=cues.dated)
            if best is not None:
                return options[best]
        return self.by_rule(act)

    def _options(self, act: Act, own: Dated | None, reading: Seen) -> dict[str, When | None]:
        """What each answer of the model comes to, where it comes to something."""
        sentence = self._draft.parse.sentences[act.sentence]
        options: dict[str, When | None] = {OPEN: None}
        trigger = sentence.tokens[act.head]
        seen = self.at(sentence, reading.when.span) if reading.when is not None else None
        if seen is not None and (own is None or own.expression != seen.expression):
            own = seen
        if own is not None:
            options["words"] = read_for(act, own, sentence, trigger).when
        if self._day is not None:
            options["day"] = when_of(replace(self._day, basis=REPORT_DAY), "", None)
        if self._published is not None:
            options["published"] = when_of(on_day(self._published), "", None)
        before = self.last_before(sentence)
        if before is not None:
            options["carried"] = before.carried
        return options

    def at(self, sentence: Sentence, span: Span) -> Dated | None:
        """The date at some words of a sentence."""
        return next((d for d in self._by_sentence[sentence.index] if d.expression.span.meets(span)), None)

    def rebased(self, each: Dated) -> Dated | None:
        """Words that count from a date told before, counted from the day that the report is about."""
        if self._day is None or each.expression.kind not in _FROM_ANOTHER:
            return None
        day = self._day.start
        frame = replace(each.frame, told=day, roughly=day, here=None)
        return replace(each, reading=resolve(each.expression, frame), frame=frame)

    def by_rule(self, act: Act) -> When | None:
        """The date of the act's own words, else the report's day for acts of the main line, else None."""
        own = self.own(act)
        sentence = self._draft.parse.sentences[act.sentence]
        trigger = sentence.tokens[act.head]
        if own is not None:
            return read_for(act, own, sentence, trigger).when
        if act.status in {"intended", "hypothetical"} or not is_main_line(sentence, trigger):
            return None
        day = self.day_of(act)
        if day is not None:
            return when_of(day, "", None)
        return self._carried(sentence) if tells_past(sentence, trigger) else None

    def day_of(self, act: Act) -> Reading | None:
        """The day that heads the act's paragraph, else the one that the report is about."""
        sentence, day = self._draft.parse.sentences[act.sentence], self._day
        heading = self.heading(sentence)
        if heading is not None:
            trigger = sentence.tokens[act.head]
            day = read_for(act, replace(heading, token=trigger), sentence, trigger).reading
        return replace(day, basis=REPORT_DAY) if day is not None else None

    def _carried(self, sentence: Sentence) -> When | None:
        """For a story without a publication date: the date last told on its main line, in full within its paragraph,

        else only the year.
        """
        for earlier in reversed(self._draft.parse.sentences[: sentence.index]):
            for dated in reversed(self._by_sentence[earlier.index]):
                reading = dated.reading
                if reading is None or not tells_past(earlier, dated.token):
                    continue
                if earlier.paragraph == sentence.paragraph:
                    return dated.carried
                return when_of(year_of(reading, CARRIED), dated.expression.text, None)
        return None

    def own(self, act: Act) -> Dated | None:
        """The date of the act's sentence that stands nearest to it."""
        sentence = self._draft.parse.sentences[act.sentence]
        trigger = sentence.tokens[act.head]
        found = self._by_sentence[sentence.index]
        antecedent = _when_antecedent(sentence, trigger)
        near = [
            (n, abs(d.token.i - trigger.i), d) for d in found if (n := nearness(sentence, trigger, d.token)) is not None
        ]
        if near:
            return since(min(near, key=lambda each: each[:2])[2], sentence, trigger)
        before = [d for d in found if antecedent is not None and 0 <= antecedent - d.token.i <= 4]
        return from_its_start(before[-1]) if before else None


def counts_from_another(each: Dated) -> bool:
    """Whether its words count from another date ("a day later", "within a week")."""
    return each.expression.kind in _COUNTED


def read_for(act: Act, own: Dated, sentence: Sentence, trigger: Token) -> Dated:
    """The words as an act has them: what was done lies behind, what is planned or may be ahead, but for what dates

    something past above it ("announced on Thursday that it would").
    """
    if act.status == "actual" and own.frame.future:
        return own.read_as(future=False)
    past = any(tells_past(sentence, each) or is_past_perfect(sentence, each) for each in (trigger, own.token))
    if act.status in _TO_COME and not past:
        return own.read_as(future=True)
    return own


def since(dated: Dated, sentence: Sentence, trigger: Token) -> Dated:
    """The words as an act has them that goes on since what they date ("since a strike on 2 January")."""
    for token in (dated.token, *sentence.ancestors(dated.token)):
        if token.i == trigger.i:
            return dated
        if token.lower == "since" or any(mark.lower == "since" for mark in sentence.children(token, "mark")):
            goes_on = token.i not in {above.i for above in sentence.ancestors(trigger)}
            return (dated.lasting if goes_on else None) or dated
    return dated


def _when_antecedent(sentence: Sentence, trigger: Token) -> int | None:
    """ "in 1988, when the two states restored ties": the index of *when*, whose date stands right before it."""
    clause = clause_of(sentence, trigger)
    for child in sentence.children(clause, "advmod", "mark"):
        if child.lower == "when" and clause.dep in {"relcl", "advcl", "acl"}:
            return child.i
    return None


def from_its_start(dated: Dated) -> Dated:
    """ "since Monday, when soldiers fired": Monday itself."""
    reading = dated.reading
    if reading is None or "since" not in dated.expression.groups or "/" not in reading.edtf:
        return dated
    first = reading.edtf.split("/")[0]
    return replace(dated, reading=replace(reading, edtf=first, end=reading.start if len(first) > 7 else reading.end))


def when_of(reading: Reading, text: str, span: Span | None) -> When:
    """A reading for the record. span: its words, None where they stand elsewhere."""
    return When(text, reading.edtf, reading.start.isoformat(), reading.end.isoformat(), reading.basis, span)
