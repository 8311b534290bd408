"""The forced choice between two marked actors, measured: macro-F1 over roots, quads, cooperation and conflict.

Macro-F1 is the mean of the classes' F1 over the classes that the gold has.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct

from dragoman.errors import UnreadableError
from dragoman.pair import ROOTS
from dragoman.scoring.gold import lines_of
from dragoman.scoring.score import Share, f1
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook.types import EventType

CodePair = Callable[[str, Span, Span], str]
COOPERATION = 2
_COLUMNS = ("marked_sentence", "gold_root")
Class = TypeVar("Class", str, int)
_MARK = re.compile(r"</?[st]>")


class MarkedSentence(Struct, frozen=True):
    """One line of the file: a sentence with ``<s>source</s>`` and ``<t>target</t>``, and the root between them."""

    text: str
    type: str


@dataclass(frozen=True, slots=True)
class PairItem:
    """A sentence without its marks, the spans of the two actors in it, and the right root."""

    sentence: str
    source: Span
    target: Span
    root: str


@dataclass(frozen=True, slots=True)
class PairReport:
    """sentences: how many; roots, quads, binary: macro-F1; by_root: each root's (precision, recall)."""

    sentences: int
    roots: float
    quads: float
    binary: float
    by_root: Mapping[str, tuple[Share, Share]]

    @property
    def figures(self) -> dict[str, float | None]:
        """The three figures by name, 0 to 1, more is better."""
        return {"roots": self.roots, "quads": self.quads, "binary": self.binary}

    def as_dict(self) -> dict[str, Any]:
        """The report as plain data for JSON: counts as [right, of]."""
        roots = {
            root: {"precision": list(found), "recall": list(there)} for root, (found, there) in self.by_root.items()
        }
        return {"sentences": self.sentences, "figures": self.figures, "by_root": roots}


def read_pairs(path: Path) -> tuple[PairItem, ...]:
    """The sentences of a JSONL file, or of a table of the PLOVER benchmarks. Errors as ``gold.read_gold``.

    Such a table is tab-separated with columns ``marked_sentence`` and ``gold_root`` (Hu and others 2024, ZSP). Where
    it marks an actor more than once, the first counts; one that it does not mark has an empty span at the end.
    """
    if path.suffix == ".tsv":
        return tuple(_row(path, number, row) for number, row in _rows(path))
    return tuple(_item(path, number, line) for number, line in lines_of(path))


def holds_pairs(path: Path) -> bool:
    """Whether the file's first line is a marked sentence and no report. Errors as ``gold.read_gold``."""
    first = next((line for _, line in lines_of(path)), "")
    if path.suffix == ".tsv":
        return {*_COLUMNS} <= {*first.split("\t")}
    return "<s>" in first and "<t>" in first and '"events"' not in first


def _rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    lines = [line for _, line in lines_of(path)]
    return enumerate(csv.DictReader(lines, delimiter="\t"), start=2)


def _row(path: Path, number: int, row: Mapping[str, str]) -> PairItem:
    try:
        sentence, root = (row[column] for column in _COLUMNS)
    except KeyError as error:
        raise UnreadableError(f"{path}, row {number}: no column {error}") from error
    plain = _MARK.sub("", sentence)
    sides: dict[str, Span] = {}
    for name in ("s", "t"):
        marked = re.search(f"<{name}>(.*?)</{name}>", sentence)
        start = len(_MARK.sub("", sentence[: marked.start()])) if marked is not None else len(plain)
        sides[name] = Span(start, start + (len(_MARK.sub("", marked.group(1))) if marked is not None else 0))
    return PairItem(plain, sides["s"], sides["t"], ROOTS.get(root, root))


def _item(path: Path, number: int, line: str) -> PairItem:
    try:
        marked = msgspec.json.decode(line, type=MarkedSentence)
        return unmark(marked.text, ROOTS.get(marked.type, marked.type))
    except (msgspec.DecodeError, ValueError) as error:
        raise UnreadableError(f"{path}, line {number}: {error}") from error


def unmark(text: str, root: str) -> PairItem:
    """The sentence without its marks. Raises ValueError where a mark is missing or stands twice."""
    places: dict[str, int] = {}
    taken = 0
    for mark in _MARK.finditer(text):
        if mark.group() in places:
            raise ValueError(f"{mark.group()} stands twice")
        places[mark.group()] = mark.start() - taken
        taken += len(mark.group())
    if len(places) != len(("<s>", "</s>", "<t>", "</t>")):
        raise ValueError("a sentence needs <s>...</s> and <t>...</t>")
    source, target = Span(places["<s>"], places["</s>"]), Span(places["<t>"], places["</t>"])
    return PairItem(_MARK.sub("", text), source, target, root)


def quads_of(types: Mapping[str, EventType]) -> dict[str, int]:
    """The quad of each root: those of the codebook's types; YIELD is where RETREAT is, with material cooperation."""
    quads = {name: kind.quad for name, kind in types.items()}
    return quads | dict.fromkeys(ROOTS.values(), quads["RETREAT"])


def answers_of(items: Iterable[PairItem], code_pair: CodePair) -> Iterator[str]:
    """What the coder answers to each, in order."""
    for item in items:
        yield code_pair(item.sentence, item.source, item.target)


def pair_report(items: Sequence[PairItem], answers: Sequence[str], quads: Mapping[str, int]) -> PairReport:
    """The figures. answers: one root an item, in order; quads: root -> 1 to 4. KeyError for a root that is in none."""
    gold = [item.root for item in items]
    sets = [(quads[one], quads[other]) for one, other in zip(gold, answers, strict=True)]
    by_root = _by_class(list(zip(gold, answers, strict=True)))
    sides = [(one <= COOPERATION, other <= COOPERATION) for one, other in sets]
    return PairReport(len(items), _macro(by_root), _macro(_by_class(sets)), _macro(_by_class(sides)), by_root)


def _by_class(pairs: Sequence[tuple[Class, Class]]) -> dict[Class, tuple[Share, Share]]:
    """Precision and recall of each class of the gold."""
    return {each: _both(each, pairs) for each in sorted({gold for gold, _ in pairs})}


def _both(wanted: object, pairs: Sequence[tuple[object, object]]) -> tuple[Share, Share]:
    right = sum(gold == mine == wanted for gold, mine in pairs)
    said, there = sum(mine == wanted for _, mine in pairs), sum(gold == wanted for gold, _ in pairs)
    return Share(right, said), Share(right, there)


def _macro(classes: Mapping[Class, tuple[Share, Share]]) -> float:
    values = [f1(*each) or 0.0 for each in classes.values()]
    return sum(values) / len(values) if values else 0.0
