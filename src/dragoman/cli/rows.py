"""Records as CSV: one row an event, with its sentence."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

from dragoman.record import Actor, Event, Record

JOIN = "; "
COLUMNS = (
    "article_id", "source_id", "title", "publisher", "published", "url", "event_id", "type", "mode", "contexts",
    "cameo", "quad", "goldstein", "source", "source_code", "source_sectors", "recipient", "recipient_code",
    "recipient_sectors", "symmetric", "status", "claimed_by", "date", "date_start", "date_end", "date_words", "place",
    "place_country", "geonames", "lat", "lon", "trigger", "sentence", "why", "confidence",
)  # fmt: skip


def row_writer(out: TextIO) -> Callable[[Record], None]:
    """Write the header; what comes back writes one record's rows."""
    lines = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    lines.writeheader()
    return lambda record: lines.writerows(event_row(record, event) for event in record.events)


def event_row(record: Record, event: Event) -> dict[str, object]:
    """One event as a flat row. Several actors are joined with "; " in the same order in name, code and sectors."""
    article, text, first = record.article, record.article.text, event.evidence[0]
    return {
        **{"article_id": article.id, "source_id": article.source_id, "title": article.title},
        **{"publisher": article.publisher, "published": article.published, "url": article.url},
        **{"event_id": event.id, "type": event.type, "mode": event.mode, "contexts": JOIN.join(event.contexts)},
        **{"cameo": event.cameo, "quad": event.quad, "goldstein": event.goldstein},
        **_side("source", [record.actor(each) for each in event.source]),
        **_side("recipient", [record.actor(each) for each in event.recipient]),
        **{"symmetric": str(event.symmetric).lower(), "status": event.status},
        "claimed_by": record.actor(event.claimed_by).name if event.claimed_by else None,
        **_when_where(event),
        **{"trigger": _line(first.trigger.of(text)), "sentence": _line(first.sentence.of(text))},
        **{"why": event.why, "confidence": event.confidence},
    }


def _side(name: str, actors: Iterable[Actor]) -> dict[str, str]:
    side = list(actors)
    return {
        name: JOIN.join(actor.name for actor in side),
        f"{name}_code": JOIN.join(actor.country or actor.code or "" for actor in side),
        f"{name}_sectors": JOIN.join("|".join(actor.sectors) for actor in side),
    }


def _when_where(event: Event) -> dict[str, object]:
    date, place = event.date, event.place
    when = {"date": date.edtf, "date_start": date.start, "date_end": date.end, "date_words": date.text} if date else {}
    if place is None:
        return {**when}
    spot = {"place": place.name, "place_country": place.country, "geonames": place.geonames}
    return {**when, **spot, "lat": place.lat, "lon": place.lon}


def _line(words: str) -> str:
    return " ".join(words.split())
