"""Records made by hand, for tests of what comes behind the coder: every span is found by its words."""

from __future__ import annotations

from typing import Any

from dragoman.identity import content_id
from dragoman.issues import Issue
from dragoman.record import Actor, Article, Event, Evidence, Record, Statement, Version, When, Where
from dragoman.span import Span

TEXT = (
    "Minister of Ruritania visits Oslo\n\n"
    "The foreign minister of Ruritania, Anna Hentzau, arrived in Oslo on Thursday. "
    "She did not meet her Swedish colleague. "
    "Oslo may cut aid to Ruritania, she warned.\n\n"
    "“We will build the bridge together,” Hentzau said."
)
ACTORS = (
    Actor("a1", "Anna Hentzau", "person", "ROU", None, ("GOV",), "foreign minister", (Span(75, 87),)),
    Actor("a2", "Norway", "country", "NOR", None, (), None, ()),
    Actor("a3", "Sweden", "country", "SWE", None, ("GOV",), None, ()),
    Actor("a4", "Nordic Council", "organisation", None, "NORDIC", ("IGO",), None, ()),
    Actor("a5", "a passer-by", "role", None, None, ("CVL",), None, ()),
)


def span(words: str, text: str = TEXT) -> Span:
    """Where the words first stand."""
    start = text.index(words)
    return Span(start, start + len(words))


def sentence(words: str, text: str = TEXT) -> Span:
    """The sentence in which the words first stand."""
    start = text.index(words)
    begin = max(text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0, text.rfind("\n", 0, start) + 1)
    ends = [end for stop in (". ", "\n") if (end := text.find(stop, start)) >= 0]
    return Span(begin, min(ends, default=len(text) - 1) + 1)


def event(kind: str, source: str, recipient: str, trigger: str, text: str = TEXT, **other: Any) -> Event:
    """An event; source and recipient are actor ids apart by spaces; the rest as told by keywords."""
    fields: dict[str, Any] = {
        **{"id": "e1", "mode": None, "contexts": (), "cameo": "042", "quad": 1, "goldstein": 1.9, "symmetric": False},
        **{"status": "actual", "claimed_by": None, "date": None, "place": None, "why": "frame x/y#z"},
        "confidence": 0.9,
    }
    evidence = (Evidence(sentence(trigger, text), span(trigger, text), None, None),)
    sides = {"source": tuple(source.split()), "recipient": tuple(recipient.split())}
    return Event(type=kind, evidence=evidence, **sides, **{**fields, **other})


def statement(speaker: str | None, kind: str, content: str, text: str = TEXT) -> Statement:
    """A statement of those words."""
    return Statement("s1", speaker, None, kind, None, span(content, text), (), (), ())


def when(edtf: str) -> When:
    """A date of that EDTF, with its words unknown."""
    return When("then", edtf, None, None, "given", None)


def where(name: str, country: str | None) -> Where:
    """A place of that name."""
    start = max(TEXT.find(name), 0)
    return Where(name, name, country, 3143244, 59.9, 10.7, Span(start, start + len(name) if name in TEXT else start))


def record(*events: Event, statements: tuple[Statement, ...] = (), published: str | None = "2024-03-14") -> Record:
    """The report with some events and statements."""
    basis, reliability = ("given", "high") if published else ("unknown", None)
    article = Article(
        content_id(TEXT), "r-1", "Minister visits", "Fjord Wire", None, published, basis, "en", TEXT,
        author="Ada Lind", published_reliability=reliability,
    )  # fmt: skip
    issues = (Issue("dates", "'on Thursday' left unresolved", span("on Thursday")),)
    return Record(article, ACTORS, events, statements, issues, Version("0.1.0", "b2:0", "none"))


def full_record() -> Record:
    """A record with something in every field."""
    visit = event(
        "CONSULT", "a1", "a2", "arrived in Oslo", mode="visit", contexts=("diplomacy",), place=where("Oslo", "NOR"),
        date=When("on Thursday", "2024-03-14", "2024-03-14", "2024-03-14", "relative", span("on Thursday")),
    )  # fmt: skip
    denied = event("CONSULT", "a1", "a3", "meet", id="e2", status="denied", symmetric=True)
    cut = event("SANCTION", "a2", "a1", "cut aid", id="e3", status="hypothetical", claimed_by="a1", quad=4)
    nobody = event("SUPPORT", "", "a4", "build", id="e4", date=when("2024-03-01/2024-03-14"))
    return record(
        *(visit, denied, cut, nobody),
        statements=(
            statement("a1", "direct", "We will build the bridge together"),
            statement(None, "indirect", "Oslo may cut aid to Ruritania"),
        ),
    )
