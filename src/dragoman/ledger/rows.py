"""From records and imported events to rows of the ledger's tables, under ids that hold in the whole ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from dragoman.identity import content_id
from dragoman.ledger.happenings.copies import fingerprint
from dragoman.ledger.row import OWN, EventRow, Party
from dragoman.schema.arrow import day, rows

if TYPE_CHECKING:
    from dragoman.record import Actor, Event, Record, Statement

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Run:
    """What all rows of one run bear: its id and the moment (UTC) at which it wrote them."""

    run_id: str
    now: datetime


@dataclass(frozen=True, slots=True)
class Ids:
    """The ledger's ids of one record's actors, events and statements, by their ids in the record."""

    actors: Mapping[str, str]
    events: Mapping[str, str]
    statements: Mapping[str, str]


def ids_of(record: Record) -> Ids:
    """The ids of what a record holds. The same actor (kind, name, nation) has the same id in every article.

    An event's id rests on its article, type, trigger and parties; a later coding that finds the same act gives the
    same id.
    """
    article, taken = record.article.id, Counter[str]()

    def numbered(*parts: str) -> str:
        plain = content_id(*parts)
        taken[plain] += 1
        return plain if taken[plain] == 1 else content_id(*parts, str(taken[plain]))

    actors = {each.id: numbered("actor", each.kind, each.name, nation(each) or "") for each in record.actors}
    events = {each.id: numbered("event", article, *_act(each, record)) for each in record.events}
    statements = {each.id: numbered("statement", article, *_said(each)) for each in record.statements}
    return Ids(actors, events, statements)


def nation(actor: Actor | Party) -> str | None:
    """The actor's country or, where it has none, its code."""
    return actor.country or actor.code


def _act(event: Event, record: Record) -> Iterator[str]:
    trigger = event.evidence[0].trigger
    sides = [sorted(nation(record.actor(each)) or record.actor(each).name for each in side) for side in _sides(event)]
    yield from (event.type, str(trigger.start), str(trigger.end), *("|".join(side) for side in sides))


def _sides(event: Event) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return event.source, event.recipient


def _said(statement: Statement) -> tuple[str, str]:
    return str(statement.content.start), str(statement.content.end)


def record_rows(record: Record, run: Run, *, keep_text: bool, edition: int) -> Iterator[tuple[str, Row]]:
    """Each row of a record with the name of its table."""
    ids = ids_of(record)
    numbers: Counter[str] = Counter()
    people = {each.id: each for each in record.actors}
    events = {each.id: each for each in record.events}
    for name, row in rows(record):
        numbers[name] += 1
        full = {"article_id": record.article.id, **row}
        if name == "articles":
            full |= _article(record, run, keep_text=keep_text, edition=edition)
        elif name in {"actors", "mentions"}:
            full |= {"actor_id": ids.actors[row["actor_id"]], "number": numbers[name]}
        elif name == "events":
            full |= _event(events[row["event_id"]], people, ids) | _told(record, run, numbers[name])
            full |= _shelved(full.get("date_start") or full["told"], full)
        elif name == "evidence":
            full |= {"event_id": ids.events[row["event_id"]]}
        elif name == "statements":
            full |= _statement(row, people, ids) | _told(record, run, numbers[name])
        yield name, full


def _article(record: Record, run: Run, *, keep_text: bool, edition: int) -> Row:
    article = record.article
    return {
        "document_id": document_of(record),
        "edition": edition,
        "text": article.text if keep_text else None,
        "furniture": [{"text": each.text, "kind": each.kind} for each in article.furniture] if keep_text else [],
        "text_id": content_id(article.text),
        "length": len(article.text),
        "fingerprint": fingerprint(article.text),
        "run_id": run.run_id,
        "added": run.now,
    }


def document_of(record: Record) -> str:
    """The id of what an article is a version of: its URL; of itself where it has none."""
    return content_id("url", record.article.url) if record.article.url else record.article.id


def _told(record: Record, run: Run, number: int) -> Row:
    return {"told": day(record.article.published), "run_id": run.run_id, "number": number}


def _event(event: Event, people: Mapping[str, Actor], ids: Ids) -> Row:
    sides = {"source": event.source, "recipient": event.recipient}
    claimant = people[event.claimed_by] if event.claimed_by else None
    return {
        "event_id": ids.events[event.id],
        "origin": OWN,
        **{name: [_party(people[each], ids) for each in side] for name, side in sides.items()},
        **{f"{name}_codes": codes(people[each] for each in side) for name, side in sides.items()},
        "claimed_by": ids.actors[claimant.id] if claimant else None,
        "claimant": claimant.name if claimant else None,
    }


def _shelved(day: date | None, row: Row) -> Row:
    """The day that an event stands at, and its place in the order of the files."""
    nations = sorted(each for side in ("source_codes", "recipient_codes") for each in row[side][:1])
    return {"day": day, "shelf": " ".join([str(day.year), *nations] if day else nations)}


def codes(parties: Iterable[Actor | Party]) -> list[str]:
    """The nations of some parties, each once, in order."""
    return list(dict.fromkeys(code for each in parties if (code := nation(each)) is not None))


def _party(actor: Actor, ids: Ids) -> Row:
    fields = {name: getattr(actor, name) for name in ("name", "kind", "country", "code", "office")}
    return {"actor_id": ids.actors[actor.id], **fields, "sectors": list(actor.sectors)}


def _statement(row: Row, people: Mapping[str, Actor], ids: Ids) -> Row:
    speaker, addressee = (people[row[each]] if row[each] else None for each in ("speaker", "addressee"))
    return {
        "statement_id": ids.statements[row["statement_id"]],
        "speaker": ids.actors[speaker.id] if speaker else None,
        "speaker_name": speaker.name if speaker else None,
        "speaker_code": nation(speaker) if speaker else None,
        "addressee": ids.actors[addressee.id] if addressee else None,
        "addressee_name": addressee.name if addressee else None,
        "events": [ids.events[each] for each in row["events"]],
    }


_SAME_NAME = (
    *("event_id", "origin", "origin_id", "type", "mode", "contexts", "cameo", "quad", "goldstein", "symmetric"),
    *("status", "date_text", "date_edtf", "date_start", "date_end", "date_basis", "place_text", "place_name"),
    *("place_country", "place_geonames", "place_lat", "place_lon", "why", "confidence", "publisher", "url"),
    *("source_id", "title", "language", "sentence", "trigger", "version", "mentions", "articles", "sources"),
)


def imported_row(row: EventRow, run: Run) -> Row:
    """The row of an event that another data set coded."""
    sides = {"source": row.source, "recipient": row.recipient}
    full = {
        **{name: getattr(row, name) for name in _SAME_NAME},
        **{name: [_foreign(each) for each in side] for name, side in sides.items()},
        **{f"{name}_codes": codes(side) for name, side in sides.items()},
        "number": 0,
        "claimant": row.claimed_by,
        "told": row.published,
        "run_id": run.run_id,
    }
    return {**full, **_shelved(row.date_start or row.published, full)}


def _foreign(party: Party) -> Row:
    own = content_id("actor", party.kind, party.name, nation(party) or "")
    fields = {name: getattr(party, name) for name in ("name", "kind", "country", "code", "office")}
    return {"actor_id": party.actor_id or own, **fields, "sectors": list(party.sectors)}
