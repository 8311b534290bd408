"""Who an imported actor is, told by name and day."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.codebook import Codebook
from dragoman.ledger.exchange.who import Who
from dragoman.ledger.row import Party


@pytest.fixture(scope="module")
def who(book: Codebook) -> Who:
    return Who(book)


@pytest.mark.parametrize(
    ("name", "country", "code", "sectors"),
    [
        ("Military (Mali)", "MLI", None, ("MIL",)),
        ("Citizen (Mauritania)", "MRT", None, ("CVL",)),
        ("Men (Palestinian Territory, Occupied)", "PSE", None, ("CVL",)),
        ("Cabinet / Council of Ministers / Advisors (Holy See (Vatican City State))", "VAT", None, ("GOV",)),
        ("Member of Legislative (Govt) (Nigeria)", "NGA", None, ("LEG",)),
        ("Defense / Security Ministry (United States)", "USA", None, ("GOV", "MIL")),
        ("Militant (Taliban)", None, "TALIBAN", ("REB",)),
        ("Envoy (European Union)", None, "EU", ("GOV",)),
        ("Citizen (International)", None, None, ("CVL",)),
        ("Hawiye (Somalia)", "SOM", None, ()),
        ("Riot Police (France)", "FRA", None, ("COP",)),
        ("Citizen (Nowhere)", None, None, ("CVL",)),
    ],
)
def test_agents(name: str, country: str | None, code: str | None, sectors: tuple[str, ...], who: Who) -> None:
    assert who.named(name, None) == Party(name, "role", country, code, sectors)


@pytest.mark.parametrize(
    ("name", "kind", "nation", "sectors"),
    [
        ("South Korea", "country", "KOR", ()),
        ("Ivory Coast", "country", "CIV", ()),
        ("Russian Federation", "country", "RUS", ()),
        ("UN Security Council", "organisation", "UN", ("IGO",)),
        ("High Commission for Refugees", "organisation", "UN", ("IGO",)),
        ("Boko Haram", "group", "NGA", ("REB",)),
        ("Shiv Sena", "group", "IND", ("PTY",)),
        ("Middle East", "role", None, ()),
        ("The Hague", "role", None, ()),
        ("Somebody Nobody Knows", "role", None, ()),
        ("Justice", "role", None, ()),
    ],
)
def test_names(name: str, kind: str, nation: str | None, sectors: tuple[str, ...], who: Who) -> None:
    party = who.named(name, date(2014, 5, 1))
    assert (party.name, party.kind, party.nation, party.sectors) == (name, kind, nation, sectors)


@pytest.mark.parametrize(
    ("name", "on", "country", "office"),
    [
        ("Barack Obama", date(2010, 1, 1), "USA", "President"),
        ("Barack Obama", date(2020, 1, 1), "USA", None),
        ("Barack Obama", date(1995, 1, 1), "USA", None),
        ("Dmitry Anatolyevich Medvedev", date(2009, 1, 1), "RUS", "President"),
        ("Dmitry Anatolyevich Medvedev", date(2014, 1, 1), "RUS", "Prime Minister"),
        ("Ashraf Ghani Ahmadzai", date(2015, 1, 1), "AFG", "President"),
        ("Isaias Afewerki", date(2010, 1, 1), "ERI", "President"),
        ("Ronald Kirk", date(2010, 1, 1), "USA", "Trade Representative"),
    ],
)
def test_office_holders(name: str, on: date, country: str, office: str | None, who: Who) -> None:
    party = who.named(name, on)
    assert (party.kind, party.country, party.office) == ("person", country, office)
    assert bool(party.sectors) == (office is not None)


def test_a_head_of_a_body_belongs_to_it_only_while_in_office(who: Who) -> None:
    assert who.named("Catherine Ashton", date(2012, 1, 1)).code == "EU"
    after = who.named("Catherine Ashton", date(2020, 1, 1))
    assert (after.kind, after.code, after.office, after.sectors) == ("person", None, None, ())


@pytest.mark.parametrize("name", ["Rajinder Singh", "Ram Gopal Yadav", "José Dirceu de Oliveira e Silva"])
def test_a_last_name_alone_makes_nobody_an_office_holder(name: str, who: Who) -> None:
    assert {who.named(name, date(year, 6, 1)).kind for year in range(2005, 2016)} == {"role"}


def test_a_name_has_the_office_of_each_day(who: Who) -> None:
    days = (date(2009, 1, 1), date(2014, 1, 1), date(2009, 1, 1))
    assert [who.named("Dmitry Medvedev", on).office for on in days] == ["President", "Prime Minister", "President"]


@pytest.mark.parametrize(
    ("name", "country"), [("FRA", "FRA"), ("France", "FRA"), ("france", "FRA"), ("Africa", None), ("", None)]
)
def test_countries(name: str, country: str | None, who: Who) -> None:
    assert who.country(name) == country
