"""ICEWS: 20 columns out and in, and the four-column file without ids."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from exchange_rows import IRAQ, MINISTER, NATO, VISIT, back, given, other, refused, taken, written

from dragoman.codebook import Codebook
from dragoman.identity import content_id
from dragoman.ledger.exchange import read
from dragoman.ledger.exchange.icews import COLUMNS
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name"
    "\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry"
    "\tLatitude\tLongitude"
)
EVENT = (
    "6350740356730192\t2020-08-26\tFlorence Parly\tGovernment,Military\tFrance\tMake a visit\t042\t1.9\tIraq\t\tIraq"
    "\t370129039939141\t\tGulf Wire\tBaghdad\t\t\tIraq\t33.34\t44.4"
)
HELD = ("type", "mode", "cameo", "quad", "goldstein", "source", "recipient", "date_start", "date_end", "date_edtf",
        "place_name", "place_country", "place_lat", "place_lon", "publisher", "status")  # fmt: skip
CELLS: dict[str, str] = {
    "Event ID": "926685", "Event Date": "1995-01-01", "Source Name": "Extremist (Russia)",
    "Source Sectors": "Radicals / Extremists / Fundamentalists,Dissident", "Source Country": "Russian Federation",
    "Event Text": "Praise or endorse", "CAMEO Code": "051", "Intensity": "3.4", "Target Name": "Boris Yeltsin",
    "Target Sectors": "Elite,Executive,Executive Office,Government", "Target Country": "Russian Federation",
    "Story ID": "28235806", "Sentence Number": "5", "Publisher": "The Toronto Star", "City": "Moscow",
    "Province": "Moskva", "Country": "Russian Federation", "Latitude": "55.7522", "Longitude": "37.6156",
}  # fmt: skip
MEETING = "South Korea\tHost a visit\tChung Dong-young\t2005-06-17"


def line(**changed: str) -> str:
    cells = {**CELLS, **{name.replace("_", " "): cell for name, cell in changed.items()}}
    return "\t".join(cells.get(name, "") for name in COLUMNS)


def test_an_event_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("icews", [VISIT], tmp_path, book)
    assert lines == [HEADER, EVENT]
    assert HEADER.count("\t") == EVENT.count("\t") == 19


def test_what_an_event_holds_comes_back(tmp_path: Path, book: Codebook) -> None:
    found = back("icews", VISIT, tmp_path, book)
    assert {name: getattr(found, name) for name in HELD} == {name: getattr(VISIT, name) for name in HELD}
    assert (found.url, found.article_id, found.published, found.confidence) == (None, None, None, None)


def test_an_event_of_icews_is_written_as_it_was(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("icews", [taken("icews", [HEADER, line()], tmp_path, book)], tmp_path, book)
    cells = dict(zip(COLUMNS, lines[1].split("\t"), strict=True))
    kept = ("Event ID", "Event Date", "Source Name", "Source Country", "Event Text", "CAMEO Code", "Intensity",
            "Target Name", "Story ID", "Publisher", "City", "Country", "Latitude", "Longitude")  # fmt: skip
    assert {name: cells[name] for name in kept} == {name: CELLS[name] for name in kept}
    assert cells["Source Sectors"] == "Rebel,Dissident"


def test_a_row_is_read(tmp_path: Path, book: Codebook) -> None:
    row = taken("icews", [HEADER, line()], tmp_path, book)
    assert row.event_id == content_id("icews", "926685", "1995-01-01")
    assert (row.origin, row.origin_id) == ("icews", "926685 1995-01-01")
    assert (row.type, row.mode, row.cameo, row.quad, row.goldstein) == ("SUPPORT", "praise", "051", 1, 3.4)
    assert row.source == (Party("Extremist (Russia)", "role", "RUS", None, ("REB", "OPP")),)
    assert row.recipient == (Party("Boris Yeltsin", "person", "RUS", None, ("GOV",), "President"),)
    assert (row.date_start, row.date_end) == (date(1995, 1, 1), date(1995, 1, 1))
    assert (row.place_text, row.place_name) == ("Moscow, Moskva, Russian Federation", "Moscow")
    assert (row.place_country, row.place_lat, row.place_lon) == ("RUS", 55.7522, 37.6156)
    assert (row.publisher, row.source_id, row.url, row.published) == ("The Toronto Star", "28235806", None, None)
    assert (row.mentions, row.articles, row.sources) == (1, 1, 1)


def test_one_event_id_with_two_dates_is_two_events(tmp_path: Path, book: Codebook) -> None:
    rows = given("icews", [HEADER, line(), line(Event_Date="1995-01-02"), line()], tmp_path, book)
    assert [type(each) for each in rows] == [EventRow, EventRow, Rejected]
    assert len({each.event_id for each in rows if isinstance(each, EventRow)}) == 2
    assert rows[2] == Rejected("in.txt:4", "the same Event ID and date as an earlier row")


@pytest.mark.parametrize(
    ("name", "iso3"),
    [("Russian Federation", "RUS"), ("Occupied Palestinian Territory", "PSE"), ("Cote d'Ivoire", "CIV"),
     ("Democratic Republic of Congo", "COD"), ("Congo", "COG"), ("Moldova, Republic of", "MDA"),
     ("the former Yugoslav Republic of Macedonia", "MKD"), ("Swaziland", "SWZ"), ("Holy See", "VAT"),
     ("Timor-Leste", "TLS"), ("Atlantis", None)],
)  # fmt: skip
def test_countries_are_english_names(name: str, iso3: str | None, tmp_path: Path, book: Codebook) -> None:
    cells = {"Source_Name": "Someone Unknown", "Source_Country": name, "Country": name}
    row = taken("icews", [HEADER, line(**cells)], tmp_path, book)
    assert (row.source[0].country, row.place_country) == (iso3, iso3)


@pytest.mark.parametrize(
    ("name", "country", "party"),
    [
        ("Boko Haram", "Nigeria", Party("Boko Haram", "group", "NGA", "BOKOHARAM", ("REB",))),
        ("United Nations", "", Party("United Nations", "organisation", None, "UN", ("IGO",))),
        ("Nobody Special", "Kenya", Party("Nobody Special", "role", "KEN")),
    ],
)
def test_bodies_and_groups_keep_their_code(
    name: str, country: str, party: Party, tmp_path: Path, book: Codebook
) -> None:
    row = taken("icews", [HEADER, line(Source_Name=name, Source_Sectors="", Source_Country=country)], tmp_path, book)
    assert row.source == (party,)


@pytest.mark.parametrize(
    ("code", "cameo"),
    [("42", "042"), ("341", "0341"), ("35", "035"), ("14.0", None), ("51.0", "051"), ("112", "112"), ("190", "190")],
)
def test_a_lost_zero_is_put_back(code: str, cameo: str | None, tmp_path: Path, book: Codebook) -> None:
    (row,) = given("icews", [HEADER, line(CAMEO_Code=code)], tmp_path, book)
    if cameo is None:
        assert isinstance(row, Rejected)
        assert row.reason == "CAMEO 014 (Consider policy option) has no PLOVER type"
    else:
        assert isinstance(row, EventRow)
        assert row.cameo == cameo


def test_a_broken_code_is_read_from_the_event_text(tmp_path: Path, book: Codebook) -> None:
    assert taken("icews", [HEADER, line(CAMEO_Code="13y", Event_Text="Give ultimatum")], tmp_path, book).cameo == "139"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"CAMEO_Code": "010"}, "CAMEO 010 (Make statement, not specified below) has no PLOVER type"),
        ({"CAMEO_Code": "777"}, "no CAMEO code '777'"),
        ({"CAMEO_Code": "13y", "Event_Text": "Juggle"}, "no CAMEO code for the event text 'Juggle'"),
        ({"Event_Date": "1995-13-01"}, "'1995-13-01' is no date"),
        ({"Event_ID": ""}, "no Event ID"),
        ({"Intensity": "11"}, "Intensity '11' is out of range"),
        ({"Latitude": "north"}, "Latitude 'north' is no number"),
        ({"Longitude": "181"}, "Longitude '181' is out of range"),
    ],
)
def test_what_cannot_be_taken_says_why(changed: dict[str, str], reason: str, tmp_path: Path, book: Codebook) -> None:
    found = given("icews", [HEADER, line(**changed), line()], tmp_path, book)
    assert found[0] == Rejected("in.txt:2", reason)
    assert isinstance(found[1], EventRow)


def test_a_row_of_another_width_is_refused(tmp_path: Path, book: Codebook) -> None:
    found = given("icews", [HEADER, "926685\t1995-01-01", line()], tmp_path, book)
    assert found[0] == Rejected("in.txt:2", "2 columns, not 20")
    assert isinstance(found[1], EventRow)


def test_columns_may_stand_in_another_order_and_spelling(tmp_path: Path, book: Codebook) -> None:
    header = "CAMEO.Code\tevent_id\tEvent.Date\tTarget.Name\tSource.Name"
    row = taken("icews", [header, "051\t1\t1995-01-01\tIraq\tFrance"], tmp_path, book)
    assert (row.origin_id, row.source[0].country, row.recipient[0].country) == ("1 1995-01-01", "FRA", "IRQ")


def test_the_header_may_be_missing(tmp_path: Path, book: Codebook) -> None:
    assert taken("icews", [line()], tmp_path, book).origin_id == "926685 1995-01-01"


def test_a_file_of_something_else_ends_at_once(tmp_path: Path, book: Codebook) -> None:
    row = refused("icews", ["a\tb", line()], tmp_path, book)
    assert row.source_id == "in.txt:1"
    assert row.reason.startswith("no file of icews: expected a first line with the names of ICEWS's columns")
    assert row.reason.endswith("it begins with 'a\\tb'")


def test_several_parties_give_a_row_a_pair(tmp_path: Path, book: Codebook) -> None:
    done, lines = written("icews", [other(source=(MINISTER, NATO), recipient=(IRAQ,))], tmp_path, book)
    assert done.rows == 2
    cells = [each.split("\t") for each in lines[1:]]
    assert [(each[2], each[8]) for each in cells] == [("Florence Parly", "Iraq"), ("NATO", "Iraq")]
    assert cells[0][0] != cells[1][0]


def test_a_region_is_a_province(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("icews", [other(place_name="Donbas", place_country="UKR")], tmp_path, book)
    assert lines[1].split("\t")[14:18] == ["", "", "Donbas", "Ukraine"]
    _, lines = written("icews", [other(place_name="Ukraine", place_country="UKR")], tmp_path, book)
    assert lines[1].split("\t")[14:18] == ["", "", "", "Ukraine"]


def test_a_row_of_four_columns_is_read(tmp_path: Path, book: Codebook) -> None:
    row = taken("icews-sample", [MEETING], tmp_path, book)
    assert (row.type, row.mode, row.cameo, row.goldstein) == ("CONSULT", "host", "043", 2.8)
    assert row.source == (Party("South Korea", "country", "KOR"),)
    assert row.recipient == (Party("Chung Dong-young", "person", "KOR", None, ("GOV",), "unification minister"),)
    assert (row.origin, row.origin_id, row.date_start) == ("icews", None, date(2005, 6, 17))


def test_equal_rows_of_four_columns_have_ids_that_stay(tmp_path: Path, book: Codebook) -> None:
    def ids() -> list[str]:
        rows = given("icews-sample", [MEETING, MEETING.replace("2005", "2006"), MEETING], tmp_path, book)
        return [each.event_id for each in rows if isinstance(each, EventRow)]

    first = ids()
    assert len(set(first)) == 3
    assert ids() == first


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("A\tMake statement\tB\t2005-01-01", "CAMEO 010 (Make statement, not specified below) has no PLOVER type"),
        ("A\tJuggle\tB\t2005-01-01", "no CAMEO code for the event text 'Juggle'"),
        ("A\tConsult\tB\tyesterday", "'yesterday' is no date"),
        ("\tConsult\tB\t2005-01-01", "no name of a source or target"),
    ],
)
def test_what_cannot_be_taken_of_four_columns_says_why(row: str, reason: str, tmp_path: Path, book: Codebook) -> None:
    assert refused("icews-sample", [row], tmp_path, book) == Rejected("in.txt:1", reason)


def test_a_row_of_another_width_among_four_is_refused(tmp_path: Path, book: Codebook) -> None:
    found = given("icews-sample", [MEETING, "A\tConsult\tB"], tmp_path, book)
    assert found[1] == Rejected("in.txt:2", "3 columns, not 4")


def test_event_texts_are_known_in_any_case(tmp_path: Path, book: Codebook) -> None:
    text = "Military (Mali)\tfight with small arms and light weapons\tCitizen (Mauritania)\t2012-09-10"
    assert taken("icews-sample", [text], tmp_path, book).cameo == "193"


def test_the_sample_is_read_whole(shared: Path, book: Codebook) -> None:
    path = shared / "data" / "icews" / "icews05-15-sample.tsv.gz"
    if not path.exists():
        pytest.skip("the ICEWS sample is not in the development data")
    rows = list(read("icews-sample", path, book))
    taken_rows = [each for each in rows if isinstance(each, EventRow)]
    reasons = Counter(each.reason for each in rows if isinstance(each, Rejected))
    sides = [party for each in taken_rows for party in (*each.source, *each.recipient)]
    assert len(rows) == 92_367
    assert all(each.startswith("CAMEO 01") and each.endswith("has no PLOVER type") for each in reasons)
    assert (len(taken_rows), reasons.total()) == (74_540, 17_827)
    assert len({each.event_id for each in taken_rows}) == len(taken_rows)
    assert sum(party.nation is not None for party in sides) / len(sides) >= 0.93
