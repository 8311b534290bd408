"""Check the training data: `python training/check.py [FILE ...]`. Prints each fault; exits 1 where there is one.

Reports (`reports/*.jsonl`) are in the desk format with the words of the two sides beside the codes; sentences
(`sentences/*.jsonl`) carry marks around source and target. The format is told in README.md beside this file.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
TYPES = {
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "REQUEST", "ACCUSE"),
    *("REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT"),
}
STATUSES = {"actual", "intended", "hypothetical", "denied"}
KINDS = {"direct", "indirect", "mixed"}
SECTORS = {
    *("GOV", "MIL", "COP", "JUD", "LEG", "OPP", "PTY", "REB", "CVL", "BUS"),
    *("MED", "EDU", "NGO", "IGO", "SPY", "CRM", "LAB", "REL", "REF"),
}
CODE = re.compile(r"UNKNOWN|[A-Z][A-Z0-9][A-Z0-9-]*(?: [A-Z]{3}(?:\|[A-Z]{3})*)?")
DAY = r"-?\d{4}(?:-\d{2}(?:-\d{2})?)?"
DATE = re.compile(rf"{DAY}|{DAY}/(?:{DAY}|\.\.)|\.\./{DAY}|{DAY}/")
PLACE = re.compile(r".+, [A-Z]{3}")
KINDS_OF_DATA = ("reports", "held-out", "sentences")
MARKS = re.compile(r"</?[st]>")


def report_faults(report: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one report."""
    text = report["text"]
    if report["published"] is not None and not re.fullmatch(r"\d{4}-\d{2}-\d{2}", report["published"]):
        yield f"published {report['published']!r}"
    for event in report["events"]:
        yield from _event_faults(event, text)
    yield from (f"again not in text: {words!r}" for words in report.get("again", ()) if words not in text)
    for said in report["statements"]:
        if said["content"] not in text or (said["cue"] and said["cue"] not in text):
            yield f"cue or content not in text: {said['cue']!r} / {said['content'][:60]!r}"
        if not set(said["kind"].split("|")) <= KINDS or not CODE.fullmatch(said["speaker_code"] or ""):
            yield f"kind {said['kind']!r} or speaker_code {said['speaker_code']!r}"


def _event_faults(event: dict[str, Any], text: str) -> Iterator[str]:
    if not set(event["type"].split("|")) <= TYPES or event["status"] not in STATUSES:
        yield f"type {event['type']!r} or status {event['status']!r}"
    if event["trigger"] not in text:
        yield f"trigger not in text: {event['trigger']!r}"
    paragraph = next((p for p in text.split("\n\n") if event["trigger"] in p), text)
    for side in ("source_words", "recipient_words"):
        if event[side] is not None and event[side] not in paragraph:
            yield f"{side} {event[side]!r} not in the paragraph of {event['trigger']!r}"
    for code in [*event["source"], *event["recipient"]]:
        if not CODE.fullmatch(code) or not set(code.split(" ")[1].split("|") if " " in code else ()) <= SECTORS:
            yield f"code {code!r}"
    if event["date"] is not None and not DATE.fullmatch(event["date"]):
        yield f"date {event['date']!r}"
    if event["place"] is not None and not PLACE.fullmatch(event["place"]):
        yield f"place {event['place']!r}"


def sentence_faults(sentence: dict[str, Any]) -> Iterator[str]:
    """What is wrong with one marked sentence."""
    plain = MARKS.sub("", sentence["text"])
    if sorted(MARKS.findall(sentence["text"])) != ["</s>", "</t>", "<s>", "<t>"]:
        yield "needs one <s>...</s> and one <t>...</t>"
    if sentence["type"] != "NONE" and not set(sentence["type"].split("|")) <= TYPES:
        yield f"type {sentence['type']!r}"
    if not set(sentence.get("root", sentence["type"]).split("|")) <= TYPES | {"NONE"}:
        yield f"root {sentence['root']!r}"
    if (sentence["trigger"] is None) != (sentence["type"] == "NONE"):
        yield "a trigger goes with every type but NONE"
    elif sentence["trigger"] is not None and sentence["trigger"] not in plain:
        yield f"trigger not in text: {sentence['trigger']!r}"
    if sentence["status"] not in {*STATUSES, None}:
        yield f"status {sentence['status']!r}"


def faults(path: Path) -> Iterator[str]:
    """All faults of a file, each with its line."""
    seen: set[str] = set()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            entry = json.loads(line)
            found = list(report_faults(entry) if "events" in entry else sentence_faults(entry))
        except (ValueError, KeyError, TypeError) as error:
            found = [f"{type(error).__name__}: {error}"]
            entry = {}
        if entry.get("text") in seen:
            found.append("the same text stands twice")
        seen.add(entry.get("text", ""))
        yield from (f"{path}:{number}: {fault}" for fault in found)


def totals(paths: Sequence[Path]) -> Iterator[str]:
    """How much there is: reports, events by status, statements; sentences, and both by type."""
    entries = [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
    reports = [entry for entry in entries if "events" in entry]
    events = [event for report in reports for event in report["events"]]
    sentences = [entry for entry in entries if "events" not in entry]
    yield f"{len(reports)} reports ({sum(not each['events'] for each in reports)} without any event)"
    yield f"{len(events)} events ({_counted(event['status'] for event in events)})"
    yield f"{sum(len(report['statements']) for report in reports)} statements"
    yield f"{len(sentences)} sentences"
    yield f"events by type: {_counted(event['type'].split('|')[0] for event in events)}"
    yield f"sentences by type: {_counted(each['type'].split('|')[0] for each in sentences)}"


def _counted(names: Iterable[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in Counter(names).most_common())


def main(names: list[str]) -> int:
    """Check the named files, or all of them."""
    paths = [Path(name) for name in names] or sorted(
        path for kind in KINDS_OF_DATA for path in (HERE / kind).glob("*.jsonl")
    )
    found = [fault for path in paths for fault in faults(path)]
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    sys.stdout.writelines(f"{line}\n" for line in totals(paths))
    sys.stdout.write(f"{len(paths)} files, {len(found)} faults\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
