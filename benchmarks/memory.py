"""Memory over a long run: `python benchmarks/memory.py [--articles 50000] [--world FILE ...]`.

One process codes the mix of `speed.py` over and over, each time with other numbers in the texts, so that no article
comes twice. Resident memory is read after each tenth: what was there after the second tenth (models loaded, caches
filled) is compared with the end.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from random import Random

from figures import Figure, at_most, show
from speed import OURS, megabytes, mix, renumbered

from dragoman.coder import Coder
from dragoman.draft import Source

TENTHS, SETTLED = 10, 2


def endless(paths: Sequence[Path]) -> Iterator[Source]:
    """The mix, again and again, with other numbers."""
    random, texts, number = Random(2), mix(1_100, paths), 0
    while True:
        for each in texts:
            number += 1
            yield replace(each, content=renumbered(each.content, random), source_id=f"{number}")


def held(articles: int, paths: Sequence[Path]) -> list[float]:
    """Megabytes after each tenth of the articles."""
    found, coded = list[float](), Coder().code_many(islice(endless(paths), articles))
    for number, _ in enumerate(coded, 1):
        if number % (articles // TENTHS) == 0:
            found.append(megabytes("VmRSS"))
    return found


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--world", type=Path, nargs="*", default=[], help="more reports of the world")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = held(given.articles, [*OURS, *given.world])
    figures = [
        Figure("articles", given.articles),
        Figure("memory after two tenths, MB", round(found[SETTLED - 1])),
        at_most("memory at the end", round(found[-1]), 700, "MB"),
        at_most("growth from there to the end", round(found[-1] / found[SETTLED - 1], 2), 1.1, "times"),
    ]
    notes = [f"after {number} tenths {megabytes:.0f} MB" for number, megabytes in enumerate(found, 1)]
    return show("memory of a long run", figures, as_json=given.json, notes=notes)


if __name__ == "__main__":
    sys.exit(main())
