"""What is needed of one event to tell whether another article tells the same."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any

from dragoman.codebook.actors import fold

if TYPE_CHECKING:
    from dragoman.codebook.happenings import HappeningCues

_WORD = re.compile(r"[a-z]{4,}")
_NUMBER = re.compile(r"(?<![\w.,-])(?:\d{1,3}(?:,\d{3})+|\d+)(?![\w-]|[.,]\d)")
_YEARS = range(1900, 2101)

# One row an event of our own coding.
EVENTS = """
SELECT e.event_id, e.article_id, e.type, e.mode, e.status, e.symmetric, e.source, e.recipient, e.source_codes,
    e.recipient_codes, e.date_start, e.date_end, e.date_text, e.place_name, e.place_country, e.place_lat,
    e.place_lon, e.told, v.sentence, a.title, a.publisher, a.url,
    (SELECT count(*) FROM evidence w WHERE w.event_id = e.event_id) AS pieces,
    coalesce(c.original_id, e.article_id) AS text_of
FROM events e
JOIN evidence v ON v.event_id = e.event_id AND v.number = 0
JOIN articles a ON a.article_id = e.article_id
LEFT JOIN copies c ON c.article_id = e.article_id
WHERE e.origin = 'dragoman' AND e.article_id NOT IN (SELECT article_id FROM superseded)"""


@dataclass(frozen=True)
class Told:
    """One event as an article tells it.

    text_of: the article whose text it is, the same for copies. mutual: either side may stand first. first, last: the
    days within which it may have happened; exact: how well they are known: day, own (a day that rests on the
    publication date alone), period, or none. persons: last names on either side. words, numbers: of sentence and
    title, and of the sentence.
    """

    event_id: str
    article_id: str
    text_of: str
    outlet: str
    type: str
    mode: str | None
    status: str
    mutual: bool
    source_codes: tuple[str, ...]
    recipient_codes: tuple[str, ...]
    source_persons: frozenset[str]
    recipient_persons: frozenset[str]
    told: date | None
    first: date | None
    last: date | None
    exact: str
    place: str | None
    country: str | None
    lat: float | None
    lon: float | None
    words: frozenset[str]
    numbers: frozenset[str]
    pieces: int

    @property
    def happened(self) -> bool:
        """Whether it is told as a fact."""
        return self.status == "actual"

    @property
    def is_town(self) -> bool:
        """Whether the place is more than a country."""
        return self.lat is not None

    @cached_property
    def nations(self) -> frozenset[str]:
        """The nations on both sides."""
        return frozenset((*self.source_codes, *self.recipient_codes))

    @cached_property
    def persons(self) -> frozenset[str]:
        """The last names on both sides."""
        return self.source_persons | self.recipient_persons


def told_of(row: Mapping[str, Any], cues: HappeningCues) -> Told:
    """An event from a row of ``EVENTS``."""
    first, last, exact = _days(row, cues)
    words = fold(f"{row['sentence']} {row['title'] or ''}").lower()
    same = ("event_id", "article_id", "text_of", "type", "mode", "status", "told", "pieces")
    return Told(
        **{name: row[name] for name in same},
        mutual=row["symmetric"] or row["type"] in cues.mutual,
        outlet=row["publisher"] or row["url"] or row["article_id"],
        source_codes=tuple(row["source_codes"]),
        recipient_codes=tuple(row["recipient_codes"]),
        source_persons=frozenset(_persons(row["source"])),
        recipient_persons=frozenset(_persons(row["recipient"])),
        first=first,
        last=last,
        exact=exact,
        place=row["place_name"],
        country=row["place_country"],
        lat=row["place_lat"],
        lon=row["place_lon"],
        words=frozenset(_stem(word) for word in _WORD.findall(words)) - cues.words_left_out,
        numbers=frozenset(_numbers(row["sentence"])),
    )


def _days(row: Mapping[str, Any], cues: HappeningCues) -> tuple[date | None, date | None, str]:
    """The days within which it may have happened; without a date of its own, those before its publication."""
    first, last, told = row["date_start"], row["date_end"], row["told"]
    if first is not None and last is not None and (last - first).days <= cues.days["long"]:
        own = first == last == told and not row["date_text"]
        return first, last, "own" if own else "day" if first == last else "period"
    if told is None:
        return None, None, "none"
    if first is not None or last is not None:
        return first, last, "none"
    return told - timedelta(days=cues.days["window"]), told, "none"


def _persons(parties: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for each in parties:
        if each["kind"] == "person":
            yield fold(each["name"]).lower().split()[-1].split("-")[-1]


def _numbers(sentence: str) -> Iterator[str]:
    for match in _NUMBER.finditer(sentence):
        plain = match.group().replace(",", "")
        if int(plain) not in _YEARS and len(plain) < 12:
            yield plain


def _stem(word: str) -> str:
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 4:
            return word[: -len(ending)]
    return word
