"""What the measures on outside data share: the words of a text, our spans in it, pairing, and shares.

All extents are compared as sets of words of the data set's own text, so that neither spaces, punctuation and quotation
marks at the ends nor what the coder takes off a page make a difference: two extents overlap where they share a word,
and are exact where they have the same words.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple, TypeVar

import click

from dragoman.actors.step import actors
from dragoman.codebook import Codebook
from dragoman.draft import Draft, Source
from dragoman.errors import InputError
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.read.step import read
from dragoman.scoring.mark import pair
from dragoman.scoring.score import Share, f1
from dragoman.span import Span

HERE = Path(__file__).resolve().parent
_WORD = re.compile(r"\w+")
_PAIRED, _EXACT = 10**9, 10**6  # many pairs first, then exact ones, then more words in common

Extent = frozenset[int]
NOTHING: Extent = frozenset()
T = TypeVar("T")


@dataclass(frozen=True)
class Words:
    """The words of a text, by number."""

    text: str
    _spans: tuple[Span, ...] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_spans", tuple(Span(*match.span()) for match in _WORD.finditer(self.text)))

    def extent(self, *spans: Span) -> Extent:
        """The numbers of the words that share a character with one of the spans."""
        return frozenset(n for n, word in enumerate(self._spans) if any(word.meets(span) for span in spans))

    def without_that(self, extent: Extent) -> Extent:
        """The extent without an opening "that"."""
        opens = bool(extent) and self._spans[min(extent)].of(self.text).lower() == "that"
        return extent - {min(extent)} if opens and len(extent) > 1 else extent


class Alignment:
    """From spans of the article as read to spans of the text that it was read from.

    The read step drops furniture, invisible characters and needless spaces, and changes nothing else: each paragraph,
    its spaces aside, stands in the text. Raises ValueError where one does not.
    """

    def __init__(self, article: str, text: str) -> None:
        letters, places = _squeezed(text)
        self._places: list[int | None] = [None] * len(article)
        cursor = 0
        for start, end in _paragraphs(article):
            wanted, own = _squeezed(article[start:end])
            at = letters.find(wanted, cursor)
            at = letters.find(wanted) if at < 0 else at
            if at < 0:
                raise ValueError(f"not in the text that it was read from: {article[start:end][:60]!r}")
            for number, place in enumerate(own):
                self._places[start + place] = places[at + number]
            cursor = at + len(wanted)

    def source(self, span: Span) -> Span:
        """The same words in the text; an empty span where the span has no letters."""
        found = [place for place in self._places[span.start : span.end] if place is not None]
        return Span(min(found), max(found) + 1) if found else Span(0, 0)


def _squeezed(text: str) -> tuple[str, list[int]]:
    """The text without spaces and invisible characters, and where each of its characters stood."""
    kept = [(i, char) for i, char in enumerate(text) if char.isprintable() and not char.isspace()]
    return "".join(char for _, char in kept), [i for i, _ in kept]


def _paragraphs(article: str) -> Iterator[tuple[int, int]]:
    start = 0
    for block in article.split("\n\n"):
        yield start, start + len(block)
        start += len(block) + 2


class Score(NamedTuple):
    """Precision and recall of one measure, as counts."""

    precision: Share = Share()
    recall: Share = Share()

    @property
    def f1(self) -> float | None:
        """Their harmonic mean; None where nothing was there on both sides."""
        return f1(self.precision, self.recall)

    def plus(self, other: Score) -> Score:
        """Both together."""
        return Score(self.precision.plus(other.precision), self.recall.plus(other.recall))


Scores = Mapping[str, Score]


def score(right: int, ours: int, gold: int) -> Score:
    """So many right, of ours and of the gold ones."""
    return Score(Share(right, ours), Share(right, gold))


def added(all_scores: Iterable[Scores]) -> dict[str, Score]:
    """The scores of all documents together (each item counts the same, not each document)."""
    sums: dict[str, Score] = {}
    for scores in all_scores:
        for name, each in scores.items():
            sums[name] = sums.get(name, Score()).plus(each)
    return sums


def paired(gold: Sequence[Extent], ours: Sequence[Extent]) -> list[tuple[int, int]]:
    """Which of ours is which gold one, by index: one to one, only where they share a word."""
    numbers = range(len(gold)), range(len(ours))
    return list(pair(*numbers, lambda row, column: _weight(gold[row], ours[column])).pairs)


def _weight(gold: Extent, ours: Extent) -> int:
    common = len(gold & ours)
    return _PAIRED + _EXACT * (gold == ours) + common if common else 0


def extents(gold: Sequence[Extent], ours: Sequence[Extent]) -> tuple[Score, Score]:
    """The scores of some extents: exact ones, and overlapping ones."""
    pairs = paired(gold, ours)
    exact = sum(gold[row] == ours[column] for row, column in pairs)
    return score(exact, len(ours), len(gold)), score(len(pairs), len(ours), len(gold))


def cast_of(source: Source, book: Codebook) -> Draft | None:
    """The draft after the steps read, split, parse and actors, whatever it is about; None where it cannot be read."""
    draft = Draft(source)
    try:
        for step in (read, split, parse, actors):
            draft = step(draft, book)
    except InputError:
        return None
    return draft


def data(*names: str) -> Path:
    """A file or folder of the outside data; a click error that says what to do where it is absent."""
    shared = Path(os.environ.get("DRAGOMAN_SHARED", HERE.parent.parent / "shared"))
    path = shared.joinpath("data", *names)
    if not path.exists():
        raise click.ClickException(
            f"{path} is not here: set DRAGOMAN_SHARED to the folder that holds data/ (docs/outside-benchmarks.md)"
        )
    return path


def watched(documents: Sequence[T], limit: int | None) -> Iterator[T]:
    """The first documents, with a progress bar on a terminal."""
    chosen = documents[:limit]
    with click.progressbar(chosen, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield from bar


def print_scores(title: str, scores: Scores) -> None:
    """One table: a line a measure."""
    click.echo(f"{title:<38} {'P':>6} {'R':>6} {'F1':>6} {'right':>6} {'ours':>6} {'gold':>6}")
    for name, each in scores.items():
        values = " ".join(f"{percent(value):>6}" for value in (each.precision.value, each.recall.value, each.f1))
        click.echo(f"  {name:<36} {values} {each.recall.right:>6} {each.precision.of:>6} {each.recall.of:>6}")


def percent(value: float | None) -> str:
    """A share with three decimals; a dash where nothing was there to be judged."""
    return "–" if value is None else f"{value:.3f}"
