"""Coding again: what changed is told field by field, what was stays, judgements stay attached."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from dragoman.errors import QueryError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.diff import diff, tally
from dragoman.ledger.judge import judge
from dragoman.ledger.recode import recode, stale
from dragoman.ledger.verify import verify
from dragoman.record import Article, Event, Record, Version


class Second:
    """A coder of another version, which codes a record's events otherwise."""

    def __init__(self, record: Record, **changes: Event) -> None:
        self.version = Version("0.2.0", "b2:1", "none")
        events = tuple(changes.get(event.id, event) for event in record.events)
        self._record = msgspec.structs.replace(record, coder=self.version, events=tuple(e for e in events if e))

    def code_again(self, article: Article) -> Record:
        assert article == self._record.article
        return self._record


def visit_of(path: Path) -> dict[str, Any]:
    with Ledger(path) as ledger:
        return ledger.events(type="CONSULT", status="actual").to_pylist()[0]  # type: ignore[no-any-return]


def coded_again(path: Path, coder: Any) -> int:
    with open_writer(path, made_by=coder.version) as writer:
        before = writer.snapshot()
        assert len(list(recode(stale(coder, writer), coder, writer))) == 1
    return before


def test_what_moved_is_told_by_field_and_what_was_stays(report: Any, ledger_of: Any) -> None:
    record = report(1)
    path = ledger_of([record])
    visit = record.events[0]
    later = msgspec.structs.replace(visit, type="SUPPORT", mode=None, status="intended")
    before = coded_again(path, Second(record, e1=later))
    with Ledger(path, as_of=before) as old, Ledger(path) as new:
        changes = list(diff(old, new))
        assert [(each.what, each.how) for each in changes] == [("event", "moved")]
        assert changes[0].fields == {
            "type": ("CONSULT", "SUPPORT"), "mode": ("visit", None), "status": ("actual", "intended"),
        }  # fmt: skip
        assert tally(iter(changes)) == {"event": {"moved": 1}, "event field": {"type": 1, "mode": 1, "status": 1}}
        assert old.record(record.article.id) == record
        assert new.record(record.article.id).events[0].type == "SUPPORT"
        assert new.rows("SELECT version, codebook FROM articles") == [("0.2.0", "b2:1")]
        assert not list(verify(new)) and not list(diff(new, new))


def test_events_come_and_go(report: Any, ledger_of: Any) -> None:
    record = report(1)
    path = ledger_of([record])
    before = coded_again(path, Second(record, e2=None))
    with Ledger(path, as_of=before) as old, Ledger(path) as new:
        assert [each.how for each in diff(old, new) if each.what == "event"] == ["went"]
        assert [each.how for each in diff(new, old) if each.what == "event"] == ["came"]


def test_what_the_present_coder_coded_is_not_coded_again(report: Any, ledger_of: Any) -> None:
    path = ledger_of([report(1)])
    coder = Second(report(1))
    coder.version = report(1).coder
    with open_writer(path) as writer:
        assert stale(coder, writer) == []  # type: ignore[arg-type]
        assert len(stale(coder, writer, all_texts=True)) == 1  # type: ignore[arg-type]


def test_a_judgement_stays_attached_and_keeps_what_was_judged(report: Any, ledger_of: Any) -> None:
    record = report(1)
    path = ledger_of([record])
    judged = visit_of(path)["event_id"]
    with open_writer(path) as writer:
        judge(writer, judged, "correct", "anna", changes={"mode": "host"}, note="he was the host")
    later = msgspec.structs.replace(record.events[0], type="SUPPORT")
    coded_again(path, Second(record, e1=later))
    with Ledger(path) as ledger:
        (found,) = ledger.judgements()
        now = ledger.events(type="SUPPORT").to_pylist()[0]["event_id"]
    assert (found["judged_id"], found["event_id"]) == (judged, now) and judged != now
    assert (found["type"], found["words"], found["changes"]) == ("CONSULT", "arrived in Oslo", '{"mode": "host"}')


def test_a_judgement_of_an_event_that_coding_lost_is_kept_unattached(report: Any, ledger_of: Any) -> None:
    record = report(1)
    path = ledger_of([record])
    with open_writer(path) as writer:
        judge(writer, visit_of(path)["event_id"], "reject", "anna")
    coded_again(path, Second(record, e1=None))
    with Ledger(path) as ledger:
        assert [(each["verdict"], each["event_id"]) for each in ledger.judgements()] == [("reject", None)]


@pytest.mark.parametrize(("verdict", "changes"), [("maybe", None), ("correct", None), ("accept", {"type": "AID"})])
def test_a_verdict_that_is_none_is_refused(verdict: str, changes: Any, report: Any, ledger_of: Any) -> None:
    path = ledger_of([report(1)])
    with open_writer(path) as writer, pytest.raises(QueryError, match="accept, reject"):
        judge(writer, visit_of(path)["event_id"], verdict, "anna", changes=changes)


def test_the_coder_codes_a_kept_text_as_it_coded_the_report(coder: Any) -> None:
    text = "Visit\n\nPARIS, Aug 27 (Wire) - The French president met Iraqi ministers in Paris on Thursday.\n\nShare"
    first = coder.read(text, published="2020-08-27", source_id="r")
    assert coder.code_again(first.article) == first and first.events
