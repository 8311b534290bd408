"""Words with what is said of them: spans of a text, laid over one another, as pieces to print."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a text and what it is: source, recipient, trigger, date, place, speaker, cue, content, actor.

    start, end: characters, end excluded. about: an id that the page links or lights it by.
    """

    start: int
    end: int
    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that is marked alike all through. kinds: in the order of the marks; empty: plain words."""

    text: str
    kinds: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def pieces(text: str, marks: Iterable[Mark], start: int = 0) -> Iterator[Piece]:
    """A text as pieces, in order; joined they are the text. Marks may overlap, and those outside are cut.

    start: where the text begins in what the marks count characters of.
    """
    end = start + len(text)
    held = [each for each in marks if each.start < end and each.end > start and each.start < each.end]
    edges = sorted({start, end, *(min(max(edge, start), end) for each in held for edge in (each.start, each.end))})
    for left, right in pairwise(edges):
        over = [each for each in held if each.start <= left and each.end >= right]
        kinds = tuple(dict.fromkeys(each.kind for each in over))
        about = tuple(dict.fromkeys(each.about for each in over if each.about))
        yield Piece(text[left - start : right - start], kinds, about)
