"""The page that follows one report through the steps shows what the coder says."""

from __future__ import annotations

import re
from pathlib import Path
from types import ModuleType

import pytest
from scripts import script

from dragoman.coder import Coder
from dragoman.pipeline import STEPS

SCORE = re.compile(r"\b[01]\.\d\d\b")  # processors differ in the last digits
DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def refresh() -> ModuleType:
    return script("docs/refresh.py")


def test_the_page_shows_what_each_step_makes_of_the_example(refresh: ModuleType, coder: Coder) -> None:
    page = refresh.PAGE.read_text(encoding="utf-8")
    told = refresh.refreshed(page, refresh.example_layers(coder))
    assert SCORE.sub("", told) == SCORE.sub("", page), "run: python docs/refresh.py"


def test_every_step_has_its_box(refresh: ModuleType, coder: Coder) -> None:
    page = refresh.PAGE.read_text(encoding="utf-8")
    names = [step.__name__ for step in STEPS]
    assert list(refresh.example_layers(coder)) == names
    assert all(f"<!-- step {name} -->" in page for name in names)
