"""Which places a report names, and which of them an act was done at."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.codebook.places import PlaceIndex
from dragoman.coder import Coder
from dragoman.draft import Draft
from dragoman.whenwhere.places import Map

Drafts = Callable[..., Draft]


@pytest.fixture
def index(coder: Coder) -> PlaceIndex:
    return coder.book.places


def _named(draft: Draft, coder: Coder) -> list[tuple[str, str, str]]:
    places = Map(draft, coder.book)
    found = (each for sentence in draft.parse.sentences for each in places.in_sentence(sentence))
    return [(each.place.name, each.place.country, each.manner) for each in found]


def _where(draft: Draft, type_: str) -> str | None:
    for act, place in zip(draft.acts, draft.places, strict=True):
        if act.type == type_:
            return f"{place.name}, {place.country}" if place is not None else None
    raise AssertionError(f"no {type_} in {draft.acts}")


def test_spellings_of_a_name_are_one(index: PlaceIndex) -> None:
    spelt = {index.lookup(name, None) for name in ("Sanaa", "Sana'a", "Sana’a", "SANAA")}
    assert len(spelt) == 1


def test_a_story_prefers_its_own_country_s_town(index: PlaceIndex) -> None:
    place = index.in_story("Cartagena", ["ESP"])
    assert place is not None and place.country == "ESP"


def test_a_story_s_village_does_not_stand_for_a_capital_elsewhere(index: PlaceIndex) -> None:
    place = index.in_story("Paris", ["USA"])
    assert place is not None and place.country == "FRA"


@pytest.mark.parametrize(
    ("sentence", "name", "manner"),
    [
        ("Police arrested twelve protesters in Port-au-Prince on Monday.", "Port-au-Prince", "within"),
        ("Canadian police arrested a Chinese executive at Vancouver airport.", "Vancouver", "within"),
        ("Soldiers killed dozens of people in the northern city of Mosul.", "Mosul", "within"),
        ("In Yerevan protesters besieged the parliament.", "Yerevan", "within"),
        ("Russian tanks entered Gori on Monday.", "Gori", "object"),
        ("A Berlin court sentenced the Russian officer to life.", "Berlin", "part"),
        ("The president received the Iraqi minister at the White House.", "Washington", "within"),
    ],
)
def test_how_a_place_stands_in_its_sentence(
    sentence: str, name: str, manner: str, draft_of: Drafts, coder: Coder
) -> None:
    named = _named(draft_of(f"A report\n\n{sentence} A spokesman said that the talks had failed."), coder)
    assert (name, manner) in {(place, how) for place, _, how in named}


def test_a_village_that_no_list_knows_lies_at_home(draft_of: Drafts, coder: Coder) -> None:
    text = "Ethiopian army bombs village\n\nA plane of the Ethiopian air force dropped a bomb on a market in Ambokara."
    assert ("Ambokara", "ETH") in {(name, country) for name, country, _ in _named(draft_of(text), coder)}


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Rebels shelled the village of Ambokara on Monday.", "Ambokara"),
        ("Guards opened fire at Ambokara prison on Monday.", "Ambokara"),
        ("Soldiers met rebels on Mount Ambokara on Monday.", "Mount Ambokara"),
    ],
)
def test_a_noun_says_that_an_unknown_name_is_a_place(sentence: str, name: str, draft_of: Drafts, coder: Coder) -> None:
    text = f"Ethiopian army attacked\n\n{sentence} The Ethiopian government said that it would answer."
    assert (name, "ETH") in {(place, country) for place, country, _ in _named(draft_of(text), coder)}


def test_an_unknown_place_lies_in_the_country_named_behind_it(draft_of: Drafts, coder: Coder) -> None:
    text = (
        "Ethiopian minister abroad\n\nThe Ethiopian minister met Swiss diplomats in Ambokara, Switzerland, on Monday."
    )
    assert ("Ambokara", "CHE") in {(name, country) for name, country, _ in _named(draft_of(text), coder)}


@pytest.mark.parametrize(
    ("sentence", "named"),
    [
        ("Police arrested an adviser of Vladimir Putin on Monday.", ("Vladimir", "RUS")),
        ("The ministers spoke of a deal. Russia and Iran in Arms Deal, the paper wrote.", ("Deal", "GBR")),
        ("Soldiers surrounded the regional capital on Monday.", ("Moscow", "RUS")),
    ],
)
def test_what_is_no_place_there(sentence: str, named: tuple[str, str], draft_of: Drafts, coder: Coder) -> None:
    found = _named(draft_of(f"News from Russia\n\n{sentence} The Russian government said that it would answer."), coder)
    assert named not in {(name, country) for name, country, _ in found}


def test_words_for_a_country_are_the_country(draft_of: Drafts, coder: Coder) -> None:
    found = _named(draft_of("At sea\n\nThe Turkish navy arrested two sailors in Greek waters on Monday."), coder)
    assert ("Greece", "GRC", "within") in found


@pytest.mark.parametrize("country", ["BRA", "COL", "KAZ", "CMR", "NLD", "BOL"])
def test_each_country_has_its_seat_of_government(country: str, index: PlaceIndex) -> None:
    assert index.capital(country) is not None


def test_what_a_body_of_no_country_does_it_does_at_its_seat(draft_of: Drafts) -> None:
    text = "Warrant out\n\nThe International Criminal Court accused the Sudanese general of war crimes on Monday."
    assert _where(draft_of(text), "ACCUSE") == "The Hague, NLD"


def test_a_dateline_may_have_a_hyphen_in_its_name(draft_of: Drafts, coder: Coder) -> None:
    draft = draft_of("Haiti\n\nPORT-AU-PRINCE, March 13 (Agency) - Police arrested two ministers on Monday.")
    dateline = Map(draft, coder.book).dateline
    assert dateline is not None and dateline.place.name == "Port-au-Prince"


def test_the_place_of_an_act_is_the_one_of_its_own_words(draft_of: Drafts) -> None:
    text = "Anger at China\n\nNEW DELHI, March 13 (Agency) - In Ahmedabad protesters burned Chinese flags on Monday."
    assert _where(draft_of(text), "PROTEST") == "Ahmedabad, IND"


def test_what_is_said_is_said_where_the_report_was_sent_from(draft_of: Drafts) -> None:
    text = "Aid held up\n\nGENEVA, March 13 (Agency) - A UN envoy accused the Sudanese army of blocking aid."
    assert _where(draft_of(text), "ACCUSE") == "Geneva, CHE"
