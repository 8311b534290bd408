"""A ledger made by hand: three reports of one visit, one report with statements, forty events of another data set."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
from handmade import full_record
from tellings import OSLO, WORDS, report, when

from dragoman.codebook import Codebook
from dragoman.identity import article_id, content_id
from dragoman.ledger import open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.ledger.row import EventRow, Party
from dragoman.record import Record

KEY = "a key"
NATIONS = {"FRA": "France", "IRQ": "Iraq", "DEU": "Germany"}
FIRST = date(2010, 1, 1)
VISITS = tuple(
    report(outlet, f"{WORDS} before {guests} guests", place=OSLO, date=when("2014-09-19"), url=url)
    for outlet, guests, url in (
        ("Fjord Wire", 40, "https://fjord.example/1"), ("Coast Post", 40, None), ("Valley News", 60, None)
    )
)  # fmt: skip


def told() -> Record:
    """The handmade record with ids of its own: two statements, four events, a person."""
    plain = full_record()
    said = tuple(msgspec.structs.replace(each, id=f"s{i}") for i, each in enumerate(plain.statements, start=1))
    events = tuple(msgspec.structs.replace(each, id=f"e{i}") for i, each in enumerate(plain.events, start=1))
    own = article_id(plain.article.text, plain.article.published, plain.article.publisher)
    article = msgspec.structs.replace(plain.article, id=own)
    return msgspec.structs.replace(plain, article=article, statements=said, events=events)


def imported(number: int, source: str = "FRA", recipient: str = "IRQ", **fields: Any) -> EventRow:
    """An event of another data set; every fourth is on the day of the one before, and the thirteenth has no day."""
    day = None if number == 13 else FIRST + timedelta(days=30 * (number - (number % 4 == 3)))
    plain: dict[str, Any] = {
        **{"event_id": content_id("imported", str(number)), "origin": "icews", "type": "CONSULT", "cameo": "042"},
        **{"quad": 1, "goldstein": 1.9, "date_start": day, "date_end": day, "date_edtf": day and day.isoformat()},
    }
    sides = {"source": (_party(source),), "recipient": (_party(recipient),)}
    return EventRow(**{**plain, **sides, **fields})


def _party(code: str) -> Party:
    return Party(NATIONS[code], "country", code, None, ("GOV",))


def make(path: Path) -> Path:
    """Make the ledger in a folder."""
    with open_writer(path, command="test") as writer:
        for record in (*VISITS, told()):
            writer.add(record)
        for number in range(40):
            writer.add_event(imported(number, recipient="DEU" if number % 5 == 4 else "IRQ"))
        writer.commit()
        relate(writer, Codebook())
    return path
