"""From a coded report to what the model learns: labels stand at the right words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType

import pytest
from tokenizers import Tokenizer

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.span import Span

EXAMPLES = Path(__file__).parents[2] / "training" / "examples.py"
TEXT = (
    "Norway sends tents\n\nNorway sent tents to Nairobi on Tuesday. "
    'On Monday its premier had met the Kenyan president in Oslo. "We stand by Kenya," she said.'
)
SHARED = {"mode": None, "status": "actual", "required": True, "symmetric": False}
EVENTS = [
    {
        **SHARED,
        **{"type": "AID", "source": ["NOR"], "recipient": ["KEN"], "date": "2024-03-12", "place": "Nairobi, KEN"},
        **{"trigger": "sent tents", "source_words": "Norway", "recipient_words": "Nairobi"},
    },
    {
        **SHARED,
        **{"type": "CONSULT", "mode": "meet", "source": ["NOR"], "recipient": ["KEN"], "symmetric": True},
        **{"date": "2024-03-11", "place": "Oslo, NOR", "trigger": "had met", "source_words": "its premier"},
        **{"recipient_words": "the Kenyan president"},
    },
]
SAID = [{"speaker": "its premier", "speaker_code": "NOR GOV", "kind": "direct", "cue": "said"}]


def words(example: object, labels: Mapping[int, object], wanted: object, text: str) -> str:
    """The pieces with a label, joined."""
    encoded = example.encoded  # type: ignore[attr-defined]
    pieces = (piece - encoded.lead for piece, label in sorted(labels.items()) if label == wanted)
    return " ".join(encoded.spans[piece].of(text) for piece in pieces)


def test_a_report_teaches_triggers_sides_dates_places_and_speech(
    examples: ModuleType, tokenizer: Tokenizer, coder: Coder, tmp_path: Path
) -> None:
    path = tmp_path / "reports.jsonl"
    said = [{**SAID[0], "content": "We stand by Kenya"}]
    report = {"id": "x", "published": "2024-03-14", "text": TEXT, "events": EVENTS, "statements": said}
    path.write_text(json.dumps(report) + "\n", encoding="utf-8")
    found = list(examples.from_reports(path, coder.book, tokenizer))
    sentence = "Norway sent tents to Nairobi on Tuesday."
    spotted, read, paired = found[1:4]
    assert words(spotted, spotted.spot, {"AID": 1.0}, sentence) == "sent tents"
    assert words(spotted, spotted.status, "actual", sentence) == "sent tents"
    assert words(read, read.roles, "source", sentence) == "Norway"
    assert words(read, read.roles, "recipient", sentence) == "Nairobi"
    assert words(read, read.roles, "when", sentence) == "Tuesday"
    assert read.asides == {"together": "no", "dated": "words", "placed": "words"}
    assert paired.pair == {"AID": 1.0}
    assert found[5].asides == {"together": "yes", "dated": "words", "placed": "words", "mode": "meet"}
    assert read.verdict == {"AID": 1.0}
    (last, refused), quoted = found[-2:], '"We stand by Kenya," she said.'
    assert refused.verdict == {"NONE": 1.0} and not refused.spot
    assert words(last, last.speech, "begin", quoted) == "We"
    assert words(last, last.speech, "inside", quoted) == "stand by Kenya"
    assert words(last, last.speech, "cue", quoted) == "said"


def test_what_is_told_again_and_the_rest_of_a_trigger_teach_nothing(
    examples: ModuleType, tokenizer: Tokenizer, coder: Coder, tmp_path: Path
) -> None:
    path = tmp_path / "reports.jsonl"
    sentence = "Oslo agreed on Monday to halt the raids that had angered Nairobi."
    events = [{**EVENTS[0], "type": "AGREE", "trigger": "agreed on Monday to halt"}]
    report = {"id": "x", "published": "2024-03-14", "text": f"Talks\n\n{sentence}", "events": events, "statements": []}
    path.write_text(json.dumps(report | {"again": ["the raids"]}) + "\n", encoding="utf-8")
    found = list(examples.from_reports(path, coder.book, tokenizer))
    spotted = next(each for each in found if "AGREE" in str(each.spot))
    assert words(spotted, spotted.spot, {"AGREE": 1.0}, sentence) == "agreed"
    assert words(spotted, spotted.spot, {"NONE": 1.0}, sentence).strip() == "Oslo that had angered Nairobi ."


@pytest.mark.parametrize(
    ("text", "trigger", "side", "carried"),
    [
        ("The government denied it on Sunday.", "The government denied it", "The government", "denied it"),
        ("Oslo and Nairobi held talks in Rome.", "held talks in Rome", None, "held talks"),
        ("Oslo agreed on Monday to halt the raids.", "agreed on Monday to halt", None, "agreed"),
        ("The premiers are to meet in August.", "are to meet in August", None, "meet"),
        ("Oslo accused Nairobi of theft.", "accused Nairobi of theft", "Nairobi", "accused"),
        ("The rebels would be at the table.", "would be at the table", None, "be at the table"),
    ],
)
def test_what_carries_an_act_is_no_side_and_no_other_act(
    examples: ModuleType, coder: Coder, text: str, trigger: str, side: str | None, carried: str
) -> None:
    (sentence,) = examples.with_actors(Source(text), coder.book).parse.sentences
    sides = [Span(at, at + len(side)) for at in (text.find(side or "?"),) if side]
    at = text.find(trigger)
    assert examples.core(sentence, Span(at, at + len(trigger)), sides).of(text) == carried


def test_acts_of_a_title_are_learned_where_it_has_them_coded(
    examples: ModuleType, tokenizer: Tokenizer, coder: Coder, tmp_path: Path
) -> None:
    path = tmp_path / "reports.jsonl"
    report = {"id": "x", "published": "2024-03-14", "text": TEXT, "events": EVENTS, "statements": []}
    quiet = {**report, "id": "y", "text": TEXT.replace("sends", "sold"), "events": []}
    path.write_text("\n".join(map(json.dumps, (report, quiet))), encoding="utf-8")
    found = [each for each in examples.from_reports(path, coder.book, tokenizer) if each.speech]
    assert not found[0].spot  # its act is coded where it is told again
    assert all(each.spot for each in found[1:])


def test_a_pair_has_its_own_root(examples: ModuleType, tokenizer: Tokenizer, coder: Coder, tmp_path: Path) -> None:
    path = tmp_path / "sentences.jsonl"
    sentence = {"text": "<s>Norway</s> will meet <t>Kenya</t>.", "type": "CONSULT", "root": "AGREE"}
    path.write_text(json.dumps({**sentence, "trigger": "meet", "status": "intended"}) + "\n", encoding="utf-8")
    paired, spotted = examples.from_sentences(path, coder.book, tokenizer)
    assert paired.pair == {"AGREE": 1.0}
    assert list(spotted.spot.values()) == [{"CONSULT": 1.0}]


def test_counter_examples_teach_that_nothing_happened(examples: ModuleType, tokenizer: Tokenizer, coder: Coder) -> None:
    promise = next(each for each in coder.book.frames.examples if each.counter)
    found = list(examples.from_codebook(coder.book, tokenizer))
    none = [each for each in found if each.spot and all(label == {"NONE": 1.0} for label in each.spot.values())]
    assert none and promise.counter
    assert any(each.pair is not None for each in found)
