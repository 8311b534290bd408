"""Finding and reading the codebook's files: our folder first, then the user's overlays."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from dragoman.errors import CodebookError

OURS = Path(__file__).parent


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as people write it: "on", "off", "yes" and "no" are words (YAML 1.1 reads them as booleans)."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, resolvers in _Loader.yaml_implicit_resolvers.items()
}


def roots(overlays: Sequence[str | Path] = ()) -> tuple[Path, ...]:
    """Our folder and the overlays, in the order in which they are read. Raises CodebookError for a missing one."""
    found = [OURS]
    for overlay in overlays:
        path = Path(overlay)
        if not path.is_dir():
            raise CodebookError(f"no codebook folder at {path}")
        found.append(path)
    return tuple(found)


def find(folders: Sequence[Path], pattern: str) -> Iterator[Path]:
    """The files of a glob pattern in each folder, sorted by name within a folder."""
    for folder in folders:
        yield from sorted(folder.glob(pattern))


def read_yaml(path: Path) -> Any:
    """A YAML file's content. Raises CodebookError naming the file and the line."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=_Loader)
    except yaml.YAMLError as error:
        raise CodebookError(f"{path}: not readable as YAML: {error}") from error


def read_mapping(folders: Sequence[Path], name: str) -> dict[str, Any]:
    """One mapping out of the files of that name in all folders; later entries replace earlier ones."""
    merged: dict[str, Any] = {}
    for path in find(folders, name):
        content = read_yaml(path)
        if not isinstance(content, dict):
            raise CodebookError(f"{path}: expected a mapping, found {type(content).__name__}")
        merged.update(content)
    return merged


def read_weights(folders: Sequence[Path], name: str) -> dict[str, float]:
    """The tables of marks and weights of that name in all folders; later ones replace earlier ones."""
    return {row["mark"]: float(row["weight"]) for _, row in read_rows(folders, name)}


def read_rows(folders: Sequence[Path], pattern: str) -> Iterator[tuple[Path, dict[str, str]]]:
    """The rows of all CSV files of a pattern, each with its file."""
    for path in find(folders, pattern):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield path, row
