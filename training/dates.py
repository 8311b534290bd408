"""Make the weights of datings: how much each mark of a date says that an act happened then.

`python training/dates.py` takes the coded events of our reports (`reports/`) that have a date, at their triggers,
learns which of the dates that the report offers it is, writes `codebook/cues/datings.csv` and prints the share of right
ones by cross-validation over reports (`choice.py`). What the model says is no mark: it has
learned from the same reports.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from choice import Case, Learner, write

from dragoman.coder import Coder
from dragoman.draft import Act, Draft, Source
from dragoman.parse.tree import Sentence, Token, heads_of
from dragoman.pipeline import run
from dragoman.scoring.gold import GoldDocument, GoldEvent, read_gold
from dragoman.span import Span
from dragoman.statements.step import statements
from dragoman.whenwhere.dates import Calendar
from dragoman.whenwhere.datings import Datings

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "dragoman" / "codebook" / "cues" / "datings.csv"
LEARNER = Learner(ridge=20.0, least=0.1)


def cases(gold: GoldDocument, coder: Coder) -> Iterator[Case]:
    """The cases of one report that has a publication date."""
    source = Source(gold.text, source_id=gold.id, published=gold.published, publisher=gold.publisher)
    draft = run(source, coder.book, until=statements)
    if draft.quiet or draft.article.published is None:
        return
    datings = Datings(draft, Calendar(draft, coder.book), date.fromisoformat(draft.article.published))
    for event in gold.events:
        act = _act(event, draft)
        if event.date is not None and act is not None:
            found = datings.of(act)
            right = tuple(each.when.edtf == event.date for each in found)
            yield Case(gold.id, tuple(each.marks for each in found), right)


def _act(event: GoldEvent, draft: Draft) -> Act | None:
    """The coded event as the coder would have found it at its trigger."""
    at = draft.article.text.find(event.trigger)
    sentence = next((each for each in draft.parse.sentences if each.span.start <= at < each.span.end), None)
    head = _head(sentence, Span(at, at + len(event.trigger))) if sentence is not None else None
    if sentence is None or head is None:
        return None
    return Act(
        event.types[0], event.mode, (), "", (), (), event.symmetric, event.status, (), "", 1.0, sentence.index, head.i
    )


def _head(sentence: Sentence, trigger: Span) -> Token | None:
    """The topmost verb of the trigger, else its topmost word."""
    words = [token for token in sentence.tokens if token.span.meets(trigger)]
    heads = heads_of(words)
    return next((token for token in heads if token.pos == "VERB"), next(iter(heads), None))


@click.command()
def main() -> None:
    """Learn the weights, say how well they carry over, and write them."""
    coder = Coder()
    paths = sorted((HERE / "reports").glob("*.jsonl"))
    found = [case for path in paths for gold in read_gold(path) for case in cases(gold, coder)]
    click.echo(f"{len(found)} events with a date; right across reports: {LEARNER.across(found):.3f}")
    write(LEARNER.learn(found), TABLE)


if __name__ == "__main__":
    main()
