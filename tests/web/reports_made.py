"""A ledger for the pages of reports and events: one report in two editions and a copy, with hostile words in it."""

from __future__ import annotations

from pathlib import Path

import msgspec
from handmade import TEXT, full_record, sentence, span
from starlette.testclient import TestClient

from dragoman.api import Opened
from dragoman.codebook import Codebook
from dragoman.identity import article_id, content_id
from dragoman.ledger import open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.ledger.judge import judge
from dragoman.ledger.row import EventRow, Party
from dragoman.ledger.rows import ids_of
from dragoman.record import Evidence, Furniture, Record
from dragoman.web.site import make_site

HOSTILE = "<script>alert('x')</script>"
URL = "https://fjord.example/visit"
ENDING = " ".join(f"Pilot {number} went by." for number in range(60))
IMPORTED = EventRow(
    event_id=content_id("imported"), origin="icews", origin_id="4711", type="CONSULT", cameo="042", quad=1,
    goldstein=1.9, source=(Party("France", "country", "FRA"),), recipient=(Party("Iraq", "country", "IRQ"),),
    url=f"javascript:{HOSTILE}", publisher=f"Post {HOSTILE}", mentions=3, articles=1,
)  # fmt: skip


def told(
    ending: str = ENDING, url: str | None = URL, outlet: str = "Fjord Wire", title: str = HOSTILE,
    furniture: tuple[Furniture, ...] = (),
) -> Record:  # fmt: skip
    """The handmade record with hostile words behind its text; spans still hold. Its visit is told in two sentences."""
    plain = full_record()
    events = tuple(msgspec.structs.replace(each, id=f"e{i}") for i, each in enumerate(plain.events, start=1))
    said = tuple(msgspec.structs.replace(each, id=f"s{i}") for i, each in enumerate(plain.statements, start=1))
    text = f"{TEXT} {HOSTILE}\n\n{ending}"
    own = article_id(text, plain.article.published, url or outlet)
    page = {"url": url, "publisher": outlet, "title": title, "furniture": furniture}
    article = msgspec.structs.replace(plain.article, id=own, text=text, **page)
    again = Evidence(sentence("She did not"), span("Swedish colleague"), span("She"), None)
    events = (msgspec.structs.replace(events[0], evidence=(*events[0].evidence, again)), *events[1:])
    hentzau = msgspec.structs.replace(plain.actors[0], mentions=(span("Anna Hentzau"),))
    actors = (hentzau, *plain.actors[1:])
    return msgspec.structs.replace(plain, article=article, actors=actors, events=events, statements=said)


FIRST = told("It was the first edition.")
LATER = told(furniture=(Furniture(HOSTILE, "share"),))
COPY = told(f"{ENDING} So it said.", None, "Coast Post", "A copy")
SCRIPT = told("It was a trap.", f"javascript:{HOSTILE}", "Trap")


def make(path: Path, *, keep_text: bool = True) -> Path:
    """Make the ledger in a folder."""
    with open_writer(path, command="test", keep_text=keep_text) as writer:
        for record in (FIRST, LATER, COPY, SCRIPT):
            writer.add(record)
            writer.commit()
        writer.add_event(IMPORTED)
        writer.commit()
        relate(writer, Codebook())
        judge(writer, ids_of(LATER).events["e1"], "correct", "Ada", changes={"type": HOSTILE}, note="not so")
    return path


def event_id(record: Record, number: int) -> str:
    """The ledger's id of an event of a record."""
    return ids_of(record).events[f"e{number}"]


def client_of(path: Path) -> TestClient:
    """A client of the site of a ledger."""
    return TestClient(make_site(Opened(path, seconds=120)), raise_server_exceptions=False)
