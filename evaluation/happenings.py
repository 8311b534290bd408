"""How well happenings are told apart: `python evaluation/happenings.py retold|ecb`.

retold: our own re-told reports (evaluation/retold): families of look-alike happenings. Thresholds were chosen on the
odd sets; the even ones are the figure. ecb: ECB+ topics 1 to 35, where the data is at hand.
The reports go the whole way, through coder and ledger; gold events that the coder found are compared.
"""

from __future__ import annotations

import json
import os
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

import click
import coreference

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.errors import InputError
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.ledger.rows import ids_of
from dragoman.record import Event, Record, from_json
from dragoman.span import Span

HERE = Path(__file__).parent
SHARED = Path(os.environ.get("DRAGOMAN_SHARED", HERE.parent.parent / "shared"))
ECB = "duplicates/ecbplus-topics-1-35.tar.gz"


@dataclass(frozen=True, slots=True)
class Gold:
    """An event of a report: its happening's name, type (None: any), nations (empty: any), and where its words stand."""

    happening: str
    type: str | None
    nations: frozenset[str]
    span: Span


@dataclass(frozen=True, slots=True)
class Report:
    """A report with the events that it tells. copy_of: the report that it copies."""

    id: str
    group: str
    source: Source
    gold: tuple[Gold, ...]
    copy_of: str | None = None


def retold() -> Iterator[Report]:
    """Our own re-told reports; the span of a gold event counts characters of the text."""
    for path in sorted((HERE / "retold").glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            each = json.loads(line)
            source = Source(each["text"], False, each["id"], each["published"], each["publisher"], None, each["title"])
            gold = tuple(_gold(event, each["text"]) for event in each["events"])
            yield Report(each["id"], each["set"], source, gold, each["copy_of"])


def _gold(event: dict[str, object], text: str) -> Gold:
    trigger = str(event["trigger"])
    start = text.index(trigger)
    nations = frozenset([*event["source"], *event["recipient"]])  # type: ignore[misc]
    return Gold(str(event["happening"]), str(event["type"]), nations, Span(start, start + len(trigger)))


def ecb() -> Iterator[Report]:
    """ECB+ reports: the event mentions that lie in a cross-document chain. Raises InputError where it is not here."""
    if not (SHARED / "data" / ECB).exists():
        raise InputError(f"no ECB+ at {SHARED / 'data' / ECB}; nothing to measure")
    with tarfile.open(SHARED / "data" / ECB) as archive:
        for member in sorted(archive.getmembers(), key=lambda each: each.name):
            if member.name.endswith(".xml"):
                file = archive.extractfile(member)
                assert file is not None
                yield _ecb_report(ElementTree.parse(file).getroot(), Path(member.name))


def _ecb_report(root: ElementTree.Element, path: Path) -> Report:
    text, spans, last = "", {}, None
    for token in root.iter("token"):
        if last is not None:
            text += " " if token.get("sentence") == last else "\n\n"
        spans[token.get("t_id")] = Span(len(text), len(text) + len(token.text or ""))
        text, last = text + (token.text or ""), token.get("sentence")
    anchors = {
        mention.get("m_id"): [spans[each.get("t_id")] for each in mention.iter("token_anchor")]
        for mention in root.find("Markables") or ()
        if mention.tag.startswith(("ACTION", "NEG_ACTION"))
    }
    gold = []
    for chain in root.iter("CROSS_DOC_COREF"):
        for source in chain.iter("source"):
            for span in anchors.get(source.get("m_id"), ())[:1]:
                gold.append(Gold(str(chain.get("note")), None, frozenset(), span))
    topic = path.parent.name
    return Report(path.stem, topic, Source(text, False, path.stem, None, path.stem), tuple(gold))


def coded(reports: Iterable[Report], coder: Coder) -> Iterator[tuple[Report, Record]]:
    """Each report with its record; coded once, then kept under the codebook's id in the system's temporary folder."""
    kept = Path(tempfile.gettempdir()) / f"dragoman-{coder.version.codebook[3:15]}-{coder.version.model[-8:]}"
    kept.mkdir(exist_ok=True)
    for report in reports:
        file = kept / f"{report.id}.json"
        if not file.exists():
            try:
                file.write_bytes(coder.code(report.source).to_json())
            except InputError:
                continue
        yield report, from_json(file.read_bytes())


def matched(report: Report, record: Record) -> dict[int, Event]:
    """For each gold event (by its place in the report) ours that stands for it: by trigger, else by sentence."""
    text, shift = record.article.text, record.article.text.find(report.source.content[:40])
    found: dict[int, Event] = {}
    for place, gold in enumerate(report.gold):
        words = gold.span.of(report.source.content)
        start = gold.span.start + shift if shift >= 0 else text.find(words)
        if text[start : start + len(words)] != words:
            start = text.find(words)
        span = Span(start, start + len(words))
        near = [(_likeness(event, record, gold, span), event.id, event) for event in record.events if start >= 0]
        best = max(near, key=lambda each: each[:2], default=None)
        taken = {event.id for event in found.values()}
        if best is not None and best[0] > 0 and best[1] not in taken:
            found[place] = best[2]
    return found


def _likeness(event: Event, record: Record, gold: Gold, span: Span) -> float:
    """How well an event of ours stands for a gold one: 0 where it does not."""
    nations = {a.country or a.code for a in record.actors if a.id in {*event.source, *event.recipient}}
    fits = not gold.nations or bool(gold.nations & nations)
    same = gold.type in {None, event.type}
    for piece in event.evidence:
        if piece.trigger.meets(span) and fits:
            return 2.0 + same
        if gold.type is not None and piece.sentence.holds(span) and same and gold.nations <= nations:
            return 1.0
    return 0.0


def measure(pairs: Sequence[tuple[Report, Record]], coder: Coder, folder: Path) -> dict[str, float | int]:
    """All figures over some reports. folder: an empty one, for the ledger."""
    with open_writer(folder / "measured.ledger") as writer:
        for _, record in pairs:
            writer.add(record)
        writer.commit()
        relate(writer, coder.book)
    key: dict[str, str] = {}
    wanted = 0
    for report, record in pairs:
        ids = ids_of(record).events
        wanted += len(report.gold)
        key |= {ids[event.id]: report.gold[place].happening for place, event in matched(report, record).items()}
    with Ledger(folder / "measured.ledger") as ledger:
        told = dict(ledger.rows("SELECT event_id, happening_id FROM tellings"))
        copied = dict(ledger.rows("SELECT article_id, original_id FROM copies"))
    key = {event: happening for event, happening in key.items() if event in told}
    response = {event: told[event] for event in key}
    merged, cubed = coreference.merges(key, response), coreference.b_cubed(key, response)
    return {
        "reports": len(pairs), "gold events": wanted, "found by the coder": len(key),
        "happenings": len(set(key.values())),
        "B-cubed precision": cubed.precision, "B-cubed recall": cubed.recall, "B-cubed F1": cubed.f1,
        "CoNLL F1": coreference.conll(key, response), "merged pairs": merged.pairs, "false merges": merged.false,
        "false-merge rate": merged.rate, **_copies(pairs, copied),
    }  # fmt: skip


def _copies(pairs: Sequence[tuple[Report, Record]], copied: dict[str, str]) -> dict[str, float | int]:
    """Copies found: each report that the data calls a copy, against those that we put into a group."""
    article = {report.id: record.article.id for report, record in pairs}
    gold = {frozenset((article[r.id], article[r.copy_of])) for r, _ in pairs if r.copy_of in article}
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for one, original in copied.items():
        groups[original] |= {one, original}
    ours = {frozenset((one, other)) for group in groups.values() for one in group for other in group if one < other}
    return {"copies": len(gold), "copies found": len(gold & ours), "copies too many": len(ours - gold)}


def parts(reports: Sequence[tuple[Report, Record]], name: str) -> Iterator[tuple[str, list[tuple[Report, Record]]]]:
    """The parts that are measured apart: odd and even sets of the re-told reports."""
    if name == "ecb":
        yield "ECB+ topics 1-35", list(reports)
        return
    for half, label in ((1, "odd sets (thresholds chosen on them)"), (0, "even sets")):
        yield label, [each for each in reports if int(each[0].group[-2:]) % 2 == half]


@click.command()
@click.argument("what", type=click.Choice(("retold", "ecb")))
@click.option("--json", "as_json", is_flag=True, help="One JSON object a part.")
def main(what: str, as_json: bool) -> None:
    """Measure how well happenings are told apart."""
    coder = Coder()
    reports = list(coded(retold() if what == "retold" else ecb(), coder))
    for label, pairs in parts(reports, what):
        with tempfile.TemporaryDirectory() as folder:
            figures = measure(pairs, coder, Path(folder))
        if as_json:
            click.echo(json.dumps({"part": label, **figures}))
            continue
        click.echo(label)
        for name, value in figures.items():
            click.echo(f"  {name:22}{value:.3f}" if isinstance(value, float) else f"  {name:22}{value}")


if __name__ == "__main__":
    main()
