"""One event, one happening: the types of the answers, and how they are read from a ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import msgspec

from dragoman.api.cited import Cited
from dragoman.api.problems import ApiError
from dragoman.ledger.judge import ATTACHED
from dragoman.ledger.row import EventRow

if TYPE_CHECKING:
    from dragoman.ledger import Ledger


Row = dict[str, Any]


class EvidenceRow(msgspec.Struct, frozen=True, kw_only=True):
    """The words behind an event. ``*_start``, ``*_end``: characters of the article's text, end excluded."""

    number: int
    sentence: str
    sentence_start: int
    sentence_end: int
    trigger: str
    trigger_start: int
    trigger_end: int
    source_start: int | None
    source_end: int | None
    recipient_start: int | None
    recipient_end: int | None


class ArticleRow(msgspec.Struct, frozen=True, kw_only=True):
    """An article without its text. edition: 1 is the first version of its URL; superseded_by: a later version's id.

    version, codebook, model: what coded it.
    """

    article_id: str
    source_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: date | None
    published_basis: str
    language: str
    edition: int
    version: str
    codebook: str
    model: str
    superseded_by: str | None


class JudgementRow(msgspec.Struct, frozen=True, kw_only=True):
    """What a person said of an event. changes: the fields corrected, as JSON; judged: a moment in UTC."""

    judgement_id: str
    verdict: str
    changes: str
    judge: str
    note: str | None
    judged: datetime


class EventAnswer(msgspec.Struct, frozen=True):
    """An event with all its evidence (none where another data set coded it), its article and its judgements.

    ``event.why`` names the frame that fired.
    """

    ledger: Cited
    event: EventRow
    evidence: tuple[EvidenceRow, ...]
    article: ArticleRow | None
    judgements: tuple[JudgementRow, ...]


class HappeningRow(msgspec.Struct, frozen=True, kw_only=True):
    """What several articles tell. sources: independent ones; first_seen, last_seen: days of its articles."""

    happening_id: str
    type: str
    source_codes: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    date_start: date | None
    date_end: date | None
    place: str | None
    place_country: str | None
    mentions: int
    articles: int
    sources: int
    first_seen: date | None
    last_seen: date | None


class Telling(msgspec.Struct, frozen=True):
    """An event that tells it. score: how like the nearest other telling, 0 to 1, and why."""

    event: EventRow
    score: float
    why: str


class Agreement(msgspec.Struct, frozen=True):
    """What all tellings that say anything of it say alike. events: how many those are."""

    on: str
    value: str
    events: int


class Disagreement(msgspec.Struct, frozen=True):
    """What tellings differ in: number, place, who, date or type. values, events: which event says what."""

    on: str
    values: tuple[str, ...]
    events: tuple[str, ...]


class HappeningAnswer(msgspec.Struct, frozen=True):
    """A happening with all its tellings, and what they agree and disagree on."""

    ledger: Cited
    happening: HappeningRow
    tellings: tuple[Telling, ...]
    agreements: tuple[Agreement, ...]
    disagreements: tuple[Disagreement, ...]


_ARTICLE = """SELECT a.*, s.by_article_id AS superseded_by FROM articles a
    LEFT JOIN superseded s ON s.article_id = a.article_id WHERE a.article_id = ?"""
_TOUCHED = "SELECT count(*) FROM judgements WHERE event_id = ? OR article_id = ?"  # in a tenth of the time of the next
_JUDGED = f"SELECT * FROM ({ATTACHED}) WHERE event_id = ? ORDER BY judged, judgement_id"


def event_answer(ledger: Ledger, event_id: str) -> Row:
    """An event with what stands around it: the fields of ``EventAnswer``. Raises ApiError where there is none."""
    found = ledger.events_of([event_id])
    if not found:
        raise ApiError(404, "no such event in the ledger", "event_id")
    pieces = list(ledger.each("SELECT * FROM evidence WHERE event_id = ? ORDER BY number", [event_id]))
    articles = list(ledger.each(_ARTICLE, [found[0]["article_id"]])) if found[0]["article_id"] else []
    touched = ledger.rows(_TOUCHED, [event_id, found[0]["article_id"]]) != [(0,)]
    judged = list(ledger.each(_JUDGED, [event_id])) if touched else []
    return {
        "event": found[0],
        "evidence": [_fields(EvidenceRow, each) for each in pieces],
        "article": _fields(ArticleRow, articles[0]) if articles else None,
        "judgements": [
            {**_fields(JudgementRow, each), "judged": each["judged"].replace(tzinfo=UTC)} for each in judged
        ],
    }


def happening_answer(ledger: Ledger, happening_id: str) -> Row:
    """A happening with its tellings: the fields of ``HappeningAnswer``. Raises ApiError where there is none."""
    found = list(ledger.each("SELECT * FROM happenings WHERE happening_id = ?", [happening_id]))
    if not found:
        raise ApiError(404, "no such happening in the ledger", "happening_id")
    query = "SELECT event_id, score, why FROM tellings WHERE happening_id = ? ORDER BY event_id"
    scores = {event: (score, why) for event, score, why in ledger.rows(query, [happening_id])}
    events = ledger.events_of(list(scores))
    differ = found[0]["disagreements"] or []
    return {
        "happening": _fields(HappeningRow, found[0]),
        "tellings": [{"event": each, **dict(zip(("score", "why"), scores[each["event_id"]], strict=True))}
                     for each in events],
        "agreements": list(agreements(events, {each["on"] for each in differ})),
        "disagreements": differ,
    }  # fmt: skip


def agreements(events: Sequence[Mapping[str, Any]], differ: set[str]) -> Iterator[Agreement]:
    """What all events that say anything of it say alike, where at least two do. differ: what is known to differ."""
    for on, value_of in _ASPECTS.items():
        said = Counter(value for each in events if (value := value_of(each)) is not None)
        if on not in differ and len(said) == 1 and said.total() > 1:
            yield Agreement(on, *next(iter(said.items())))


def _side(name: str) -> Callable[[Mapping[str, Any]], str | None]:
    def value_of(event: Mapping[str, Any]) -> str | None:
        nations = {each["country"] or each["code"] for each in event[name]} - {None}
        return ", ".join(sorted(nations)) or None

    return value_of


_ASPECTS: dict[str, Callable[[Mapping[str, Any]], str | None]] = {
    "type": lambda event: event["type"],
    "mode": lambda event: event["mode"],
    "status": lambda event: event["status"],
    "date": lambda event: event["date_edtf"],
    "place": lambda event: event["place_name"],
    "source": _side("source"),
    "recipient": _side("recipient"),
}


def _fields(kind: type[msgspec.Struct], row: Mapping[str, Any]) -> Row:
    return {name: row[name] for name in kind.__struct_fields__}
