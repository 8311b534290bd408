"""PLOVER types and contexts, and the CAMEO table (events/). Format and sources: events/README.md."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.codebook.files import find, read_mapping, read_rows, read_yaml
from dragoman.errors import CodebookError

QUADS = (1, 2, 3, 4)
_TYPE_FIELDS = {
    "type", "name", "quad", "cameo", "goldstein", "definition", "use", "not_for", "examples", "counter_examples",
    "modes",
}  # fmt: skip
_CAMEO_FIELDS = {"code", "name", "goldstein", "plover", "mode", "quad"}


@dataclass(frozen=True, slots=True)
class CameoCode:
    """One CAMEO code. goldstein: -10 to 10; quad: CAMEO's own class of the root, 1 to 4.

    plover, mode: the PLOVER type that an event of this code becomes; None where PLOVER dropped it.
    """

    code: str
    name: str
    goldstein: float
    plover: str | None
    mode: str | None
    quad: int


@dataclass(frozen=True, slots=True)
class Mode:
    """How an act of a type is done. cameo, goldstein: the code nearest to it and its weight."""

    name: str
    definition: str
    cameo: str
    goldstein: float


@dataclass(frozen=True, slots=True)
class NearMiss:
    """What looks like the type and is not; ``instead`` names the type to code, None for nothing."""

    what: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class TypeExample:
    """A sentence of the type, and the words in it that carry the act."""

    text: str
    words: str


@dataclass(frozen=True, slots=True)
class CounterExample:
    """A sentence that is not of the type, why, and the type to code instead (None for nothing)."""

    text: str
    why: str
    instead: str | None


@dataclass(frozen=True, slots=True)
class EventType:
    """One PLOVER type. type: "CONSULT"; name: in plain words; quad: PLOVER's, 1 to 4.

    cameo, goldstein: the code and weight of an act whose mode is unknown. use: notes on when to code it.
    nation: the sector that acts or is met where a text names but the country; by side, the government where none is.
    at_home: that of one side where the other is of the same country.
    """

    type: str
    name: str
    quad: int
    cameo: str
    goldstein: float
    definition: str
    use: tuple[str, ...]
    not_for: tuple[NearMiss, ...]
    examples: tuple[TypeExample, ...]
    counter_examples: tuple[CounterExample, ...]
    modes: tuple[Mode, ...]
    nation: Mapping[str, str]
    at_home: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Context:
    """A PLOVER context. cues: lower-case lemmas and two-word phrases of lemmas that show it."""

    name: str
    definition: str
    cues: frozenset[str]


def load_types(folders: Sequence[Path]) -> dict[str, EventType]:
    """The types of ``events/TYPE.yaml`` by name; a later folder's file replaces an earlier one's.

    Raises CodebookError naming file and entry: a field missing or unknown, a number out of range, example words
    that are not in their sentence, a CAMEO code or another type that does not exist.
    """
    cameo = load_cameo(folders)
    files = {path.stem: path for path in find(folders, "events/*.yaml") if path.stem != "contexts"}
    types = {stem: _type(path, cameo) for stem, path in files.items()}
    for stem, kind in types.items():
        others = [*(miss.instead for miss in kind.not_for), *(each.instead for each in kind.counter_examples)]
        for other in others:
            if other is not None and other not in types:
                raise CodebookError(f"{files[stem]}: no PLOVER type {other!r} to code instead")
    return types


def load_cameo(folders: Sequence[Path]) -> dict[str, CameoCode]:
    """The rows of ``events/cameo.csv`` by code. Raises CodebookError naming file and code."""
    return {code.code: code for path, row in read_rows(folders, "events/cameo.csv") for code in [_code(path, row)]}


def load_contexts(folders: Sequence[Path]) -> tuple[Context, ...]:
    """The contexts of ``events/contexts.yaml``. Raises CodebookError naming the entry."""
    return tuple(_context(name, entry) for name, entry in read_mapping(folders, "events/contexts.yaml").items())


def _type(path: Path, cameo: Mapping[str, CameoCode]) -> EventType:
    entry = _entry(str(path), read_yaml(path), _TYPE_FIELDS, optional={"nation", "at_home"})
    if entry["type"] != path.stem:
        raise CodebookError(f"{path}: the file's name and its type {entry['type']!r} differ")
    return EventType(
        type=entry["type"],
        name=entry["name"],
        quad=_quad(str(path), entry["quad"]),
        cameo=_known(str(path), entry["cameo"], cameo),
        goldstein=_weight(str(path), entry["goldstein"]),
        definition=entry["definition"],
        use=tuple(entry["use"]),
        not_for=tuple(NearMiss(**_entry(f"{path}: not_for", each, {"what", "instead"})) for each in entry["not_for"]),
        examples=tuple(_example(f"{path}: examples", each) for each in entry["examples"]),
        counter_examples=tuple(
            CounterExample(**_entry(f"{path}: counter_examples", each, {"text", "why", "instead"}))
            for each in entry["counter_examples"]
        ),
        modes=_modes(path, entry["modes"], cameo),
        nation=entry.get("nation", {}),
        at_home=entry.get("at_home", {}),
    )


def _modes(path: Path, entries: Sequence[Any], cameo: Mapping[str, CameoCode]) -> tuple[Mode, ...]:
    modes: dict[str, Mode] = {}
    for each in entries:
        entry = _entry(f"{path}: modes", each, {"name", "definition", "cameo", "goldstein"})
        where = f"{path}: mode {entry['name']}"
        if entry["name"] in modes:
            raise CodebookError(f"{where} is given twice")
        code, weight = _known(where, entry["cameo"], cameo), _weight(where, entry["goldstein"])
        modes[entry["name"]] = Mode(entry["name"], entry["definition"], code, weight)
    return tuple(modes.values())


def _example(where: str, value: Any) -> TypeExample:
    example = TypeExample(**_entry(where, value, {"text", "words"}))
    if example.words not in example.text:
        raise CodebookError(f"{where}: {example.words!r} is not in {example.text!r}")
    return example


def _code(path: Path, row: Mapping[str, str | None]) -> CameoCode:
    where = f"{path}: code {row.get('code')}"
    entry = _entry(where, {key: value for key, value in row.items() if value is not None}, _CAMEO_FIELDS)
    return CameoCode(
        code=entry["code"],
        name=entry["name"],
        goldstein=_weight(where, entry["goldstein"]),
        plover=entry["plover"] or None,
        mode=entry["mode"] or None,
        quad=_quad(where, entry["quad"]),
    )


def _context(name: str, value: Any) -> Context:
    where = f"events/contexts.yaml: {name}"
    entry = _entry(where, value, {"definition", "cues"})
    for cue in entry["cues"]:
        if not isinstance(cue, str) or cue != cue.lower() or len(cue.split()) > 2:
            raise CodebookError(f"{where}: a cue is one or two lower-case lemmas, found {cue!r}")
    return Context(name, entry["definition"], frozenset(entry["cues"]))


def _entry(where: str, value: Any, fields: set[str], optional: Set[str] = frozenset()) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise CodebookError(f"{where}: expected a mapping, found {value!r}")
    missing, unknown = sorted(fields - value.keys()), sorted(map(str, value.keys() - fields - optional))
    if missing or unknown:
        raise CodebookError(f"{where}: fields missing {missing}, unknown {unknown}")
    return value


def _known(where: str, code: object, cameo: Mapping[str, CameoCode]) -> str:
    if not isinstance(code, str) or code not in cameo:
        raise CodebookError(f"{where}: no CAMEO code {code!r} in cameo.csv (codes stand in quotes)")
    return code


def _quad(where: str, value: object) -> int:
    if str(value) not in map(str, QUADS):
        raise CodebookError(f"{where}: quad is 1, 2, 3 or 4, found {value!r}")
    return int(str(value))


def _weight(where: str, value: object) -> float:
    try:
        weight = float(str(value))
    except ValueError as error:
        raise CodebookError(f"{where}: goldstein is a number, found {value!r}") from error
    if not -10 <= weight <= 10:
        raise CodebookError(f"{where}: goldstein lies between -10 and 10, found {value!r}")
    return weight
