"""Who stands in for a side that no words name."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft
from dragoman.events.implied import Implied
from dragoman.events.stand_in import Open, foe, stand_in

DraftOf = Callable[..., Draft]


def open_side(draft: Draft, known: str, sector: str | None = None) -> Open:
    """The open side of the last sentence's act, whose other side is the last actor of a nation."""
    sentence = draft.parse.sentences[-1]
    side = next(m for m in reversed(draft.cast.mentions) if draft.cast.actor(m.actors[0]).country == known)
    trigger = sentence.root()
    assert trigger is not None
    return Open(sentence, trigger, side.actors, sector, Implied(draft.cast))


def stands_in(draft: Draft, coder: Coder, known: str, sector: str | None = None) -> tuple[str | None, tuple[str, ...]]:
    """Nation and sectors of whoever stands in in the last sentence, where one side is the last actor of a nation."""
    side = open_side(draft, known, sector)
    implied = side.implied
    found = stand_in(side, coder.book.sides)
    assert found is not None
    actors = {actor.id: actor for actor in (*draft.cast.actors, *implied.actors)}
    first = actors[found[0]]
    return first.country or first.code, first.sectors


def test_a_reply_goes_to_whom_the_report_is_about_and_not_to_the_last_named(draft_of: DraftOf, coder: Coder) -> None:
    text = "Chad accused Niger of theft. Niger and Chad have quarrelled for years. Niger spoke in Rome. Chad denied it."
    assert stands_in(draft_of(text), coder, "TCD")[0] == "NER"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Italy sells Chad oil. The government of Chad raised prices. Chad's parliament agreed. Chadians grumbled.",
            "TCD",
        ),
        (
            "The government of Chad raised prices. Chad's parliament agreed. Chadians grumbled. Italy sells Chad oil.",
            "ITA",
        ),
    ],
)
def test_at_home_an_act_is_of_its_own_people_but_where_the_report_has_just_turned_to_another_nation(
    text: str, expected: str, draft_of: DraftOf, coder: Coder
) -> None:
    assert stands_in(draft_of(f"{text} The government of Chad refused to give way."), coder, "TCD")[0] == expected


@pytest.mark.parametrize(("sector", "expected"), [(None, ("GOV",)), ("CVL", ("CVL",))])
def test_of_another_nation_it_is_the_government_or_whom_the_rule_says(
    sector: str | None, expected: tuple[str, ...], draft_of: DraftOf, coder: Coder
) -> None:
    text = "Sweden feared Norway. Sweden waited. Sweden armed. Swedish tanks stood near Norway. Norway refused."
    assert stands_in(draft_of(text), coder, "NOR", sector) == ("SWE", expected)


@pytest.mark.parametrize(
    "text", ["Two Turkish engineers were shot dead near Kabul.", "Two Turkish nurses were shot dead near Kabul."]
)
def test_whose_the_victims_are_is_not_who_did_it(text: str, coder: Coder) -> None:
    (event,) = coder.read(text, published="2024-05-06").events
    assert (event.type, event.source) == ("ASSAULT", ())


def test_what_officials_refuse_at_home_they_refuse_the_people_and_not_one_another(
    draft_of: DraftOf, coder: Coder
) -> None:
    text = "The police of Chad were out. The government of Chad raised prices. The government of Chad refused."
    assert stands_in(draft_of(text), coder, "TCD") == ("TCD", ("CVL",))


def test_the_leader_of_the_opposition_stands_against_the_government(draft_of: DraftOf, coder: Coder) -> None:
    text = "The government of Chad raised prices. The opposition of Chad met. The opposition chief refused."
    assert stands_in(draft_of(text), coder, "TCD") == ("TCD", ("GOV",))


def test_police_and_army_act_on_the_people_of_their_state_and_not_on_its_government(
    draft_of: DraftOf, coder: Coder
) -> None:
    text = "The government of Chad raised prices. Crowds gathered in Chad. The Chadian army refused."
    assert stands_in(draft_of(text), coder, "TCD") == ("TCD", ("CVL",))


@pytest.mark.parametrize(
    ("told", "doers"),
    [
        ("On Friday the two Omani sailors were released.", ["IRN"]),
        ("On Friday an Omani sailor was shot dead.", []),  # a report may well not know who did that
    ],
)
def test_who_did_it_stands_in_where_the_report_tells_of_him(told: str, doers: list[str], coder: Coder) -> None:
    text = f"Iran seized an Omani tanker in May. Oman condemned Iran. {told}"
    record = coder.read(text, published="2024-06-03")
    last, actors = record.events[-1], {actor.id: actor.country for actor in record.actors}
    assert [actors[each] for each in last.source] == doers and [actors[each] for each in last.recipient] == ["OMN"]


@pytest.mark.parametrize(
    ("text", "foes"),
    [
        ("Rebels hold the north of Chad. The Chadian army attacked.", ["rebels"]),
        ("Crowds hold the north of Chad. The Chadian army attacked.", []),
        ("Rebels hold the north of Chad. The Chadian parliament attacked.", []),
    ],
)
def test_an_army_fights_the_rebels_that_the_report_tells_of(text: str, foes: list[str], draft_of: DraftOf) -> None:
    draft = draft_of(text)
    found = foe(open_side(draft, "TCD")) or ()
    assert [draft.cast.actor(actor).name.lower() for actor in found] == foes
