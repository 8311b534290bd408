"""What must not change the record: `python evaluation/metamorphic.py`.

Five changes that leave the meaning of a report alone: other states in the gaps of a story, passive for active, page
furniture around it, straight for curly quotation marks, American for British spelling. Printed is the share of events
that the change takes away or adds (the greater of the two), by what counts of an event: type, the nations of both
sides, status, date and place. After the idea of metamorphic testing (Chen and others 1998).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import yaml

from dragoman.coder import Coder
from dragoman.record import Record
from dragoman.scoring.gold import GoldDocument, read_gold

HERE = Path(__file__).resolve().parent
PUBLISHED = "2024-03-14"
_QUOTES = str.maketrans("‘’“”", "''\"\"")
_CURLY = re.compile(r'"([^"\n]*)"')

Told = Counter[tuple[object, ...]]


@dataclass(frozen=True)
class Change:
    """How many events there were before, and how many of them or beside them a change made different."""

    events: int = 0
    changed: int = 0

    def plus(self, before: Told, after: Told) -> Change:
        """With one more report, told both ways."""
        lost, new = (before - after).total(), (after - before).total()
        return Change(self.events + before.total(), self.changed + max(lost, new))

    @property
    def share(self) -> float:
        """0 to 1."""
        return self.changed / self.events if self.events else 0.0


def cues() -> Mapping[str, Any]:
    """The stories, pairs and word lists."""
    content: Mapping[str, Any] = yaml.safe_load((HERE / "metamorphic" / "stories.yaml").read_text(encoding="utf-8"))
    return content


def told(record: Record, names: Mapping[str, str] | None = None) -> Told:
    """What the events of a record say, each as often as it stands there; nations by the names given to them."""
    names = names or {}

    def nations(ids: Sequence[str]) -> frozenset[str | None]:
        codes = [record.actor(each).country or record.actor(each).code for each in ids]
        return frozenset(names.get(code or "", code) for code in codes)

    return Counter(
        (
            event.type,
            frozenset({nations(event.source), nations(event.recipient)}) if event.symmetric else nations(event.source),
            None if event.symmetric else nations(event.recipient),
            event.status,
            event.date.edtf if event.date else None,
            names.get(event.place.country or "", event.place.country) if event.place else None,
        )
        for event in record.events
    )


def filled(story: str, coder: Coder, pair: Sequence[Sequence[str]]) -> Told:
    """A story with two states in its gaps, told with A and B for them."""
    gaps: dict[str, str] = {}
    for letter, (_, name, adjective, capital) in zip("AB", pair, strict=True):
        gaps |= {letter: name, f"{letter}s": adjective, f"{letter}c": capital}
    record = coder.read(story.format(**gaps), published=PUBLISHED)
    return told(record, {state[0]: letter for letter, state in zip("AB", pair, strict=True)})


def names(coder: Coder) -> Change:
    """Each story with each pair against the story with the first pair."""
    change, content = Change(), cues()
    for story in content["stories"]:
        first, *others = (filled(story, coder, pair) for pair in content["pairs"])
        for other in others:
            change = change.plus(first, other)
    return change


def passives(coder: Coder) -> Change:
    """Each sentence in the active against the passive."""
    change = Change()
    for active, passive in cues()["passives"]:
        one, other = (told(coder.read(f"Report\n\n{text}", published=PUBLISHED)) for text in (active, passive))
        change = change.plus(one, other)
    return change


def furnished(text: str) -> str:
    """The text with page furniture above, within and below it."""
    menu, share, also, photo, rights = cues()["furniture"]
    title, *paragraphs = text.split("\n\n")
    return "\n\n".join([title, menu, share, *paragraphs[:1], also, *paragraphs[1:], photo, rights])


def straight(text: str) -> str:
    """With straight quotation marks; where there are none but straight ones, with curly ones."""
    plain = text.translate(_QUOTES)
    return plain if plain != text else _CURLY.sub("“\\1”", text)


def american(text: str) -> str:
    """In American spelling."""
    for british, american_ in cues()["spelling"].items():
        for one, other in ((british, american_), (british.capitalize(), american_.capitalize())):
            text = re.sub(rf"\b{one}", other, text)
    return text


REWRITES: Mapping[str, Callable[[str], str]] = {
    "furniture": furnished,
    "quotation marks": straight,
    "spelling": american,
}


def rewritten(documents: Sequence[GoldDocument], coder: Coder) -> Iterator[tuple[str, Change]]:
    """The change that each rewriting makes to the records of the reports."""
    before = [told(coder.read(each.text, published=each.published)) for each in documents]
    for name, rewrite in REWRITES.items():
        change = Change()
        for document, one in zip(documents, before, strict=True):
            change = change.plus(one, told(coder.read(rewrite(document.text), published=document.published)))
        yield name, change


def changes(documents: Sequence[GoldDocument], coder: Coder) -> dict[str, Change]:
    """All five, by name."""
    return {"names": names(coder), "passive": passives(coder), **dict(rewritten(documents, coder))}


@click.command()
@click.option("--limit", type=int, help="Only so many reports.")
def main(limit: int | None) -> None:
    """Print how much each change changes."""
    found = changes(read_gold(HERE / "held-out.jsonl")[:limit], Coder())
    for name, change in found.items():
        click.echo(f"{name:<16} {change.changed:>4} of {change.events:>4} events  {change.share:.1%}")
    total = Change(sum(each.events for each in found.values()), sum(each.changed for each in found.values()))
    click.echo(f"{'all':<16} {total.changed:>4} of {total.events:>4} events  {total.share:.1%}")


if __name__ == "__main__":
    main()
