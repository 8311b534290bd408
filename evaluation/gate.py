"""The gate: no figure falls below its pinned floor in silence, and no gold file changes unnoticed.

`python evaluation/gate.py` measures the coder on our golden cases (`golden/*.jsonl`), on our own reports that the model
never learned from (`held-out.jsonl`; `held-out-2.jsonl` and `held-out-3.jsonl`, written later and not read for what the
coder missed, the last of everyday pages) and, where the development data is at hand (DRAGOMAN_SHARED names its folder),
on its reports and marked sentences. Exit code 1 where a figure is below its floor in `floors.json` by more than a
hundredth, or a gold file's fingerprint is another. `--update` raises floors to the present figures; only
`--allow-worse REASON` lowers one, and writes the reason into the file.
The idea is that of trafilatura's evaluation gate.
"""

from __future__ import annotations

import json
import math
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import click

from dragoman.coder import Coder
from dragoman.identity import content_id
from dragoman.scoring.gold import read_gold
from dragoman.scoring.pair import answers_of, holds_pairs, pair_report, quads_of, read_pairs
from dragoman.scoring.run import marks
from dragoman.scoring.score import report

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.json"
LEEWAY = 0.01  # processors round differently, and a few answers stand near a threshold

Figures = Mapping[str, float]


@dataclass(frozen=True)
class Pinned:
    """What is pinned of one corpus: its fingerprint, a floor for each figure, and who allowed which to fall and why."""

    fingerprint: str = ""
    floors: Figures = field(default_factory=dict)
    allowed: tuple[Mapping[str, Any], ...] = ()


def corpora() -> dict[str, tuple[Path, ...]]:
    """The gold files that are at hand, by the name of their corpus."""
    desk = Path(os.environ.get("DRAGOMAN_SHARED", HERE.parent.parent / "shared")) / "desk"
    named = {
        "golden": tuple(sorted((HERE / "golden").glob("*.jsonl"))),
        "held-out": (HERE / "held-out.jsonl",),
        "held-out-2": (HERE / "held-out-2.jsonl",),
        "held-out-3": (HERE / "held-out-3.jsonl",),
        "development": (desk / "dev.jsonl",),
        "sentences": (desk / "sentences.jsonl",),
    }
    return {name: paths for name, paths in named.items() if paths and all(path.exists() for path in paths)}


def fingerprint(paths: tuple[Path, ...]) -> str:
    """One content id of the files' names and texts."""
    return content_id(*(part for path in paths for part in (path.name, path.read_text(encoding="utf-8"))))


def measure(paths: tuple[Path, ...], coder: Coder) -> dict[str, float]:
    """The figures of one corpus, without those that nothing in it judges."""
    if holds_pairs(paths[0]):
        items = [item for path in paths for item in read_pairs(path)]
        answers = list(answers_of(items, coder.code_pair))
        figures = pair_report(items, answers, quads_of(coder.book.types)).figures
    else:
        documents = [document for path in paths for document in read_gold(path)]
        figures = report(list(marks(documents, coder))).figures
    return {name: value for name, value in figures.items() if value is not None}


def complaints(figures: Figures, mark: str, pinned: Pinned) -> list[str]:
    """What is wrong with one corpus; nothing where it passes."""
    if not pinned.floors:
        return ["nothing is pinned yet: run with --update"]
    found = [] if mark == pinned.fingerprint else ["the gold has changed: run with --update"]
    for name, floor in pinned.floors.items():
        if name not in figures:
            found.append(f"{name} is no longer measured")
        elif figures[name] < floor - LEEWAY:
            found.append(f"{name} is {figures[name]:.4f}, below its floor {floor:.3f}")
    return found


def raised(figures: Figures, mark: str, pinned: Pinned) -> Pinned:
    """Floors at the present figures, rounded down to three decimals, none lower than before."""
    now = {name: max(_down(value), pinned.floors.get(name, 0.0)) for name, value in figures.items()}
    return Pinned(mark, {**pinned.floors, **now}, pinned.allowed)


def lowered(figures: Figures, mark: str, pinned: Pinned, reason: str) -> Pinned:
    """Floors at the present figures where those are lower, each with the reason; a figure no longer measured goes."""
    now = {name: _down(figures[name]) if name in figures else None for name in pinned.floors}
    fallen = {name: value for name, value in now.items() if value is None or value < pinned.floors[name]}
    today = date.today().isoformat()
    notes = tuple(
        {"figure": name, "from": pinned.floors[name], "to": value, "on": today, "reason": reason}
        for name, value in fallen.items()
    )
    kept = {name: fallen.get(name, floor) for name, floor in pinned.floors.items()}
    floors = {name: value for name, value in kept.items() if value is not None}
    return Pinned(mark, floors, pinned.allowed + notes)


def load(path: Path) -> dict[str, Pinned]:
    """The pinned corpora by name; none where there is no file yet."""
    if not path.exists():
        return {}
    content = json.loads(path.read_text(encoding="utf-8"))
    return {name: Pinned(each["fingerprint"], each["floors"], tuple(each["allowed"])) for name, each in content.items()}


def save(path: Path, pinned: Mapping[str, Pinned]) -> None:
    """Write the pinned corpora."""
    content = {
        name: {"fingerprint": each.fingerprint, "floors": dict(each.floors), "allowed": list(each.allowed)}
        for name, each in pinned.items()
    }
    path.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")


@click.command()
@click.option("--update", is_flag=True, help="Raise the floors to the present figures.")
@click.option("--allow-worse", "reason", metavar="REASON", help="Lower the floors that no longer hold, and say why.")
def main(update: bool, reason: str | None) -> None:
    """Measure the coder against the pinned floors."""
    coder, pinned, failed = Coder(), load(FLOORS), False
    for name, paths in corpora().items():
        figures, mark = measure(paths, coder), fingerprint(paths)
        before = pinned.get(name, Pinned())
        if reason:
            pinned[name] = before = lowered(figures, mark, before, reason)
        if update:
            pinned[name] = before = raised(figures, mark, before)
        found = complaints(figures, mark, before)
        failed = failed or bool(found)
        _print(name, figures, before.floors, found)
    if update or reason:
        save(FLOORS, pinned)
    sys.exit(1 if failed else 0)


def _print(name: str, figures: Figures, floors: Figures, found: list[str]) -> None:
    click.echo(f"{name}: {'; '.join(found) or 'passed'}")
    for figure, value in figures.items():
        click.echo(f"    {figure:<20} {value:.3f}   floor {floors.get(figure, 0.0):.3f}")


def _down(value: float) -> float:
    return math.floor(value * 1000 + 1e-9) / 1000


if __name__ == "__main__":
    main()
