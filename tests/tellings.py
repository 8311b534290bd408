"""Tellings made by hand: one act as one article tells it, as a ``Told`` and as a whole record for a ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from dragoman.identity import article_id
from dragoman.ledger.happenings.told import Told
from dragoman.record import Actor, Article, Event, Evidence, Record, Version, When, Where
from dragoman.span import Span

DAY = date(2014, 9, 19)
OSLO = Where("Oslo", "Oslo", "NOR", 3143244, 59.91, 10.75, Span(0, 0))
BERGEN = Where("Bergen", "Bergen", "NOR", 3161732, 60.39, 5.32, Span(0, 0))
NORWAY = Where("Norway", "Norway", "NOR", 3144096, None, None, Span(0, 0))
WORDS = "Hentzau held talks in the old customs house about ferries, salmon and pilots"
OTHER_WORDS = "Strangers quarrelled beneath twelve lanterns while snow buried every orchard"
NAMES = {"ROU": "Ruritania", "NOR": "Norway", "SWE": "Sweden", "FRA": "France", "IRQ": "Iraq"}
_LIKE = Told(
    event_id="b2:event", article_id="b2:article", text_of="b2:article", outlet="Fjord Wire", type="CONSULT",
    mode="visit", status="actual", mutual=True, source_codes=("ROU",), recipient_codes=("NOR",),
    source_persons=frozenset(), recipient_persons=frozenset(), told=DAY, first=DAY, last=DAY, exact="day",
    place=None, country=None, lat=None, lon=None, words=frozenset(), numbers=frozenset(), pieces=1,
)  # fmt: skip


def told(name: str, **fields: Any) -> Told:
    """A visit of Ruritania to Norway on 19 September 2014; each name is an event, article and outlet of its own."""
    own = {"event_id": name, "article_id": f"article {name}", "text_of": f"article {name}", "outlet": f"outlet {name}"}
    return replace(_LIKE, **{**own, **fields})


def on(day: date) -> dict[str, Any]:
    """The fields of a telling that knows the day."""
    return {"first": day, "last": day, "told": day, "exact": "day"}


def at(place: Where) -> dict[str, Any]:
    """The fields of a telling that knows the place."""
    return {"place": place.name, "country": place.country, "lat": place.lat, "lon": place.lon}


def when(first: str, last: str | None = None) -> When:
    """A date that the text gives: a day, or a period."""
    return When("then", first if last is None else f"{first}/{last}", first, last or first, "given", None)


def open_from(first: str) -> When:
    """A date that begins on a day and ends nobody knows when."""
    return When("since then", f"{first}/..", first, None, "given", None)


def report(
    outlet: str, words: str = WORDS, *, published: str | None = "2014-09-20", url: str | None = None,
    title: str | None = None, source: str = "ROU", recipient: str = "NOR", person: str | None = None,
    extra: str | None = None, **fields: Any,
) -> Record:  # fmt: skip
    """A record whose article tells one act in one sentence of those words.

    extra: the rest of the text; where not given, words that no other outlet has, so that no two are copies. person: of
    the source's nation, who then is the source. fields: of the event (type, date, place, status, ...).
    """
    sentence = f"{words}."
    text = f"{sentence} {extra or ' '.join(f'{outlet}{number}' for number in range(40))}"
    own = article_id(text, published, url or outlet)
    article = Article(own, outlet, title, outlet, url, published, "given" if published else "unknown", "en", text)
    nations = (NAMES.get(source, source), NAMES.get(recipient, recipient))
    actors = [
        Actor("a1", nations[0], "country", source, None, ("GOV",), None, ()),
        Actor("a2", nations[1], "country", recipient, None, ("GOV",), None, ()),
    ]
    if person is not None:
        actors.append(Actor("a3", person, "person", source, None, ("GOV",), None, ()))
    evidence = Evidence(Span(0, len(sentence)), Span(0, len(words.split()[0])), None, None)
    plain: dict[str, Any] = {
        **{"id": "e1", "type": "CONSULT", "mode": "visit", "contexts": (), "cameo": "042", "quad": 1, "goldstein": 1.9},
        **{"source": ("a3" if person else "a1",), "recipient": ("a2",), "symmetric": False, "status": "actual"},
        **{"claimed_by": None, "date": None, "place": None, "evidence": (evidence,), "why": "", "confidence": 0.9},
    }
    return Record(article, tuple(actors), (Event(**{**plain, **fields}),), (), (), Version("0.1.0", "b2:0", "none"))
