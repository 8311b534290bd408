"""Who stands in for a side that no words name."""

from __future__ import annotations

from dragoman.coder import Coder


def test_a_country_fights_by_its_forces_and_speaks_by_its_government(coder: Coder) -> None:
    record = coder.read("France bombed Libya on Monday. Italy condemned France.", published="2024-03-14")
    sectors = {
        event.type: [record.actor(each).sectors for each in (*event.source, *event.recipient)]
        for event in record.events
    }
    assert sectors["ASSAULT"] == [("MIL",), ("MIL",)]
    assert sectors["ACCUSE"] == [("GOV",), ("GOV",)]


def recipients(coder: Coder, text: str) -> list[tuple[str, ...]]:
    """The sectors of all recipients of a report's only act."""
    record = coder.read(text, published="2024-03-14")
    (event,) = record.events
    return [record.actor(each).sectors for each in event.recipient]


def test_whose_goods_are_banned_is_of_business(coder: Coder) -> None:
    assert recipients(coder, "China banned all seafood imports from Japan on Thursday.") == [("BUS",)]


def test_at_home_police_are_sent_against_the_people(coder: Coder) -> None:
    assert recipients(coder, "Police were deployed in Bishkek on Friday.") == [("CVL",)]


def test_a_coup_is_the_soldiers_deed(coder: Coder) -> None:
    text = "Omar al-Bashir of Sudan was arrested on Thursday. The African Union condemned the takeover."
    record = coder.read(text, published="2019-04-12")
    (accused,) = (event for event in record.events if event.type == "ACCUSE")
    assert [record.actor(each).sectors for each in accused.recipient] == [("MIL",)]


def test_a_head_of_state_yields_to_the_people_and_a_minister_leaves_a_government(coder: Coder) -> None:
    assert recipients(coder, "Prime Minister Sheikh Hasina resigned on Monday.") == [("CVL",)]
    assert recipients(coder, "The finance minister of Bangladesh resigned.") == [("GOV",)]


def test_the_courts_convict_where_nobody_is_said_to(coder: Coder) -> None:
    record = coder.read("Leaders of Cosa Nostra were convicted in Palermo on Monday.", published="1992-07-20")
    assert [record.actor(each).sectors for event in record.events for each in event.source] == [("JUD",)]


def test_where_soldiers_rule_an_unnamed_government_is_theirs(coder: Coder) -> None:
    record = coder.read("The army of Chad seized power. A curfew was declared in Chad.", published="2024-03-14")
    (curfew,) = (event for event in record.events if event.mode == "curfew")
    assert [record.actor(each).sectors for each in curfew.source] == [("GOV", "MIL")]


def test_who_has_no_army_attacks_people(coder: Coder) -> None:
    assert recipients(coder, "Hamas attacked Israel on Monday.") == [("CVL",)]
    assert recipients(coder, "Syria attacked Israel on Monday.") == [("MIL",)]
