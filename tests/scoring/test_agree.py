"""When an event or a statement of ours is the gold one, and when its values are right."""

from __future__ import annotations

from typing import Any

import pytest
from handmade import event, record, statement, when, where

from dragoman.record import Event
from dragoman.scoring.agree import (
    content_f1,
    differences,
    holds_trigger,
    said,
    same_date,
    same_place,
    same_speaker,
    sectors_right,
    shares_trigger,
    statement_weight,
    told,
)
from dragoman.scoring.gold import GoldEvent, GoldStatement


def gold(source: str, recipient: str, **other: Any) -> GoldEvent:
    """A gold visit; sides are codes apart by commas."""
    fields: dict[str, Any] = {"type": "CONSULT", "status": "actual", "trigger": "arrived in Oslo", "required": True}
    sides = [tuple(filter(None, side.split(","))) for side in (source, recipient)]
    return GoldEvent(source=sides[0], recipient=sides[1], **{**fields, **other})


def ours(source: str = "a1", recipient: str = "a2", kind: str = "CONSULT", **other: Any) -> Event:
    """Our visit of a1 (ROU GOV) to a2 (NOR)."""
    return event(kind, source, recipient, "arrived in Oslo", **other)


def differ(wanted: GoldEvent, mine: Event) -> tuple[str, ...]:
    return differences(wanted, told(record(mine))[0])


@pytest.mark.parametrize(
    ("wanted", "mine", "different"),
    [
        (gold("ROU GOV", "NOR"), ours(), ()),
        (gold("ROU", "NOR", type="AGREE|CONSULT"), ours(), ()),
        (gold("ROU", "NOR", type="AGREE|SUPPORT"), ours(), ("type",)),
        (gold("ROU MIL", "NOR"), ours(), ()),
        (gold("NOR", "ROU"), ours(), ("source", "recipient")),
        (gold("NOR", "ROU", symmetric=True), ours(), ()),
        (gold("NOR", "SWE", symmetric=True), ours(), ("source",)),
        (gold("ROU", ""), ours(), ()),
        (gold("UNKNOWN", "NOR"), ours(), ()),
        (gold("UNKNOWN MIL", "SWE"), ours(), ("recipient",)),
        (gold("SWE,ROU", "NOR,DNK"), ours(), ()),
        (gold("ROU", "NORDIC IGO"), ours(recipient="a3 a4"), ()),
        (gold("ROU", "NOR"), ours(recipient=""), ("recipient",)),
        (gold("ROU", "NOR"), ours(source="a5"), ("source",)),
    ],
)
def test_an_event_matches_by_type_and_one_actor_a_side(
    wanted: GoldEvent, mine: Event, different: tuple[str, ...]
) -> None:
    assert differ(wanted, mine) == different


def test_of_a_table_two_parties_must_be_there_on_either_side() -> None:
    table = gold("ROU,NOR,SWE", "", symmetric=True)
    assert differ(table, ours("a1", "a3")) == ()
    assert differ(table, ours("a1 a2", "")) == ()
    assert differ(table, ours("a1", "a4")) == ("parties",)
    assert differ(table, ours("a1", "a3", "AID")) == ("type",)


def test_the_trigger_is_looked_for_in_the_evidence_sentence_whatever_the_spaces() -> None:
    (mine,) = told(record(ours()))
    assert holds_trigger(gold("ROU", "NOR", trigger="arrived\n in Oslo"), mine)
    assert not holds_trigger(gold("ROU", "NOR", trigger="did not meet"), mine)
    assert shares_trigger(gold("ROU", "NOR", trigger="Arrived"), mine) is False
    assert shares_trigger(gold("ROU", "NOR", trigger="Hentzau, arrived"), mine)
    assert not shares_trigger(gold("ROU", "NOR", trigger="Thursday"), mine)


def test_dates_are_equal_as_written() -> None:
    assert same_date(gold("ROU", "NOR", date="2024-03"), ours(date=when("2024-03")))
    assert not same_date(gold("ROU", "NOR", date="2024-03"), ours(date=when("2024-03-14")))
    assert not same_date(gold("ROU", "NOR", date="2024-03"), ours())
    assert same_date(gold("ROU", "NOR"), ours())


def test_a_place_is_right_by_name_and_country() -> None:
    wanted = gold("ROU", "NOR", place="Tromsø, NOR")
    assert same_place(wanted, ours(place=where("TROMSØ", "NOR")))
    assert same_place(gold("ROU", "NOR", place="Zürich, CHE"), ours(place=where("Zurich", "CHE")))
    assert not same_place(wanted, ours(place=where("Tromsø", "SWE")))
    assert not same_place(wanted, ours())


def test_sectors_are_judged_for_each_actor_that_both_name() -> None:
    (mine,) = told(record(ours("a1", "a3")))
    assert sectors_right(gold("ROU GOV|MIL", "SWE LEG"), mine) == [True, False]
    assert sectors_right(gold("ROU", "NOR GOV"), mine) == []
    assert sectors_right(gold("SWE GOV", "ROU MIL", symmetric=True), mine) == [True, False]


def speech(speaker: str, code: str, content: str = "we build it together") -> GoldStatement:
    return GoldStatement(speaker, code, "direct", content)


@pytest.mark.parametrize(
    ("wanted", "actor", "right"),
    [
        (speech("the minister", "ROU GOV"), "a1", True),
        (speech("Hentzau", "SWE GOV"), "a1", True),
        (speech("Anna", "SWE GOV"), "a1", False),
        (speech("a bystander", "UNKNOWN"), "a5", True),
        (speech("a bystander", "UNKNOWN"), "a1", False),
        (speech("the council", "NORDIC IGO"), "a4", True),
        (speech("the minister", "ROU GOV"), None, False),
        (speech("somebody", "UNKNOWN"), None, True),
    ],
)
def test_a_speaker_is_right_by_nation_or_last_name(wanted: GoldStatement, actor: str | None, right: bool) -> None:
    (mine,) = said(record(statements=(statement(actor, "direct", "We will build the bridge together"),)))
    assert same_speaker(wanted, mine.speaker) is right


def test_contents_share_seven_words_of_ten() -> None:
    (mine,) = said(record(statements=(statement("a1", "direct", "We will build the bridge together"),)))
    assert content_f1("a b c d", "A, b! e f") == 0.5
    assert content_f1("the the the", "the") == 0.5
    assert content_f1("", "the") == 0
    assert statement_weight(speech("x", "ROU", "we will build the bridge"), mine) == pytest.approx(10 / 11)
    assert statement_weight(speech("x", "ROU", "we will build"), mine) == 0
    assert statement_weight(speech("x", "SWE", "we will build the bridge"), mine) == 0
