"""Where a ledger lies: the folder, its catalog and its data, as ``ledger.json`` in the folder says."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.errors import LedgerError, LedgerMissingError
from dragoman.ledger.lock import FILES as LOCKS

FILE = "ledger.json"
BEGUN = ".ledger.json"  # its name until the ledger has its tables
FORMAT = 1
SQLITE = "sqlite:catalog.sqlite"


@dataclass(frozen=True, slots=True)
class Place:
    """A ledger's folder. catalog: ``sqlite:FILE`` in the folder, or ``postgres:CONNECTION``; data: where Parquet lies.

    A relative data folder is one inside the ledger's; object storage is a URL ("s3://bucket/path").
    """

    folder: Path
    catalog: str = SQLITE
    data: str = "data"

    @property
    def target(self) -> str:
        """What DuckLake attaches."""
        kind, _, rest = self.catalog.partition(":")
        return f"ducklake:sqlite:{(self.folder / rest).resolve()}" if kind == "sqlite" else f"ducklake:{self.catalog}"

    @property
    def data_path(self) -> str:
        """The folder or URL of the Parquet files."""
        return f"{self.data.rstrip('/') if self.is_in_object_storage else (self.folder / self.data).resolve()}/"

    @property
    def is_in_object_storage(self) -> bool:
        """Whether the Parquet files are in a bucket."""
        return "://" in self.data

    @property
    def is_new(self) -> bool:
        """Whether its tables are still to be made."""
        return (self.folder / BEGUN).exists()

    @property
    def is_postgres(self) -> bool:
        """Whether the catalog is in Postgres."""
        return self.catalog.startswith("postgres:")


def make(folder: Path, catalog: str | None = None, data: str | None = None) -> Place:
    """The place of the ledger in a folder. Where there is none, one is begun, which ``settle`` makes a ledger.

    catalog, data: for a new ledger only; a ledger that is there says for itself. Raises LedgerError where the folder
    holds something else.
    """
    try:
        return find(folder)
    except LedgerMissingError:
        pass
    place = Place(folder, catalog or SQLITE, data or "data")
    empty = not folder.exists() or (folder.is_dir() and not {each.name for each in folder.iterdir()} - LOCKS)
    if not empty and not place.is_new:
        raise LedgerError(f"{folder}: neither a ledger nor an empty folder; name a new folder")
    if place.catalog.partition(":")[0] not in {"sqlite", "postgres"}:
        raise LedgerError(f"catalog {place.catalog!r}: write it as postgres:dbname=... host=...")
    if place.is_in_object_storage and not place.data.startswith("s3://"):
        raise LedgerError(f"data {place.data!r}: a ledger's files go into a folder, or s3://bucket/path")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / BEGUN).write_text(json.dumps({"format": FORMAT, "catalog": place.catalog, "data": place.data}) + "\n")
    return place


def settle(place: Place) -> None:
    """From now on readers find the ledger; call it when the tables are there."""
    if place.is_new:
        (place.folder / BEGUN).rename(place.folder / FILE)


def find(folder: Path) -> Place:
    """The ledger in a folder. Raises LedgerMissingError where there is none."""
    try:
        found: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
        place = Place(folder, str(found["catalog"]), str(found["data"]))
    except (FileNotFoundError, NotADirectoryError) as error:
        raise LedgerMissingError(
            f"{folder}: no ledger there; `dragoman read REPORTS --ledger {folder}` begins one"
        ) from error
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise LedgerError(f"{folder / FILE}: cannot be read ({error}); it says where catalog and data lie") from error
    if found.get("format") != FORMAT:
        raise LedgerError(f"{folder}: a ledger of format {found.get('format')}; this version reads format {FORMAT}")
    return place
