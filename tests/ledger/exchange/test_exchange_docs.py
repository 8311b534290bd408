"""The page on formats says what the code does, and its links lead somewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.ledger.exchange import READERS, WRITERS, gdelt, gdelt_mentions, icews, petrarch, phoenix, polecat
from dragoman.ledger.exchange.acts import Acts
from dragoman.ledger.exchange.flat import COLUMNS, NEEDED

ROOT = Path(__file__).parents[3]
PAGE = ROOT / "docs" / "exchange.md"
LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def formats(page: str) -> dict[str, list[str]]:
    """The first table's rows by format: out, in, columns."""
    table = page.partition("## Out")[0].splitlines()
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line.startswith("| `")]
    return {name: cells[1:] for cells in rows for name in re.findall(r"`([a-z-]+)`", cells[0])}


def test_every_format_is_there_with_its_directions(formats: dict[str, list[str]]) -> None:
    assert {name for name, cells in formats.items() if cells[0] == "yes"} == {*WRITERS, "jsonl"}
    assert {name for name, cells in formats.items() if cells[1] != "no"} == set(READERS)


def test_the_columns_are_counted_right(formats: dict[str, list[str]]) -> None:
    counts = {"gdelt": len(gdelt.COLUMNS), "gdelt-mentions": len(gdelt_mentions.COLUMNS), "icews": len(icews.COLUMNS),
              "petrarch": len(petrarch.COLUMNS), "phoenix": len(phoenix.COLUMNS), "polecat": len(polecat.COLUMNS),
              "csv": len(COLUMNS)}  # fmt: skip
    assert {name: int(re.match(r"\d+", formats[name][2]).group()) for name in counts} == counts  # type: ignore[union-attr]
    assert all(str(number) in formats["gdelt"][2] for number in gdelt.LAYOUTS)


def test_the_columns_that_our_own_tables_need_are_named(page: str) -> None:
    assert f"`{', '.join(NEEDED)}` at least" in page


def test_no_type_is_lost_by_its_code_but_the_one_that_is_said(page: str, book: Codebook) -> None:
    acts = Acts(book)
    modes = [(kind.type, mode) for kind in book.types.values() for mode in kind.modes]
    lost = [f"{kind} {mode.name}" for kind, mode in modes if acts.of_code(mode.cameo).type != kind]
    assert lost == ["COERCE convict"]
    assert "COERCE convict" in page


PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])


@pytest.mark.parametrize("path", PAGES, ids=[path.stem for path in PAGES])
def test_links_lead_to_files(path: Path) -> None:
    missing = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not (path.parent / link).exists()]
    assert missing == []


def test_the_page_is_linked_and_short(page: str) -> None:
    assert "(exchange.md)" in (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    assert len(page.splitlines()) <= 120
