"""Joining: best pairs first, nothing that conflicts, whatever the order; each happening with its scores."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tellings import BERGEN, DAY, OSLO, at, on, told

from dragoman.codebook import Codebook
from dragoman.codebook.happenings import HappeningCues
from dragoman.ledger.happenings.cluster import Cluster
from dragoman.ledger.happenings.cluster import clusters as clusters_in
from dragoman.ledger.happenings.field import Field, window
from dragoman.ledger.happenings.score import conflict, reasons, score
from dragoman.ledger.happenings.told import Told

CUES = Codebook().happenings


def undated(told_on: date) -> dict[str, Any]:
    first = told_on - timedelta(CUES.days["window"])
    return {"first": first, "last": told_on, "told": told_on, "exact": "none"}


def clusters(events: Iterable[Told], cues: HappeningCues) -> list[Cluster]:
    """The happenings that some events tell."""
    field = Field(events, cues)
    return clusters_in(list(field.known.values()), field)


def partition(found: Iterable[Cluster]) -> set[frozenset[str]]:
    return {frozenset(each.event_id for each in cluster.tellings) for cluster in found}


def names(groups: Iterable[Iterable[Told]]) -> set[str]:
    return {"".join(sorted(each.event_id for each in group)) for group in groups}


def joined(*events: Told) -> set[str]:
    """The happenings that some events tell, each as the names of its events."""
    field = Field(events, CUES)
    found = [cluster for group in field.around(field.known) for cluster in clusters_in(group, field)]
    return names(cluster.tellings for cluster in found)


def test_tellings_of_one_visit_are_one_happening() -> None:
    assert joined(told("a"), told("b"), told("c")) == {"abc"}


def test_the_order_of_tellings_is_that_of_publication() -> None:
    events = [told("a", told=None), told("b", told=DAY + timedelta(2)), told("c"), told("d", told=DAY + timedelta(1))]
    (cluster,) = clusters(events, CUES)
    assert [each.event_id for each in cluster.tellings] == ["c", "d", "b", "a"]


@pytest.mark.parametrize(
    "fields",
    [
        {"article_id": "article a"},
        {"status": "denied"},
        {"type": "ASSAULT"},
        {"source_codes": ("FRA",), "recipient_codes": ("IRQ",)},
        {"source_codes": (), "recipient_codes": ()},
        on(DAY + timedelta(1)),
        at(BERGEN),
    ],
)
def test_what_differs_stays_apart(fields: dict[str, Any]) -> None:
    assert joined(told("a", **at(OSLO)), told("b", **{**at(OSLO), **fields})) == {"a", "b"}


def test_two_that_conflict_are_not_joined_over_a_third() -> None:
    """The middle one names no place: it may go with either, not with both."""
    oslo, bergen, middle = told("a", **at(OSLO)), told("c", **at(BERGEN)), told("b")
    assert conflict(oslo, bergen, CUES) == "places"
    assert len(list(Field([oslo, bergen, middle], CUES).links("b"))) == 2
    assert joined(oslo, middle, bergen) in ({"ab", "c"}, {"a", "bc"})


def test_dates_that_conflict_are_not_joined_over_a_third() -> None:
    """The middle one's day rests on its publication alone and may be off by one; the ends are two days apart."""
    days = [{**on(DAY + timedelta(number)), "words": frozenset({"salmon", "ferry", "pilot"})} for number in range(3)]
    first, middle, last = told("a", **days[0]), told("b", **{**days[1], "exact": "own"}), told("c", **days[2])
    assert conflict(first, last, CUES) == "dates"
    assert len(list(Field([first, middle, last], CUES).links("b"))) == 2
    assert joined(first, middle, last) in ({"ab", "c"}, {"a", "bc"})


def test_the_best_pair_is_joined_first() -> None:
    """The middle one has more words in common with the town that comes later by name."""
    words = frozenset({"salmon", "ferry", "pilot"})
    middle = told("b", words=words)
    assert joined(told("a", **at(OSLO)), middle, told("c", **at(BERGEN), words=words)) == {"a", "bc"}
    assert joined(told("a", **at(OSLO), words=words), middle, told("c", **at(BERGEN))) == {"ab", "c"}


def test_a_chain_of_pairs_that_are_not_alike_on_average_is_no_happening() -> None:
    """Each tells of the day before and after as well, so that the ends have only nation and type in common."""
    links = replace(CUES, least=0.5)
    events = [
        told(name, words=frozenset(words)) for name, words in zip("abc", ("12345", "34567", "67890"), strict=True)
    ]
    values = {f"{a.event_id}{b.event_id}": score(a, b, links) for a, b in combinations(events, 2)}
    assert values["ab"] > values["bc"] > values["ac"] >= 0.5
    between = replace(CUES, least=(values["ac"] + values["bc"]) / 2 + 0.001)
    assert between.least <= values["bc"]
    assert names(each.tellings for each in clusters(events, between)) == {"ab", "c"}
    below = replace(CUES, least=(values["ac"] + values["bc"]) / 2 - 0.001)
    assert values["ac"] < below.least
    assert names(each.tellings for each in clusters(events, below)) == {"abc"}


def test_every_telling_has_its_best_score_inside_and_the_reasons() -> None:
    words = frozenset({"salmon", "ferry", "pilot"})
    events = [told("a", words=words), told("b", words=words), told("c")]
    (cluster,) = clusters(events, CUES)
    best, other = ((score(events[0], each, CUES), reasons(events[0], each, CUES)) for each in events[1:])
    assert cluster.scores == (best, best, other)
    assert best[1] == "both CONSULT; both on 2014-09-19; same nations; both visit; 3 of 3 words"
    assert clusters([told("a")], CUES)[0].scores == ((1.0, "the only telling"),)


def test_the_reasons_are_told_in_one_way_round() -> None:
    """ACCUSE and REJECT, whichever of the two the pair is found from."""
    one, other = told("a", type="ACCUSE", words=frozenset("wxyz")), told("b", type="REJECT", words=frozenset("wxyz"))
    fields = [Field(events, CUES) for events in ([one, other], [other, one])]
    assert fields[0].reasons("a", "b") == fields[0].reasons("b", "a") == fields[1].reasons("b", "a")
    assert fields[0].links("a") == {"b": fields[1].links("b")["a"]}
    assert len(clusters([one, other], CUES)) == 1


def test_a_higher_threshold_splits() -> None:
    value = score(told("a"), told("b"), CUES)
    for least, number in ((value, 1), (value + 0.01, 2)):
        assert len(clusters([told("a"), told("b")], replace(CUES, least=least))) == number


@pytest.mark.parametrize(
    "far",
    [
        {"first": date(2014, 1, 1), "last": date(2014, 12, 31), "exact": "none"},
        {"first": date(2013, 1, 1), "last": None, "exact": "none"},
        {"first": None, "last": date(2014, 9, 20), "exact": "none"},
        {"first": DAY - timedelta(CUES.days["long"]), "last": DAY, "exact": "period"},
        undated(DAY + timedelta(CUES.days["window"])),
    ],
)
def test_neighbours_are_found_from_either_side(far: dict[str, Any]) -> None:
    words = frozenset({"salmon", "ferry", "pilot", "hentzau"})
    field = Field([told("a", words=words), told("b", words=words, **far)], CUES)
    assert names(field.around(["a"])) == names(field.around(["b"])) == {"ab"}


def test_a_long_or_open_period_is_looked_for_when_it_is_told() -> None:
    for first, last in ((date(2013, 1, 1), date(2014, 12, 31)), (date(2013, 1, 1), None)):
        each = told("a", first=first, last=last, exact="none")
        assert window(each, CUES) == (DAY - timedelta(CUES.days["window"]), DAY)
        years_before = on(date(2013, 5, 1))
        assert names(Field([each, told("b", **years_before)], CUES).around("ab")) == {"a", "b"}


def test_a_pair_is_looked_at_once_and_only_where_it_may_be_one_happening(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[tuple[str, str]] = []

    def noting(one: Told, other: Told, cues: HappeningCues) -> str | None:
        looked.append((one.event_id, other.event_id))
        return conflict(one, other, cues)

    monkeypatch.setattr("dragoman.ledger.happenings.field.conflict", noting)
    near = [told("a"), told("b"), told("c")]
    far = [told("d", **on(DAY + timedelta(30))), told("e", type="ASSAULT"), told("f", status="denied")]
    events = Field([*near, *far, told("g", source_codes=("FRA",), recipient_codes=("IRQ",))], CUES)
    for group in events.around(events.known):
        clusters_in(group, events)
    assert sorted(looked) == [("a", "b"), ("a", "c"), ("b", "c")]


def test_an_event_of_no_known_day_is_never_joined() -> None:
    nothing = {"first": None, "last": None, "told": None, "exact": "none"}
    assert joined(told("a", **nothing), told("b", **nothing)) == {"a", "b"}


DAYS = st.integers(0, 6).map(lambda number: DAY + timedelta(number))
TELLINGS = st.lists(
    st.tuples(
        st.one_of(DAYS.map(on), DAYS.map(lambda day: {**on(day), "exact": "own"}), DAYS.map(undated)),
        st.sampled_from([{}, {}, at(OSLO), at(BERGEN)]),
        st.frozensets(st.sampled_from(["salmon", "ferry", "pilot", "house", "talk", "snow"]), max_size=4),
        st.sampled_from(["CONSULT", "AGREE", "SUPPORT"]),
        st.sampled_from(["1", "2", "3"]),
    ),
    max_size=9,
)


def made(drawn: list[Any]) -> list[Told]:
    return [
        told(f"e{place}", **when, **where, words=words, type=kind, article_id=f"article {article}{place % 4}")
        for place, (when, where, words, kind, article) in enumerate(drawn)
    ]


@settings(max_examples=100, deadline=None)
@given(TELLINGS, st.randoms())
def test_whatever_is_told_happenings_part_the_events_and_hold_no_conflict(drawn: list[Any], random: Any) -> None:
    events = made(drawn)
    found = clusters(events, CUES)
    assert sorted(each.event_id for cluster in found for each in cluster.tellings) == [e.event_id for e in events]
    for cluster in found:
        assert all(conflict(one, other, CUES) is None for one, other in combinations(cluster.tellings, 2))
        assert all(value >= CUES.least and why for value, why in cluster.scores)
    shuffled = list(events)
    random.shuffle(shuffled)
    assert partition(clusters(shuffled, CUES)) == partition(found)


@settings(max_examples=60, deadline=None)
@given(TELLINGS)
def test_groups_are_the_same_from_whichever_event_they_are_entered(drawn: list[Any]) -> None:
    field = Field(made(drawn), CUES)
    for group in field.around(field.known):
        for each in group:
            assert field.around([each.event_id]) == [group]


def one_by_one(events: Iterable[Told]) -> set[frozenset[str]]:
    """What is formed when events come singly, and what each may be joined with is formed anew."""
    known: list[Told] = []
    formed: set[frozenset[str]] = set()
    for each in events:
        known.append(each)
        (group,) = Field(known, CUES).around([each.event_id])
        touched = {other.event_id for other in group}
        formed = {old for old in formed if not old & touched} | partition(clusters(group, CUES))
    return formed


@settings(max_examples=60, deadline=None)
@given(TELLINGS, st.randoms())
def test_one_by_one_in_any_order_is_as_all_at_once(drawn: list[Any], random: Any) -> None:
    events = made(drawn)
    shuffled = list(events)
    random.shuffle(shuffled)
    assert one_by_one(events) == one_by_one(shuffled) == partition(clusters(events, CUES))


def test_four_that_are_each_nearest_to_the_next_one_by_one() -> None:
    words = ["salmon", "ferry", "pilot", "house", "talk", "snow"]
    events = [told(name, words=frozenset(words[at : at + 3])) for at, name in enumerate("abcd")]
    assert {frozenset(one_by_one(order)) for order in permutations(events)} == {
        frozenset(partition(clusters(events, CUES)))
    }
