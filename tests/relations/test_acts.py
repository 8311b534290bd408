"""Acts between two sides: which way they went, once for each happening, by who was a member on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from acts_made import event_id, imported, make_ledger
from tellings import OSLO, report, when

from dragoman.codebook.groups import Groups, Spell
from dragoman.errors import QueryError
from dragoman.ledger import Ledger
from dragoman.ledger.rows import ids_of
from dragoman.relations.acts import Happened, Side, acts_between, coverage, direction

FRANCE, IRAQ, TURKEY, USA = (
    Side("FRA", "France"),
    Side("IRQ", "Iraq"),
    Side("TUR", "Türkiye"),
    Side("USA", "United States"),
)
LEFT = date(2020, 1, 31)
GROUPS = Groups(
    {
        "EU": (
            *(Spell(code, date(1958, 1, 1), None, "") for code in ("FRA", "DEU", "AUT")),
            Spell("GBR", date(1973, 1, 1), LEFT, ""),
        ),
        "NATO": tuple(Spell(code, date(1949, 4, 4), None, "") for code in ("FRA", "DEU", "GBR", "USA", "TUR")),
    }
)
UNION, NATO = (Side(code, code, GROUPS) for code in ("EU", "NATO"))
BRITAIN = Side("GBR", "Britain")
URL = "https://fjord.example/page"


def way(sides: str, one: Side, other: Side, day: str = "2014-06-01", **fields: Any) -> str | None:
    """The direction of an event: "FRA+DEU IRQ" is France and Germany to Iraq; - is nobody."""
    source, recipient = ([code for code in side.split("+") if code != "-"] for side in sides.split())
    row = {"day": date.fromisoformat(day), "source_codes": source, "recipient_codes": recipient, "symmetric": False}
    return direction({**row, **fields}, one, other)


@pytest.mark.parametrize(
    ("sides", "found"),
    [
        ("FRA IRQ", "forth"),
        ("IRQ FRA", "back"),
        ("FRA+DEU IRQ+TUR", "forth"),
        ("FRA+IRQ FRA+IRQ", "both"),
        ("FRA FRA", None),
        ("FRA+IRQ TUR", None),
        ("FRA -", None),
        ("DEU TUR", None),
    ],
)
def test_which_way_between_two_nations(sides: str, found: str | None) -> None:
    assert way(sides, FRANCE, IRAQ) == found
    turned = {"forth": "back", "back": "forth"}
    assert way(sides, IRAQ, FRANCE) == turned.get(found or "", found)


def test_what_is_done_together_goes_both_ways() -> None:
    assert way("FRA IRQ", FRANCE, IRAQ, symmetric=True) == way("IRQ FRA", FRANCE, IRAQ, symmetric=True) == "both"
    assert way("FRA TUR", FRANCE, IRAQ, symmetric=True) is None


@pytest.mark.parametrize(
    ("sides", "day", "found"),
    [
        ("DEU TUR", "2014-06-01", "forth"),
        ("EU TUR", "2014-06-01", "forth"),
        ("TUR GBR", "2020-01-31", "back"),
        ("TUR GBR", "2020-02-01", None),
        ("FRA DEU", "2014-06-01", None),
    ],
)
def test_a_group_acts_through_its_members_of_the_day(sides: str, day: str, found: str | None) -> None:
    assert way(sides, UNION, TURKEY, day) == found


@pytest.mark.parametrize(
    ("sides", "day", "found"),
    [
        ("FRA DEU", "2014-06-01", "forth"),
        ("AUT+DEU FRA", "2014-06-01", "back"),
        ("FRA EU", "2014-06-01", "forth"),
        ("FRA FRA", "2014-06-01", None),
        ("DEU AUT", "2014-06-01", None),
    ],
)
def test_a_member_and_its_group(sides: str, day: str, found: str | None) -> None:
    """What France does to itself, or others of the group among themselves, is not between the two."""
    assert way(sides, FRANCE, UNION, day) == found


def test_one_that_left_and_the_group_that_it_left() -> None:
    assert way("GBR FRA", BRITAIN, UNION, "2014-06-01") == way("GBR FRA", BRITAIN, UNION, "2021-06-01") == "forth"
    assert way("GBR GBR", BRITAIN, UNION, "2014-06-01") is way("GBR GBR", BRITAIN, UNION, "2021-06-01") is None


@pytest.mark.parametrize(
    ("sides", "found"),
    [("AUT USA", "forth"), ("USA AUT", "back"), ("DEU USA", "forth"), ("AUT DEU", "forth"), ("FRA DEU", None)],
)
def test_two_groups_with_members_in_common(sides: str, found: str | None) -> None:
    assert way(sides, UNION, NATO) == found


def test_the_codes_of_a_side() -> None:
    assert FRANCE.codes() == FRANCE.codes(date(2014, 6, 1)) == {"FRA"}
    assert UNION.codes() == UNION.codes(LEFT) == {"EU", "FRA", "DEU", "AUT", "GBR"}
    assert UNION.codes(date(2020, 2, 1)) == {"EU", "FRA", "DEU", "AUT"}


RECORD = report("Fjord Wire", "Paris warned Baghdad over the dam", source="FRA", recipient="IRQ", person="Jean Valjean",
                date=when("2014-06-20"), place=OSLO, contexts=("environment",), mode=None, type="ACCUSE")  # fmt: skip
UNDATED = report("Fjord Post", "Baghdad answered Paris", source="IRQ", recipient="FRA", published="2014-06-25")
VERSIONS = [
    report("Gulf News", words, source="FRA", recipient="IRQ", url=URL, published="2014-06-28") for words in "ab"
]


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """Three tellings of one visit, of which the middle one is turned round and the last has other nations; others."""
    events = [
        imported(1, "FRA IRQ", "2014-06-03", sources=7, mentions=8),
        imported(2, "IRQ FRA", "2014-06-02"),
        imported(3, "TUR IRQ", "2014-06-01"),
        imported(4, "FRA IRQ", "2013-12-31", "AID"),
        imported(5, "FRA IRQ", "2014-06-05", status="intended"),
        imported(6, "FRA IRQ", None),
        imported(7, "FRA TUR", "2014-06-05"),
        imported(8, "IRQ+TUR FRA", "2014-06-30", "ASSAULT", sources=7, mentions=8),
    ]
    path = make_ledger(
        tmp_path_factory.mktemp("acts") / "made.ledger", events, [RECORD, UNDATED, *VERSIONS], [(1, 2, 3)]
    )
    with Ledger(path) as found:
        yield found


def test_one_act_a_happening_in_order_of_time(ledger: Ledger) -> None:
    """An event without a date stands at its report's; what was only intended, or on an old page, is none."""
    found = acts_between(ledger, FRANCE, IRAQ)
    assert [(str(each.day), each.direction, each.type) for each in found] == [
        ("2013-12-31", "forth", "AID"),
        ("2014-06-02", "back", "CONSULT"),
        ("2014-06-20", "forth", "ACCUSE"),
        ("2014-06-25", "back", "CONSULT"),
        ("2014-06-28", "forth", "CONSULT"),
        ("2014-06-30", "back", "ASSAULT"),
    ]
    visit, strike = found[1], found[5]
    assert (visit.event_id, visit.sources, visit.mentions) == (event_id(2), 3, 9)
    assert (strike.sources, strike.mentions) == (7, 8)
    assert found[4].sentence == "b."


def test_a_happening_is_seen_as_the_first_telling_between_the_two_has_it(ledger: Ledger) -> None:
    (turkish,) = acts_between(ledger, TURKEY, IRAQ)
    assert (turkish.event_id, turkish.day, turkish.direction) == (event_id(3), date(2014, 6, 1), "forth")
    assert turkish.happening == acts_between(ledger, FRANCE, IRAQ)[1].happening


@pytest.mark.parametrize(
    ("since", "until", "number"),
    [
        ("2014", None, 5),
        (None, "2013", 1),
        ("2014-06-20", "2014-06-25", 2),
        ("2014-06", "2014-06", 5),
        ("2015", None, 0),
    ],
)
def test_both_ends_of_the_time_are_included(since: str | None, until: str | None, number: int, ledger: Ledger) -> None:
    assert len(acts_between(ledger, FRANCE, IRAQ, since=since, until=until)) == number


def test_a_wrong_date_is_refused(ledger: Ledger) -> None:
    with pytest.raises(QueryError, match="'June' is no date"):
        acts_between(ledger, FRANCE, IRAQ, since="June")


def test_an_act_of_a_report_comes_with_its_words_and_place(ledger: Ledger) -> None:
    found = acts_between(ledger, FRANCE, IRAQ)[2]
    assert found == Happened(
        happening=ids_of(RECORD).events["e1"], event_id=ids_of(RECORD).events["e1"], article_id=RECORD.article.id,
        day=date(2014, 6, 20), last=date(2014, 6, 20), direction="forth", type="ACCUSE", mode=None, quad=1,
        goldstein=1.9, source=("Jean Valjean",), recipient=("Iraq",), source_codes=("FRA",), recipient_codes=("IRQ",),
        contexts=("environment",), sources=1, mentions=1, confidence=0.9, origin="dragoman", place="Oslo",
        place_country="NOR", lat=59.91, lon=10.75, sentence="Paris warned Baghdad over the dam.", trigger="Paris",
        trigger_at=0,
    )  # fmt: skip


def test_coverage_counts_all_actual_events_by_period(ledger: Ledger) -> None:
    """Six of the imported ones have a day and are actual; three of the reports' four pages are the latest."""
    assert coverage(ledger, "year") == {date(2013, 1, 1): 1, date(2014, 1, 1): 8}
    assert coverage(ledger, "month") == {date(2013, 12, 1): 1, date(2014, 6, 1): 8}
    assert coverage(ledger, "week")[date(2014, 6, 30)] == 1
    with pytest.raises(QueryError, match="no period"):
        coverage(ledger, "'); DROP TABLE events; --")


def test_the_codes_of_a_group_reach_its_members(ledger: Ledger) -> None:
    assert len(acts_between(ledger, UNION, IRAQ)) == len(acts_between(ledger, FRANCE, IRAQ))
    assert acts_between(ledger, UNION, BRITAIN) == ()
