"""GDELT: 61 columns and 16 out, 61, 58 and 57 in, and the traps of its codes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from exchange_rows import IRAQ, MINISTER, NATO, PKK, URL, VISIT, back, given, other, taken, written

from dragoman.codebook import Codebook
from dragoman.identity import content_id
from dragoman.ledger.exchange import gdelt, gdelt_mentions
from dragoman.ledger.row import EventRow, Party
from dragoman.read.sources import Rejected

EVENT = (
    "6350740356730192\t20200826\t202008\t2020\t2020.6466"
    "\tFRAGOVMIL\tFLORENCE PARLY\tFRA\t\t\t\t\tGOV\tMIL\t"
    "\tIRQ\tIRAQ\tIRQ\t\t\t\t\t\t\t"
    "\t\t042\t042\t04\t1\t1.9\t4\t2\t3\t"
    "\t0\t\t\t\t\t\t\t\t0\t\t\t\t\t\t\t\t4\tBaghdad, Iraq\tIZ\t\t\t33.34\t44.4\t"
    f"\t20200827000000\t{URL}"
)
MENTION = f"6350740356730192\t20200827000000\t20200827000000\t1\tnews.example.com\t{URL}\t\t18\t35\t24\t\t90\t\t\t\t"
HELD = ("type", "mode", "cameo", "quad", "goldstein", "source", "recipient", "date_start", "date_end", "date_edtf",
        "place_name", "place_country", "place_lat", "place_lon", "url", "published", "mentions", "articles",
        "sources", "status")  # fmt: skip
CELLS: dict[str, str] = {
    "GlobalEventID": "410412347", "Day": "20150218", "MonthYear": "201502", "Year": "2015", "FractionDate": "2015.1315",
    "Actor1Code": "RUSMIL", "Actor1Name": "RUSSIA", "Actor1CountryCode": "RUS", "Actor1Type1Code": "MIL",
    "Actor2Code": "UKR", "Actor2Name": "UKRAINE", "Actor2CountryCode": "UKR",
    "IsRootEvent": "1", "EventCode": "190", "EventBaseCode": "190", "EventRootCode": "19", "QuadClass": "4",
    "GoldsteinScale": "-10", "NumMentions": "6", "NumSources": "2", "NumArticles": "5", "AvgTone": "-5.2",
    "Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "4",
    "ActionGeo_FullName": "Debaltseve, Donets'ka Oblast', Ukraine", "ActionGeo_CountryCode": "UP",
    "ActionGeo_ADM1Code": "UP05", "ActionGeo_ADM2Code": "25271", "ActionGeo_Lat": "48.3406", "ActionGeo_Long": "38.4",
    "ActionGeo_FeatureID": "-1037163", "DATEADDED": "20150218230000", "SOURCEURL": "http://a.example/b.html",
}  # fmt: skip


def line(columns: tuple[str, ...] = gdelt.COLUMNS, **changed: str) -> str:
    return "\t".join({**CELLS, **changed}.get(name, "") for name in columns)


def test_there_are_as_many_columns_as_the_codebook_has() -> None:
    assert len(gdelt.COLUMNS) == 61
    assert [len(gdelt.LAYOUTS[number]) for number in (61, 58, 57)] == [61, 58, 57]
    assert [gdelt.COLUMNS[i - 1] for i in (6, 16, 26, 30, 36, 52, 59, 61)] == [
        *("Actor1Code", "Actor2Code", "IsRootEvent", "QuadClass", "Actor1Geo_Type", "ActionGeo_Type"),
        *("ActionGeo_FeatureID", "SOURCEURL"),
    ]
    assert len(gdelt_mentions.COLUMNS) == 16


def test_an_event_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    done, lines = written("gdelt", [VISIT], tmp_path, book)
    assert (done.rows, done.skipped) == (1, {})
    assert lines == [EVENT]
    assert EVENT.count("\t") == 60


def test_a_mention_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("gdelt-mentions", [VISIT], tmp_path, book)
    assert lines == [MENTION]
    assert MENTION.count("\t") == 15


def test_a_mention_without_a_page_or_words_invents_none(tmp_path: Path, book: Codebook) -> None:
    bare = other(url=None, source_start=None, recipient_start=None, trigger_start=None, confidence=None, published=None)
    _, (line,) = written("gdelt-mentions", [bare], tmp_path, book)
    assert line.split("\t")[2:12] == ["", "2", "Gulf Wire", "Gulf Wire", "", "-1", "-1", "-1", "", ""]
    _, (line,) = written("gdelt-mentions", [other(url=None, publisher=None)], tmp_path, book)
    assert line.split("\t")[3:6] == ["", "", ""]


@pytest.mark.parametrize(("share", "percent"), [(0.01, 10), (0.44, 40), (0.96, 100), (1.0, 100), (None, None)])
def test_confidence_goes_from_10_to_100_in_tens(share: float | None, percent: int | None) -> None:
    assert gdelt_mentions.percent(share) == percent


def test_a_mention_bears_the_moment_at_which_the_event_was_added(tmp_path: Path, book: Codebook) -> None:
    told_later = other(date_start=date(1988, 1, 1), date_end=date(1988, 12, 31))
    (event,) = written("gdelt", [told_later], tmp_path, book)[1]
    (mention,) = written("gdelt-mentions", [told_later], tmp_path, book)[1]
    assert event.split("\t")[1] == "19880101"
    assert mention.split("\t")[1:3] == [event.split("\t")[59]] * 2 == ["20200827000000"] * 2


@pytest.mark.parametrize(
    ("code", "quad"),
    [("018", "1"), ("057", "1"), ("061", "2"), ("090", "2"), ("100", "3"), ("139", "3"), ("141", "3"), ("150", "4"),
     ("203", "4")],
)  # fmt: skip
def test_gdelt_counts_classes_in_its_own_way(code: str, quad: str, tmp_path: Path, book: Codebook) -> None:
    _, (written_line,) = written("gdelt", [other(cameo=code)], tmp_path, book)
    assert written_line.split("\t")[26:30] == [code, code, code[:2], quad]


def test_a_code_of_four_digits_has_its_base_and_root(tmp_path: Path, book: Codebook) -> None:
    _, (written_line,) = written("gdelt", [other(cameo="0874")], tmp_path, book)
    assert written_line.split("\t")[26:30] == ["0874", "087", "08", "2"]


def test_mentions_and_events_have_the_same_ids(tmp_path: Path, book: Codebook) -> None:
    row = other(source=(MINISTER, NATO), recipient=(IRAQ, PKK))
    _, events = written("gdelt", [row], tmp_path, book)
    _, mentions = written("gdelt-mentions", [row], tmp_path, book)
    ids = [each.split("\t")[0] for each in events]
    assert len(set(ids)) == 4
    assert [each.split("\t")[0] for each in mentions] == ids
    assert all(0 <= int(each) < 2**53 for each in ids)


def test_what_an_event_holds_comes_back(tmp_path: Path, book: Codebook) -> None:
    found = back("gdelt", VISIT, tmp_path, book)
    assert {name: getattr(found, name) for name in HELD} == {name: getattr(VISIT, name) for name in HELD}
    assert found.article_id == content_id(URL)
    assert (found.origin, found.origin_id, found.why) == ("gdelt", EVENT.split("\t")[0], "imported from gdelt")
    assert found.confidence is None


@pytest.mark.parametrize("party", [NATO, PKK, Party("UNHCR", "organisation", None, "UN", ("IGO",))])
def test_actors_of_no_country_come_back(party: Party, tmp_path: Path, book: Codebook) -> None:
    assert back("gdelt", other(source=(party,)), tmp_path, book).source == (party,)


def test_unknown_values_stay_empty(tmp_path: Path, book: Codebook) -> None:
    bare = EventRow(event_id="b2:00", type="PROTEST", cameo="14", quad=4, goldstein=-6.5, date_start=date(2020, 1, 1))
    _, (written_line,) = written("gdelt", [bare], tmp_path, book)
    full = {name: cell for name, cell in zip(gdelt.COLUMNS, written_line.split("\t"), strict=True) if cell}
    assert full == {
        **{"GlobalEventID": full["GlobalEventID"], "Day": "20200101", "MonthYear": "202001", "Year": "2020"},
        **{"FractionDate": "2020.0027", "EventCode": "14", "EventBaseCode": "14", "EventRootCode": "14"},
        **{"QuadClass": "3", "GoldsteinScale": "-6.5", "NumMentions": "1", "NumSources": "1", "NumArticles": "1"},
        **{"Actor1Geo_Type": "0", "Actor2Geo_Type": "0", "ActionGeo_Type": "0"},
    }


@pytest.mark.parametrize(
    ("name", "country", "kind", "full", "fips"),
    [
        ("Baghdad", "IRQ", "4", "Baghdad, Iraq", "IZ"),
        ("Kyiv", "UKR", "4", "Kyiv, Ukraine", "UP"),
        ("Chicago", "USA", "3", "Chicago, United States", "US"),
        ("Ukraine", "UKR", "1", "Ukraine", "UP"),
        (None, "SDN", "1", "Sudan", "SU"),
        ("Nowhere-on-Sea", "GBR", "", "Nowhere-on-Sea, United Kingdom", "UK"),
        ("Gaza", "PSE", "4", "Gaza, Palestine", ""),
        ("Baghdad", None, "", "Baghdad", ""),
    ],
)
def test_places_carry_fips_codes(
    name: str | None, country: str | None, kind: str, full: str, fips: str, tmp_path: Path, book: Codebook
) -> None:
    _, (written_line,) = written("gdelt", [other(place_name=name, place_country=country)], tmp_path, book)
    assert written_line.split("\t")[51:54] == [kind, full, fips]


@pytest.mark.parametrize(
    ("on", "fraction"),
    [(date(2015, 2, 18), "2015.1315"), (date(2015, 2, 19), "2015.1342"), (date(2016, 12, 31), "2016.9890")],
)
def test_the_fraction_of_the_year_counts_months_of_30_days(on: date, fraction: str) -> None:
    assert gdelt.fraction(on) == fraction


def test_an_event_of_gdelt_keeps_its_number(tmp_path: Path, book: Codebook) -> None:
    _, (written_line,) = written("gdelt", [taken("gdelt", [line()], tmp_path, book)], tmp_path, book)
    assert written_line.split("\t")[0] == "410412347"


def test_a_place_of_gdelt_keeps_its_full_name(tmp_path: Path, book: Codebook) -> None:
    _, (written_line,) = written("gdelt", [taken("gdelt", [line()], tmp_path, book)], tmp_path, book)
    assert written_line.split("\t")[52:54] == [CELLS["ActionGeo_FullName"], "UP"]


@pytest.mark.parametrize(
    ("group", "name"),
    [("KID", "UNITED NATIONS CHILDREN'S FUND"), ("EEC", "EUROPEAN UNION"), ("NAT", "NATO"), ("HCR", "UNHCR")],
)
def test_a_known_group_in_capitals_keeps_its_code(group: str, name: str, tmp_path: Path, book: Codebook) -> None:
    cells = {"Actor1Name": name, "Actor1CountryCode": "", "Actor1KnownGroupCode": group, "Actor1Type1Code": "IGO"}
    _, (written_line,) = written("gdelt", [taken("gdelt", [line(**cells)], tmp_path, book)], tmp_path, book)
    assert written_line.split("\t")[6:9] == [name, "", group]


def test_a_row_of_gdelt_2_is_read(tmp_path: Path, book: Codebook) -> None:
    row = taken("gdelt", [line()], tmp_path, book)
    assert row.event_id == content_id("gdelt", "410412347")
    assert (row.type, row.mode, row.cameo, row.quad, row.goldstein) == ("ASSAULT", None, "190", 4, -10.0)
    assert row.source == (Party("RUSSIA", "role", "RUS", None, ("MIL",)),)
    assert row.recipient == (Party("Ukraine", "country", "UKR"),)
    assert (row.date_start, row.date_end, row.published) == (date(2015, 2, 18),) * 3
    assert (row.place_text, row.place_name) == (CELLS["ActionGeo_FullName"], "Debaltseve")
    assert (row.place_country, row.place_geonames, row.place_lat, row.place_lon) == ("UKR", None, 48.3406, 38.4)
    assert (row.mentions, row.sources, row.articles) == (6, 2, 5)
    assert (row.url, row.article_id) == (CELLS["SOURCEURL"], content_id(CELLS["SOURCEURL"]))
    assert (row.status, row.confidence, row.publisher) == ("actual", None, None)


@pytest.mark.parametrize(("number", "url"), [(58, CELLS["SOURCEURL"]), (57, None)])
def test_a_row_of_gdelt_1_is_read(number: int, url: str | None, tmp_path: Path, book: Codebook) -> None:
    row = taken("gdelt", [line(gdelt.LAYOUTS[number], DATEADDED="20150218")], tmp_path, book)
    assert (row.url, row.published, row.place_country) == (url, date(2015, 2, 18), "UKR")
    assert (row.place_lat, row.place_lon) == (48.3406, 38.4)


@pytest.mark.parametrize("name", ["Day", "SQLDATE"])
def test_a_header_names_the_columns(name: str, tmp_path: Path, book: Codebook) -> None:
    names = [name, "GLOBALEVENTID", "EventCode", "Actor1Name", "Actor1CountryCode"]
    header = "\t".join(["GLOBALEVENTID", name, *names[2:]])
    row = taken("gdelt", [header, "7\t20150218\t042\tFRANCE\tFRA"], tmp_path, book)
    assert (row.origin_id, row.date_start, row.source) == ("7", date(2015, 2, 18), (Party("France", "country", "FRA"),))


@pytest.mark.parametrize(
    ("fips", "iso3"),
    [("UP", "UKR"), ("SU", "SDN"), ("OD", "SSD"), ("SN", "SGP"), ("SG", "SEN"), ("RS", "RUS"), ("RB", "SRB"),
     ("AU", "AUT"), ("AS", "AUS"), ("GM", "DEU"), ("GA", "GMB"), ("GZ", "PSE"), ("WE", "PSE"), ("KV", "XKX"),
     ("OS", None)],
)  # fmt: skip
def test_fips_codes_are_not_iso(fips: str, iso3: str | None, tmp_path: Path, book: Codebook) -> None:
    assert taken("gdelt", [line(ActionGeo_CountryCode=fips)], tmp_path, book).place_country == iso3


@pytest.mark.parametrize(
    ("cameo", "iso3"),
    [("ROM", "ROU"), ("TMP", "TLS"), ("MTN", "MNE"), ("IMY", "IMN"), ("KSV", "XKX"), ("GZS", "PSE"), ("ROU", "ROU"),
     ("EUR", None), ("WST", None)],
)  # fmt: skip
def test_cameo_country_codes_are_not_all_iso(cameo: str, iso3: str | None, tmp_path: Path, book: Codebook) -> None:
    row = taken("gdelt", [line(Actor1Name="SOMEONE", Actor1CountryCode=cameo, Actor1Type1Code="")], tmp_path, book)
    (party,) = row.source
    assert (party.name, party.country, party.code) == ("SOMEONE", iso3, None)


@pytest.mark.parametrize(("iso3", "cameo"), [("ROU", "ROM"), ("TLS", "TMP"), ("MNE", "MTN"), ("FRA", "FRA")])
def test_cameo_country_codes_are_written_as_gdelt_has_them(
    iso3: str, cameo: str, tmp_path: Path, book: Codebook
) -> None:
    _, (written_line,) = written("gdelt", [other(source=(Party("X", "role", iso3, None, ("GOV",)),))], tmp_path, book)
    assert written_line.split("\t")[5:8] == [f"{cameo}GOV", "X", cameo]


@pytest.mark.parametrize(
    ("cells", "party"),
    [
        ({"KnownGroupCode": "UNO", "Type1Code": "IGO", "Name": "UNITED NATIONS"},
         Party("United Nations", "organisation", None, "UN", ("IGO",))),
        ({"KnownGroupCode": "EEC", "CountryCode": "EUR", "Name": "BRUSSELS"},
         Party("BRUSSELS", "organisation", None, "EU", ("IGO",))),
        ({"KnownGroupCode": "TAL", "CountryCode": "AFG", "Type1Code": "INS", "Name": "TALIBAN"},
         Party("Taliban", "group", None, "TALIBAN", ("REB",))),
        ({"KnownGroupCode": "BTH", "CountryCode": "IRQ", "Name": "BAATH"},
         Party("BAATH", "organisation", "IRQ", None, ("PTY", "GOV"))),
        ({"Name": "ISLAMIC STATE", "Type1Code": "REB"}, Party("ISLAMIC STATE", "group", None, "ISIS", ("REB",))),
        ({"Name": "ANGELA MERKEL", "CountryCode": "DEU", "Type1Code": "GOV"},
         Party("Angela Merkel", "person", "DEU", None, ("GOV",), "Chancellor")),
        ({"Name": "NURSE", "CountryCode": "GBR", "Type1Code": "HLH"}, Party("NURSE", "role", "GBR", None, ("CVL",))),
        ({"Name": "HEALTH MINISTRY", "CountryCode": "GBR", "Type1Code": "GOV", "Type2Code": "HLH"},
         Party("HEALTH MINISTRY", "role", "GBR", None, ("GOV",))),
        ({"Code": "AFR"}, Party("AFR", "role")),
    ],
)  # fmt: skip
def test_actors_are_told_by_their_codes(cells: dict[str, str], party: Party, tmp_path: Path, book: Codebook) -> None:
    none = dict.fromkeys(("Code", "Name", "CountryCode", "Type1Code"), "")
    actor = {f"Actor1{name}": cell for name, cell in {**none, **cells}.items()}
    assert taken("gdelt", [line(**actor)], tmp_path, book).source == (party,)


def test_a_side_without_cells_is_empty(tmp_path: Path, book: Codebook) -> None:
    row = taken("gdelt", [line(Actor2Code="", Actor2Name="", Actor2CountryCode="")], tmp_path, book)
    assert row.recipient == ()


@pytest.mark.parametrize(("code", "cameo"), [("42", "042"), ("042", "042"), ("256", "0256"), ("112", "112")])
def test_a_lost_zero_is_put_back(code: str, cameo: str, tmp_path: Path, book: Codebook) -> None:
    assert taken("gdelt", [line(EventCode=code)], tmp_path, book).cameo == cameo


def test_an_outlet_in_place_of_a_url_is_no_url(tmp_path: Path, book: Codebook) -> None:
    row = taken("gdelt", [line(SOURCEURL="BBC Monitoring")], tmp_path, book)
    assert (row.url, row.article_id, row.publisher) == (None, None, "BBC Monitoring")
    assert taken("gdelt", [line(SOURCEURL="unspecified")], tmp_path, book).publisher is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"EventCode": "010"}, "CAMEO 010 (Make statement, not specified below) has no PLOVER type"),
        ({"EventCode": "999"}, "no CAMEO code '999'"),
        ({"EventCode": ""}, "no CAMEO code ''"),
        ({"Day": "20150231"}, "'20150231' is no date"),
        ({"Day": "", "DATEADDED": "20150218"}, "'' is no date"),
        ({"DATEADDED": "soon"}, "'soon' is no date"),
        ({"GlobalEventID": "x"}, "GlobalEventID 'x' is no whole number"),
        ({"ActionGeo_Lat": "91"}, "ActionGeo_Lat '91' is out of range"),
        ({"ActionGeo_Long": "abc"}, "ActionGeo_Long 'abc' is no number"),
        ({"GoldsteinScale": "nan"}, "GoldsteinScale 'nan' is out of range"),
        ({"NumMentions": "-1"}, "NumMentions '-1' is no whole number"),
    ],
)
def test_what_cannot_be_taken_says_why(changed: dict[str, str], reason: str, tmp_path: Path, book: Codebook) -> None:
    found = given("gdelt", [line(**changed), line()], tmp_path, book)
    assert found[0] == Rejected("in.txt:1", reason)
    assert isinstance(found[1], EventRow)


def test_a_row_of_another_width_is_refused(tmp_path: Path, book: Codebook) -> None:
    found = given("gdelt", [line(), "1\t20150218\t042", line(GlobalEventID="2")], tmp_path, book)
    assert found[1] == Rejected("in.txt:2", "3 columns, not 61 (GDELT 2.0), 58 or 57 (1.0)")
    assert isinstance(found[2], EventRow)


def test_a_row_that_comes_twice_is_taken_once(tmp_path: Path, book: Codebook) -> None:
    first, second = given("gdelt", [line(), line()], tmp_path, book)
    assert isinstance(first, EventRow)
    assert second == Rejected("in.txt:2", "the same GlobalEventID as an earlier row")


def test_a_refused_row_does_not_claim_the_number(tmp_path: Path, book: Codebook) -> None:
    first, second = given("gdelt", [line(EventCode="010"), line()], tmp_path, book)
    assert isinstance(first, Rejected)
    assert isinstance(second, EventRow)
