"""Files in and out: compressed or plain in; out under another name first, so that a half file never stands."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

from dragoman.errors import UnreadableError


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A temporary name beside a file to write to; it takes the file's place at the end, or goes where writing fails."""
    temporary = out.with_name(f".{out.name}.part")
    try:
        yield temporary
        temporary.replace(out)
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[BufferedIOBase]:
    """The bytes of a file, of a .gz unpacked, of the one file in a .zip. Raises UnreadableError where that fails."""
    try:
        if path.suffix == ".gz":
            with gzip.open(path) as file:
                yield file
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive, archive.open(_only(archive, path)) as inside:
                yield inside  # type: ignore[misc]
        else:
            with path.open("rb") as plain:
                yield plain
    except (OSError, EOFError, zipfile.BadZipFile) as error:
        raise UnreadableError(f"{path}: cannot be read: {error}") from error


def _only(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if len(names) != 1:
        raise UnreadableError(f"{path}: {len(names)} files in it; unpack it and name the one to import")
    return names[0]
