"""Events in the formats that others have code for: GDELT, ICEWS, POLECAT, PETRARCH2, Phoenix, CSV, Parquet.

One module a format; docs/exchange.md says what stands in which column, and what is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import InputError
from dragoman.ledger.exchange.tables import Written
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

__all__ = ["READERS", "WRITERS", "Written", "read", "write"]

WRITERS: Mapping[str, str] = {
    "gdelt": "gdelt",
    "gdelt-mentions": "gdelt_mentions",
    "icews": "icews",
    "polecat": "polecat",
    "petrarch": "petrarch",
    "phoenix": "phoenix",
    "csv": "flat_csv",
    "parquet": "flat_parquet",
}
READERS: Mapping[str, str] = {
    "gdelt": "gdelt",
    "icews": "icews",
    "icews-sample": "icews_sample",
    "polecat": "polecat",
    "csv": "flat_csv",
    "parquet": "flat_parquet",
}


def write(form: str, rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events as a file of a format of ``WRITERS``; it stands only when it is whole.

    csv and parquet have one row an event. The others have one row a pair: an event with several sources or recipients
    gives one for each source with each recipient. They know only what happened on a day, so events of another status
    and events without a day are left out, and counted. Raises InputError for an unknown format, OSError where the file
    cannot be written.
    """
    written: Written = _module(WRITERS, form).write(rows, out, book)
    return written


def read(form: str, path: Path, book: Codebook) -> Iterator[EventRow | Rejected]:
    """The events of a file of a format of ``READERS``, plain, .gz or .zip, as they are read.

    A row that can't be taken comes as Rejected with its reason, under the file's name and the line's number; so does a
    file that can't be read, or no further. Raises InputError for an unknown format.
    """
    rows: Iterator[EventRow | Rejected] = _module(READERS, form).read(path, book)
    return rows


def _module(forms: Mapping[str, str], form: str) -> Any:
    if form not in forms:
        raise InputError(f"no format {form!r}; there are {', '.join(forms)}")
    return import_module(f"{__name__}.{forms[form]}")
