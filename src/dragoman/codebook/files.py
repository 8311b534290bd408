"""Finding and reading the codebook's files: our folder first, then the user's overlays."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import ryaml

from dragoman.errors import CodebookError

OURS = Path(__file__).parent


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
    """A YAML file's content, by YAML 1.2: "on", "off", "yes" and "no" are words.

    Raises CodebookError naming the file and the line, also where a key stands twice.
    """
    try:
        return ryaml.loads(path.read_text(encoding="utf-8"))
    except ryaml.InvalidYamlError as error:
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
    return {row["mark"]: float(row["weight"]) for _, row in read_rows(folders, name, ("mark", "weight"))}


def read_rows(
    folders: Sequence[Path], pattern: str, columns: Sequence[str] = ()
) -> Iterator[tuple[Path, dict[str, str]]]:
    """The rows of all CSV files of a pattern, each with its file.

    columns: those that each file must have. Raises CodebookError for a file without one of them and for a row of
    another length.
    """
    for path in find(folders, pattern):
        with path.open(encoding="utf-8", newline="") as lines:
            rows = csv.reader(lines)
            names = next(rows, [])
            missing = [column for column in columns if column not in names]
            if missing:
                raise CodebookError(f"{path}: no column {', '.join(missing)}")
            for row in filter(None, rows):
                if len(row) != len(names):
                    raise CodebookError(f"{path}, line {rows.line_num}: expected {len(names)} cells, found {len(row)}")
                yield path, dict(zip(names, row, strict=True))
