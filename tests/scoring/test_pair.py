"""The forced choice: reading marked sentences, and macro-F1 counted by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from dragoman.errors import UnreadableError
from dragoman.scoring.pair import answers_of, holds_pairs, pair_report, read_pairs, unmark
from dragoman.scoring.score import Share
from dragoman.span import Span

QUADS = {"CONSULT": 1, "AID": 2, "YIELD": 2, "ACCUSE": 3, "ASSAULT": 4}


def test_marks_become_spans_in_either_order() -> None:
    item = unmark("Help came to <t>Iraq</t> from <s>France</s>.", "AID")
    assert item.sentence == "Help came to Iraq from France."
    assert item.source.of(item.sentence) == "France" and item.target.of(item.sentence) == "Iraq"


@pytest.mark.parametrize("text", ["<s>France</s> helped Iraq.", "<s>A</s> met <s>B</s> and <t>C</t>.", ""])
def test_a_sentence_without_its_marks_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text(f'{{"text": "<s>A</s> met <t>B</t>.", "type": "CONSULT"}}\n{{"text": "{text}", "type": "AID"}}\n')
    with pytest.raises(UnreadableError, match="line 2: "):
        read_pairs(path)


def test_conceding_and_retreating_are_one_root(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"text": "<s>A</s> left <t>B</t>.", "type": "RETREAT"}\n')
    (item,) = read_pairs(path)
    assert item.root == "YIELD" and holds_pairs(path)
    path.write_text('{"id": "d", "text": "<s> and <t>", "events": [], "statements": []}\n')
    assert not holds_pairs(path)


def test_macro_f1_is_the_mean_over_the_classes_of_the_gold() -> None:
    items = [unmark("<s>A</s> and <t>B</t>", root) for root in ("CONSULT", "CONSULT", "AID", "ASSAULT")]
    answers = ["CONSULT", "AID", "AID", "ACCUSE"]
    report = pair_report(items, answers, QUADS)
    both = 2 / 3
    assert report.roots == pytest.approx((both + both + 0) / 3)
    assert report.quads == pytest.approx((both + both + 0) / 3)
    assert report.binary == 1
    assert report.by_root["AID"] == (Share(1, 2), Share(1, 1)) and "ACCUSE" not in report.by_root


def test_the_coder_is_asked_with_the_bare_sentence_and_the_spans() -> None:
    asked: list[tuple[str, Span, Span]] = []

    def code_pair(sentence: str, source: Span, target: Span) -> str:
        asked.append((sentence, source, target))
        return "AID"

    assert list(answers_of([unmark("<s>A</s> helps <t>B</t>", "AID")], code_pair)) == ["AID"]
    assert asked == [("A helps B", Span(0, 1), Span(8, 9))]
