"""A model of the user's own, in a folder that overlays the codebook."""

from __future__ import annotations

from pathlib import Path
from shutil import copyfile

import pytest

from dragoman.codebook import READER_FILES, Codebook
from dragoman.coder import Coder
from dragoman.errors import CodebookError
from dragoman.model.reader import HERE

NEWS = "France expelled two Russian diplomats on Tuesday."


@pytest.fixture
def overlay(tmp_path: Path) -> Path:
    """A folder with our own model, whose names of types have two that changed places."""
    (tmp_path / "reader").mkdir()
    for name in READER_FILES:
        copyfile(HERE / name, tmp_path / "reader" / name)
    names = tmp_path / "reader" / "reader.json"
    words = names.read_text(encoding="utf-8").replace('"SANCTION"', '"X"').replace('"PROTEST"', '"SANCTION"')
    names.write_text(words.replace('"X"', '"PROTEST"'), encoding="utf-8")
    return tmp_path


def test_an_overlays_model_reads_in_place_of_ours(overlay: Path, coder: Coder) -> None:
    (ours,) = coder.read(NEWS, published="2024-03-14").events
    (theirs,) = Coder(overlay).read(NEWS, published="2024-03-14").events
    assert (ours.type, theirs.type) == ("SANCTION", "PROTEST")


def test_a_model_with_a_file_missing_is_told(overlay: Path) -> None:
    (overlay / "reader" / "tokenizer.json").unlink()
    with pytest.raises(CodebookError, match=r"no tokenizer\.json"):
        _ = Codebook([overlay]).reader
