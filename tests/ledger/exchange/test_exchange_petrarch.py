"""PETRARCH2 and Phoenix: columns out, and actors' codes as those two write them."""

from __future__ import annotations

from pathlib import Path

import pytest
from exchange_rows import IRAQ, NATO, PKK, URL, VISIT, other, written

from dragoman.codebook import Codebook
from dragoman.ledger.exchange.phoenix import COLUMNS
from dragoman.ledger.row import Party

SENTENCE = f"{VISIT.article_id}_18"
PETRARCH = f"20200826\tFRAGOVMIL\tIRQ\t042\t\t{SENTENCE}\t{URL}\tGulf Wire"
PHOENIX = (
    "6350740356730192_0.1.0\t20200826\t2020\t08\t26\tFRAGOVMIL\tFRA\tGOV\tMIL\tIRQ\tIRQ\t\t\t042\t04\t1\t1.9\t"
    f"\t33.34\t44.4\tBaghdad\t\tIraq\t{SENTENCE}\t{URL}\tGulf Wire"
)


def test_an_event_of_petrarch_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("petrarch", [VISIT], tmp_path, book)
    assert lines == [PETRARCH]
    assert PETRARCH.count("\t") == 7


def test_there_is_no_column_for_a_url_that_is_not_there(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("petrarch", [other(url=None), other(url=None, publisher=None, article_id=None)], tmp_path, book)
    assert lines[0] == f"20200826\tFRAGOVMIL\tIRQ\t042\t\t{SENTENCE}\tGulf Wire"
    assert lines[1] == "20200826\tFRAGOVMIL\tIRQ\t042\t\t\tNULL"


@pytest.mark.parametrize(
    ("party", "code"),
    [
        (NATO, "IGOWSTNAT"),
        (PKK, "---REB"),
        (Party("the spokesman", "role", None, None, ("GOV",)), "---GOV"),
        (Party("somebody"), "---"),
        (Party("Klaus Iohannis", "person", "ROU", None, ("GOV",)), "ROUGOV"),
        (Party("Kosovo", "country", "XKX"), "KSV"),
        (Party("Fatah", "organisation", "PSE", None, ("PTY", "GOV")), "PSEPTYFTA"),
        (Party("a farmer", "role", "TLS", None, ("CVL",)), "TLSCVL"),
    ],
)
def test_actors_of_petrarch(party: Party, code: str, tmp_path: Path, book: Codebook) -> None:
    _, (line,) = written("petrarch", [other(source=(party,))], tmp_path, book)
    assert line.split("\t")[1] == code


@pytest.mark.parametrize(
    ("changed", "name"),
    [({"sentence_start": None}, VISIT.article_id), ({"sentence_start": 0}, f"{VISIT.article_id}_0"),
     ({"article_id": None}, "")],
)  # fmt: skip
def test_a_sentence_is_named_by_its_story_and_place(
    changed: dict[str, object], name: str, tmp_path: Path, book: Codebook
) -> None:
    assert written("petrarch", [other(**changed)], tmp_path, book)[1][0].split("\t")[5] == name
    assert written("phoenix", [other(**changed)], tmp_path, book)[1][0].split("\t")[23] == name


def test_nobody_is_three_dashes(tmp_path: Path, book: Codebook) -> None:
    _, (line,) = written("petrarch", [other(recipient=())], tmp_path, book)
    assert line.split("\t")[1:3] == ["FRAGOVMIL", "---"]


def test_an_event_of_phoenix_is_written_column_by_column(tmp_path: Path, book: Codebook) -> None:
    _, lines = written("phoenix", [VISIT], tmp_path, book)
    assert lines == [PHOENIX]
    assert len(COLUMNS) == PHOENIX.count("\t") + 1 == 26


@pytest.mark.parametrize(
    ("party", "cells"),
    [
        (NATO, ["IGOWSTNAT", "IGO", "", "WST;NAT"]),
        (PKK, ["---REB", "", "REB", ""]),
        (IRAQ, ["IRQ", "IRQ", "", ""]),
        (Party("a judge", "role", "USA", None, ("JUD", "GOV", "CVL")), ["USAJUDGOVCVL", "USA", "JUD", "GOV;CVL"]),
        (Party("a priest", "role", "USA", None, ("REL",)), ["USAREL", "USA", "", "REL"]),
    ],
)
def test_actors_of_phoenix_are_split_as_its_pipeline_does(
    party: Party, cells: list[str], tmp_path: Path, book: Codebook
) -> None:
    _, (line,) = written("phoenix", [other(source=(party,))], tmp_path, book)
    assert line.split("\t")[5:9] == cells


@pytest.mark.parametrize(
    ("code", "quad"), [("020", "0"), ("042", "1"), ("070", "2"), ("112", "3"), ("160", "3"), ("190", "4")]
)
def test_phoenix_counts_classes_in_its_own_way(code: str, quad: str, tmp_path: Path, book: Codebook) -> None:
    _, (line,) = written("phoenix", [other(cameo=code)], tmp_path, book)
    assert line.split("\t")[13:16] == [code, code[:2], quad]


def test_an_event_of_no_version_has_the_number_alone(tmp_path: Path, book: Codebook) -> None:
    _, (line,) = written("phoenix", [other(version=None)], tmp_path, book)
    assert line.split("\t")[0] == "6350740356730192"
