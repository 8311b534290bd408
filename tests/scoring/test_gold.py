"""Reading reports coded by hand: what is read, and how a bad line is named."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dragoman.errors import NotFoundError, UnreadableError
from dragoman.scoring.gold import Party, parties, party, read_gold

EVENT = {
    "type": "AGREE|SUPPORT", "mode": None, "source": ["FRA GOV|MIL"], "recipient": ["IRQ"], "status": "actual",
    "date": "2020-08", "place": "Baghdad, IRQ", "trigger": "promised help", "required": True,
}  # fmt: skip
STATEMENT = {"speaker": "Parly", "speaker_code": "FRA GOV", "kind": "indirect", "cue": "said", "content": "all is well"}
DOCUMENT = {"id": "d1", "style": "wire", "text": "Parly promised help and said all is well.", "published": None}


def line(event: dict[str, Any] | None = None, statement: dict[str, Any] | None = None, **fields: Any) -> str:
    content = {"events": [{**EVENT, **(event or {})}], "statements": [{**STATEMENT, **(statement or {})}]}
    return json.dumps({**DOCUMENT, **content, **fields})


def write(folder: Path, *lines: str) -> Path:
    path = folder / "gold.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_document_is_read_with_its_events_and_statements(tmp_path: Path) -> None:
    (document,) = read_gold(write(tmp_path, line(), ""))
    (event,) = document.events
    assert document.id == "d1" and document.published is None
    assert event.types == ("AGREE", "SUPPORT") and not event.symmetric and event.required
    assert document.statements[0].content == "all is well"


def test_a_line_separator_inside_a_text_ends_no_line(tmp_path: Path) -> None:
    text = DOCUMENT["text"] + "\u2028\x85 More."  # type: ignore[operator]
    raw = json.dumps({**json.loads(line()), "text": text}, ensure_ascii=False)
    assert read_gold(write(tmp_path, raw))[0].text == text


@pytest.mark.parametrize(
    ("bad", "message"),
    [
        ("{", r"gold.jsonl, line 2: "),
        (line(event={"type": "agree"}), r"line 2: .*\$\.events\[0\]\.type"),
        (line(event={"source": ["France"]}), r"line 2: .*\$\.events\[0\]\.source"),
        (line(event={"status": "maybe"}), r"line 2: .*maybe.*\$\.events\[0\]\.status"),
        (line(event={"date": "last week"}), r"line 2: .*\$\.events\[0\]\.date"),
        (line(event={"place": "Baghdad"}), r"line 2: .*\$\.events\[0\]\.place"),
        (line(event={"trigger": "gave help"}), r"line 2 \(d1\): events\[0\]\.trigger 'gave help' is not in the text"),
        (line(statement={"cue": "told"}), r"line 2 \(d1\): statements\[0\]\.cue 'told' is not in the text"),
        (line(statement={"kind": "reported"}), r"line 2: .*\$\.statements\[0\]\.kind"),
    ],
)
def test_a_bad_line_is_named_with_its_number(tmp_path: Path, bad: str, message: str) -> None:
    with pytest.raises(UnreadableError, match=message):
        read_gold(write(tmp_path, line(), bad))


def test_a_missing_file_and_a_binary_one_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(NotFoundError, match="no such file"):
        read_gold(tmp_path / "none.jsonl")
    (tmp_path / "gold.jsonl").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(UnreadableError, match="UTF-8"):
        read_gold(tmp_path / "gold.jsonl")


def test_codes_are_taken_apart() -> None:
    assert party("FRA GOV|MIL") == Party("FRA", frozenset({"GOV", "MIL"}))
    assert party("IRQ") == Party("IRQ", frozenset())
    assert party("UNKNOWN MIL") == Party(None, frozenset({"MIL"}))
    assert parties(("UNKNOWN", "UN IGO")) == (Party("UN", frozenset({"IGO"})),)
