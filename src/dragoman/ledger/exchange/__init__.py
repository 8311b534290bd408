"""Events in the formats that others have code for: GDELT, ICEWS, POLECAT, PETRARCH2, Phoenix, CSV, Parquet.

One module a format; docs/exchange.md says what stands in which column, and what is lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dragoman.errors import InputError, UnreadableError
from dragoman.ledger.exchange.files import breaks_off
from dragoman.ledger.exchange.lines import first_line
from dragoman.ledger.exchange.tables import Written
from dragoman.ledger.row import EventRow
from dragoman.read.sources import Rejected

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.record import Record

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
    "jsonl": "jsonl",
}
_ONLY_WRITTEN = {"gdelt-mentions": "they hold no events; import the file of events that goes with them"}
_SHOWN = 40  # letters of a file that fits no format


def write(form: str, rows: Iterable[EventRow], out: Path, book: Codebook) -> Written:
    """Write events as a file of a format of ``WRITERS``; it stands only when it is whole.

    csv and parquet have one row an event. The others have one row a pair: an event with several sources or recipients
    gives one for each source with each recipient. They know only what happened on a day, so events of another status
    and events without a day are left out, and counted. Raises InputError for an unknown format and where
    the file cannot be written.
    """
    written: Written = _module(WRITERS, form).write(rows, out, book)
    return written


def read(form: str, path: Path, book: Codebook) -> Iterator[EventRow | Record | Rejected]:
    """The events (jsonl: the records) of a file of a format of ``READERS``, plain or packed, as they are read.

    A row that can't be taken comes as Rejected with its reason, under the file's name and the line's number; so does a
    file that is empty or of another format, or that can be read no further. Raises InputError for an unknown format.
    """
    module = _module(READERS, form)
    refused = _refused(form, path)
    rows: Iterator[EventRow | Record | Rejected] = module.read(path, book) if refused is None else iter([refused])
    return rows


def _refused(form: str, path: Path) -> Rejected | None:
    """Why a file is not read as one of a format, by its first line; None where it is one."""
    try:
        first = first_line(path)
    except UnreadableError as error:
        return breaks_off(path, 1, error)
    if not first:
        return Rejected(f"{path.name}:1", "the file is empty", UnreadableError)
    module = _module(READERS, form)
    if module.holds(first):
        return None
    return Rejected(f"{path.name}:1", f"no file of {form}: {_instead(first, module.EXPECTED)}", UnreadableError)


def _instead(first: str, expected: str) -> str:
    """What a file seems to be, by its first line, and what to do about it."""
    known = {**READERS, **{name: WRITERS[name] for name in _ONLY_WRITTEN}}
    for name in known:
        if _module(known, name).holds(first):
            return f"it is one of {name}: {_ONLY_WRITTEN.get(name, f'dragoman import {name}')}"
    return f"expected {expected}; it begins with {first[:_SHOWN]!r}"


def _module(forms: Mapping[str, str], form: str) -> Any:
    if form not in forms:
        raise InputError(f"no format {form!r}; there are {', '.join(forms)}")
    return import_module(f"{__name__}.{forms[form]}")
