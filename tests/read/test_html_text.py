"""The benchmark of read pages: its measure, and the whole of it on a page of ours."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import html_text
from inputs_made import TEXT, page


@pytest.mark.parametrize(
    ("text", "truth", "expected"),
    [
        ("a b c d e", "a b c d e", (2, 2, 2)),
        ("a b c d e", "a b c d", (1, 2, 1)),
        ("A b, c d", "a b c d", (0, 1, 1)),
        ("a b", "a b", (1, 1, 1)),
        ("", "a b c d e", (0, 0, 2)),
        ("a a a a a", "a a a a", (1, 2, 1)),
    ],
)
def test_texts_are_compared_by_shingles_of_four_words(text: str, truth: str, expected: tuple[int, int, int]) -> None:
    assert html_text.compared(text, truth) == expected


def test_the_score_is_of_the_averages_over_pages() -> None:
    pages = [html_text.Page("", None, "a b c d e"), html_text.Page("", None, "a b c d")]
    score = html_text.score(lambda _: "a b c d", pages)
    assert (score.precision, score.recall, score.whole) == (1, 0.75, 0.5)
    assert score.f1 == pytest.approx(2 * 0.75 / 1.75)


def test_it_runs_on_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("resiliparse", reason="resiliparse is for development alone")
    truth = "\n".join(f"{TEXT} This is paragraph {number} of it." for number in ("one", "two", "three"))
    (tmp_path / "html").mkdir()
    (tmp_path / "html" / "k.html.gz").write_bytes(gzip.compress(page().encode()))
    (tmp_path / "ground-truth.json").write_text(json.dumps({"k": {"articleBody": truth}}))
    monkeypatch.setattr("sys.argv", ["html_text.py", str(tmp_path)])
    assert html_text.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == ["1", "dragoman", "trafilatura", "resiliparse"]
    assert lines[1].split()[1] == "1.0000"


def test_without_data_it_says_what_to_name(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["html_text.py", "nowhere"])
    with pytest.raises(SystemExit):
        html_text.main()
    assert "name the benchmark's folder or archive" in capsys.readouterr().err
