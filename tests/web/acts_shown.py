"""A ledger for the start page, the pages of pairs and the list of events, with hostile words in it."""

from __future__ import annotations

from pathlib import Path

from acts_made import imported, make_ledger
from starlette.testclient import TestClient
from tellings import report, when

from dragoman.api import Opened
from dragoman.web.site import make_site

HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
REPORTS = (
    report("Northern Wire", "Macron met Iraqi leaders in Baghdad", source="FRA", recipient="IRQ",
           published="2020-09-02", date=when("2020-09-02"), title="A visit"),
    report("Seine Gazette", "Jets of France struck a camp", source="FRA", recipient="IRQ", type="ASSAULT", quad=4,
           mode=None, goldstein=-10.0, published="2020-10-19", date=when("2020-10-19")),
    report("Hostile Herald", f"Envoys spoke {HOSTILE} in Erbil", source="IRQ", recipient="FRA", title=HOSTILE,
           published="2021-08-29", date=when("2021-08-29")),
    report("Careful Courier", "Envoys may speak again in Erbil", source="IRQ", recipient="FRA", status="intended",
           published="2021-08-30", date=when("2021-08-30")),
)  # fmt: skip
MONTHS = 130  # of imported acts, one a month from 2008 on: more rows than the page's table has by month
IMPORTED = [
    imported(number, "FRA IRQ" if number % 3 else "IRQ FRA", f"{2008 + number // 12}-{number % 12 + 1:02}-05",
             ("CONSULT", "AID", "ACCUSE", "ASSAULT")[number % 4],
             url="javascript:alert(1)" if number == 0 else f"https://data.example/{number}")
    for number in range(MONTHS)
]  # fmt: skip
BETWEEN_OTHERS = imported(900, "DEU USA", "2019-03-01")


def make(path: Path) -> Path:
    """Make the ledger in a folder."""
    return make_ledger(path, [*IMPORTED, BETWEEN_OTHERS], REPORTS)


def client_of(path: Path) -> TestClient:
    """A client of the site of a ledger."""
    return TestClient(make_site(Opened(path, seconds=120)), raise_server_exceptions=False)
