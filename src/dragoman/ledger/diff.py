"""Which records came, went or moved between two states of a ledger, field by field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.ledger.ledger import Ledger

Row = Mapping[str, Any]

# What can move: by table its id, the span that finds a record again under another id, and its fields.
EVENT_FIELDS = (
    *("type", "mode", "contexts", "cameo", "source", "recipient", "symmetric", "status", "claimant"),
    *("date_edtf", "place_name", "place_country"),
)
STATEMENT_FIELDS = ("speaker_name", "speaker_code", "addressee_name", "kind", "cue", "content", "about", "stance")
_EVENTS = f"""SELECT e.article_id AS article, e.event_id AS id, v.trigger_start AS first, v.trigger_end AS last,
    v.trigger AS words, {", ".join(f"e.{name}" for name in EVENT_FIELDS)}
    FROM events e LEFT JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
    ORDER BY e.article_id NULLS FIRST, e.event_id"""
_STATEMENTS = f"""SELECT article_id AS article, statement_id AS id, content_start AS first, content_end AS last,
    content AS words, {", ".join(f"{name}" for name in STATEMENT_FIELDS)}
    FROM statements ORDER BY article_id, statement_id"""
TABLES = {"event": (_EVENTS, EVENT_FIELDS), "statement": (_STATEMENTS, STATEMENT_FIELDS)}


@dataclass(frozen=True, slots=True)
class Change:
    """One record that changed. what: event or statement; how: came, went or moved.

    fields: for each field that moved its value before and after. words: the trigger or the content.
    """

    what: str
    how: str
    article: str | None
    before: str | None
    after: str | None
    words: str | None
    fields: Mapping[str, tuple[Any, Any]]


def diff(before: Ledger, after: Ledger) -> Iterator[Change]:
    """All changes from one state to another, article by article; memory stays flat.

    A record is the same where its id is; else where it has the same article and words that overlap, the more fields
    agree the sooner.
    """
    for what, (query, fields) in TABLES.items():
        for old, new in _both(_by_article(before, query), _by_article(after, query)):
            yield from _changes(what, old, new, fields)


def _by_article(ledger: Ledger, query: str) -> Iterator[tuple[str, list[Row]]]:
    for article, rows in groupby(ledger.each(query), key=lambda row: row["article"] or ""):
        yield article, list(rows)


def _both(
    one: Iterator[tuple[str, list[Row]]], other: Iterator[tuple[str, list[Row]]]
) -> Iterator[tuple[list[Row], list[Row]]]:
    """Two streams in order of article, side by side."""
    left, right = next(one, None), next(other, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            yield left[1] if left else [], []
            left = next(one, None)
        elif left is None or right[0] < left[0]:
            yield [], right[1]
            right = next(other, None)
        else:
            yield left[1], right[1]
            left, right = next(one, None), next(other, None)


def _changes(what: str, old: Sequence[Row], new: Sequence[Row], fields: Sequence[str]) -> Iterator[Change]:
    olds, news = {row["id"]: row for row in old}, {row["id"]: row for row in new}
    pairs = [(olds[key], news[key]) for key in olds if key in news]
    went = [row for key, row in olds.items() if key not in news]
    came = [row for key, row in news.items() if key not in olds]
    pairs += _found_again(went, came, fields)
    for one, other in pairs:
        moved = {name: (one[name], other[name]) for name in fields if not _same(one[name], other[name])}
        if moved:
            yield Change(what, "moved", one["article"], one["id"], other["id"], other["words"], moved)
    again = {row["id"] for pair in pairs for row in pair}
    yield from (_whole(what, "went", row) for row in went if row["id"] not in again)
    yield from (_whole(what, "came", row) for row in came if row["id"] not in again)


def _whole(what: str, how: str, row: Row) -> Change:
    before, after = (row["id"], None) if how == "went" else (None, row["id"])
    return Change(what, how, row["article"], before, after, row["words"], {})


def _found_again(went: Sequence[Row], came: Sequence[Row], fields: Sequence[str]) -> list[tuple[Row, Row]]:
    """Pairs whose words overlap, best agreement first, each record once."""
    likely = [
        (sum(_same(one[name], other[name]) for name in fields), one["id"], other["id"])
        for one in went
        for other in came
        if one["first"] is not None and other["first"] is not None
        if one["first"] < other["last"] and other["first"] < one["last"]
    ]
    olds, news = {row["id"]: row for row in went}, {row["id"]: row for row in came}
    taken: set[str] = set()
    pairs = []
    for _, one_id, other_id in sorted(likely, key=lambda each: (-each[0], *each[1:])):
        if not taken & {one_id, other_id}:
            taken |= {one_id, other_id}
            pairs.append((olds[one_id], news[other_id]))
    return pairs


def _same(one: Any, other: Any) -> bool:
    return bool(_parties(one) == _parties(other))


def _parties(value: Any) -> Any:
    """A list of parties as who they are, in any order; other values as they are."""
    if isinstance(value, list) and value and isinstance(value[0], dict) and "actor_id" in value[0]:
        return sorted((each["country"] or each["code"] or "", each["name"]) for each in value)
    return value


def tally(changes: Iterator[Change]) -> dict[str, dict[str, int]]:
    """How many records of each kind came, went and moved, and how many moved in each field."""
    counts: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
    for change in changes:
        counts[change.what][change.how] += 1
        for name in change.fields:
            counts[f"{change.what} field"][name] += 1
    return {kind: dict(each) for kind, each in counts.items()}
