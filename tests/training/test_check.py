"""The training data is sound, and the check finds what is not."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from scripts import script

TRAINING = Path(__file__).parents[2] / "training"
REPORT: dict[str, Any] = {
    "id": "x-1",
    "published": "2024-03-14",
    "text": 'Norway sends tents\n\nNorway sent tents to Kenya. "Thank you," Kenya\'s president said.',
    "events": [
        {
            "type": "AID",
            "mode": None,
            "source": ["NOR GOV"],
            "recipient": ["KEN"],
            "status": "actual",
            "date": "2024-03-14",
            "place": "Nairobi, KEN",
            "trigger": "sends tents",
            "required": True,
            "symmetric": False,
            "source_words": "Norway",
            "recipient_words": None,
        }
    ],
    "statements": [
        {
            "speaker": "Kenya's president",
            "speaker_code": "KEN GOV",
            "kind": "direct",
            "cue": "said",
            "content": "Thank you",
        }
    ],
}


@pytest.fixture(scope="module")
def check() -> ModuleType:
    return script("training/check.py")


def test_our_data_is_sound(check: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    assert check.main([]) == 0
    assert check.main([str(path) for path in (TRAINING / "waiting").glob("*.jsonl")]) == 0
    assert capsys.readouterr().out.count(" 0 faults") == 2


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("trigger", "sent camels", "trigger"),
        ("type", "GIFT", "type"),
        ("status", "maybe", "status"),
        ("source", ["norway"], "code"),
        ("date", "14 March", "date"),
        ("place", "KEN", "place"),
        ("recipient_words", "Uganda", "recipient_words"),
    ],
)
def test_a_broken_event_is_told(check: ModuleType, field: str, value: object, told: str) -> None:
    report = copy.deepcopy(REPORT)
    report["events"][0][field] = value
    (fault,) = check.report_faults(report)
    assert told in fault


def test_a_sound_report_has_no_fault(check: ModuleType) -> None:
    assert list(check.report_faults(REPORT)) == []


@pytest.mark.parametrize(
    ("text", "kind", "trigger", "root", "told"),
    [
        ("<s>Norway</s> helped Kenya.", "AID", "helped", None, "needs one"),
        ("<s>Norway</s> helped <t>Kenya</t>.", "AID", None, None, "a trigger goes"),
        ("<s>Norway</s> helped <t>Kenya</t>.", "AID", "hurt", None, "trigger not in text"),
        ("<s>Norway</s> helped <t>Kenya</t>.", "AID", "helped", "YIELD", "root"),
    ],
)
def test_a_broken_sentence_is_told(
    check: ModuleType, text: str, kind: str, trigger: str | None, root: str | None, told: str
) -> None:
    sentence = {"text": text, "type": kind, "trigger": trigger, "status": "actual", "mode": None}
    if root:
        sentence["root"] = root
    (fault,) = check.sentence_faults(sentence)
    assert told in fault


def test_the_same_text_may_not_stand_twice(check: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "twice.jsonl"
    path.write_text(f"{json.dumps(REPORT)}\n{json.dumps(REPORT)}\n", encoding="utf-8")
    (fault,) = check.faults(path)
    assert "twice" in fault and ":2:" in fault
