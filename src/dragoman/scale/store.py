"""Files by URI, here or in object storage: "/data/x.jsonl", "s3://bucket/x.jsonl", and whatever else pyarrow opens.

Keys, region and address of an S3-compatible server are those of the usual variables: AWS_ACCESS_KEY_ID,
AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from dragoman.errors import NotFoundError, UnreadableError

if TYPE_CHECKING:
    from pyarrow.fs import FileSystem


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is there. size: bytes; changed: nanoseconds since 1970."""

    uri: str
    size: int
    changed: int


def whole_uri(named: str) -> str:
    """The URI as every machine understands it: a local path from the root on, others without a slash at the end."""
    return named.rstrip("/") if "://" in named else str(Path(named).resolve())


def listed(uri: str) -> list[Stored]:
    """The file, or all files below the folder, by name; hidden ones are left out, and a missing folder is empty."""
    from pyarrow.fs import FileSelector, FileType

    with told(uri):
        files, path = _opened(uri)
        found = [files.get_file_info(path)]
        if found[0].type != FileType.File:
            found = files.get_file_info(FileSelector(path, allow_not_found=True, recursive=True))
    start = uri.removesuffix(path)
    there = (each for each in found if each.type == FileType.File and not each.base_name.startswith("."))
    return sorted((Stored(start + each.path, each.size, each.mtime_ns) for each in there), key=lambda each: each.uri)


@contextmanager
def at_hand(uri: str) -> Iterator[Path]:
    """The file as one on this machine: itself, or a copy of the same name for as long as it is read."""
    if "://" not in uri:
        with told(uri):
            Path(uri).open("rb").close()
        yield Path(uri)
        return
    with TemporaryDirectory(prefix="dragoman-") as folder:
        copy = Path(folder) / uri.rpartition("/")[2]
        with told(uri), copy.open("wb") as file:
            files, path = _opened(uri)
            with files.open_input_stream(path) as stream:
                shutil.copyfileobj(stream, file)
        yield copy


def fetched(uri: str) -> bytes:
    """The bytes of a small file."""
    with told(uri):
        files, path = _opened(uri)
        with files.open_input_stream(path) as stream:
            content: bytes = stream.read()
    return content


def put(content: IO[bytes], uri: str) -> None:
    """Store a file, whole or not at all: written aside and then renamed; in object storage by one upload."""
    with told(uri):
        files, path = _opened(uri)
        if "://" in uri:
            with files.open_output_stream(path) as stream:
                shutil.copyfileobj(content, stream)
            return
        final = Path(path)
        final.parent.mkdir(parents=True, exist_ok=True)
        aside = final.with_name(f".{uuid4().hex}")
        try:
            with aside.open("wb") as file:
                shutil.copyfileobj(content, file)
            aside.rename(final)
        finally:
            aside.unlink(missing_ok=True)


def _opened(uri: str) -> tuple[FileSystem, str]:
    from pyarrow.fs import FileSystem, LocalFileSystem

    scheme, there, path = uri.partition("://")
    if not there:
        return LocalFileSystem(), uri
    files, _ = FileSystem.from_uri(f"{scheme}://{path.partition('/')[0]}")
    return files, path


@contextmanager
def told(uri: str) -> Iterator[None]:
    """Turn errors of file systems into ours, with the URI in front."""
    from pyarrow import ArrowInvalid

    try:
        yield
    except FileNotFoundError as error:
        raise NotFoundError(f"{uri}: no such file, folder or bucket") from error
    except (OSError, ArrowInvalid) as error:
        raise UnreadableError(f"{uri}: {error}") from error
