"""The tables of codes: they load, they agree with the codebook, and broken files say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.codebook.exchange_codes import load_exchange
from dragoman.codebook.files import OURS
from dragoman.errors import CodebookError
from dragoman.ledger.exchange.who import bearer

SECTORS = {
    *("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "REB", "CVL", "BUS"),
    *("MED", "EDU", "NGO", "IGO", "SPY", "CRM", "LAB", "REL", "REF"),
}
TERRITORIES = {
    *("ABW", "AIA", "ASM", "BMU", "COK", "CUW", "CYM", "ESH", "FLK", "FRO"),
    *("GGY", "GIB", "GLP", "GRL", "GUF", "GUM", "HKG", "JEY", "MAC", "MAF"),
    *("MNP", "MSR", "MTQ", "MYT", "NCL", "NFK", "NIU", "PRI", "PSE", "PYF"),
    *("REU", "SHN", "SPM", "SXM", "TCA", "TKL", "VGB", "VIR", "WLF"),
}


def overlay(folder: Path, name: str, text: str) -> list[Path]:
    path = folder / "exchange" / f"{name}.csv"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [OURS, folder]


def test_every_country_of_ours_has_its_codes(book: Codebook) -> None:
    states = {key for key, actor in book.actors.known.items() if actor.kind == "country"}
    assert states <= book.exchange.countries.keys()
    assert len(book.exchange.countries) > 240
    without = {key for key in states if not book.exchange.countries[key].fips[0]}
    assert without == {"PSE"}
    assert {key for key in states if not book.exchange.countries[key].cow[0]} == TERRITORIES
    assert all(book.exchange.countries[key].icews[0] for key in states)


@pytest.mark.parametrize(
    ("iso3", "fips", "cameo", "cow", "icews"),
    [
        ("UKR", "UP", "UKR", "369", "Ukraine"),
        ("SDN", "SU", "SDN", "625", "Sudan"),
        ("SSD", "OD", "SSD", "626", "South Sudan"),
        ("ROU", "RO", "ROM", "360", "Romania"),
        ("DEU", "GM", "DEU", "255", "Germany"),
        ("KOR", "KS", "KOR", "732", "South Korea"),
        ("PRK", "KN", "PRK", "731", "North Korea"),
        ("VNM", "VM", "VNM", "816", "Vietnam"),
        ("XKX", "KV", "KSV", "347", "Kosovo"),
        ("RUS", "RS", "RUS", "365", "Russian Federation"),
    ],
)
def test_codes_of_countries(iso3: str, fips: str, cameo: str, cow: str, icews: str, book: Codebook) -> None:
    codes = book.exchange.countries[iso3]
    assert (codes.fips[0], codes.cameo[0], codes.cow[0], codes.icews[0]) == (fips, cameo, cow, icews)
    indices = (book.exchange.fips[fips], book.exchange.cameo[cameo], book.exchange.cow[cow])
    assert (*indices, book.exchange.country_names[icews.casefold()]) == (iso3,) * 4


def test_sectors_are_ours_and_each_can_be_written(book: Codebook) -> None:
    words = book.exchange.words
    assert {sector for word in words.values() for sector in word.sectors} == SECTORS
    for scheme in ("cameo", "icews"):
        assert {sector for each, sector in book.exchange.written if each == scheme} == SECTORS
        for sector in SECTORS:
            assert book.exchange.sectors(scheme, book.exchange.words_for(scheme, [sector])) == (sector,)


def test_a_word_that_counts_alone_yields_to_others(book: Codebook) -> None:
    assert book.exchange.sectors("cameo", ["GOV", "HLH"]) == ("GOV",)
    assert book.exchange.sectors("cameo", ["HLH"]) == ("CVL",)
    assert book.exchange.sectors("cameo", ["RAD", "HLH"]) == ("CVL",)
    assert book.exchange.sectors("icews", ["Social", "Nothing known"]) == ()


def test_groups_are_actors_of_ours(book: Codebook) -> None:
    assert {each.actor for each in book.exchange.groups.values()} <= book.actors.known.keys()
    assert all(len(known) == 3 and each.cameo.endswith(known) for known, each in book.exchange.groups.items())


def test_names_of_icews_lead_to_actors_or_persons(book: Codebook) -> None:
    lost = [ours for ours in book.exchange.names.values() if bearer(book.actors, ours) is None]
    assert [ours for ours in lost if not book.offices.tenures(ours)] == []


def test_every_code_has_an_event_text_that_leads_back(book: Codebook) -> None:
    codes = [code for code in book.cameo if len(code) > 2]
    assert [code for code in codes if book.exchange.texts[book.exchange.labels[code].casefold()] != code] == []
    assert book.exchange.texts["consult"] == "040"


def test_every_event_text_of_the_sample_has_a_code(shared: Path, book: Codebook) -> None:
    import gzip

    path = shared / "data" / "icews" / "icews05-15-sample.tsv.gz"
    if not path.exists():
        pytest.skip("the ICEWS sample is not in the development data")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = {line.split("\t")[1] for line in lines}
    assert len(texts) == 224
    assert {each for each in texts if each.casefold() not in book.exchange.texts} == set()


def test_every_root_has_a_class_of_gdelt_and_of_phoenix(book: Codebook) -> None:
    roots = [code for code in book.cameo if len(code) == 2]
    classes = {scheme: [book.exchange.quads[scheme, root] for root in roots] for scheme in ("gdelt", "phoenix")}
    assert len(book.exchange.quads) == 2 * len(roots)
    assert classes["gdelt"] == [1] * 5 + [2] * 4 + [3] * 5 + [4] * 6
    assert set(classes["phoenix"]) == {0, 1, 2, 3, 4}


def test_an_overlay_adds_and_replaces(tmp_path: Path) -> None:
    folders = overlay(
        tmp_path, "countries", "iso3,fips,cameo,cow,icews_name\nATL,ZZ,ATL,999,Atlantis\nFRA,FR,FRA,220,Gaul\n"
    )
    codes = load_exchange(folders)
    assert (codes.fips["ZZ"], codes.country_names["atlantis"], codes.cow["999"]) == ("ATL", "ATL", "ATL")
    assert "france" not in codes.country_names
    assert codes.countries["FRA"].icews == ("Gaul",)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("countries", "iso3,fips,cameo,cow,icews_name\nATL,UP,,,\n", "fips UP stands for UKR and for ATL"),
        ("countries", "iso3,fips\nATL,ZZ\n", "must have the columns iso3, fips, cameo, cow, icews_name"),
        ("groups", "known,cameo,actor\nABC,IGOABC,UN,more\n", r"groups\.csv, line 2: expected 3 cells, found 4"),
        ("icews-events", "text,cameo\nJuggle,999\n", "no CAMEO code 999"),
        ("sectors", "scheme,word,sectors,use\ncameo,ABC,GOV,often\n", "use is 'write', 'alone' or empty"),
    ],
)
def test_a_broken_table_says_so(name: str, text: str, message: str, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=message):
        load_exchange(overlay(tmp_path, name, text))
