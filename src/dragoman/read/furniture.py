"""Takes off what is on the page and not in the report, and keeps it: menus, share lines, captions, datelines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from dragoman.codebook.furniture import FurnitureCues
from dragoman.record import Furniture

_TITLE_LONGEST = 180
_STANDALONE_LONGEST = 60
_MENU_LONGEST = 100  # where words are not set apart, as in Japanese, a few of them are a paragraph
_PLACE_AND_DATE = re.compile(r"\d.*,|,.*\d")
_ENDS_SENTENCE = re.compile(r"[.!?…。！？][\"”’')\]]*$")
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Dateline:
    """What stood before the report's first words."""

    text: str
    place: str | None
    date: str | None
    outlet: str | None


@dataclass(frozen=True, slots=True)
class Page:
    """A page taken apart. title: the headline or None; paragraphs: the report's own, in order."""

    title: str | None
    paragraphs: tuple[str, ...]
    furniture: tuple[Furniture, ...]
    dateline: Dateline | None


def take_apart(paragraphs: Sequence[str], cues: FurnitureCues, title: str | None = None) -> Page:
    """The page's title, report and furniture. ``title``: where the caller knows it already."""
    off: list[Furniture] = []
    rest = list(paragraphs)
    if title is None:
        title = _headline(rest)
    if title is not None:
        rest = _without_copies(rest, title, off)
    rest = _inner(rest, cues, off)
    rest = _outer(rest, cues, off)
    dateline, rest = _opening(rest, cues, off)
    report = (_untimed(each, cues, off).strip() for each in rest)
    return Page(title, tuple(each for each in report if each), tuple(off), dateline)


def kind_of(line: str, cues: FurnitureCues, *, anywhere: bool = False) -> str | None:
    """The kind of furniture that a line is, or None. ``anywhere``: only kinds that may stand between paragraphs."""
    for pattern in cues.lines:
        if (pattern.anywhere or not anywhere) and pattern.pattern.fullmatch(line):
            return pattern.kind
    return None


def _headline(paragraphs: Sequence[str]) -> str | None:
    """The first paragraph, where it looks like a headline: short, no full stop, something after it."""
    if len(paragraphs) < 2:
        return None
    first = paragraphs[0]
    return first if len(first) <= _TITLE_LONGEST and not _ENDS_SENTENCE.search(first) else None


def _without_copies(paragraphs: Sequence[str], title: str, off: list[Furniture]) -> list[str]:
    """The paragraphs after the title, without copies of it."""
    rest: list[str] = []
    key = _key(title)
    for i, each in enumerate(paragraphs):
        if _key(each) != key:
            rest.append(each)
        elif i or each != title:
            off.append(Furniture(each, "title-copy"))
    return rest


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _inner(paragraphs: Sequence[str], cues: FurnitureCues, off: list[Furniture]) -> list[str]:
    rest: list[str] = []
    for each in paragraphs:
        kind = kind_of(each, cues, anywhere=True)
        if kind is None:
            rest.append(each)
        else:
            off.append(Furniture(each, kind))
    return rest


def _outer(paragraphs: list[str], cues: FurnitureCues, off: list[Furniture]) -> list[str]:
    """Off with furniture above and below the report."""
    first = 0
    while first < len(paragraphs) - 1 and (kind := kind_of(paragraphs[first], cues)) is not None:
        off.append(Furniture(paragraphs[first], kind))
        first += 1
    last = len(paragraphs)
    while last > first + 1:
        kind = kind_of(paragraphs[last - 1], cues) or _trailing(paragraphs[last - 1])
        if kind is None:
            break
        last -= 1
        off.append(Furniture(paragraphs[last], kind))
    return paragraphs[first:last]


def _trailing(line: str) -> str | None:
    """A short last line of a few words without a full stop is a menu's."""
    short = len(line) <= _MENU_LONGEST and len(line.split()) <= 4
    return "menu" if short and not _ENDS_SENTENCE.search(line) else None


def _opening(paragraphs: Sequence[str], cues: FurnitureCues, off: list[Furniture]) -> tuple[Dateline | None, list[str]]:
    """The dateline of the first paragraph, and the paragraphs without it."""
    rest = list(paragraphs)
    for i, each in enumerate(rest[:2]):
        for pattern in cues.datelines:
            match = pattern.pattern.match(each)
            if match is not None and match.end() < len(each):
                found = match.groupdict()
                text = match.group().strip()
                off.append(Furniture(text, "dateline"))
                rest[i] = each[match.end() :]
                return Dateline(text, found.get("place"), found.get("date"), found.get("outlet")), rest
    return _standalone(rest, off), rest


def _standalone(rest: list[str], off: list[Furniture]) -> Dateline | None:
    """A first paragraph that is only place and date ("June 29, 14:10, The Kremlin, Moscow")."""
    first = rest[0] if len(rest) > 1 else ""
    if len(first) > _STANDALONE_LONGEST or not _PLACE_AND_DATE.search(first) or _ENDS_SENTENCE.search(first):
        return None
    off.append(Furniture(rest.pop(0), "dateline"))
    return Dateline(first, first.rsplit(",", 1)[-1].strip(), first if _HAS_YEAR.search(first) else None, None)


def _untimed(paragraph: str, cues: FurnitureCues, off: list[Furniture]) -> str:
    """The paragraph without a live blog's time before it."""
    for pattern in cues.times:
        match = pattern.pattern.match(paragraph)
        if match is not None:
            off.append(Furniture(match.group().strip(), "time"))
            return paragraph[match.end() :]
    return paragraph
