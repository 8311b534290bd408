"""Events made by hand for the exchange tests, and short ways to write and read them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from dragoman.codebook import Codebook
from dragoman.identity import content_id
from dragoman.ledger.exchange import Written, read, write
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

URL = "https://news.example.com/2020/08/27/parly.html"
MINISTER = Party("Florence Parly", "person", "FRA", None, ("GOV", "MIL"), "Minister of the Armed Forces")
IRAQ = Party("Iraq", "country", "IRQ")
NATO = Party("NATO", "organisation", None, "NATO", ("IGO", "MIL"))
PKK = Party("PKK", "group", None, "PKK", ("REB",))
VISIT = EventRow(
    event_id=content_id("event", "1"),
    type="CONSULT",
    mode="visit",
    contexts=("military", "diplomatic"),
    cameo="042",
    quad=1,
    goldstein=1.9,
    source=(MINISTER,),
    recipient=(IRAQ,),
    date_text="Wednesday",
    date_edtf="2020-08-26",
    date_start=date(2020, 8, 26),
    date_end=date(2020, 8, 26),
    date_basis="relative to publication",
    place_text="the Iraqi capital",
    place_name="Baghdad",
    place_country="IRQ",
    place_geonames=98182,
    place_lat=33.34,
    place_lon=44.4,
    why="frame consult/visit#arrive-in",
    confidence=0.93,
    article_id=content_id("article", "1"),
    source_id="r-1",
    title="Parly in Baghdad",
    publisher="Gulf Wire",
    url=URL,
    published=date(2020, 8, 27),
    language="en",
    sentence="Parly arrived\tin Baghdad\non Wednesday.",
    sentence_start=18,
    trigger="arrived",
    trigger_start=24,
    source_start=18,
    recipient_start=35,
    mentions=4,
    articles=3,
    sources=2,
    happening_id="b2:1",
    version="0.1.0",
)


FOREIGN = replace(VISIT, origin="polecat", origin_id="p-1")


def other(**fields: object) -> EventRow:
    """The visit with some fields changed."""
    return replace(VISIT, **fields)


def written(form: str, rows: Iterable[EventRow], folder: Path, book: Codebook) -> tuple[Written, list[str]]:
    """What writing gives, and the file's lines."""
    out = folder / f"out.{form}"
    done = write(form, rows, out, book)
    return done, out.read_text(encoding="utf-8").splitlines()


def given(form: str, lines: Iterable[str] | bytes, folder: Path, book: Codebook) -> list[EventRow | Rejected]:
    """What reading a file of those lines gives."""
    path = folder / "in.txt"
    path.write_bytes(lines if isinstance(lines, bytes) else "".join(f"{each}\n" for each in lines).encode())
    return list(read(form, path, book))


def taken(form: str, lines: Iterable[str] | bytes, folder: Path, book: Codebook) -> EventRow:
    """The one event of a file."""
    (row,) = given(form, lines, folder, book)
    assert isinstance(row, EventRow), row
    return row


def refused(form: str, lines: Iterable[str] | bytes, folder: Path, book: Codebook) -> Rejected:
    """The one refusal of a file."""
    (row,) = given(form, lines, folder, book)
    assert isinstance(row, Rejected), row
    return row


def back(form: str, row: EventRow, folder: Path, book: Codebook) -> EventRow:
    """A row written to a file and read again."""
    out = folder / f"back.{form}"
    write(form, [row], out, book)
    (found,) = read(form, out, book)
    assert isinstance(found, EventRow), found
    return found
