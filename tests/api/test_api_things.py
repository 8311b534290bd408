"""The start, one event, one article, one happening, relations, and names: worked values, and the documented types."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import pytest
from api_made import told

from dragoman.api.names import GroupsAnswer
from dragoman.api.pairs import CompareAnswer, MoversAnswer, NetworkAnswer, RelationAnswer
from dragoman.api.people import ActorsAnswer
from dragoman.api.start import Start
from dragoman.api.things import EventAnswer, HappeningAnswer, agreements
from dragoman.ledger.rows import ids_of
from dragoman.record import from_json
from dragoman.version import VERSION

Get = Callable[..., Any]


def test_the_start(get: Get) -> None:
    found = msgspec.convert(get("/api"), Start, strict=False)
    assert msgspec.to_builtins(found.counts) == {
        "articles": 4, "events": 47, "statements": 2, "happenings": 5, "judgements": 0
    }  # fmt: skip
    assert (str(found.first), str(found.last)) == ("2010-01-01", "2024-03-14")
    assert found.moment is not None and found.moment.utcoffset() is not None
    assert found.ledger.version == VERSION and found.ledger.codebook.startswith("b2:") and found.ledger.as_of is None


def test_an_event_with_its_words_and_article(get: Get) -> None:
    record = told()
    visit = ids_of(record).events["e1"]
    found = msgspec.convert(get(f"/api/events/{visit}"), EventAnswer, strict=False)
    assert found.event.why == "frame x/y#z" and found.event.sentence == found.evidence[0].sentence
    piece, text = found.evidence[0], record.article.text
    assert text[piece.trigger_start : piece.trigger_end] == piece.trigger == "arrived in Oslo"
    assert found.article is not None and found.article.title == "Minister visits" and found.article.edition == 1
    assert found.article.superseded_by is None and found.judgements == ()


def test_an_event_of_another_data_set_has_no_words(get: Get) -> None:
    event = get("/api/events", origin="icews", limit=1)["events"][0]
    found = get(f"/api/events/{event['event_id']}")
    assert found["event"] == event and found["evidence"] == [] and found["article"] is None


def test_an_article_is_the_whole_record(get: Get) -> None:
    record = told()
    found = from_json(msgspec.json.encode(get(f"/api/articles/{record.article.id}")))
    assert msgspec.structs.replace(found, events=()) == msgspec.structs.replace(record, events=())
    assert [each.type for each in found.events] == ["CONSULT", "CONSULT", "SANCTION", "SUPPORT"]


def test_a_happening_with_what_reports_agree_and_differ_on(get: Get) -> None:
    tellings = get("/api/events", min_sources=3)["events"]
    found = get(f"/api/happenings/{tellings[0]['happening_id']}")
    msgspec.convert(found, HappeningAnswer, strict=False)
    assert {each["event"]["event_id"] for each in found["tellings"]} == {each["event_id"] for each in tellings}
    assert all("same nations" in each["why"] and 0 < each["score"] <= 1 for each in found["tellings"])
    assert {each["on"]: each["value"] for each in found["agreements"]} == {
        "type": "CONSULT", "mode": "visit", "status": "actual", "date": "2014-09-19", "place": "Oslo",
        "source": "ROU", "recipient": "NOR",
    }  # fmt: skip
    (differ,) = found["disagreements"]
    assert differ["on"] == "number" and sorted(differ["values"]) == ["40", "40", "60"]
    assert (found["happening"]["sources"], found["happening"]["first_seen"]) == (3, "2014-09-20")


def test_one_telling_agrees_with_nobody() -> None:
    one = {"type": "AID", "mode": None, "status": "actual", "date_edtf": None, "place_name": None}
    sides = {"source": [{"country": None, "code": "UN"}], "recipient": []}
    assert list(agreements([{**one, **sides}], set())) == []
    both = {each.on: (each.value, each.events) for each in agreements([{**one, **sides}] * 2, {"type"})}
    assert both == {"status": ("actual", 2), "source": ("UN", 2)}


def test_a_relation(get: Get) -> None:
    found = get("/api/relations/fra/IRQ", by="year")
    answer = msgspec.convert(found, RelationAnswer, strict=False)
    assert (answer.one.name, answer.other.name, answer.by) == ("France", "Iraq", "year")
    assert answer.acts == sum(each.acts for each in answer.periods) == 31, "an undated event is in no period"
    assert [each.label for each in answer.periods] == ["2010", "2011", "2012", "2013"]
    assert all(sum(each.forth) == each.acts for each in answer.periods)
    assert len(get("/api/relations/FRA/IRQ", since="2012", until="2012-06")["periods"]) == 6


def test_relations_side_by_side(get: Get) -> None:
    found = get("/api/relations/compare", pair=["FRA,IRQ", "fra,deu", "FRA,IRQ"], by="year", until="2013")
    answer = msgspec.convert(found, CompareAnswer, strict=False)
    assert [(each.one.code, each.other.name, each.acts) for each in answer.pairs] == [
        ("FRA", "Iraq", 31), ("FRA", "Germany", 8)
    ]  # fmt: skip
    one, other = (each.periods for each in answer.pairs)
    assert [each.label for each in one] == [each.label for each in other] == ["2010", "2011", "2012", "2013"]
    assert [sum(each.acts for each in pair.periods) for pair in answer.pairs] == [31, 8]
    alone = get("/api/relations/FRA/DEU", by="year", until="2013")
    assert [(each.acts, each.level) for each in other if each.level is not None] == [
        (each["acts"], each["level"]) for each in alone["level"]
    ]
    assert (answer.pairs[0].friendly, answer.pairs[0].hostile, answer.until) == (31, 0, "2013")


def test_a_relation_of_a_group(get: Get) -> None:
    found = get("/api/relations/EU/IRQ", by="year")
    assert found["acts"] == 31 and found["one"]["name"] == "European Union"


def test_the_network(get: Get) -> None:
    found = msgspec.convert(get("/api/network"), NetworkAnswer)
    counted = {(each.one, each.other): each.acts for each in found.pairs}
    assert counted["FRA", "IRQ"] == 31 and counted["DEU", "FRA"] == 8
    assert [each.acts for each in found.pairs] == sorted(counted.values(), reverse=True)
    assert {(each["one"], each["other"]) for each in get("/api/network", code="deu")["pairs"]} == {("DEU", "FRA")}
    assert len(get("/api/network", limit=1)["pairs"]) == 1
    assert get("/api/network", since="2013-06", until="2013-12")["pairs"] == []


def test_movers(get: Get) -> None:
    found = msgspec.convert(get("/api/movers", until="2013-06", weeks=52), MoversAnswer)
    assert {(each.one, each.other) for each in found.pairs} == {("FRA", "IRQ")}
    assert found.pairs[0].strength == pytest.approx(0) and found.pairs[0].before == pytest.approx(1.9)
    assert get("/api/movers", until="1990")["pairs"] == []


@pytest.mark.parametrize(
    ("words", "first"),
    [("hentz", "Anna Hentzau"), ("ANNA H", "Anna Hentzau"), ("fra", "France"), ("Fran", "France"), ("french", "France"),
     ("iraq", "Iraq"), ("United Nat", "United Nations"), ("NORDIC", "Nordic Council")],
)  # fmt: skip
def test_actors_by_the_beginning_of_a_name(get: Get, words: str, first: str) -> None:
    found = msgspec.convert(get("/api/actors", q=words), ActorsAnswer)
    assert found.actors[0].name == first and len(found.actors) <= 20


def test_actors_have_their_events(get: Get) -> None:
    found = {each["name"]: each for each in get("/api/actors", q="fra")["actors"]}
    assert found["France"] == {
        "name": "France", "kind": "country", "country": "FRA", "code": None, "events": 40, "known": True
    }  # fmt: skip
    (person,) = get("/api/actors", q="hentzau")["actors"]
    assert person["events"] == 3 and not person["known"]


@pytest.mark.parametrize("words", ["zzzzqq", "!?", "entzau", "%"])
def test_no_actor_is_called_so(get: Get, words: str) -> None:
    assert get("/api/actors", q=words)["actors"] == []


def test_groups(get: Get) -> None:
    found = msgspec.convert(get("/api/groups"), GroupsAnswer, strict=False)
    union = next(each for each in found.groups if each.code == "EU")
    assert union.name == "European Union"
    (britain,) = [each for each in union.members if each.code == "GBR"]
    assert (str(britain.since), str(britain.until)) == ("1973-01-01", "2020-01-31")
