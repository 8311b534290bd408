"""A ledger for the pages of happenings, countries and statements: a visit told five times, and sixty-four remarks."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import msgspec
from starlette.testclient import TestClient
from tellings import NORWAY, OSLO, WORDS, report, when

from dragoman.api import Opened
from dragoman.codebook import Codebook
from dragoman.identity import article_id
from dragoman.ledger import open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.record import Actor, Record, Stance, Statement
from dragoman.span import Span
from dragoman.web.site import make_site

HOSTILE = "<img src=x onerror=alert(1)>"
REMARKS = 60  # of one speaker, a day apart
LONG = " ".join(f"pilot{number}" for number in range(80))
_DAY = when("2014-09-19")
_TELLERS = (
    ("Fjord Wire", 40, OSLO, "Hentzau comes", LONG),
    ("Coast Post", 40, OSLO, "Hentzau comes again", f"{LONG} pilot80"),
    ("Valley News", 60, OSLO, f"Title {HOSTILE}", None),
    (f"Outlet {HOSTILE}", 40, NORWAY, None, None),
)
VISITS = (
    *(
        report(outlet, f"{WORDS} before {guests} guests", place=place, date=_DAY, title=title, extra=extra)
        for outlet, guests, place, title, extra in _TELLERS
    ),
    report("Fjord Wire", f"{WORDS} as before", place=OSLO, date=_DAY, published="2014-09-21"),
)
ALONE = report("Lone Herald", "Jets struck a depot", type="ASSAULT", quad=4, goldstein=-10.0, date=when("2014-03-01"),
               source="FRA", recipient="IRQ")  # fmt: skip


def spoken(number: int, content: str, kind: str = "indirect", **fields: object) -> Record:
    """A report in which a Norwegian says the content; fields: of the statement."""
    text = f"Rudolf warned {content}. It was remark {number}."
    day = f"2015-{number // 28 + 1:02}-{number % 28 + 1:02}"
    plain = report("Echo", title=f"Remark {number}", published=day)
    own = article_id(text, day, str(number))
    start = text.index(content)
    said: dict[str, object] = {
        **{"speaker": "a9", "addressee": None, "cue": Span(7, 13), "about": ("ROU",), "stance": ()},
        **{"content": Span(start, start + len(content)), "kind": kind, "events": ()},
    }
    speaker = Actor("a9", "Rudolf", "person", "NOR", None, ("GOV",), None, (Span(0, 6),))
    made = msgspec.convert({"id": "s1", **msgspec.to_builtins({**said, **fields})}, Statement)
    article = msgspec.structs.replace(plain.article, id=own, text=text)
    return msgspec.structs.replace(
        plain, article=article, events=(), statements=(made,), actors=(*plain.actors, speaker)
    )


SAID = (
    *(spoken(number, f"that tide {number} would come") for number in range(REMARKS)),
    spoken(60, "We stand by them", "direct", stance=(Stance("ROU", 1),), addressee="a1"),
    spoken(61, "that they broke their word", stance=(Stance("ROU", -1), Stance("SWE", -1)), about=("ROU", "FRA")),
    spoken(62, f"that {HOSTILE} was sent", speaker=None, cue=None, about=("IRQ",)),
    spoken(63, "that nothing was known", about=()),
)


def make(path: Path) -> Path:
    """Make the ledger in a folder."""
    with open_writer(path, command="test") as writer:
        for record in (*VISITS, ALONE, *SAID):
            writer.add(record)
        writer.commit()
        relate(writer, Codebook())
    return path


def client_of(path: Path) -> TestClient:
    """A client of the site of a ledger."""
    return TestClient(make_site(Opened(path, seconds=120)), raise_server_exceptions=False)


def words_of(html: str) -> str:
    """What a reader of a page, or of a part of it, reads."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def part(html: str, heading: str) -> str:
    """The section of a page whose heading has that id."""
    found = re.search(rf'<section aria-labelledby="{heading}">.*?</section>', html, re.DOTALL)
    assert found is not None, f"no section {heading}"
    return found[0]


def headings(html: str) -> list[int]:
    """The levels of a page's headings in order."""
    return [int(level) for level in re.findall(r"<h([1-6])[ >]", html)]
