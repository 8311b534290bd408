"""A report's annotations as layers to lay over its text, and the text as paragraphs of marked runs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.errors import QueryError
from dragoman.web.marks import Mark, Piece, pieces

if TYPE_CHECKING:
    from dragoman.record import Event, Record, Statement
    from dragoman.span import Span

# Each layer with the kinds of marks in it; the first is outermost where several lie on the same words.
LAYERS = {
    "statements": ("content", "speaker", "cue"),
    "actors": ("actor",),
    "places": ("place",),
    "dates": ("date",),
    "events": ("source", "recipient", "trigger"),
}
_PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a text that is marked alike all through.

    layers: the kinds of marks on it, one tuple a layer, outermost first, in each the kind of the longest mark first.
    anchors: ids of what begins here.
    event: the id of the event whose trigger it is; of several, the shortest's, then the first's.
    """

    text: str
    layers: tuple[tuple[str, ...], ...] = ()
    anchors: tuple[str, ...] = ()
    event: str | None = None


def chosen(given: Sequence[str] | None) -> tuple[str, ...]:
    """The layers to show: those given, also with commas between them; all where None is given.

    Raises QueryError for one that there is not.
    """
    if given is None:
        return tuple(LAYERS)
    wanted = [each for words in given for each in words.split(",") if each]
    for each in wanted:
        if each not in LAYERS:
            raise QueryError(f"layers={each!r}: there are {', '.join(LAYERS)}")
    return tuple(each for each in LAYERS if each in wanted)


def marks_of(record: Record) -> Iterator[Mark]:
    """All that is marked in a report, in characters of its text. Triggers and contents are about their own ids."""
    for actor in record.actors:
        yield from _marks("actor", *actor.mentions)
    for event in record.events:
        yield from _event_marks(event)
    mentions = {each.id: each.mentions for each in record.actors}
    for statement in record.statements:
        yield from _statement_marks(statement, mentions)


def paragraphs(text: str) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text, each with the character at which it begins; empty lines part them."""
    for found in _PARAGRAPH.finditer(text):
        yield found.start(), found.group().rstrip()


def runs(stretches: Iterable[tuple[int, str]], marks: Sequence[Mark]) -> list[list[Run]]:
    """Stretches of a text, each with where it begins, as runs. Each id is an anchor once, where it first begins."""
    seen: set[str] = set()
    shortest = sorted(marks, key=lambda mark: mark.end - mark.start)
    return [[_run(piece, seen) for piece in pieces(text, shortest, start)] for start, text in stretches]


def _run(piece: Piece, seen: set[str]) -> Run:
    outermost = tuple(reversed(piece.kinds))
    layers = tuple(tuple(each for each in outermost if each in kinds) for kinds in LAYERS.values())
    anchors = tuple(each for each in piece.about if each not in seen)
    seen.update(anchors)
    event = next((each for each in piece.about if each.startswith("e")), None)
    return Run(piece.text, tuple(each for each in layers if each), anchors, event)


def _event_marks(event: Event) -> Iterator[Mark]:
    for words in event.evidence:
        yield from _marks("source", words.source)
        yield from _marks("recipient", words.recipient)
        yield from _marks("trigger", words.trigger, about=event.id)
    yield from _marks("date", event.date.span if event.date else None)
    yield from _marks("place", event.place.span if event.place else None)


def _statement_marks(statement: Statement, mentions: dict[str, tuple[Span, ...]]) -> Iterator[Mark]:
    yield from _marks("content", statement.content, about=statement.id)
    yield from _marks("cue", statement.cue)
    if statement.speaker and statement.cue:
        cue = statement.cue.start
        yield from _marks("speaker", min(mentions[statement.speaker], key=lambda s: abs(s.start - cue), default=None))


def _marks(kind: str, *spans: Span | None, about: str = "") -> Iterator[Mark]:
    for span in spans:
        if span is not None:
            yield Mark(span.start, span.end, kind, about)
