"""Groups of states: who was in them when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.errors import CodebookError

TODAY = date(2026, 11, 1)
BOOK = Codebook()


@pytest.mark.parametrize(
    ("group", "number"),
    [
        *(("EU", 27), ("NATO", 32), ("GCC", 6), ("ASEAN", 11), ("AU", 55), ("ARABLEAGUE", 22), ("ECOWAS", 12)),
        *(("BRICS", 10), ("G7", 7), ("G20", 21), ("OPEC", 12), ("SCO", 10), ("CSTO", 6), ("OECD", 38), ("P5", 5)),
    ],
)
def test_members_today(group: str, number: int) -> None:
    assert len(BOOK.groups.members(group, TODAY)) == number


@pytest.mark.parametrize("code", sorted(BOOK.groups.spells))
def test_codes_are_those_of_the_actors(code: str) -> None:
    known = BOOK.actors.known
    assert code == "P5" or code in known
    assert {spell.member for spell in BOOK.groups.spells[code]} <= known.keys()


def test_membership_is_dated() -> None:
    eu = BOOK.groups
    assert "GBR" in eu.members("EU", date(2020, 1, 31)) and "GBR" not in eu.members("EU", date(2020, 2, 1))
    assert "HRV" not in eu.members("EU", date(2013, 6, 30)) and "HRV" in eu.members("EU", date(2013, 7, 1))
    assert "GBR" in eu.members("EU") and eu.members("FRA") == frozenset()
    assert "EU" in eu.of("FRA", TODAY) and "EU" not in eu.of("GBR", TODAY)
    assert not eu.is_group("FRA")


def test_a_user_adds_a_group_with_partly_known_dates(tmp_path: Path) -> None:
    (tmp_path / "groups").mkdir()
    file = tmp_path / "groups" / "mine.csv"
    file.write_text("group,member,since,until,note\nMINE,FRA,2003,2004-02,\n")
    groups = Codebook([tmp_path]).groups
    assert groups.members("MINE", date(2003, 1, 1)) == {"FRA"} == groups.members("MINE", date(2004, 2, 29))
    assert groups.members("MINE", date(2004, 3, 1)) == frozenset()
    file.write_text("group,member,since,until,note\nMINE,FRA,2003-13,,\n")
    with pytest.raises(CodebookError, match=r"mine\.csv.*2003-13"):
        _ = Codebook([tmp_path]).groups
    file.write_text("group,member,since,until,note\nMINE,FRA,2003,2002,\n")
    with pytest.raises(CodebookError, match="FRA leaves MINE before it joins"):
        _ = Codebook([tmp_path]).groups
