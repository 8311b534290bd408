"""Groups of states: who was in them when."""

from __future__ import annotations

from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.codebook.groups import Groups
from dragoman.errors import CodebookError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.row import EventRow, Party
from dragoman.relations.acts import acts_between
from dragoman.relations.pair import side_of

TODAY = date(2026, 11, 1)
BOOK = Codebook()
NO_BODIES = {"BALTIC", "E3", "NORDIC", "P5"}
HEADER = "group,member,since,until,note\n"


def lay_over(folder: Path, rows: str, names: str = "") -> Groups:
    """The groups of our codebook with some rows, and some names, laid over them."""
    (folder / "groups").mkdir(exist_ok=True)
    (folder / "groups" / "mine.csv").write_text(HEADER + rows)
    if names:
        (folder / "groups" / "groups.yaml").write_text(names)
    return Codebook([folder]).groups


@pytest.mark.parametrize(
    ("group", "number"),
    [
        *(("EU", 27), ("NATO", 32), ("GCC", 6), ("ASEAN", 11), ("AU", 55), ("ARABLEAGUE", 22), ("ECOWAS", 12)),
        *(("BRICS", 10), ("G7", 7), ("G20", 21), ("OPEC", 11), ("SCO", 10), ("CSTO", 6), ("OECD", 38), ("P5", 5)),
        *(("CIS", 9), ("MERCOSUR", 6), ("QUAD", 4), ("AUKUS", 3), ("E3", 3), ("BENELUX", 3), ("NORDIC", 5)),
        ("BALTIC", 3),
    ],
)
def test_members_today(group: str, number: int) -> None:
    assert len(BOOK.groups.members(group, TODAY)) == number


@pytest.mark.parametrize("code", sorted(BOOK.groups.spells))
def test_codes_and_names_are_those_of_the_actors(code: str) -> None:
    known = BOOK.actors.known
    assert {spell.member for spell in BOOK.groups.spells[code]} <= known.keys()
    assert (code in known) == (code not in NO_BODIES)
    if code in known:
        assert (known[code].name, known[code].code) == (BOOK.groups.names[code], code)


def test_every_group_has_a_name_and_every_name_a_group() -> None:
    named = Codebook().groups.names
    assert named.keys() == BOOK.groups.spells.keys() and (named["P5"], named["NORDIC"]) == (
        "permanent members of the UN Security Council",
        "Nordic countries",
    )


@pytest.mark.parametrize("code", sorted(BOOK.groups.spells))
def test_nobody_is_in_a_group_twice_at_a_time(code: str) -> None:
    spells = sorted(BOOK.groups.spells[code], key=lambda each: (each.member, each.since))
    assert all(each.since <= TODAY and (each.until or TODAY) <= TODAY for each in spells)
    for one, other in pairwise(spells):
        assert one.member != other.member or (one.until is not None and one.until < other.since)


@pytest.mark.parametrize(
    ("group", "member", "last"),
    [
        ("EU", "GBR", date(2020, 1, 31)),
        ("ECOWAS", "NER", date(2025, 1, 28)),
        ("OPEC", "QAT", date(2018, 12, 31)),
        ("OPEC", "ARE", date(2026, 4, 30)),
        ("CIS", "GEO", date(2009, 8, 17)),
    ],
)
def test_one_that_left_is_in_until_its_last_day(group: str, member: str, last: date) -> None:
    groups = BOOK.groups
    assert member in groups.members(group, last) and member in groups.members(group)
    assert member not in groups.members(group, date.fromordinal(last.toordinal() + 1))


def test_membership_is_dated() -> None:
    groups = BOOK.groups
    assert "HRV" not in groups.members("EU", date(2013, 6, 30)) and "HRV" in groups.members("EU", date(2013, 7, 1))
    assert groups.members("EU", date(1957, 12, 31)) == frozenset()
    assert groups.members("EU", date(1958, 1, 1)) == {"BEL", "DEU", "FRA", "ITA", "LUX", "NLD"}
    assert groups.members("FRA") == frozenset() and not groups.is_group("FRA") and groups.is_group("EU")
    assert "EU" in groups.of("FRA", TODAY) and "EU" not in groups.of("GBR", TODAY)


def test_the_suspended_stay_and_who_comes_back_has_two_spells() -> None:
    groups = BOOK.groups
    assert "SYR" in groups.members("ARABLEAGUE", date(2015, 1, 1)) and "MLI" in groups.members("AU", TODAY)
    assert "VEN" in groups.members("MERCOSUR", TODAY) and "SAU" not in groups.members("BRICS", TODAY)
    twice = {
        (code, who)
        for code in groups.spells
        for who, n in Counter(s.member for s in groups.spells[code]).items()
        if n > 1
    }
    assert {each for each in twice if each[0] != "QUAD"} == {("OPEC", "ECU"), ("OPEC", "GAB"), ("OPEC", "IDN")}
    assert groups.members("QUAD", date(2012, 1, 1)) == frozenset()


def test_a_user_adds_a_group_with_partly_known_dates_and_a_name(tmp_path: Path) -> None:
    groups = lay_over(tmp_path, "MINE,FRA,2003,2004-02,\nMINE,DEU,2004-02,,\n", "MINE: Mine\n")
    assert groups.members("MINE", date(2003, 1, 1)) == {"FRA"} == groups.members("MINE", date(2004, 1, 31))
    assert groups.members("MINE", date(2004, 2, 1)) == groups.members("MINE", date(2004, 2, 29)) == {"FRA", "DEU"}
    assert groups.members("MINE", date(2004, 3, 1)) == {"DEU"} and groups.members("MINE", date(2002, 12, 31)) == set()
    assert (groups.names["MINE"], groups.names["EU"]) == ("Mine", "European Union")
    assert lay_over(tmp_path, "OURS,FRA,2003,2004,\n").names["OURS"] == "OURS"
    assert Codebook([tmp_path]).groups.members("OURS", date(2004, 12, 31)) == {"FRA"}


def test_a_users_row_replaces_ours_of_the_same_beginning(tmp_path: Path) -> None:
    groups = lay_over(tmp_path, "EU,HRV,2013-07-01,2030,left\nBRICS,SAU,2024,,\n")
    assert "HRV" in groups.members("EU", date(2030, 12, 31)) and "HRV" not in groups.members("EU", date(2031, 1, 1))
    assert len(groups.members("EU", TODAY)) == 27 and len(groups.members("BRICS", TODAY)) == 11


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("MINE,FRA,2003-13,,", "2003-13"),
        ("MINE,FRA,2003-02-30,,", "2003-02-30"),
        ("MINE,FRA,2003-00,,", "2003-00"),
        ("MINE,FRA,March 2003,,", "'March 2003' is no date"),
        ("MINE,FRA,,,", "'' is no date"),
        ("MINE,FRA,2003,2002,", "FRA leaves MINE before it joins"),
        ("MINE,,2003,,", "never empty"),
        (",FRA,2003,,", "never empty"),
    ],
)
def test_a_wrong_row_is_refused_with_its_file(row: str, words: str, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=rf"mine\.csv: \{{'group'.*{words}"):
        lay_over(tmp_path, f"{row}\n")


@pytest.mark.parametrize(("row", "cells"), [("MINE,FRA", 2), ("MINE,FRA,2003,,,more", 6)])
def test_a_row_of_another_length_is_refused_with_file_and_line(row: str, cells: int, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=rf"mine\.csv, line 2: expected 5 cells, found {cells}"):
        lay_over(tmp_path, f"{row}\n")


def test_a_file_of_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "groups").mkdir()
    (tmp_path / "groups" / "mine.csv").write_text("member,since,until\nFRA,2003,\n")
    with pytest.raises(CodebookError, match=r"mine\.csv.*a row has the columns group, member, since, until, note"):
        _ = Codebook([tmp_path]).groups


def test_britain_stands_for_the_union_until_it_left(tmp_path: Path) -> None:
    """Acts of Britain, France and the Union itself towards Russia, on either side of the day."""
    days = [date(2020, 1, 31), date(2020, 2, 1)]
    with open_writer(tmp_path / "made.ledger", command="test") as writer:
        for number, (who, day) in enumerate((who, day) for who in ("GBR", "FRA", "EU") for day in days):
            writer.add_event(accusation(number, who, day))
    with Ledger(tmp_path / "made.ledger") as ledger:
        union, russia, britain = (side_of(code, BOOK) for code in ("eu", "RUS", "GBR"))
        found = [(each.day, *each.source_codes, each.direction) for each in acts_between(ledger, union, russia)]
        alone = [each.day for each in acts_between(ledger, russia, britain)]
    assert sorted(found) == [
        (days[0], "EU", "forth"),
        (days[0], "FRA", "forth"),
        (days[0], "GBR", "forth"),
        (days[1], "EU", "forth"),
        (days[1], "FRA", "forth"),
    ]
    assert alone == days and (union.name, side_of("P5", BOOK).code) == ("European Union", "P5")


def accusation(number: int, who: str, day: date) -> EventRow:
    """Somebody accuses Russia."""
    source = Party(who, "organisation", None, who) if who == "EU" else Party(who, "country", who)
    return EventRow(
        event_id=f"b2:{number:032x}", origin="icews", origin_id=str(number), type="ACCUSE", cameo="112", quad=3,
        goldstein=-2.0, source=(source,), recipient=(Party("Russia", "country", "RUS"),), date_start=day, date_end=day,
    )  # fmt: skip
