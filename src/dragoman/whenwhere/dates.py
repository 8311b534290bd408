"""Which date belongs to which act."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from dragoman.draft import Act, Draft
from dragoman.issues import Issue
from dragoman.model.reader import OPEN, Words
from dragoman.model.reader import Reading as Seen
from dragoman.parse.tree import Sentence, Token
from dragoman.record import When
from dragoman.span import Span
from dragoman.whenwhere.expressions import Expression, find_dates
from dragoman.whenwhere.near import clause_of, nearness
from dragoman.whenwhere.resolve import Frame, Reading, resolve, year_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

REPORT_DAY = "from the report's day"
CARRIED = "told before in the text"
_FUTURE = frozenset({"will", "shall", "would", "to"})
_FROM_ANOTHER = frozenset(
    {"shifted", "offset", "day_before", "day_after", "same_day", "in_the_day", "eve", "part_of", "beside", "beside_it"}
)
_COUNTED = _FROM_ANOTHER | {"within"}
_PERFECT = frozenset({"had", "'d"})
_WEEK = 7
_TO_THE_MONTH = len("2024-03")


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
        return _when(self.reading, self.expression.text, self.expression.span) if self.reading is not None else None

    @property
    def carried(self) -> When | None:
        """The date for an act further on in the text."""
        if self.reading is None:
            return None
        return _when(replace(self.reading, basis=CARRIED), self.expression.text, None)

    @property
    def answers(self) -> frozenset[str]:
        """All dates that the words may give to an act, as EDTF: past, future, or only the beginning."""
        read = (self, self.read_as(future=True), self.read_as(future=False))
        all_ = (each for one in read for each in (one, _from_its_start(one)))
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
        self._day = self._report_day()
        self._by_sentence = tuple(tuple(self._sentence(s)) for s in draft.parse.sentences)

    @property
    def day(self) -> Reading | None:
        """The day that the report is about."""
        return self._day

    def in_sentence(self, sentence: Sentence) -> tuple[Dated, ...]:
        """The date expressions of a sentence."""
        return self._by_sentence[sentence.index]

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
            day, future = self._day.start if self._day is not None else None, _is_future(sentence, head)
            frame = Frame(self._published, self._told, self._roughly, day, future, self._cues, here, self._month)
            reading = resolve(each, frame)
            if reading is not None and (reading.start == reading.end or not self._is_ahead(reading)):
                self._roughly = reading.start
                self._month = self._month if len(reading.edtf.split("/")[0]) < _TO_THE_MONTH else reading.start
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
                is_day = dated.expression.kind not in _COUNTED and self._is_recent(dated.reading)
                if is_day and root is not None and clause_of(sentence, dated.token).i == root.i:
                    return dated.reading
        if self._published is None:
            return None
        return _on(self._published)

    def _is_recent(self, reading: Reading | None) -> bool:
        if reading is None or reading.start != reading.end:
            return False
        return self._published is None or 0 <= (self._published - reading.start).days <= _WEEK

    def of(self, act: Act) -> When | None:
        """The date of an act as the model takes it to stand to the report; where it is not sure, by the rules.

        Words of the act's own that count from another date ("on the eve of", "a day later") go before the model's.
        """
        sentence = self._draft.parse.sentences[act.sentence]
        own = self._own(sentence, sentence.tokens[act.head])
        if act.sight is not None and not _counts_from_another(own):
            cues, reading = self._book.model, act.sight.reading
            options = self._options(act, own, reading)
            best = reading.choose("dated", options, opened=cues.undated, least=cues.dated)
            if best is not None:
                return options[best]
        return self._by_rule(act, own)

    def _options(self, act: Act, own: Dated | None, reading: Seen) -> dict[str, When | None]:
        """What each answer of the model comes to, where it comes to something."""
        sentence = self._draft.parse.sentences[act.sentence]
        options: dict[str, When | None] = {OPEN: None}
        trigger = sentence.tokens[act.head]
        seen = self._seen(sentence, reading.when)
        if seen is not None and (own is None or own.expression != seen.expression):
            own = seen
        if own is not None:
            options["words"] = _read_for(act, own, sentence, trigger).when
        if self._day is not None:
            options["day"] = _when(replace(self._day, basis=REPORT_DAY), "", None)
        if self._published is not None:
            options["published"] = _when(_on(self._published), "", None)
        before = self.last_before(sentence)
        if before is not None:
            options["carried"] = before.carried
        return options

    def _seen(self, sentence: Sentence, words: Words | None) -> Dated | None:
        """The expression at the words that the model takes for the act's date."""
        if words is None:
            return None
        return next((d for d in self._by_sentence[sentence.index] if d.expression.span.meets(words.span)), None)

    def _by_rule(self, act: Act, own: Dated | None) -> When | None:
        """The date of the act's own words, else the report's day for acts of the main line, else None."""
        sentence = self._draft.parse.sentences[act.sentence]
        trigger = sentence.tokens[act.head]
        if own is not None:
            return _read_for(act, own, sentence, trigger).when
        if act.status in {"intended", "hypothetical"} or not _is_main_line(sentence, trigger):
            return None
        if self._day is not None:
            return _when(replace(self._day, basis=REPORT_DAY), "", None)
        return self._carried(sentence) if _tells_past(sentence, trigger) else None

    def _carried(self, sentence: Sentence) -> When | None:
        """For a story without a publication date: the date last told on its main line, in full within its paragraph,

        else only the year.
        """
        for earlier in reversed(self._draft.parse.sentences[: sentence.index]):
            for dated in reversed(self._by_sentence[earlier.index]):
                reading = dated.reading
                if reading is None or not _tells_past(earlier, dated.token):
                    continue
                if earlier.paragraph == sentence.paragraph:
                    return dated.carried
                return _when(year_of(reading, CARRIED), dated.expression.text, None)
        return None

    def _own(self, sentence: Sentence, trigger: Token) -> Dated | None:
        found = self._by_sentence[sentence.index]
        antecedent = _when_antecedent(sentence, trigger)
        near = [
            (n, abs(d.token.i - trigger.i), d) for d in found if (n := nearness(sentence, trigger, d.token)) is not None
        ]
        if near:
            return min(near, key=lambda each: each[:2])[2]
        before = [d for d in found if antecedent is not None and 0 <= antecedent - d.token.i <= 4]
        return _from_its_start(before[-1]) if before else None


def _counts_from_another(own: Dated | None) -> bool:
    return own is not None and own.reading is not None and own.expression.kind in _FROM_ANOTHER


def _read_for(act: Act, own: Dated, sentence: Sentence, trigger: Token) -> Dated:
    """The words as an act has them: what was done lies behind, what is planned ahead."""
    if act.status == "actual" and own.frame.future:
        return own.read_as(future=False)
    if act.status == "intended" and not _tells_past(sentence, trigger) and not _is_past_perfect(sentence, trigger):
        return own.read_as(future=True)
    return own


def _on(day: date) -> Reading:
    return Reading(day.isoformat(), day, day, REPORT_DAY)


def _when_antecedent(sentence: Sentence, trigger: Token) -> int | None:
    """ "in 1988, when the two states restored ties": the index of *when*, whose date stands right before it."""
    clause = clause_of(sentence, trigger)
    for child in sentence.children(clause, "advmod", "mark"):
        if child.lower == "when" and clause.dep in {"relcl", "advcl", "acl"}:
            return child.i
    return None


def _from_its_start(dated: Dated) -> Dated:
    """ "since Monday, when soldiers fired": Monday itself."""
    reading = dated.reading
    if reading is None or "since" not in dated.expression.groups or "/" not in reading.edtf:
        return dated
    first = reading.edtf.split("/")[0]
    return replace(dated, reading=replace(reading, edtf=first, end=reading.start if len(first) > 7 else reading.end))


def _is_future(sentence: Sentence, token: Token) -> bool:
    verb = clause_of(sentence, token)
    return any(child.lower in _FUTURE for child in sentence.children(verb, "aux"))


def _is_main_line(sentence: Sentence, trigger: Token) -> bool:
    """Whether the act is told as the day's news: not in the past perfect, not in a clause that tells of earlier things.

    A relative clause behind a comma goes on with the news ("was received by X, who reaffirmed").
    """
    clause = clause_of(sentence, trigger)
    for verb in (clause, *(t for t in sentence.ancestors(clause) if t.pos in {"VERB", "AUX"})):
        if {child.lower for child in sentence.children(verb, "aux", "auxpass")} & _PERFECT:
            return False
        if verb.dep in {"relcl", "acl"} and not _goes_on(sentence, verb):
            return False
        if verb.dep == "advcl" and sentence.child(verb, "mark") is not None:
            return False
    return True


def _is_past_perfect(sentence: Sentence, token: Token) -> bool:
    clause = clause_of(sentence, token)
    return any(child.lower in _PERFECT for child in sentence.children(clause, "aux", "auxpass"))


def _tells_past(sentence: Sentence, token: Token) -> bool:
    """Whether the word's clause is in the plain past and no clause above it tells of something else."""
    verb = clause_of(sentence, token)
    auxiliaries = {child.lower for child in sentence.children(verb, "aux", "auxpass")}
    past = verb.tag == "VBD" or bool(auxiliaries & {"was", "were"})
    above = (verb, *sentence.ancestors(verb))
    return past and not auxiliaries & {"had", "have", "has"} and not any(t.dep == "relcl" for t in above)


def _goes_on(sentence: Sentence, verb: Token) -> bool:
    first = min(t.i for t in sentence.subtree(verb))
    opens = first > 0 and (sentence.tokens[first - 1].text == "," or sentence.tokens[first].lower == "in")
    return verb.dep == "relcl" and verb.tag == "VBD" and opens


def _when(reading: Reading, text: str, span: Span | None) -> When:
    return When(text, reading.edtf, reading.start.isoformat(), reading.end.isoformat(), reading.basis, span)
