"""Reports coded by hand, one JSON object a line: what a careful reader found in them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal, NamedTuple

import msgspec
from msgspec import Meta, Struct

from dragoman.errors import NotFoundError, UnreadableError

UNKNOWN = "UNKNOWN"

Types = Annotated[str, Meta(pattern=r"^[A-Z]+(\|[A-Z]+)*$")]
Code = Annotated[str, Meta(pattern=r"^[A-Z][A-Z0-9]*( [A-Z]{3}(\|[A-Z]{3})*)?$")]
Kinds = Annotated[str, Meta(pattern=r"^(direct|indirect|mixed)(\|(direct|indirect|mixed))*$")]
Edtf = Annotated[str, Meta(pattern=r"^[0-9X~?%./Y-]+$")]
Place = Annotated[str, Meta(pattern=r"^(.+, )?[A-Z]{3}$")]


class Party(NamedTuple):
    """An actor code taken apart: "FRA GOV|MIL" is of nation FRA; any of its sectors will do. UNKNOWN has no nation."""

    nation: str | None
    sectors: frozenset[str]


class GoldEvent(Struct, frozen=True):
    """One act. type: "AGREE|SUPPORT" where either will do; source, recipient: codes; date: EDTF; place: "Baghdad, IRQ".

    trigger: the words that carry it, as they stand in the text. required: whether any good coder must find it.
    """

    type: Types
    source: tuple[Code, ...]
    recipient: tuple[Code, ...]
    status: Literal["actual", "intended", "hypothetical", "denied"]
    trigger: str
    required: bool
    mode: str | None = None
    date: Edtf | None = None
    place: Place | None = None
    symmetric: bool = False

    @property
    def types(self) -> tuple[str, ...]:
        """The types that will do, the first-named first."""
        return tuple(self.type.split("|"))


class GoldStatement(Struct, frozen=True):
    """One stretch of reported speech: the speaker's best name in the text, his code, and the words."""

    speaker: str
    speaker_code: Code
    kind: Kinds
    content: str
    cue: str | None = None


class GoldDocument(Struct, frozen=True):
    """One report with all that is in it."""

    id: str
    text: str
    events: tuple[GoldEvent, ...]
    statements: tuple[GoldStatement, ...]
    published: str | None = None
    publisher: str | None = None


def party(code: str) -> Party:
    """An actor code taken apart."""
    nation, _, sectors = code.partition(" ")
    return Party(None if nation == UNKNOWN else nation, frozenset(sectors.split("|")) - {""})


def parties(codes: Sequence[str]) -> tuple[Party, ...]:
    """The codes taken apart, without those of no known nation."""
    return tuple(each for each in map(party, codes) if each.nation is not None)


def read_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of a file, in order.

    Raises NotFoundError, or UnreadableError naming the file, the line and what is wrong with it.
    """
    return tuple(_document(path, number, line) for number, line in lines_of(path))


def lines_of(path: Path) -> Iterator[tuple[int, str]]:
    """The lines of a text file that hold something, with their numbers from 1. Errors as ``read_gold``."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise NotFoundError(f"{path}: no such file") from error
    except (UnicodeDecodeError, OSError) as error:
        raise UnreadableError(f"{path}: not readable as UTF-8 text: {error}") from error
    return ((number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip())


def _document(path: Path, number: int, line: str) -> GoldDocument:
    try:
        document = msgspec.json.decode(line, type=GoldDocument)
    except msgspec.DecodeError as error:
        raise UnreadableError(f"{path}, line {number}: {error}") from error
    for field, words in _quoted(document):
        if words not in document.text:
            raise UnreadableError(f"{path}, line {number} ({document.id}): {field} {words!r} is not in the text")
    return document


def _quoted(document: GoldDocument) -> Iterator[tuple[str, str]]:
    for number, event in enumerate(document.events):
        yield f"events[{number}].trigger", event.trigger
    for number, statement in enumerate(document.statements):
        yield f"statements[{number}].content", statement.content
        if statement.cue is not None:
            yield f"statements[{number}].cue", statement.cue
