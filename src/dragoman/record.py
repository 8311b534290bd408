"""The record: the one model that the JSON, the tables and every export are views of.

All types are frozen. A span is ``(start, end)``, counted in characters of ``Article.text``, end excluded.
Field order is the order of the JSON. Fields are added over time, never renamed.
"""

from __future__ import annotations

import msgspec
from msgspec import Struct

from dragoman.issues import Issue
from dragoman.span import Span


class Furniture(Struct, frozen=True):
    """A piece of the page that is not the report: taken off, and kept here. ``kind``: menu, share, byline, ..."""

    text: str
    kind: str


class Article(Struct, frozen=True):
    """One report as read.

    id: content id of the text, the publication date, and the URL or else the outlet.
    source_id: the caller's id or path.
    published: ISO date, or None; published_basis: given, metadata, dateline or unknown.
    text: the clean text that all spans count characters of; furniture: what was taken off.
    author: as the caller or the page names them, several apart by "; ".
    published_reliability: high (given, or in the page's structured metadata), medium (dateline, or the date in the
    URL), low (guessed from the page's words); None where there is no date.
    """

    id: str
    source_id: str
    title: str | None
    publisher: str | None
    url: str | None
    published: str | None
    published_basis: str
    language: str
    text: str
    furniture: tuple[Furniture, ...] = ()
    author: str | None = None
    published_reliability: str | None = None


class Actor(Struct, frozen=True):
    """Someone or some body that acts, speaks or is acted upon.

    kind: country, person, organisation, group (armed group) or role ("police", "a spokesman").
    country: ISO 3166 alpha-3, or None; code: the short name of a group, or of a body of no country ("UN").
    sectors: PLOVER sectors, most telling first. office: the office held on the day, as far as known.
    """

    id: str
    name: str
    kind: str
    country: str | None
    code: str | None
    sectors: tuple[str, ...]
    office: str | None
    mentions: tuple[Span, ...]


class When(Struct, frozen=True):
    """When it happened: the words, EDTF, the closed interval of days, what the reading rests on, the span.

    start and end are ISO dates, None where the interval is open. span is None when the date was taken over
    from elsewhere in the report (then ``basis`` says from where).
    """

    text: str
    edtf: str
    start: str | None
    end: str | None
    basis: str
    span: Span | None


class Where(Struct, frozen=True):
    """Where it happened. geonames: GeoNames id; lat, lon in degrees; None where unknown."""

    text: str
    name: str
    country: str | None
    geonames: int | None
    lat: float | None
    lon: float | None
    span: Span


class Evidence(Struct, frozen=True):
    """The words behind an event: its sentence, the trigger in it, and the words for the two sides."""

    sentence: Span
    trigger: Span
    source: Span | None
    recipient: Span | None


class Event(Struct, frozen=True):
    """One coded act.

    type, mode, contexts: PLOVER. cameo: CAMEO code. quad: 1 verbal and 2 material cooperation, 3 verbal and
    4 material conflict. goldstein: -10 to 10. source, recipient: actor ids; empty where the text names nobody.
    status: actual, intended, hypothetical or denied. claimed_by: the id of the actor who says so, None for
    the narrator. why: the frame that fired. confidence: 0 to 1.
    """

    id: str
    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    quad: int
    goldstein: float
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    status: str
    claimed_by: str | None
    date: When | None
    place: Where | None
    evidence: tuple[Evidence, ...]
    why: str
    confidence: float


class Stance(Struct, frozen=True):
    """What a statement holds of a country: polarity 1 for, -1 against."""

    toward: str
    polarity: int


class Statement(Struct, frozen=True):
    """A stretch of reported speech. kind: direct, indirect or mixed. events: ids of the events told in it."""

    id: str
    speaker: str | None
    addressee: str | None
    kind: str
    cue: Span | None
    content: Span
    about: tuple[str, ...]
    stance: tuple[Stance, ...]
    events: tuple[str, ...]


class Version(Struct, frozen=True):
    """What made the record: the package's version, the codebook's content id, the models of parser and reader."""

    version: str
    codebook: str
    model: str


class Record(Struct, frozen=True):
    """All that Dragoman knows of one report."""

    article: Article
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    statements: tuple[Statement, ...]
    issues: tuple[Issue, ...]
    coder: Version

    def to_json(self) -> bytes:
        """The record as one line of JSON, as the contract has it."""
        return msgspec.json.encode(self)

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id; KeyError where there is none."""
        for actor in self.actors:
            if actor.id == actor_id:
                return actor
        raise KeyError(actor_id)


def from_json(line: bytes | str) -> Record:
    """Read a record back. Raises msgspec.ValidationError where the line breaks the contract."""
    return msgspec.json.decode(line, type=Record)
