"""POLECAT: 40 columns out and in, and the ways in which its files break the rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from exchange_rows import IRAQ, MINISTER, NATO, VISIT, back, given, other, refused, taken, written

from dragoman.codebook import Codebook
from dragoman.identity import content_id
from dragoman.ledger.exchange.polecat import COLUMNS
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

HEADER = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\tActor COW"
    "\tPrimary Actor Sector\tActor Sectors\tActor Title\tActor Name Raw\tWikipedia Actor ID\tRecipient Name"
    "\tRecipient Country\tRecipient COW\tPrimary Recipient Sector\tRecipient Sectors\tRecipient Title"
    "\tRecipient Name Raw\tWikipedia Recipient ID\tPlacename\tCity\tDistrict\tProvince\tCountry\tLatitude\tLongitude"
    "\tGeoNames ID\tRaw Placename\tFeature Type\tSource\tPublication Date\tStory People\tStory Organizations"
    "\tStory Locations\tLanguage\tVersion"
)
EVENT = (
    f"{VISIT.event_id}\t2020-08-26\tCONSULT\tvisit\t1.9\tVERBAL COOPERATION\tmilitary; diplomatic"
    "\tFlorence Parly\tFRA\t220\tGOV\tGOV; MIL\tMinister of the Armed Forces\t\t"
    "\tIraq\tIRQ\t645\t\t\t\t\t"
    "\tBaghdad\t\t\t\tIRQ\t33.34\t44.4\t98182\tthe Iraqi capital\t\tGulf Wire\t2020-08-27\t\t\t\ten\t0.1.0"
)
HELD = ("type", "mode", "contexts", "cameo", "quad", "goldstein", "source", "recipient", "date_start", "date_end",
        "date_edtf", "place_text", "place_name", "place_country", "place_geonames", "place_lat", "place_lon",
        "publisher", "published", "language", "version", "status")  # fmt: skip
CELLS: dict[str, str] = {
    "Event ID": "20230102-1_ASSAULT_firearms", "Event Date": "2023-01-02", "Event Type": "ASSAULT",
    "Event Mode": "firearms", "Intensity": "-9.0", "Quad Code": "MATERIAL CONFLICT", "Contexts": "military;territory",
    "Actor Name": "Taliban", "Actor Country": "AFG", "Actor COW": "700", "Primary Actor Sector": "REB",
    "Actor Sectors": "REB; UAF", "Actor Title": "None", "Recipient Name": "Pakistani border police",
    "Recipient Country": "PAK", "Recipient COW": "770", "Primary Recipient Sector": "COP", "Recipient Sectors": "COP",
    "Placename": "Chaman", "City": "Chaman", "Province": "Balochistan", "Country": "PAK", "Latitude": "30.92",
    "Longitude": "66.45", "GeoNames ID": "1181020", "Raw Placename": "the Chaman crossing", "Source": "Dawn",
    "Publication Date": "2023-01-03", "Language": "en", "Version": "NGEC_coder-Vers001",
}  # fmt: skip


def cells(**changed: str) -> list[str]:
    values = {**CELLS, **{name.replace("_", " "): cell for name, cell in changed.items()}}
    return [values.get(name, "") for name in COLUMNS]


def line(**changed: str) -> str:
    return "\t".join(cells(**changed))


def test_an_event_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("polecat", [VISIT], tmp_path, book)
    assert lines == [HEADER, EVENT]
    assert HEADER.count("\t") == EVENT.count("\t") == 39


def test_what_an_event_holds_comes_back(tmp_path: Path, book: Codebook) -> None:
    found = back("polecat", VISIT, tmp_path, book)
    assert {name: getattr(found, name) for name in HELD} == {name: getattr(VISIT, name) for name in HELD}
    assert (found.origin, found.origin_id) == ("polecat", VISIT.event_id)


def test_an_event_of_polecat_keeps_its_id(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("polecat", [taken("polecat", [HEADER, line()], tmp_path, book)], tmp_path, book)
    assert lines[1].split("\t")[0] == CELLS["Event ID"]


def test_pairs_have_ids_of_their_own(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("polecat", [other(source=(MINISTER, NATO))], tmp_path, book)
    assert [each.split("\t")[0] for each in lines[1:]] == [f"{VISIT.event_id}/0-0", f"{VISIT.event_id}/1-0"]


@pytest.mark.parametrize(
    ("quad", "word"),
    [(1, "VERBAL COOPERATION"), (2, "MATERIAL COOPERATION"), (3, "VERBAL CONFLICT"), (4, "MATERIAL CONFLICT")],
)
def test_quads_are_words(quad: int, word: str, tmp_path: Path, book: Codebook) -> None:
    _, lines = written("polecat", [other(quad=quad)], tmp_path, book)
    assert lines[1].split("\t")[5] == word


def test_a_row_is_read(tmp_path: Path, book: Codebook) -> None:
    row = taken("polecat", [HEADER, line()], tmp_path, book)
    assert row.event_id == content_id("polecat", CELLS["Event ID"])
    assert (row.type, row.mode, row.cameo, row.quad, row.goldstein) == ("ASSAULT", "firearms", "193", 4, -9.0)
    assert row.contexts == ("military", "territory")
    assert row.source == (Party("Taliban", "group", None, "TALIBAN", ("REB",)),)
    assert row.recipient == (Party("Pakistani border police", "role", "PAK", None, ("COP",)),)
    assert (row.date_start, row.published) == (date(2023, 1, 2), date(2023, 1, 3))
    assert (row.place_text, row.place_name, row.place_country) == ("the Chaman crossing", "Chaman", "PAK")
    assert (row.place_geonames, row.place_lat, row.place_lon) == (1181020, 30.92, 66.45)
    assert (row.publisher, row.language, row.version) == ("Dawn", "en", "NGEC_coder-Vers001")
    assert (row.url, row.article_id, row.confidence) == (None, None, None)


def test_the_word_none_is_no_value(tmp_path: Path, book: Codebook) -> None:
    nothing = {"Recipient_Name": "None", "Recipient_Country": "None", "Event_Mode": "None", "Contexts": "None",
               "Placename": "None", "City": "None", "Province": "None", "Country": "None"}  # fmt: skip
    row = taken("polecat", [HEADER, line(**nothing)], tmp_path, book)
    assert (row.recipient, row.mode, row.contexts, row.place_name) == ((), None, (), None)
    assert row.cameo == book.types["ASSAULT"].cameo


def test_the_cow_number_serves_where_the_country_is_missing(tmp_path: Path, book: Codebook) -> None:
    row = taken("polecat", [HEADER, line(Actor_Name="A man", Actor_Country="", Actor_COW="365")], tmp_path, book)
    assert row.source[0].country == "RUS"
    row = taken("polecat", [HEADER, line(Actor_Name="A man", Actor_Country="Russia", Actor_COW="")], tmp_path, book)
    assert row.source[0].country == "RUS"


def test_several_actors_of_a_row_are_several_parties(tmp_path: Path, book: Codebook) -> None:
    several = {"Actor_Name": "Olaf Scholz; Someone", "Actor_Country": "DEU; FRA", "Actor_COW": "255; 220",
               "Actor_Sectors": "GOV; MIL", "Actor_Title": "Chancellor; General"}  # fmt: skip
    assert taken("polecat", [HEADER, line(**several)], tmp_path, book).source == (
        Party("Olaf Scholz", "person", "DEU", None, ("GOV",), "Chancellor"),
        Party("Someone", "role", "FRA", None, ("MIL",), "General"),
    )


def test_values_that_fit_no_name_are_left_out(tmp_path: Path, book: Codebook) -> None:
    several = {"Actor_Name": "One; Two", "Actor_Country": "DEU; FRA; USA", "Actor_COW": "", "Actor_Sectors": "GOV"}
    row = taken("polecat", [HEADER, line(**several)], tmp_path, book)
    assert row.source == (Party("One"), Party("Two"))


def test_column_five_may_be_named_event_intensity(tmp_path: Path, book: Codebook) -> None:
    header = HEADER.replace("\tIntensity\t", "\tEvent Intensity\t")
    assert taken("polecat", [header, line(Intensity="-3")], tmp_path, book).goldstein == -3.0


def test_empty_columns_at_the_end_are_dropped(tmp_path: Path, book: Codebook) -> None:
    for header, row in ((f"{HEADER}\t\t", f"{line()}\t\t\t"), (HEADER, f"{line()}\t"), (f"{HEADER}\t\t", line())):
        assert taken("polecat", [header, row], tmp_path, book).version == "NGEC_coder-Vers001"


@pytest.mark.parametrize("place", [0, 3, 33, 40])
def test_a_header_with_headline_and_rows_without(place: int, tmp_path: Path, book: Codebook) -> None:
    names = HEADER.split("\t")
    names.insert(place, "Headline")
    for row in (line(), f"{line()}\t"):
        found = taken("polecat", ["\t".join(names), row], tmp_path, book)
        assert (found.type, found.version, found.publisher) == ("ASSAULT", "NGEC_coder-Vers001", "Dawn")


@pytest.mark.parametrize("place", [0, 3, 33, 40])
def test_a_header_with_headline_and_rows_with_it(place: int, tmp_path: Path, book: Codebook) -> None:
    names, values = HEADER.split("\t"), cells()
    names.insert(place, "Headline")
    values.insert(place, "Shots at the border")
    found = taken("polecat", ["\t".join(names), "\t".join(values)], tmp_path, book)
    assert (found.title, found.version, found.publisher) == ("Shots at the border", "NGEC_coder-Vers001", "Dawn")


def test_a_mode_that_we_do_not_have_is_kept(tmp_path: Path, book: Codebook) -> None:
    row = taken("polecat", [HEADER, line(Event_Mode="Unheard-Of")], tmp_path, book)
    assert (row.mode, row.cameo) == ("unheard-of", book.types["ASSAULT"].cameo)


def test_every_type_and_mode_of_ours_comes_back(tmp_path: Path, book: Codebook) -> None:
    for kind in book.types.values():
        for mode in (None, *kind.modes):
            cameo, weight = (mode.cameo, mode.goldstein) if mode else (kind.cameo, kind.goldstein)
            name = mode.name if mode else None
            row = other(type=kind.type, mode=name, cameo=cameo, goldstein=weight, quad=kind.quad)
            found = back("polecat", row, tmp_path, book)
            assert (found.type, found.mode, found.cameo, found.goldstein) == (kind.type, name, cameo, weight)
            assert found.quad == kind.quad


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"Event_Type": "STATEMENT"}, "no PLOVER type 'STATEMENT'"),
        ({"Event_Date": "2023-02-30"}, "'2023-02-30' is no date"),
        ({"Publication_Date": "late"}, "'late' is no date"),
        ({"Event_ID": ""}, "no Event ID"),
        ({"Latitude": "-91"}, "Latitude '-91' is out of range"),
        ({"Intensity": "low"}, "Intensity 'low' is no number"),
    ],
)
def test_what_cannot_be_taken_says_why(changed: dict[str, str], reason: str, tmp_path: Path, book: Codebook) -> None:
    found = given("polecat", [HEADER, line(**changed), line()], tmp_path, book)
    assert found[0] == Rejected("in.txt:2", reason)
    assert isinstance(found[1], EventRow)


def test_rows_of_another_width_and_the_same_again_are_refused(tmp_path: Path, book: Codebook) -> None:
    found = given("polecat", [HEADER, "1\t2\t3", line(), line(), f"{line()}\tmore"], tmp_path, book)
    assert [each.reason if isinstance(each, Rejected) else each.origin for each in found] == [
        *("3 columns, not 40", "polecat", "the same Event ID as an earlier row", "41 columns, not 40"),
    ]


def test_a_file_of_something_else_ends_at_once(tmp_path: Path, book: Codebook) -> None:
    row = refused("polecat", [line(), line()], tmp_path, book)
    assert row.source_id == "in.txt:1"
    assert row.reason.startswith("no file of polecat: expected a first line with the names of POLECAT's columns")


def test_an_empty_side_is_empty(tmp_path: Path, book: Codebook) -> None:
    assert back("polecat", other(source=(IRAQ,), recipient=()), tmp_path, book).recipient == ()
