"""The happenings step: for what came since the last time, copies are found and happenings formed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.ledger.happenings.cluster import Cluster, Field, clusters, window
from dragoman.ledger.happenings.copies import Text, copies
from dragoman.ledger.happenings.happening import happening_id, happening_row, telling_rows
from dragoman.ledger.happenings.told import EVENTS, Told, told_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.happenings import HappeningCues
    from dragoman.ledger.write import Writer

REACH = 4  # days between the publication of a text and of its copies
_MARGIN = timedelta(days=60)
_DAY = "coalesce(e.date_start, e.date_end, e.told)"
# Articles of our own coding with an event that no happening has yet.
_NEW = """SELECT DISTINCT e.article_id FROM events e JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
    WHERE e.origin = 'dragoman' AND e.article_id NOT IN (SELECT article_id FROM superseded)
        AND e.event_id NOT IN (SELECT event_id FROM tellings)"""
_TEXTS = f"""
    WITH fresh AS ({_NEW}),
    days AS (SELECT DISTINCT coalesce(published, DATE '1000-01-01') AS day FROM articles JOIN fresh USING (article_id)),
    near AS (SELECT a.* FROM articles a SEMI JOIN days
             ON coalesce(a.published, DATE '1000-01-01') BETWEEN day - {REACH} AND day + {REACH}),
    groups AS (SELECT DISTINCT coalesce(c.original_id, n.article_id) AS original_id
               FROM near n LEFT JOIN copies c USING (article_id))
    SELECT a.article_id, a.published, a.fingerprint, coalesce(c.original_id, a.article_id)
    FROM articles a LEFT JOIN copies c USING (article_id)
    WHERE a.article_id IN (SELECT article_id FROM near)
        OR coalesce(c.original_id, a.article_id) IN (SELECT original_id FROM groups)"""


@dataclass(frozen=True, slots=True)
class Related:
    """What was found: copies new or changed; happenings new or changed; of these, those of several articles."""

    copies: int
    happenings: int
    merged: int


def relate(writer: Writer, book: Codebook) -> Related:
    """Find copies, and form the happenings of what has none yet, with what may be joined with it.

    The same events give the same happenings, in one run or in many; run again, it changes nothing. Killed in between,
    the next run goes on.
    """
    cues = book.happenings
    found = _copies(writer, cues)
    formed = merged = 0
    for fresh, field in _stretches(writer, cues):
        for cluster in _form(writer, field.around(fresh), cues):
            formed += 1
            merged += len(cluster.tellings) > 1
    return Related(found, formed, merged)


def forget(writer: Writer, articles: Sequence[str]) -> None:
    """Take away the happenings that some articles tell; the next ``relate`` forms them anew. In a transaction only."""
    touched = """(SELECT DISTINCT t.happening_id FROM tellings t JOIN events e USING (event_id)
                  WHERE e.article_id IN (SELECT unnest(?::VARCHAR[])))"""
    ids = [row[0] for row in writer.lake.execute(touched, [list(articles)]).fetchall()] if articles else []
    _delete(writer, ids)


def _delete(writer: Writer, happenings: Sequence[str]) -> None:
    for table in ("tellings", "happenings") if happenings else ():
        writer.lake.execute(f"DELETE FROM {table} WHERE happening_id IN (SELECT unnest(?))", [list(happenings)])


def _copies(writer: Writer, cues: HappeningCues) -> int:
    """Note which articles are copies; the happenings of those whose group has changed are to be formed anew."""
    rows = writer.lake.execute(_TEXTS).fetchall()
    texts = [Text(article, published, tuple(signature), original) for article, published, signature, original in rows]
    found = copies(texts, cues.copy)
    before = {each.article_id: each.original_id for each in texts}
    changed = sorted(key for key, was in before.items() if found.get(key, (key, 1.0))[0] != was)
    if changed:
        with writer.transaction():
            forget(writer, changed)
            writer.lake.execute("DELETE FROM copies WHERE article_id IN (SELECT unnest(?))", [changed])
            writer.insert(
                "copies",
                [
                    {"article_id": key, "original_id": found[key][0], "similarity": found[key][1]}
                    for key in changed
                    if key in found
                ],
            )
    return len(changed)


def _stretches(writer: Writer, cues: HappeningCues) -> Iterator[tuple[list[str], Field]]:
    """Stretches of time with events that no happening has, and all events that chains from these may lead to."""
    query = f"SELECT e.event_id, {_DAY} FROM ({EVENTS}) e WHERE e.event_id NOT IN (SELECT event_id FROM tellings)"
    months: defaultdict[date, list[str]] = defaultdict(list)
    for event, day in writer.lake.execute(query).fetchall():
        months[(day or date.min).replace(day=1)].append(event)
    for month, fresh in sorted(months.items()):
        margin = _MARGIN
        while True:
            field, edges = _field(writer, month, margin, cues)
            groups = field.around(fresh)
            if not any(_reaches(each, edges, cues) for group in groups if len(group) > 1 for each in group):
                break
            margin *= 2
        yield fresh, field


def _field(writer: Writer, month: date, margin: timedelta, cues: HappeningCues) -> tuple[Field, tuple[date, date]]:
    """The events of a month and of some days on either side, and the first and last of these days."""
    if month == date.min:
        rows = _rows(writer, f"SELECT * FROM ({EVENTS}) e WHERE {_DAY} IS NULL", [])
        return Field((told_of(row, cues) for row in rows), cues), (date.min, date.max)
    edges = month - margin, month + timedelta(days=31) + margin
    rows = _rows(writer, f"SELECT * FROM ({EVENTS}) e WHERE {_DAY} BETWEEN ? AND ?", list(edges))
    return Field((told_of(row, cues) for row in rows), cues), edges


def _reaches(each: Told, edges: tuple[date, date], cues: HappeningCues) -> bool:
    """Whether an event may be joined with one outside the edges."""
    first, last = window(each, cues)
    reach = timedelta(days=cues.days["long"] + cues.days["window"] + 1)
    return edges != (date.min, date.max) and (first - reach < edges[0] or last + reach > edges[1])


def _form(writer: Writer, groups: Sequence[Sequence[Told]], cues: HappeningCues) -> list[Cluster]:
    """Form the happenings of some groups of events; those that came or changed."""
    formed = {happening_id(each): each for group in groups for each in clusters(group, cues)}
    told = [event.event_id for group in groups for event in group]
    query = "SELECT DISTINCT happening_id FROM tellings WHERE event_id IN (SELECT unnest(?::VARCHAR[]))"
    there = {row[0] for row in writer.lake.execute(query, [told]).fetchall()}
    fresh = {key: each for key, each in formed.items() if key not in there}
    gone = sorted(there - formed.keys())
    if fresh or gone:
        with writer.transaction():
            _delete(writer, gone)
            writer.insert("happenings", [happening_row(each) for each in fresh.values()])
            writer.insert("tellings", [row for each in fresh.values() for row in telling_rows(each)])
    return list(fresh.values())


def _rows(writer: Writer, query: str, values: list[Any]) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = writer.lake.execute(query, values).to_arrow_table().to_pylist()
    return found
