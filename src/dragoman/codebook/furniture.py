"""Patterns of page furniture, datelines and entry times (cues/furniture.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import find, read_yaml
from dragoman.errors import CodebookError


@dataclass(frozen=True, slots=True)
class LinePattern:
    """A kind of furniture line. anywhere: also between paragraphs of the report, not only around it."""

    kind: str
    pattern: re.Pattern[str]
    anywhere: bool
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class OpeningPattern:
    """What may stand before the first words of a paragraph: a dateline or the time of a live blog's entry."""

    pattern: re.Pattern[str]
    example: str
    counter_example: str


@dataclass(frozen=True, slots=True)
class FurnitureCues:
    """All patterns, in the order of the files."""

    lines: tuple[LinePattern, ...]
    datelines: tuple[OpeningPattern, ...]
    times: tuple[OpeningPattern, ...]


def load_furniture(folders: Sequence[Path]) -> FurnitureCues:
    """Read ``cues/furniture.yaml`` of all folders. Raises CodebookError for a pattern that does not compile."""
    lines: list[LinePattern] = []
    openings: dict[str, list[OpeningPattern]] = {"datelines": [], "times": []}
    for path in find(folders, "cues/furniture.yaml"):
        content = read_yaml(path)
        for entry in content.get("lines", ()):
            pattern = _compiled(path, entry, re.IGNORECASE if entry["kind"] != "byline" else 0)
            anywhere = bool(entry.get("anywhere", False))
            lines.append(LinePattern(entry["kind"], pattern, anywhere, entry["example"], entry["counter_example"]))
        for name, found in openings.items():
            found.extend(_openings(path, content.get(name, ())))
    return FurnitureCues(tuple(lines), tuple(openings["datelines"]), tuple(openings["times"]))


def _openings(path: Path, entries: Sequence[Mapping[str, str]]) -> Iterator[OpeningPattern]:
    for entry in entries:
        yield OpeningPattern(_compiled(path, entry, 0), entry["example"], entry["counter_example"])


def _compiled(path: Path, entry: Mapping[str, str], flags: int) -> re.Pattern[str]:
    try:
        return re.compile(entry["pattern"], flags)
    except re.error as error:
        raise CodebookError(f"{path}: pattern {entry['pattern']!r}: {error}") from error
