"""What a ledger holds: the figures of the start page, and the line to cite a page by."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from dragoman.relations.acts import days_of
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.relations.book import Ledger

_COUNTS = """SELECT (SELECT count(*) FROM articles), (SELECT count(*) FROM events), (SELECT count(*) FROM statements),
    (SELECT count(*) FROM happenings)"""
_SNAPSHOT = (
    "SELECT snapshot_id, CAST(snapshot_time AS TIMESTAMP) FROM ducklake_snapshots('ledger') ORDER BY 1 DESC LIMIT 1"
)
_ORIGINS = "SELECT origin, count(*) FROM events GROUP BY origin ORDER BY 2 DESC, 1"
_MADE = "SELECT DISTINCT version, codebook FROM articles ORDER BY ALL"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a ledger holds. first, last: days of its events; moment: of its newest snapshot, UTC.

    origins: who coded how many events; codebooks: content ids of those that its articles were coded with.
    """

    name: str
    articles: int
    events: int
    statements: int
    happenings: int
    first: date | None
    last: date | None
    snapshot: int
    moment: datetime
    origins: tuple[tuple[str, int], ...]
    versions: tuple[str, ...]
    codebooks: tuple[str, ...]


def facts_of(ledger: Ledger) -> Facts:
    """The facts of a ledger as it is."""
    ((articles, events, statements, happenings),) = ledger.rows(_COUNTS)
    ((snapshot, moment),) = ledger.rows(_SNAPSHOT)
    made = ledger.rows(_MADE)
    return Facts(
        ledger.place.folder.name,
        articles,
        events,
        statements,
        happenings,
        *days_of(ledger),
        snapshot,
        moment,
        tuple((origin, count) for origin, count in ledger.rows(_ORIGINS)),
        tuple(dict.fromkeys(version for version, _ in made)) or (VERSION,),
        tuple(dict.fromkeys(codebook for _, codebook in made)),
    )


def citation(facts: Facts, what: str, url: str, today: date) -> str:
    """The line to cite a page by: what, which ledger in which state, what coded it, where and when it was seen."""
    coded = f"Dragoman {', '.join(facts.versions)}"
    books = f", codebook {', '.join(facts.codebooks)}" if facts.codebooks else ""
    state = f"ledger {facts.name}, snapshot {facts.snapshot} of {facts.moment:%Y-%m-%d %H:%M} UTC"
    return f"{what}. {coded}{books}; {state}. {url}, seen {today.isoformat()}."
