"""Keys of actors: a country's code is the country's."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.errors import CodebookError


def test_the_netherlands_are_no_party() -> None:
    assert Codebook().actors.known["NLD"].name == "Netherlands"


def test_a_body_cannot_take_a_countrys_code(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    (tmp_path / "actors" / "bodies.yaml").write_text("FRA:\n  name: Friends of Rural Areas\n")
    with pytest.raises(CodebookError, match="FRA is a country's code"):
        _ = Codebook([tmp_path]).actors


def test_a_table_without_a_column_is_told(tmp_path: Path) -> None:
    (tmp_path / "actors" / "bodies").mkdir(parents=True)
    (tmp_path / "actors" / "bodies" / "mine.csv").write_text("key,name,country\nXX,Our Body,FRA\n")
    with pytest.raises(CodebookError, match=r"mine\.csv: no column aliases, local_aliases, sectors, kinds"):
        _ = Codebook([tmp_path]).actors


def test_a_noun_stands_once(tmp_path: Path) -> None:
    (tmp_path / "actors").mkdir()
    entry = "- {noun: Miller, sectors: [BUS], kind: person}\n"
    (tmp_path / "actors" / "roles.yaml").write_text(entry * 2)
    with pytest.raises(CodebookError, match=r"roles\.yaml: 'miller' stands twice"):
        _ = Codebook([tmp_path]).actors
