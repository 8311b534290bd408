"""The model at work: one ONNX file with its answers for every word piece, run on the processor.

How it was made: ``training/``. Nothing is downloaded.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.identity import bytes_id
from dragoman.model.encode import SOURCE, TARGET, TRIGGER, Encoded, Mark, encode, load_tokenizer
from dragoman.span import Span

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    Rows = NDArray[np.float32]

HERE = Path(__file__).parent
_HALF = 0.5
_OTHER = 0.1  # of the likelihood of a piece's own type
OPEN = "open"


@dataclass(frozen=True, slots=True)
class Spot:
    """Words that may be the trigger of an act: their span in the sentence; how likely each type is, at most 1 in all.

    status: the likeliest status of it.
    """

    span: Span
    types: Mapping[str, float]
    status: str

    @property
    def score(self) -> float:
        """How likely the words are the trigger of any act."""
        return sum(self.types.values())

    @property
    def best(self) -> str:
        """The likeliest type."""
        return max(self.types, key=lambda name: self.types[name])


@dataclass(frozen=True, slots=True)
class Heard:
    """What of a sentence is reported speech: its word pieces, and how likely each is said by someone, opens what is

    said, or is the cue ("said", "according to").
    """

    pieces: tuple[Span, ...] = ()
    said: tuple[float, ...] = ()
    opens: tuple[float, ...] = ()
    cue: tuple[float, ...] = ()

    def moved(self, by: int) -> Heard:
        """The same, its spans counted from elsewhere."""
        return replace(self, pieces=tuple(piece.moved(by) for piece in self.pieces))

    def share(self, span: Span) -> float:
        """How likely the words of a span are said by someone, on average over their pieces; 1 where there are none."""
        met = [said for piece, said in zip(self.pieces, self.said, strict=True) if piece.meets(span)]
        return sum(met) / len(met) if met else 1.0

    def stretches(self) -> Iterator[Span]:
        """The stretches that are likelier said than not, each from where it opens."""
        run: list[Span] = []
        for piece, said, opens in zip(self.pieces, self.said, self.opens, strict=True):
            if run and (said < _HALF or opens >= _HALF):
                yield Span(run[0].start, run[-1].end)
                run = []
            if said >= _HALF:
                run.append(piece)
        if run:
            yield Span(run[0].start, run[-1].end)

    def cues(self) -> Iterator[Span]:
        """The pieces that are likelier a cue than not."""
        return (piece for piece, cue in zip(self.pieces, self.cue, strict=True) if cue >= _HALF)


@dataclass(frozen=True, slots=True)
class Words:
    """Words for one side of an act: their span in the sentence and how likely they are it."""

    span: Span
    score: float

    def moved(self, by: int) -> Words:
        """The same words, their span counted from elsewhere."""
        return Words(self.span.moved(by), self.score)


@dataclass(frozen=True, slots=True)
class Reading:
    """What the model makes of marked words: whether they are a trigger, which words are its sides, date and place, and

    how it stands to the report. types: how likely each is, at most 1 in all. asides: for each question how likely each
    answer is: "dated" (by words of the sentence, the report's day, the publication day, a date told before, or open),
    "placed" (by words, at the scene of the story, in a country, or open), "together" (both sides do it) and "mode".
    """

    source: Words | None = None
    recipient: Words | None = None
    when: Words | None = None
    where: Words | None = None
    types: Mapping[str, float] = field(default_factory=dict)
    asides: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def moved(self, by: int) -> Reading:
        """The same reading, its spans counted from elsewhere."""
        return replace(
            self,
            source=self.source and self.source.moved(by),
            recipient=self.recipient and self.recipient.moved(by),
            when=self.when and self.when.moved(by),
            where=self.where and self.where.moved(by),
        )

    def likely(self, question: str, answer: str) -> float:
        """How likely an answer is; 0 where the question was not asked."""
        return self.asides.get(question, {}).get(answer, 0.0)

    def choose(self, question: str, options: Iterable[str], *, opened: float, least: float) -> str | None:
        """The likeliest of the answers that there are; None where the model is not sure enough of any.

        opened: how likely "open" must be to be chosen; least: how likely another, "open" apart.
        """
        if self.likely(question, OPEN) >= opened:
            return OPEN
        shares = {answer: self.likely(question, answer) for answer in options if answer != OPEN}
        best = max(shares, key=lambda answer: shares[answer], default=None)
        known = 1 - self.likely(question, OPEN)
        return best if best is not None and shares[best] >= least * known else None


class Reader:
    """One model. folder: where ``reader.onnx``, ``reader.json`` and ``tokenizer.json`` lie."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @cached_property
    def id(self) -> str:
        """The content id of the model's weights."""
        return bytes_id((self._folder / "reader.onnx").read_bytes())

    @cached_property
    def _names(self) -> dict[str, Any]:
        names: dict[str, Any] = json.loads((self._folder / "reader.json").read_text(encoding="utf-8"))
        return names

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        return load_tokenizer(self._folder)

    @cached_property
    def _session(self) -> InferenceSession:
        from onnxruntime import InferenceSession, SessionOptions

        options = SessionOptions()
        options.intra_op_num_threads = 1  # many readers share the cores
        return InferenceSession(
            str(self._folder / "reader.onnx"),
            options,
            providers=["CPUExecutionProvider"],
            disabled_optimizers=["SkipLayerNormFusion"],  # the fused kernel takes four times as long
        )

    def spots(self, sentences: Sequence[tuple[str, str]], least: float) -> list[tuple[list[Spot], Heard]]:
        """The possible triggers of each sentence, given with its context, of at least that score; and what is said."""
        encoded = [encode(self._tokenizer, sentence, context) for sentence, context in sentences]
        answers = self._run(encoded, ("spot", "status", "speech"))
        return [
            (list(self._spots(sentence, each, spot, status, least)), self._heard(each, speech))
            for (sentence, _), each, (spot, status, speech) in zip(sentences, encoded, answers, strict=True)
        ]

    def _heard(self, encoded: Encoded, speech: Rows) -> Heard:
        likely, names = _softmax(speech), self._names["speech"]
        pieces = [piece for piece, span in enumerate(encoded.spans) if span.end > span.start]
        begin, inside, cue = (likely[pieces, names.index(name)] for name in ("begin", "inside", "cue"))
        spans = tuple(encoded.spans[piece] for piece in pieces)
        return Heard(spans, *(tuple(column.tolist()) for column in (begin + inside, begin, cue)))

    def _spots(self, sentence: str, encoded: Encoded, spot: Rows, status: Rows, least: float) -> Iterator[Spot]:
        likely = _softmax(spot)
        scores = (1 - likely[:, self._names["types"].index(self._names["none"])]).tolist()
        run: list[int] = []
        for piece, (span, score) in enumerate(zip(encoded.spans, scores, strict=True)):
            if score >= least and span.end > span.start:
                run.append(piece)
                continue
            for part in self._parts(run, likely, scores):
                found = self._spot(encoded, likely, status, part)
                yield replace(found, span=found.span.whole(sentence))
            run = []

    def _parts(self, run: Sequence[int], likely: Rows, scores: Sequence[float]) -> Iterator[Sequence[int]]:
        """A run of pieces, cut where another act's words begin: a piece that is as surely of another type."""
        start, surest = 0, None
        for at, piece in enumerate(run):
            if scores[piece] < _HALF:
                continue
            if surest is not None and _differ(likely[surest, 1:], likely[piece, 1:]):
                yield run[start:at]
                start, surest = at, None
            if surest is None or scores[piece] > scores[surest]:
                surest = piece
        if run:
            yield run[start:]

    def _spot(self, encoded: Encoded, likely: Rows, status: Rows, run: Sequence[int]) -> Spot:
        best = max(run, key=lambda piece: -float(likely[piece][0]))
        span = Span(encoded.spans[run[0]].start, encoded.spans[run[-1]].end)
        return Spot(span, self._types(likely[best]), self._names["statuses"][int(status[best].argmax())])

    def _types(self, likely: Rows) -> dict[str, float]:
        """How likely each type is, "none" apart."""
        names = self._names["types"]
        return {name: share for name, share in zip(names, likely.tolist(), strict=True) if name != self._names["none"]}

    def readings(self, triggers: Sequence[tuple[str, str, Span]]) -> list[Reading]:
        """The reading of each trigger in its sentence, given with its context."""
        encoded = [encode(self._tokenizer, text, context, [Mark(span, TRIGGER)]) for text, context, span in triggers]
        found = []
        for each, answers in zip(encoded, self._run(encoded, ("verdict", "roles", "asides")), strict=True):
            verdict, roles, asides = answers
            likely, mark = _softmax(roles), each.place_of(TRIGGER[0])
            words = {role: self._words(each, likely, role) for role in ("source", "recipient", "when", "where")}
            found.append(
                Reading(**words, types=self._types(_softmax(verdict[mark])), asides=self._asides(asides[mark]))
            )
        return found

    def _asides(self, logits: Rows) -> dict[str, dict[str, float]]:
        answers: dict[str, dict[str, float]] = {}
        start = 0
        for question, names in self._names["asides"].items():
            likely = _softmax(logits[start : start + len(names)])
            answers[question] = dict(zip(names, map(float, likely), strict=True))
            start += len(names)
        return answers

    def _words(self, encoded: Encoded, likely: Rows, role: str) -> Words | None:
        """The run of pieces that is likeliest the role; None where none is likelier so than anything else."""
        at = self._names["roles"].index(role)
        pieces = [p for p, s in enumerate(encoded.spans) if s.end > s.start and int(likely[p].argmax()) == at]
        if not pieces:
            return None
        best = max(pieces, key=lambda piece: float(likely[piece][at]))
        first = last = best
        while first - 1 in pieces:
            first -= 1
        while last + 1 in pieces:
            last += 1
        return Words(Span(encoded.spans[first].start, encoded.spans[last].end), float(likely[best][at]))

    def pairs(self, pairs: Sequence[tuple[str, Span, Span]]) -> list[dict[str, float]]:
        """What the source does to the target in each sentence: how likely each type is ("NONE" too)."""
        encoded = [encode(self._tokenizer, text, "", [Mark(s, SOURCE), Mark(t, TARGET)]) for text, s, t in pairs]
        names = self._names["types"]
        found = []
        for each, (rows,) in zip(encoded, self._run(encoded, ("pair",)), strict=True):
            source, target = rows[each.place_of(SOURCE[0])], rows[each.place_of(TARGET[0])]
            likely = _softmax((source[: len(names)] + target[len(names) :])[None, :])[0]
            found.append(dict(zip(names, map(float, likely), strict=True)))
        return found

    def _run(self, encoded: Sequence[Encoded], outputs: Sequence[str]) -> Iterator[tuple[Rows, ...]]:
        """The answers for the own pieces of each sentence, in order.

        One by one: 8-bit arithmetic scales by all that is read at once, so a sentence's answers would else depend on
        its neighbours; and reading several at once is no faster on a processor.
        """
        import numpy as np

        for each in encoded:
            ids, kinds = (np.array([row], dtype=np.int64) for row in (each.ids, each.kinds))
            yield tuple(result[0] for result in self._session.run(list(outputs), {"ids": ids, "kinds": kinds}))


@cache
def load_reader(folder: Path | None = None) -> Reader:
    """The model of a folder (None: that of the package), loaded once."""
    return Reader(folder or HERE)


def _differ(one: Rows, other: Rows) -> bool:
    """Whether each of two pieces is of a type that the other hardly is. one, other: how likely each type is."""
    first, second = one.argmax(), other.argmax()
    return bool(one[second] < _OTHER * one[first] and other[first] < _OTHER * other[second])


def _softmax(logits: Rows) -> Rows:
    import numpy as np

    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Rows = powers / powers.sum(axis=-1, keepdims=True)
    return shares
