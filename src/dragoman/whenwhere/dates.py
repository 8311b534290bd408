"""Which date belongs to which act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from dragoman.draft import Act, Draft
from dragoman.issues import Issue
from dragoman.parse.tree import Sentence, Token
from dragoman.record import When
from dragoman.span import Span
from dragoman.whenwhere.expressions import Expression, find_dates
from dragoman.whenwhere.near import clause_of, nearness
from dragoman.whenwhere.resolve import Frame, Reading, resolve

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

REPORT_DAY = "from the report's day"
_FUTURE = frozenset({"will", "shall", "would", "to"})
_ANCHORED = frozenset({"within", "shifted", "day_before", "day_after", "same_day", "eve"})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date expression with the token that it hangs on and its reading (None where it stays open)."""

    expression: Expression
    token: Token
    reading: Reading | None


class Calendar:
    """The dates of a report: the expressions of each sentence, and the day that the report is about."""

    def __init__(self, draft: Draft, book: Codebook) -> None:
        self._draft = draft
        published = draft.article.published
        self._published = date.fromisoformat(published) if published else None
        self._cues = book.dates
        self._told: date | None = None
        self.by_sentence = tuple(tuple(self._sentence(s)) for s in draft.parse.sentences)
        self.issues = tuple(self._issues())
        self._day = self._report_day()

    def _sentence(self, sentence: Sentence) -> Iterator[Dated]:
        """The sentence's expressions; those that count from another date of the sentence come after it."""
        found = find_dates(self._draft.article.text, sentence.span, self._cues)
        for each in sorted(found, key=lambda e: e.kind in _ANCHORED):
            tokens = [t for t in sentence.tokens if t.span.meets(each.span)]
            if not tokens:
                continue
            inside = {t.i for t in tokens}
            head = next((t for t in tokens if t.head not in inside), tokens[0])
            frame = Frame(self._published, self._told, _is_future(sentence, head), self._cues)
            reading = resolve(each, frame)
            if reading is not None and reading.start == reading.end:
                self._told = reading.start
            yield Dated(each, head, reading)

    def _issues(self) -> Iterator[Issue]:
        for dated in (d for found in self.by_sentence for d in found):
            if dated.reading is None:
                reason = "no publication date" if self._published is None else "nothing to count from"
                yield Issue("dates", f"{reason}: {dated.expression.text!r} left unresolved", dated.expression.span)

    def _report_day(self) -> Reading | None:
        """The day of the news: the first day named in the main clauses of the first sentences, else publication."""
        body = [s for s in self._draft.parse.sentences if not s.is_title][:2]
        for sentence in body:
            root = sentence.root()
            for dated in self.by_sentence[sentence.index]:
                reading = dated.reading
                if (
                    reading is None
                    or reading.start != reading.end
                    or dated.expression.kind in _ANCHORED
                    or root is None
                ):
                    continue
                recent = self._published is None or 0 <= (self._published - reading.start).days <= 7
                if recent and clause_of(sentence, dated.token).i == root.i:
                    return reading
        if self._published is None:
            return None
        return Reading(self._published.isoformat(), self._published, self._published, REPORT_DAY)

    def of(self, act: Act) -> When | None:
        """The date of an act: its own words', else the report's day for acts of the main line, else None."""
        sentence = self._draft.parse.sentences[act.sentence]
        trigger = sentence.tokens[act.head]
        own = self._own(sentence, trigger)
        if own is not None:
            if own.reading is None:
                return None
            return _when(own.reading, own.expression.text, own.expression.span)
        if act.status in {"intended", "hypothetical"} or not _is_main_line(sentence, trigger) or self._day is None:
            return None
        return _when(Reading(self._day.edtf, self._day.start, self._day.end, REPORT_DAY), "", None)

    def _own(self, sentence: Sentence, trigger: Token) -> Dated | None:
        near = [(n, abs(d.token.i - trigger.i), d) for d in self.by_sentence[sentence.index]
                if (n := nearness(sentence, trigger, d.token)) is not None]  # fmt: skip
        return min(near, key=lambda each: each[:2])[2] if near else None


def _is_future(sentence: Sentence, token: Token) -> bool:
    verb = clause_of(sentence, token)
    return any(child.lower in _FUTURE for child in sentence.children(verb, "aux"))


def _is_main_line(sentence: Sentence, trigger: Token) -> bool:
    """Whether the act is told as the day's news: its clause, or the one that reports it, is in the plain past or present

    tense; not in the perfect, not in a relative clause, not in a clause of reason or time.
    """
    clause = clause_of(sentence, trigger)
    for verb in (clause, *(t for t in sentence.ancestors(clause) if t.pos in {"VERB", "AUX"})):
        auxiliaries = {child.lower for child in sentence.children(verb, "aux", "auxpass")}
        if auxiliaries & {"had", "have", "has", "'ve", "'d"}:
            return False
        if verb.dep in {"relcl", "acl"} or (verb.dep == "advcl" and sentence.child(verb, "mark") is not None):
            return False
    return True


def _when(reading: Reading, text: str, span: Span | None) -> When:
    return When(text, reading.edtf, reading.start.isoformat(), reading.end.isoformat(), reading.basis, span)
