"""How far two independent codings of the same reports and sentences agree: `python training/agreement.py`.

The first coding counts as gold and the second (`second/`) as a coder's, with the same scorer as `dragoman evaluate`;
where the second has several types for an act, the first-named counts. Sentences: the share with the same root, and
Cohen's kappa (1960).
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from dragoman.record import Actor, Event, Evidence, Statement, When, Where
from dragoman.scoring.agree import Said, Told, normal
from dragoman.scoring.gold import GoldDocument, GoldEvent, GoldStatement, party, read_gold
from dragoman.scoring.mark import Marked, event_weight, pair, words_weight
from dragoman.scoring.score import report
from dragoman.span import Span

HERE = Path(__file__).resolve().parent
NOWHERE = Span(0, 0)


def actor(code: str, name: str) -> Actor:
    """An actor of a code: its nation as country and code, its sectors."""
    nation, sectors = party(code)
    return Actor(name, name, "", nation, nation, tuple(sectors), None, ())


def told(event: GoldEvent, text: str) -> Told:
    """A coded act as one that a coder found."""
    sides = [tuple(actor(code, code) for code in codes) for codes in (event.source, event.recipient)]
    name, _, country = (event.place or "").rpartition(", ")
    date = When("", event.date, "", "", "", None) if event.date else None
    place = Where(name, name, country, None, None, None, NOWHERE) if event.place else None
    found = Event(
        "", event.types[0], event.mode, (), "", 0, 0.0, (), (), event.symmetric, event.status, None, date, place,
        (Evidence(NOWHERE, NOWHERE, None, None),), "", 1.0,
    )  # fmt: skip
    at = text.find(event.trigger)
    around = text[max(text.rfind("\n", 0, at), 0) : text.find("\n", at) if "\n" in text[at:] else len(text)]
    return Told(found, sides[0], sides[1], (normal(around),), (normal(event.trigger),))


def said(statement: GoldStatement) -> Said:
    """A coded statement as one that a coder found."""
    found = Statement("", None, None, statement.kind.split("|")[0], None, NOWHERE, (), (), ())
    return Said(found, actor(statement.speaker_code or "UNKNOWN", statement.speaker), statement.content)


def marked(first: GoldDocument, second: GoldDocument) -> Marked:
    """The first coding with the second marked against it."""
    events = [told(event, second.text) for event in second.events]
    return Marked(
        first,
        pair(first.events, events, event_weight),
        pair(first.statements, [said(each) for each in second.statements], words_weight),
    )


def kappa(one: Sequence[str], other: Sequence[str]) -> float:
    """Cohen's kappa of two lists of answers."""
    count = len(one)
    same = sum(a == b for a, b in zip(one, other, strict=True)) / count
    left, right = Counter(one), Counter(other)
    chance = sum(left[name] * right[name] for name in left) / count**2
    return (same - chance) / (1 - chance)


def sentences(paths: Iterable[Path]) -> dict[str, str]:
    """The first-named type of each marked sentence."""
    lines = (json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines())
    return {each["text"]: each["type"].split("|")[0] for each in lines}


@click.command()
@click.option(
    "--second", type=click.Path(path_type=Path), default=HERE / "second", help="The folder of the second coding."
)
def main(second: Path) -> None:
    """Print the agreement of the two codings."""
    paths = (*(HERE / "reports").glob("*.jsonl"), HERE.parent / "evaluation" / "held-out.jsonl")
    first = {doc.id: doc for path in paths for doc in read_gold(path)}
    again = read_gold(second / "reports.jsonl")
    figures = report([marked(first[doc.id], doc) for doc in again]).figures
    click.echo(f"{len(again)} reports")
    click.echo(
        "".join(f"    {name:<20} {value:.2f}\n" for name, value in figures.items() if value is not None), nl=False
    )
    ours, theirs = sentences((HERE / "sentences").glob("*.jsonl")), sentences([second / "sentences.jsonl"])
    one, other = [ours[text] for text in theirs], list(theirs.values())
    same = sum(a == b for a, b in zip(one, other, strict=True)) / len(one)
    click.echo(
        f"{len(one)} sentences\n    same type            {same:.2f}\n    kappa                {kappa(one, other):.2f}"
    )


if __name__ == "__main__":
    main()
