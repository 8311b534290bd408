"""Make the weights of bearings: how much each mark of a place says that an act was done there.

`python training/places.py` codes our reports (`reports/`), takes the acts that match a coded event with a place, learns
which of the places that the report names it is, writes `codebook/cues/bearings.csv` and prints the share of right ones
by cross-validation over reports (`choice.py`). Only acts that are told in the coded event's own sentence teach; where
the act before was done they take from the table as it stands. Run it again when the model was made again.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from choice import Case, Learner, write
from msgspec import structs

from dragoman.assemble import assemble
from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.record import Event
from dragoman.scoring.agree import same_place
from dragoman.scoring.gold import GoldDocument, read_gold
from dragoman.scoring.mark import mark
from dragoman.span import Span
from dragoman.whenwhere.bearings import choices
from dragoman.whenwhere.places import Map

HERE = Path(__file__).resolve().parent
TABLE = HERE.parent / "src" / "dragoman" / "codebook" / "cues" / "bearings.csv"
LEARNER = Learner(ridge=6.0, least=0.05)


def cases(gold: GoldDocument, coder: Coder) -> Iterator[Case]:
    """The cases of one report."""
    draft = coder.draft(Source(gold.text, source_id=gold.id, published=gold.published, publisher=gold.publisher))
    if draft.quiet:
        return
    text = draft.article.text
    found = choices(draft, Map(draft, coder.book), coder.book)
    bearings = {act.evidence[0].trigger: each for act, (_, each) in zip(draft.acts, found, strict=True)}
    for event, told in mark(gold, assemble(draft, coder.book, coder.version)).events.pairs:
        trigger = _told_at(text.find(event.trigger), told.event)
        own = bearings[trigger] if event.place is not None and trigger is not None else []
        if not own:
            continue
        right = tuple(same_place(event, structs.replace(told.event, place=each.where(text))) for each in own)
        yield Case(gold.id, tuple(each.marks for each in own), right)


def _told_at(at: int, event: Event) -> Span | None:
    """Our trigger in the sentence of the coded one; None where ours is another sentence's, and so maybe another act."""
    return next((each.trigger for each in event.evidence if each.sentence.start <= at < each.sentence.end), None)


@click.command()
def main() -> None:
    """Learn the weights, say how well they carry over, and write them."""
    coder = Coder()
    paths = sorted((HERE / "reports").glob("*.jsonl"))
    found = [case for path in paths for gold in read_gold(path) for case in cases(gold, coder)]
    click.echo(f"{len(found)} acts with a place; right across reports: {LEARNER.across(found):.3f}")
    write(LEARNER.learn(found), TABLE)


if __name__ == "__main__":
    main()
