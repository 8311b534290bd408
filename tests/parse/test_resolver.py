"""The parser's model is loaded without what nobody asks for, and parses as its package does."""

from __future__ import annotations

import subprocess
import sys

from dragoman.parse.resolver import load_model, stock_model

_WITHOUT_COMMANDS = """
import sys
from dragoman.parse.resolver import load_model
load_model()
assert not {"spacy.cli", "typer"} & set(sys.modules), "the commands were imported"
import spacy
assert spacy.info(silent=True)["spacy_version"] == spacy.__version__
from spacy.cli import download
"""


def test_the_tokenizer_is_that_of_the_package() -> None:
    assert load_model().tokenizer.to_bytes(exclude=["vocab"]) == stock_model().tokenizer.to_bytes(exclude=["vocab"])


def test_spacy_comes_without_its_commands_until_they_are_asked_for() -> None:
    done = subprocess.run([sys.executable, "-c", _WITHOUT_COMMANDS], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
