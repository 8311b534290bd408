"""Who holds which office."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.codebook.offices import Offices
from dragoman.coder import Coder

HEADER = "person,aliases,office,country,body,sectors,start,end\n"
ROWS = (
    "Ada Old,A. Old|Old Ada,King,XQA,,GOV,1990,2004-06",
    "Bo New,,King,XQA,,GOV,2004-06,",
    "Cy Clerk,,Secretary,,XQB,IGO,2001-02-03,2001-12-31",
)


@pytest.fixture(scope="module")
def offices(tmp_path_factory: pytest.TempPathFactory) -> Offices:
    """The codebook's offices with some of a country and a body that do not exist."""
    folder = tmp_path_factory.mktemp("book")
    (folder / "offices").mkdir()
    (folder / "offices" / "mine.csv").write_text(HEADER + "\n".join(ROWS) + "\n")
    return Codebook([Path(folder)]).offices


@pytest.mark.parametrize(
    ("code", "day", "held"),
    [
        ("XQA", "1989-12-31", []),
        ("XQA", "2000-05-05", ["Ada Old"]),
        ("XQA", "2004-06-30", ["Ada Old", "Bo New"]),
        ("XQA", "2030-01-01", ["Bo New"]),
        ("XQB", "2001-02-03", ["Cy Clerk"]),
        ("XQB", "2002-01-01", []),
    ],
)
def test_holders_are_those_of_the_day_each_once(offices: Offices, code: str, day: str, held: list[str]) -> None:
    assert [each.person for each in offices.holders(code, day)] == held


def test_heads_of_government_and_state_come_first() -> None:
    found = [each.office for each in Codebook().offices.holders("FRA", "2015-01-01")]
    assert found[:2] == ["Prime Minister", "President"] and len(found) > 2


def test_who_acts_outside_government_is_known_by_full_name_and_listed_in_no_office() -> None:
    offices = Codebook().offices
    (tenure,) = offices.tenures("Alexei Navalny")
    assert (tenure.country, tenure.sectors) == ("RUS", ("OPP",))
    assert "Alexei Navalny" not in {each.person for each in offices.holders("RUS", "2021-01-17")}
    assert offices.of_last_name("Navalny") == ()


def test_a_middle_initial_is_passed_over(coder: Coder) -> None:
    offices = coder.book.offices
    assert offices.tenures("Emmanuel B. Macron") == offices.tenures("Emmanuel Macron") != ()
