"""How alike two tellings are, with the reasons in words, and what keeps them apart whatever else speaks for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import BERGEN, DAY, NORWAY, OSLO, WORDS, at, on, told

from dragoman.codebook import Codebook
from dragoman.codebook.happenings import HappeningCues
from dragoman.ledger.happenings.score import conflict, kilometres, reasons, score
from dragoman.ledger.happenings.told import Told

CUES = Codebook().happenings
WEIGHTS = CUES.weights
TRIPOLI = {"place": "Tripoli", "lat": 32.89, "lon": 13.19, "country": "LBY"}
TRIPOLI_LEBANON = {"place": "Tripoli", "lat": 34.43, "lon": 35.84, "country": "LBN"}


def scored(one: Told, other: Told, cues: HappeningCues) -> tuple[float, str]:
    """How alike two tellings are, and why."""
    return score(one, other, cues), reasons(one, other, cues)


def open_end(first: date, told_on: date) -> dict[str, Any]:
    return {"first": first, "last": None, "told": told_on, "exact": "none"}


def undated(told_on: date) -> dict[str, Any]:
    """The fields of a telling that names no day, as ``told_of`` has them."""
    first = told_on - timedelta(CUES.days["window"])
    return {"first": first, "last": told_on, "told": told_on, "exact": "none"}


def period(first: date, last: date) -> dict[str, Any]:
    return {"first": first, "last": last, "exact": "period"}


def days_after(number: int) -> date:
    return DAY + timedelta(number)


@pytest.mark.parametrize(
    ("why", "one", "other"),
    [
        ("one article", {"article_id": "same"}, {"article_id": "same"}),
        ("one happened, one did not", {"status": "actual"}, {"status": "denied"}),
        ("one happened, one did not", {"status": "intended"}, {"status": "actual"}),
        ("dates", on(DAY), on(days_after(1))),
        ("dates", on(DAY), period(days_after(1), days_after(9))),
        ("dates", period(days_after(-9), days_after(-1)), on(DAY)),
        ("dates", on(DAY), {**on(days_after(2)), "exact": "own"}),
        ("dates", on(DAY), undated(days_after(5))),
        ("dates", undated(DAY), undated(days_after(5))),
        ("dates", on(DAY), open_end(days_after(1), days_after(2))),
        ("dates", on(DAY), open_end(days_after(-30), days_after(5))),
        ("dates", on(DAY), {"first": None, "last": None, "told": None, "exact": "none"}),
        ("places", at(OSLO), at(BERGEN)),
        ("places", TRIPOLI, TRIPOLI_LEBANON),
        ("persons", {"source_persons": frozenset({"hentzau"})}, {"source_persons": frozenset({"rupert"})}),
        ("persons", {"recipient_persons": frozenset({"solvang"})}, {"recipient_persons": frozenset({"brandt"})}),
    ],
)  # fmt: skip
def test_what_keeps_two_apart(why: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = told("a", **one), told("b", **other)
    assert conflict(first, second, CUES) == conflict(second, first, CUES) == why


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (on(DAY), {**on(days_after(1)), "exact": "own"}),
        (on(DAY), period(days_after(-3), DAY)),
        (period(days_after(-3), DAY), period(DAY, days_after(3))),
        (on(DAY), undated(days_after(4))),
        (undated(DAY), undated(days_after(4))),
        (on(DAY), open_end(days_after(-30), days_after(4))),
        (at(OSLO), at(NORWAY)),
        (at(OSLO), {}),
        (at(OSLO), {**at(OSLO), "place": "Gamle Oslo", "lat": 59.9, "lon": 10.77}),
        ({"source_persons": frozenset({"hentzau", "rupert"})}, {"source_persons": frozenset({"rupert"})}),
        ({"source_persons": frozenset({"hentzau"})}, {"recipient_persons": frozenset({"solvang"})}),
        (
            {"source_persons": frozenset({"hentzau"})},
            {"source_persons": frozenset({"rupert"}), "source_codes": ("SWE",)},
        ),
        ({"status": "denied"}, {"status": "intended"}),
    ],
)
def test_what_does_not_keep_two_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    first, second = told("a", **one), told("b", **other)
    assert conflict(first, second, CUES) is conflict(second, first, CUES) is None


def test_persons_are_compared_on_the_sides_that_face_each_other() -> None:
    """One paper says who received whom, the other who visited whom."""
    visit = told("a", source_persons=frozenset({"hentzau"}))
    turned = {"source_codes": ("NOR",), "recipient_codes": ("ROU",)}
    assert conflict(visit, told("b", recipient_persons=frozenset({"hentzau"}), **turned), CUES) is None
    assert conflict(visit, told("b", source_persons=frozenset({"solvang"}), **turned), CUES) is None
    assert conflict(visit, told("b", recipient_persons=frozenset({"rupert"}), **turned), CUES) == "persons"


def test_sides_the_other_way_round_are_two_acts_where_one_does_it_to_the_other() -> None:
    turned = {"source_codes": ("NOR",), "recipient_codes": ("ROU",)}
    threat = told("a", type="COERCE", mutual=False)
    assert conflict(threat, told("b", type="COERCE", mutual=False, **turned), CUES) == "direction"
    assert conflict(threat, told("b", type="COERCE", mutual=True, **turned), CUES) is None
    both = {"source_codes": ("NOR", "ROU"), "recipient_codes": ("ROU", "NOR")}
    assert conflict(threat, told("b", type="COERCE", mutual=False, **both), CUES) is None


def test_a_score_is_the_sum_of_its_reasons() -> None:
    words = frozenset({"hentzau", "talk", "customs", "house", "ferr", "salmon"})
    same = {**at(OSLO), "source_persons": frozenset({"hentzau"}), "numbers": frozenset({"12"})}
    value, why = scored(told("a", words=words, **same), told("b", words=words | {"pilot"}, **same), CUES)
    names = ("type", "day", "nations", "mode", "place", "person", "words", "number")
    assert sum(WEIGHTS[name] for name in names) > 1 == value
    assert why == (
        "both CONSULT; both on 2014-09-19; same nations; both visit; both in Oslo; both with hentzau; 6 of 6 words; "
        "both 12"
    )


@pytest.mark.parametrize(
    ("name", "one", "other", "words"),
    [
        ("kin", {"type": "AGREE", "mode": None}, {"type": "SUPPORT", "mode": None}, "AGREE and SUPPORT; told"),
        ("mode", {}, {}, "both visit"),
        ("country", at(OSLO), {**at(NORWAY), "mode": None}, "both in NOR"),
        ("place", at(OSLO), {**at(OSLO), "mode": None}, "both in Oslo"),
        ("person", {"source_persons": frozenset("ab")}, {"recipient_persons": frozenset("bc"), "mode": None}, "with b"),
        ("number", {"numbers": frozenset({"3", "40"})}, {"numbers": frozenset({"40"}), "mode": None}, "both 40"),
    ],
)
def test_each_reason_adds_its_weight(name: str, one: dict[str, Any], other: dict[str, Any], words: str) -> None:
    """Beside the type, and that both name no day and are told within days; their nations differ."""
    plain = {**undated(DAY), "recipient_codes": ("SWE",)}
    value, why = scored(told("a", **undated(DAY), **one), told("b", **{**plain, **other}), CUES)
    base = WEIGHTS["near"] + (0 if name == "kin" else WEIGHTS["type"])
    assert value == pytest.approx(max(0.0, base + WEIGHTS[name]))
    assert words in why


@pytest.mark.parametrize(
    ("name", "one", "other", "words"),
    [
        ("day", on(DAY), on(DAY), "both on 2014-09-19"),
        ("near", on(DAY), {**on(days_after(1)), "exact": "own"}, "a day apart"),
        ("near", on(DAY), undated(days_after(2)), "told within days"),
        ("period", on(DAY), period(days_after(-9), days_after(9)), "the same period"),
    ],
)
def test_the_better_a_day_is_known_the_more_it_says(
    name: str, one: dict[str, Any], other: dict[str, Any], words: str
) -> None:
    value, why = scored(told("a", mode=None, **one), told("b", **other), CUES)
    assert value == pytest.approx(WEIGHTS["type"] + WEIGHTS[name] + WEIGHTS["nations"])
    assert words in why


def test_one_common_word_of_two_says_less_than_all_of_many() -> None:
    one = {"words": frozenset({"salmon", "ferry"})}
    few, many = (scored(told("a", **one), told("b", words=frozenset(w)), CUES) for w in (["salmon"], WORDS.split()))
    assert few[0] == scored(told("a"), told("b"), CUES)[0] + WEIGHTS["words"] / 5
    assert "1 of 1 words" in few[1] and "1 of 2 words" in many[1]


def test_the_weights_are_the_codebooks() -> None:
    heavier = replace(CUES, weights={**WEIGHTS, "nations": 0.3, "day": 0.0})
    value, why = scored(told("a"), told("b"), heavier)
    assert value == pytest.approx(WEIGHTS["type"] + 0.3 + WEIGHTS["mode"])
    assert why == "both CONSULT; same nations; both visit"


PERSONS = st.frozensets(st.sampled_from(["hentzau", "rupert", "solvang"]), max_size=2)
CODES = st.sampled_from([(), ("ROU",), ("NOR",), ("ROU", "SWE"), ("NOR", "ROU")])
TELLINGS = st.builds(
    lambda name, when, where, **fields: told(name, **when, **where, **fields),
    name=st.sampled_from("abcdef"),
    when=st.one_of(
        st.integers(0, 9).map(lambda n: on(days_after(n))),
        st.integers(0, 9).map(lambda n: {**on(days_after(n)), "exact": "own"}),
        st.integers(0, 9).map(lambda n: undated(days_after(n))),
        st.integers(0, 9).map(lambda n: open_end(days_after(n - 2), days_after(n))),
        st.integers(0, 9).map(lambda n: period(days_after(n - 5), days_after(n))),
    ),
    where=st.sampled_from([{}, at(OSLO), at(BERGEN), at(NORWAY), TRIPOLI, {"place": "Oslo"}]),
    type=st.sampled_from(["CONSULT", "AGREE", "SUPPORT", "ACCUSE"]),
    status=st.sampled_from(["actual", "intended"]),
    source_codes=CODES,
    recipient_codes=CODES,
    source_persons=PERSONS,
    recipient_persons=PERSONS,
    words=st.frozensets(st.sampled_from(WORDS.split()), max_size=6),
    numbers=st.frozensets(st.sampled_from(["3", "40"])),
)


@settings(max_examples=300, deadline=None)
@given(TELLINGS, TELLINGS)
def test_it_does_not_matter_which_is_asked_first(one: Told, other: Told) -> None:
    assert conflict(one, other, CUES) == conflict(other, one, CUES)
    value, why = scored(one, other, CUES)
    turned, _ = scored(other, one, CUES)
    assert value == turned and 0 <= value <= 1 and why


def test_kilometres_on_the_globe() -> None:
    assert kilometres(0, 0, 0, 180) == pytest.approx(20015.1, abs=0.1)  # half the equator of that sphere
    assert kilometres(90, 12, -90, 77) == pytest.approx(20015.1, abs=0.1)
    assert kilometres(59.91, 10.75, 60.39, 5.32) == pytest.approx(305, abs=5)  # Oslo to Bergen as the crow flies
    assert kilometres(59.91, 10.75, 59.91, 10.75) == 0
