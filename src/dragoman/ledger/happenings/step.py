"""The happenings step: for what came since the last time, copies are found and happenings formed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from dragoman.ledger.happenings.cluster import Cluster, clusters
from dragoman.ledger.happenings.copies import Text, copies
from dragoman.ledger.happenings.field import Field, margins, window
from dragoman.ledger.happenings.happening import happening_id, happening_row, telling_rows
from dragoman.ledger.happenings.told import EVENTS, Told, told_of

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.happenings import HappeningCues
    from dragoman.ledger.write import Writer

REACH = 4  # days between the publication of a text and of its copies
_MARGIN = timedelta(days=60)
_COPY = ("article_id", "original_id", "similarity")
# Those near in time to an article with an event that no happening has yet, and whole groups of copies. Articles that
# tell nothing are left out: nothing would say that they are new.
_TEXTS = f"""
    WITH telling AS (SELECT e.article_id, bool_or(t.event_id IS NULL) AS fresh
                     FROM events e JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
                     LEFT JOIN tellings t ON t.event_id = e.event_id
                     WHERE e.origin = 'dragoman' GROUP BY e.article_id),
    texts AS (SELECT a.article_id, coalesce(a.published, DATE '1000-01-01') AS day, fresh
              FROM articles a JOIN telling USING (article_id)),
    days AS (SELECT DISTINCT day FROM texts WHERE fresh AND article_id NOT IN (SELECT article_id FROM superseded)),
    near AS (SELECT article_id FROM texts t SEMI JOIN days d ON t.day BETWEEN d.day - {REACH} AND d.day + {REACH}),
    groups AS (SELECT DISTINCT coalesce(c.original_id, n.article_id) AS original_id
               FROM near n LEFT JOIN copies c USING (article_id))
    SELECT a.article_id, a.published, a.fingerprint, c.original_id, c.similarity
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
    for field, groups in _stretches(writer, cues):
        for cluster in _form(writer, field, groups):
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
    before = {article: (original, value) for article, _, _, original, value in rows if original is not None}
    texts = [Text(key, published, tuple(signature), original or key) for key, published, signature, original, _ in rows]
    found = copies(texts, cues.copy, REACH)
    changed = sorted(key for key in before.keys() | found.keys() if found.get(key) != before.get(key))
    if changed:
        with writer.transaction():
            forget(writer, [key for key in changed if _original(key, found) != _original(key, before)])
            writer.lake.execute("DELETE FROM copies WHERE article_id IN (SELECT unnest(?))", [changed])
            kept = [(key, *found[key]) for key in changed if key in found]
            writer.insert("copies", [dict(zip(_COPY, each, strict=True)) for each in kept])
    return len(changed)


def _original(article_id: str, among: Mapping[str, tuple[str, float]]) -> str:
    return among[article_id][0] if article_id in among else article_id


def _stretches(writer: Writer, cues: HappeningCues) -> Iterator[tuple[Field, list[list[Told]]]]:
    """The groups of events that hold one which no happening has, month by month, each group once, in their field."""
    new = "e.event_id NOT IN (SELECT event_id FROM tellings)"
    query = f"SELECT e.event_id, {_first_day(cues)} FROM ({EVENTS}) e WHERE {new}"
    months: defaultdict[date, list[str]] = defaultdict(list)
    for event, day in writer.lake.execute(query).fetchall():
        months[(day or date.min).replace(day=1)].append(event)
    seen: set[str] = set()
    for month, fresh in sorted(months.items()):
        margin = _MARGIN
        while starts := set(fresh) - seen:
            field, edges = _field(writer, month, margin, cues)
            groups = field.around(starts)
            if not any(_reaches(each, edges, cues) for group in groups for each in group):
                yield field, groups
                seen.update(starts, (each.event_id for group in groups for each in group))
            margin *= 2


def _field(writer: Writer, month: date, margin: timedelta, cues: HappeningCues) -> tuple[Field, tuple[date, date]]:
    """The events whose days begin in a month or some days on either side, and the first and last of these days."""
    if month == date.min:
        rows = _rows(writer, f"SELECT * FROM ({EVENTS}) e WHERE {_first_day(cues)} IS NULL", [])
        return Field((told_of(row, cues) for row in rows), cues), (date.min, date.max)
    edges = month - margin, month + timedelta(days=31) + margin
    rows = _rows(writer, f"SELECT * FROM ({EVENTS}) e WHERE {_first_day(cues)} BETWEEN ? AND ?", list(edges))
    return Field((told_of(row, cues) for row in rows), cues), edges


def _first_day(cues: HappeningCues) -> str:
    """The first day of an event's ``window``, in SQL."""
    return (
        f"CASE WHEN date_diff('day', e.date_start, e.date_end) <= {cues.days['long']:d} THEN e.date_start "
        f"ELSE e.told - {cues.days['window']:d} END"
    )


def _reaches(each: Told, edges: tuple[date, date], cues: HappeningCues) -> bool:
    """Whether an event may be joined with one whose days begin outside the edges."""
    first, last = window(each, cues)
    slack, reach = margins(cues)
    return first != date.min and (first - reach < edges[0] or last + slack > edges[1])


def _form(writer: Writer, field: Field, groups: Sequence[Sequence[Told]]) -> list[Cluster]:
    """Form the happenings of some groups of events; those that came or changed."""
    formed = {happening_id(each): each for group in groups for each in clusters(group, field)}
    told = [event.event_id for group in groups for event in group]
    query = "SELECT DISTINCT happening_id FROM tellings WHERE event_id IN (SELECT unnest(?::VARCHAR[]))"
    there = {row[0] for row in writer.lake.execute(query, [told]).fetchall()}
    came = {key: each for key, each in formed.items() if key not in there}
    gone = sorted(there - formed.keys())
    if came or gone:
        with writer.transaction():
            _delete(writer, gone)
            writer.insert("happenings", [happening_row(each) for each in came.values()])
            writer.insert("tellings", [row for each in came.values() for row in telling_rows(each)])
    return list(came.values())


def _rows(writer: Writer, query: str, values: list[Any]) -> Iterable[dict[str, Any]]:
    found: list[dict[str, Any]] = writer.lake.execute(query, values).to_arrow_table().to_pylist()
    return found
