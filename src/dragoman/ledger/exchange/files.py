"""Files in and out: compressed or plain in; out under another name first, so that a half file never stands."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

from dragoman.errors import InputError, UnreadableError
from dragoman.read.sources import Rejected

_GZIP, _ZIP = b"\x1f\x8b", b"PK\x03\x04"


@contextmanager
def aside(out: Path) -> Iterator[Path]:
    """A temporary name beside a file to write to; it takes the file's place at the end, or goes where writing fails.

    Raises InputError where the file cannot be written.
    """
    temporary = out.with_name(f".{out.name}.part")
    try:
        if out.is_dir():
            raise InputError(f"{out}: a folder; name the file to write in it")
        yield temporary
        temporary.replace(out)
    except OSError as error:
        raise InputError(f"{out}: cannot be written: {error.strerror}") from error
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def opened(path: Path) -> Iterator[BufferedIOBase]:
    """The bytes of a file, unpacked where it is packed with gzip or is a zip of one file, whatever its name.

    Raises UnreadableError where that fails, also while it is read.
    """
    if path.exists() and not path.is_file():
        raise UnreadableError(f"{path}: a folder or a pipe; give a plain file")
    try:
        packed = packing(path)
        if packed == _GZIP:
            with gzip.open(path) as file:
                yield file
        elif packed == _ZIP:
            with zipfile.ZipFile(path) as archive, archive.open(_only(archive, path)) as inside:
                yield inside  # type: ignore[misc]
        else:
            with path.open("rb") as plain:
                yield plain
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read: {error.strerror or error}") from error
    except (EOFError, zlib.error, zipfile.BadZipFile) as error:
        raise UnreadableError(f"{path}: damaged or not whole ({error}); fetch it again") from error


def packing(path: Path) -> bytes:
    """The mark of gzip or zip that a file begins with; b"" for a plain file."""
    with path.open("rb") as file:
        first = file.read(len(_ZIP))
    return next((mark for mark in (_GZIP, _ZIP) if first.startswith(mark)), b"")


def breaks_off(path: Path, line: int, error: UnreadableError) -> Rejected:
    """What stands for the rest of a file that can be read no further than the line before."""
    return Rejected(f"{path.name}:{line}", str(error).removeprefix(f"{path}: "), UnreadableError)


def _only(archive: zipfile.ZipFile, path: Path) -> str:
    names = [name for name in archive.namelist() if not name.endswith("/")]
    if len(names) != 1:
        raise UnreadableError(f"{path}: a zip of {len(names)} files; unpack it and name those to import")
    return names[0]
