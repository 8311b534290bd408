"""Shards: the files whose reports are coded together, by one worker, into one file of records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from msgspec import Struct

from dragoman.draft import Source
from dragoman.errors import InputError, NotFoundError
from dragoman.identity import content_id
from dragoman.read.columns import columns_of
from dragoman.read.sources import Rejected, iso_date, known, sources
from dragoman.scale.store import at_hand, listed, whole_uri


class Shard(Struct, frozen=True):
    """A file of reports. size: bytes; changed: nanoseconds since 1970; a file that changes is another shard.

    published: the date of those reports that carry none of their own; columns: where tables have what, as "text=body".
    """

    uri: str
    size: int
    changed: int
    published: str | None = None
    columns: str | None = None

    @property
    def key(self) -> str:
        """Its content id."""
        return content_id(self.uri, str(self.size), str(self.changed), self.published or "", self.columns or "")


def shards_of(named: Iterable[str], published: str | None = None, columns: str | None = None) -> list[Shard]:
    """A shard for each file that is named, or lies below a folder or prefix and holds reports; each once, in order.

    Raises NotFoundError where a name leads to none, InputError where the date or the columns are none.
    """
    columns_of(columns)
    published = iso_date(published)
    found: dict[str, Shard] = {}
    for each in named:
        uri = whole_uri(each)
        files = [file for file in listed(uri) if file.uri == uri or known(file.uri)]
        if not files:
            raise NotFoundError(f"{each}: no file of reports there, and none below it")
        found |= {file.uri: Shard(file.uri, file.size, file.changed, published, columns) for file in files}
    return list(found.values())


def part_of(shards: list[Shard], part: str | None) -> list[Shard]:
    """Every n-th shard from the k-th on, for part "k/n"; all for None. Raises InputError where it is no part."""
    if part is None:
        return shards
    number, _, of = part.partition("/")
    if not (number.isdecimal() and of.isdecimal() and 1 <= int(number) <= int(of)):
        raise InputError(f"{part!r} is no part; write 3/16 for the third of sixteen")
    return shards[int(number) - 1 :: int(of)]


def reports_of(shard: Shard) -> Iterator[Source | Rejected]:
    """The reports of a shard, named by its URI wherever it was read."""
    with at_hand(shard.uri) as path:
        for each in sources([str(path)], published=shard.published, columns=columns_of(shard.columns)):
            yield _named(each, str(path), shard.uri)


def _named(each: Source | Rejected, path: str, uri: str) -> Source | Rejected:
    name = each.source_id.replace(path, uri)
    if isinstance(each, Source):
        return replace(each, source_id=name)
    return replace(each, source_id=name, reason=each.reason.replace(path, uri))
