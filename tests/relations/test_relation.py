"""A relation of two sides: figures by period, meetings, what each said of the other, and third parties."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import msgspec
import pytest
from acts_made import event_id, happened, imported, make_ledger
from tellings import report

from dragoman.codebook import Codebook
from dragoman.errors import QueryError
from dragoman.ledger import Ledger
from dragoman.record import Record, Stance, Statement
from dragoman.relations.acts import BACK, BOTH, Side
from dragoman.relations.pair import TOP, Period, Relation, Third, period_of, relation, side_of
from dragoman.span import Span

BOOK = Codebook()
FRANCE, IRAQ, TURKEY, UNION = (side_of(code, BOOK) for code in ("FRA", "IRQ", "TUR", "EU"))
URL = "https://fjord.example/page"


def said(
    words: str, speaker: str, about: str, published: str, *stances: tuple[str, int], url: str | None = None
) -> Record:
    """A report in which one side says something of another, with stances towards some."""
    plain = report(f"Paper {words}", words, source=speaker, recipient=about, published=published, url=url)
    content = Span(0, len(words))
    held = tuple(Stance(*each) for each in stances)
    statement = Statement("s1", "a1", None, "direct", None, content, (about,), held, ())
    return msgspec.structs.replace(plain, events=(), statements=(statement,))


REMARKS = [
    said("We stand by Baghdad", "FRA", "IRQ", "2014-06-10", ("IRQ", 1)),
    said("Paris talks too much", "IRQ", "FRA", "2014-05-10", ("FRA", -1), ("IRQ", 1)),
    said("Ankara is far away", "IRQ", "TUR", "2014-06-11"),
    said("First we said this", "FRA", "IRQ", "2014-06-12", ("IRQ", -1), url=URL),
    said("Then we said that", "FRA", "IRQ", "2014-06-13", ("IRQ", -1), ("IRQ", 1), url=URL),
    said("Mind the sausages", "GBR", "TUR", "2019-06-01", ("TUR", 1)),
    said("We have left the club", "GBR", "TUR", "2021-06-01", ("TUR", 1)),
    said("Our own house first", "FRA", "FRA", "2021-06-02", ("FRA", 1)),
    said("The others must pay", "FRA", "DEU", "2021-06-03", ("DEU", -1)),
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    events = [
        imported(1, "FRA IRQ", "2014-06-03", mode="visit"),
        imported(2, "FRA IRQ", "2014-06-04", mode="visit"),
        imported(3, "IRQ FRA", "2014-08-01", "ACCUSE"),
        imported(4, "IRQ FRA", "2014-08-02", mode=None, symmetric=True),
        imported(5, "FRA IRQ", "2014-08-03", mode="phone"),
        imported(6, "TUR USA", "2014-08-04", "AID"),
        imported(7, "FRA+IRQ TUR", "2014-08-05", "AID"),
        imported(8, "FRA+IRQ TUR+DEU", "2014-08-06", "ASSAULT"),
        imported(9, "TUR FRA+IRQ", "2014-08-07", "ACCUSE"),
        imported(10, "FRA+IRQ TUR", "2014-08-08", "ASSAULT"),
        imported(11, "FRA+IRQ TUR", "2014-08-09", "ASSAULT", status="denied"),
        imported(12, "GBR+TUR USA", "2019-03-01", "AID"),
        imported(13, "GBR+TUR USA", "2021-03-01", "AID"),
        imported(14, "FRA+DEU USA", "2021-04-01", "AID"),
    ]
    path = make_ledger(tmp_path_factory.mktemp("pair") / "made.ledger", events, REMARKS, [(1, 2), (8, 10)])
    with Ledger(path) as found:
        yield found


@pytest.fixture(scope="module")
def between(ledger: Ledger) -> Relation:
    return relation(ledger, FRANCE, IRAQ, name_of=BOOK.name_of)


def test_a_period_counts_by_way_and_class() -> None:
    day = date(2014, 6, 3)
    acts = [
        happened("a", day, "AID"),
        happened("b", day, "ASSAULT", sources=2),
        happened("c", day, "ACCUSE", direction=BACK),
        happened("d", day, direction=BOTH),
        happened("e", day, direction=BOTH),
    ]
    found = period_of(date(2014, 6, 1), "month", acts, 50)
    top = tuple(acts[place] for place in (1, 0, 2, 3, 4))
    mean = (7.4 - 10 - 2 + 1.9 + 1.9) / 5
    counts = (0, 1, 0, 1), (0, 0, 1, 0), (2, 0, 0, 0)
    assert found == Period(date(2014, 6, 1), "2014-06", *counts, 5, pytest.approx(mean), 3 - 2, 100.0, top)


def test_a_period_without_acts_has_no_mean_and_without_coverage_no_share() -> None:
    assert period_of(date(2014, 6, 1), "year", [], 0) == Period(
        date(2014, 6, 1), "2014", *((0, 0, 0, 0),) * 3, 0, None, 0, None, ()
    )


def test_only_the_weightiest_acts_of_a_period_are_shown() -> None:
    acts = [happened(str(number), date(2014, 6, 1), sources=number) for number in range(TOP + 2)]
    found = period_of(date(2014, 6, 1), "month", acts, 10)
    assert [each.sources for each in found.top] == list(range(TOP + 1, 1, -1))


def test_periods_reach_from_the_first_act_to_the_last_with_empty_ones_between(between: Relation) -> None:
    figures = [(each.label, each.forth, each.back, each.both, each.acts, each.net) for each in between.periods]
    none = (0, 0, 0, 0)
    assert figures == [
        ("2014-06", (1, 0, 0, 0), none, none, 1, 1),
        ("2014-07", none, none, none, 0, 0),
        ("2014-08", (1, 0, 0, 0), (0, 0, 1, 0), (1, 0, 0, 0), 3, 1),
    ]
    assert [each.share for each in between.periods] == [1000 * 1 / 2, None, 1000 * 3 / 8]
    assert len(between.acts) == sum(each.acts for each in between.periods) == 4


@pytest.mark.parametrize(("by", "number"), [("day", 62), ("week", 9), ("quarter", 2), ("year", 1)])
def test_the_same_acts_by_other_periods(by: str, number: int, ledger: Ledger) -> None:
    found = relation(ledger, FRANCE, IRAQ, by=by)
    assert len(found.periods) == number
    assert sum(each.acts for each in found.periods) == 4


def test_seen_from_the_other_side_all_is_turned(between: Relation, ledger: Ledger) -> None:
    turned = relation(ledger, IRAQ, FRANCE)
    ways = [(each.back, each.forth, each.both, each.goldstein) for each in turned.periods]
    assert ways == [(each.forth, each.back, each.both, each.goldstein) for each in between.periods]


def test_meetings_are_visits_and_talks_but_no_phone_calls(between: Relation) -> None:
    assert [(each.event_id, each.mode) for each in between.meetings] == [(event_id(1), "visit"), (event_id(4), None)]


def test_what_they_said_of_each_other_with_its_stance(between: Relation) -> None:
    """An old version of a page is left out, and stances towards others do not count."""
    remarks = [(each.content, each.speaker_code, each.about, each.stance) for each in between.remarks]
    assert remarks == [
        ("Paris talks too much", "IRQ", "FRA", -1),
        ("We stand by Baghdad", "FRA", "IRQ", 1),
        ("Then we said that", "FRA", "IRQ", 0),
    ]


def test_remarks_are_those_of_members_on_the_day(ledger: Ledger) -> None:
    assert [each.content for each in relation(ledger, UNION, TURKEY).remarks] == ["Mind the sausages"]
    (british,) = relation(ledger, UNION, TURKEY).remarks
    assert (british.speaker_code, british.about, british.stance) == ("GBR", "TUR", 1)


def test_a_member_speaks_of_its_group_when_it_speaks_of_others_of_it(ledger: Ledger) -> None:
    (found,) = relation(ledger, FRANCE, UNION).remarks
    assert (found.content, found.about, found.stance) == ("The others must pay", "EU", -1)


def test_third_parties_once_for_each_act(between: Relation) -> None:
    """Two tellings of one strike on Türkiye are one act; the first of them also names Germany."""
    assert between.thirds == (Third("TUR", BOOK.name_of("TUR"), 1, 2), Third("DEU", "Germany", 0, 1))


def test_third_parties_in_a_time(ledger: Ledger) -> None:
    found = relation(ledger, FRANCE, IRAQ, since="2014-08-07", until="2014-08-07")
    assert (found.thirds, found.acts, found.periods, found.remarks) == ((Third("TUR", "TUR", 0, 1),), (), (), ())


def test_members_of_the_day_stand_for_a_group_beside_third_parties(ledger: Ledger) -> None:
    """Britain's act with Türkiye of 2021 is none of the Union's; France and Germany act for one another's side."""
    assert relation(ledger, UNION, TURKEY, since="2019").thirds == (Third("USA", "USA", 1, 0),)
    assert relation(ledger, FRANCE, UNION, since="2021").thirds == (Third("USA", "USA", 1, 0),)


def test_a_time_of_which_there_is_nothing(ledger: Ledger) -> None:
    found = relation(ledger, FRANCE, IRAQ, since="2030", until="2031")
    assert (found.acts, found.periods, found.meetings, found.remarks, found.thirds) == ((),) * 5
    assert (found.since, found.until, found.by) == ("2030", "2031", "month")


def test_a_relation_has_two_sides_and_known_periods(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="FRA twice"):
        relation(ledger, FRANCE, FRANCE)
    with pytest.raises(QueryError, match="no period 'era'"):
        relation(ledger, FRANCE, IRAQ, by="era")
    with pytest.raises(QueryError, match="is no date"):
        relation(ledger, FRANCE, IRAQ, until="yesterday")


def test_a_side_has_the_codebooks_name_and_a_group_its_members() -> None:
    assert FRANCE == Side("FRA", "France", None) == side_of("fra", BOOK)
    assert UNION.groups is BOOK.groups and {"EU", "FRA", "DEU"} <= UNION.codes(date(2014, 6, 1))
    with pytest.raises(QueryError, match="no country or body 'XYZ'"):
        side_of("XYZ", BOOK)
