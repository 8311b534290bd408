"""A folder of coded shards: an immutable Parquet file of records for each, and a manifest that says so.

    OUT/records/b2-<content id>.parquet     the rows of coded_rows.py, under the id of the file's bytes
    OUT/shards/b2-<shard's key>.json        written last: the shard, its file, the counts, the coder

A coder that is killed leaves at most files that no manifest names; they do no harm. Coding a shard twice, even at the
same time, writes the same bytes under the same name.
"""

from __future__ import annotations

import hashlib
import io
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from dragoman.errors import InputError, UnreadableError
from dragoman.record import Version
from dragoman.scale.coded_rows import read_rows, write_rows
from dragoman.scale.shards import Shard, reports_of
from dragoman.scale.store import at_hand, fetched, listed, put

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.read.sources import Rejected
    from dragoman.record import Record

_ALONGSIDE = 16  # manifests that are fetched at once


class Manifest(Struct, frozen=True):
    """A shard that is coded. file: the name of its Parquet file, which has so many bytes; seconds: of coding."""

    shard: Shard
    coder: Version
    file: str
    bytes: int
    records: int
    events: int
    rejects: int
    seconds: float


_MANIFESTS = msgspec.json.Decoder(Manifest)  # made before the threads that use it, which would crash in making it


class Failed(Struct, frozen=True):
    """A shard that is not done, and why."""

    shard: Shard
    reason: str


def code_shard(shard: Shard, coder: Coder, out: str) -> Manifest:
    """Code the reports of a shard into the folder. Raises InputError where it cannot be read or the folder written."""
    begun = time.monotonic()
    with TemporaryDirectory(prefix="dragoman-") as folder:
        file = Path(folder) / "records.parquet"
        counts = write_rows(coder.code_many(reports_of(shard)), file)
        name, size = f"{_named(file_id(file))}.parquet", file.stat().st_size
        with file.open("rb") as content:
            put(content, f"{out}/records/{name}")
    seconds = round(time.monotonic() - begun, 1)
    manifest = Manifest(shard, coder.version, name, size, counts.records, counts.events, counts.rejects, seconds)
    put(io.BytesIO(msgspec.json.encode(manifest)), _manifest_uri(out, shard))
    return manifest


def manifests(out: str) -> list[Manifest]:
    """The shards that are coded, in the order of their URIs; those whose file isn't there whole are left out."""
    sizes = {each.uri: each.size for each in listed(f"{out}/records")}
    with ThreadPoolExecutor(_ALONGSIDE) as pool:
        found = pool.map(_manifest, (each.uri for each in listed(f"{out}/shards")))
        whole = [each for each in found if each and sizes.get(f"{out}/records/{each.file}") == each.bytes]
    return sorted(whole, key=lambda each: (each.shard.uri, each.shard.changed))


def still_to_code(shards: Iterable[Shard], out: str, coder: Version) -> list[Shard]:
    """Those that the folder has not. Raises InputError where it holds what another coder made."""
    done = manifests(out)
    other = next((each.coder for each in done if each.coder != coder), None)
    if other is not None:
        raise InputError(
            f"{out}: holds records of another coder ({other.version}, codebook {other.codebook}, {other.model}; "
            f"this one is {coder.version}, {coder.codebook}, {coder.model}); name a new folder"
        )
    keys = {each.shard.key for each in done}
    return [each for each in shards if each.key not in keys]


def results_of(manifest: Manifest, out: str) -> Iterator[Record | Rejected]:
    """What came of each report of a coded shard, in order. Raises UnreadableError where its file is damaged."""
    with at_hand(f"{out}/records/{manifest.file}") as path:
        if not manifest.file.startswith(_named(file_id(path))):
            raise UnreadableError(f"{out}/records/{manifest.file}: damaged; delete it and code its shard again")
        try:
            yield from read_rows(path)
        except msgspec.ValidationError as error:
            raise UnreadableError(
                f"{path.name}: records of another version, which this one can't read: {error}"
            ) from error


def file_id(path: Path) -> str:
    """The content id of a file, as ``bytes_id`` has it."""
    with path.open("rb") as file:
        return f"b2:{hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=16)).hexdigest()}"


def _named(content_id: str) -> str:
    """An id as a file's name on any system."""
    return content_id.replace(":", "-")


def _manifest_uri(out: str, shard: Shard) -> str:
    return f"{out}/shards/{_named(shard.key)}.json"


def _manifest(uri: str) -> Manifest | None:
    try:
        return _MANIFESTS.decode(fetched(uri))
    except msgspec.DecodeError:
        return None  # torn by a machine that lost its power: as if it weren't there
