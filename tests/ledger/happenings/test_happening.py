"""A happening's row: who, when, where, how often and by how many told, and what reports say differently."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import DAY, NORWAY, OSLO, at, on, told

from dragoman.identity import content_id
from dragoman.ledger.happenings.cluster import Cluster
from dragoman.ledger.happenings.happening import happening_id, happening_row, independent, telling_rows
from dragoman.ledger.happenings.told import Told

NEXT = DAY + timedelta(1)


def row(*tellings: Told) -> dict[str, Any]:
    return happening_row(Cluster(tellings, tuple((1.0, "why") for _ in tellings)))


def disagreements(*tellings: Told) -> dict[str, list[tuple[str, str]]]:
    """What reports disagree on, each as pairs of value and event."""
    found = row(*tellings)["disagreements"]
    return {each["on"]: list(zip(each["values"], each["events"], strict=True)) for each in found}


def test_the_id_rests_on_the_events_alone() -> None:
    one, other = told("a"), told("b", pieces=7)
    assert happening_id(Cluster((one, other), ())) == happening_id(Cluster((other, told("a", type="AID")), ()))
    assert happening_id(Cluster((one,), ())) != happening_id(Cluster((one, other), ()))
    assert happening_id(Cluster((one, other), ())) == content_id("happening", "a", "b")


def test_pieces_articles_and_days_are_counted() -> None:
    found = row(
        told("a", told=NEXT, pieces=2), told("b", told=DAY, pieces=1), told("c", told=None, article_id="article a")
    )
    assert (found["mentions"], found["articles"], found["sources"]) == (4, 2, 3)
    assert (found["first_seen"], found["last_seen"]) == (DAY, NEXT)


def test_of_reports_without_a_date_nobody_knows_when_they_were_seen() -> None:
    found = row(told("a", told=None, first=None, last=None, exact="none"))
    assert [found[name] for name in ("first_seen", "last_seen", "date_start", "date_end")] == [None] * 4


def test_both_sides_are_those_of_all_tellings() -> None:
    found = row(told("a", source_codes=("ROU", "SWE")), told("b", source_codes=("ROU",), recipient_codes=()))
    assert (found["source_codes"], found["recipient_codes"]) == (["ROU", "SWE"], ["NOR"])


def test_the_day_is_that_of_the_tellings_that_know_it_best() -> None:
    week = {"first": DAY - timedelta(3), "last": DAY + timedelta(3), "exact": "period"}
    vague = {"first": DAY - timedelta(4), "last": DAY + timedelta(4), "exact": "none"}
    for tellings, days in (
        ((told("a", **on(DAY)), told("b", **week), told("c", **vague)), (DAY, DAY)),
        ((told("a", **on(DAY)), told("b", **{**on(NEXT), "exact": "own"})), (DAY, NEXT)),
        ((told("b", **week), told("c", **vague)), (week["first"], week["last"])),
        ((told("c", **vague),), (None, None)),
    ):
        assert (row(*tellings)["date_start"], row(*tellings)["date_end"]) == days


def test_the_place_and_the_type_are_those_that_most_tell() -> None:
    found = row(told("a", **at(NORWAY)), told("b", **at(OSLO)), told("c", **at(OSLO), type="AID"), told("d"))
    assert (found["place"], found["place_country"], found["type"]) == ("Oslo", "NOR", "CONSULT")
    assert (row(told("a"))["place"], row(told("a"))["place_country"]) == (None, None)


@pytest.mark.parametrize(
    ("fields", "number"),
    [
        ([{}, {}, {}], 3),
        ([{"outlet": "Fjord Wire"}, {"outlet": "Fjord Wire"}, {}], 2),
        ([{"text_of": "agency"}, {"text_of": "agency"}, {}], 2),
        ([{"outlet": "Fjord Wire"}, {"outlet": "Fjord Wire", "text_of": "agency"}, {"text_of": "agency"}], 1),
    ],
)
def test_outlets_are_counted_once_and_copies_of_one_text_too(fields: list[dict[str, str]], number: int) -> None:
    tellings = [told(name, **each) for name, each in zip("abc", fields, strict=False)]
    assert {independent(order) for order in permutations(tellings)} == {number}


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("uvwxyz"), st.sampled_from("123456")), min_size=1, max_size=10))
def test_independent_sources_are_the_parts_of_a_graph_of_texts_and_outlets(pairs: list[tuple[str, str]]) -> None:
    """Counted anew by merging: as many parts as nodes less joins that bring two parts together."""
    part = {node: node for pair in pairs for node in pair}
    for outlet, text in pairs:
        old, new = part[outlet], part[text]
        part = {node: new if each == old else each for node, each in part.items()}
    tellings = [told(str(n), outlet=outlet, text_of=text) for n, (outlet, text) in enumerate(pairs)]
    assert independent(tellings) == len(set(part.values()))


def test_what_reports_disagree_on_is_listed_with_who_says_what() -> None:
    rupert, hentzau = ({"source_persons": frozenset({name})} for name in ("rupert", "hentzau"))
    found = disagreements(
        told("a", numbers=frozenset({"40"}), **at(OSLO), **hentzau),
        told("b", numbers=frozenset({"12"}), **at(NORWAY), type="AID", **{**on(NEXT), "exact": "own"}),
        told("c", numbers=frozenset({"40"}), **rupert),
    )
    assert found == {
        "number": [("12", "b"), ("40", "a"), ("40", "c")],
        "place": [("Norway", "b"), ("Oslo", "a")],
        "who": [("hentzau", "a"), ("rupert", "c")],
        "date": [("2014-09-19", "a"), ("2014-09-19", "c"), ("2014-09-20", "b")],
        "type": [("AID", "b"), ("CONSULT", "a"), ("CONSULT", "c")],
    }


def test_silence_is_no_disagreement_nor_are_vague_days_or_several_numbers() -> None:
    vague = {"first": date(2014, 9, 1), "last": date(2014, 9, 30), "exact": "period"}
    several = frozenset({"3", "4"})
    assert disagreements(told("a", numbers=frozenset({"3"}), **at(OSLO)), told("b", numbers=several, **vague)) == {}
    assert disagreements(told("a")) == {}


def test_each_telling_has_a_row_with_its_score_and_reasons() -> None:
    cluster = Cluster((told("b"), told("a")), ((0.9, "both CONSULT"), (0.5, "told within days")))
    own = happening_id(cluster)
    assert telling_rows(cluster) == [
        {"happening_id": own, "event_id": "b", "score": 0.9, "why": "both CONSULT"},
        {"happening_id": own, "event_id": "a", "score": 0.5, "why": "told within days"},
    ]
