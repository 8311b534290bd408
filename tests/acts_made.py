"""Acts between two sides made by hand: as ``Happened``, and as events that another data set coded, for a ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from dragoman.identity import content_id
from dragoman.ledger import open_writer
from dragoman.ledger.row import EventRow, Party
from dragoman.record import Record
from dragoman.relations.acts import Happened

NAMES = {"FRA": "France", "IRQ": "Iraq", "DEU": "Germany", "GBR": "Britain", "TUR": "Türkiye", "USA": "United States"}
# type: cameo, quad, goldstein
TYPES = {
    "CONSULT": ("042", 1, 1.9),
    "AGREE": ("030", 1, 4.0),
    "AID": ("073", 2, 7.4),
    "ACCUSE": ("112", 3, -2.0),
    "ASSAULT": ("190", 4, -10.0),
}


def happened(name: str, day: date, kind: str = "CONSULT", **fields: Any) -> Happened:
    """A visit of France to Iraq, or an act of another type; each name is a happening and event of its own."""
    _, quad, goldstein = TYPES[kind]
    plain = Happened(
        happening=f"h {name}", event_id=f"e {name}", article_id=f"a {name}", day=day, last=day, direction="forth",
        type=kind,
        mode="visit" if kind == "CONSULT" else None, quad=quad, goldstein=goldstein, source=("France",),
        recipient=("Iraq",), source_codes=("FRA",), recipient_codes=("IRQ",), contexts=(), sources=1, mentions=1,
        confidence=0.9, origin="dragoman", place=None, place_country=None, lat=None, lon=None, sentence=None,
        trigger=None, trigger_at=None,
    )  # fmt: skip
    return replace(plain, **fields)


def imported(number: int, sides: str, day: str | None, kind: str = "CONSULT", **fields: Any) -> EventRow:
    """An event that another data set coded. sides: "FRA+DEU IRQ" is France and Germany to Iraq."""
    cameo, quad, goldstein = TYPES[kind]
    source, recipient = ([code for code in side.split("+") if code != "-"] for side in sides.split())
    when = None if day is None else date.fromisoformat(day)
    plain: dict[str, Any] = {
        **{"event_id": event_id(number), "origin": "icews", "origin_id": str(number), "type": kind},
        **{"cameo": cameo, "quad": quad, "goldstein": goldstein, "date_start": when, "date_end": when},
        **{"source": tuple(map(party, source)), "recipient": tuple(map(party, recipient)), "mode": None},
    }
    return EventRow(**{**plain, **fields})


def party(code: str) -> Party:
    """A country, or a body where the code is none of ours."""
    if code in NAMES:
        return Party(NAMES[code], "country", code)
    return Party(code, "organisation", None, code)


def make_ledger(
    path: Path, events: Iterable[EventRow], records: Iterable[Record] = (), joined: Iterable[tuple[int, ...]] = ()
) -> Path:
    """A ledger of imported events and records. joined: numbers of events that tell one happening."""
    with open_writer(path, command="test") as writer:
        for record in records:
            writer.add(record)
        for event in events:
            writer.add_event(event)
        for numbers in joined:
            own = content_id("happening", *map(str, numbers))
            writer.put("happenings", [{**_HAPPENING, "happening_id": own, "sources": len(numbers)}])
            told = [
                {"happening_id": own, "event_id": event_id(number), "score": 0.8, "why": "test"} for number in numbers
            ]
            writer.put("tellings", told)
    return path


def event_id(number: int) -> str:
    """The id of the imported event of that number: ids are in the order of numbers."""
    return f"b2:{number:032x}"


_HAPPENING: dict[str, Any] = {
    **{"type": "CONSULT", "source_codes": [], "recipient_codes": [], "date_start": None, "date_end": None},
    **{"place": None, "place_country": None, "mentions": 9, "articles": 2, "first_seen": None, "last_seen": None},
    "disagreements": [],
}
