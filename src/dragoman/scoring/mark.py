"""One report marked: which events and statements of the record are which of the gold ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from dragoman.record import Record
from dragoman.scoring.agree import Said, Told, differences, holds_trigger, said, shares_trigger, statement_weight, told
from dragoman.scoring.gold import GoldDocument, GoldEvent, GoldStatement
from dragoman.scoring.match import best_pairs

# What counts most comes first: many matches, then required ones, then the right sentence, then the right words.
# Each weight is above the sum of a thousand of the next.
_MATCH, _REQUIRED, _SENTENCE, _WORDS = 10**12, 10**8, 10**4, 1

G = TypeVar("G")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pairing(Generic[G, T]):
    """Gold and ours, one to one: the pairs, the gold ones that we missed, and what we have too much."""

    pairs: tuple[tuple[G, T], ...]
    missed: tuple[G, ...]
    extra: tuple[T, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """One document with its events and statements paired. rejected: why it could not be read, None where it was."""

    gold: GoldDocument
    events: Pairing[GoldEvent, Told]
    statements: Pairing[GoldStatement, Said]
    rejected: str | None = None


def mark(gold: GoldDocument, record: Record | None, *, rejected: str | None = None) -> Marked:
    """The document marked against its record; None (it could not be read) is a record with nothing in it."""
    events = told(record) if record is not None else ()
    statements = said(record) if record is not None else ()
    paired = pair(gold.events, events, event_weight)
    return Marked(gold, paired, pair(gold.statements, statements, words_weight), rejected)


def event_weight(gold: GoldEvent, each: Told) -> int:
    """How much we want the two as a pair; 0 where they don't match."""
    if differences(gold, each):
        return 0
    in_sentence, in_words = holds_trigger(gold, each), shares_trigger(gold, each)
    return _MATCH + _REQUIRED * gold.required + _SENTENCE * in_sentence + _WORDS * in_words


def words_weight(gold: GoldStatement, each: Said) -> int:
    """How much we want the two statements as a pair: matched at all first, then the more words in common."""
    f1 = statement_weight(gold, each)
    return _MATCH + round(_SENTENCE * f1) if f1 else 0


def pair(gold: Sequence[G], ours: Sequence[T], weight: Callable[[G, T], int]) -> Pairing[G, T]:
    """The two lists paired one to one at the greatest weight; those of weight 0 stay alone."""
    chosen = best_pairs([[weight(one, other) for other in ours] for one in gold])
    rows, columns = {row for row, _ in chosen}, {column for _, column in chosen}
    return Pairing(
        tuple((gold[row], ours[column]) for row, column in chosen),
        tuple(each for row, each in enumerate(gold) if row not in rows),
        tuple(each for column, each in enumerate(ours) if column not in columns),
    )
