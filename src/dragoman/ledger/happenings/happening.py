"""From a cluster of events to the rows of a happening: counts, first and last seen, and what reports disagree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from dragoman.identity import content_id
from dragoman.ledger.happenings.cluster import Cluster
from dragoman.ledger.happenings.told import Told

Row = dict[str, Any]


def happening_id(cluster: Cluster) -> str:
    """The content id of its events."""
    return content_id("happening", *sorted(each.event_id for each in cluster.tellings))


def happening_row(cluster: Cluster) -> Row:
    """The row of table ``happenings``."""
    tellings = cluster.tellings
    exact = [each for each in tellings if each.exact in {"day", "own"}] or [e for e in tellings if e.exact == "period"]
    days = [each.told for each in tellings if each.told is not None]
    placed = Counter((each.place, each.country) for each in tellings if each.place is not None)
    place, country = max(placed, key=lambda key: (placed[key], str(key)), default=(None, None))
    return {
        "happening_id": happening_id(cluster),
        "type": Counter(each.type for each in tellings).most_common(1)[0][0],
        "source_codes": _codes(each.source_codes for each in tellings),
        "recipient_codes": _codes(each.recipient_codes for each in tellings),
        "date_start": min((each.first for each in exact if each.first), default=None),
        "date_end": max((each.last for each in exact if each.last), default=None),
        "place": place,
        "place_country": country,
        "mentions": sum(each.pieces for each in tellings),
        "articles": len({each.article_id for each in tellings}),
        "sources": independent(tellings),
        "first_seen": min(days, default=None),
        "last_seen": max(days, default=None),
        "disagreements": list(_disagreements(tellings)),
    }


def telling_rows(cluster: Cluster) -> list[Row]:
    """The rows of table ``tellings``."""
    own = happening_id(cluster)
    return [
        {"happening_id": own, "event_id": each.event_id, "score": value, "why": why}
        for each, (value, why) in zip(cluster.tellings, cluster.scores, strict=True)
    ]


def independent(tellings: Sequence[Told]) -> int:
    """How many independent sources tell it: outlets, where copies of one text count as one, and so does one outlet.

    Two articles are of one source where they have a text or an outlet in common, also over a third.
    """
    groups: list[set[str]] = []
    for each in tellings:
        marks = {f"text {each.text_of}", f"outlet {each.outlet}"}
        met = [group for group in groups if group & marks]
        groups = [group for group in groups if not group & marks]
        groups.append(marks.union(*met))
    return len(groups)


def _codes(sides: Any) -> list[str]:
    return sorted({code for side in sides for code in side})


def _disagreements(tellings: Sequence[Told]) -> Iterator[Row]:
    """What the tellings differ in. values, events: what each event that says something of it says, side by side."""
    for on, value_of in (
        ("number", lambda e: next(iter(e.numbers)) if len(e.numbers) == 1 else None),
        ("place", lambda e: e.place),
        ("who", lambda e: ", ".join(sorted(e.persons)) or None),
        ("date", lambda e: _day(e) if e.exact in {"day", "own"} else None),
        ("type", lambda e: e.type),
    ):
        said = sorted((value, each.event_id) for each in tellings if (value := value_of(each)) is not None)
        if len({value for value, _ in said}) > 1:
            yield {"on": on, "values": [value for value, _ in said], "events": [event for _, event in said]}


def _day(each: Told) -> str | None:
    return each.first.isoformat() if isinstance(each.first, date) else None
