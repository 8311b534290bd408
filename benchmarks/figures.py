"""What a benchmark found: a small table, or JSON, and an exit code that says whether what must hold holds."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. target: in words; met: None where there is no target.

    must: the target is about correctness, so that missing it fails the run; a missed target of time only shows.
    """

    name: str
    value: float | str
    target: str = ""
    met: bool | None = None
    must: bool = False


def count_of_faults(name: str, faults: int) -> Figure:
    """A count that must be nought."""
    return Figure(name, faults, "0", faults == 0, must=True)


def at_most(name: str, value: float, limit: float, unit: str) -> Figure:
    """A measure that should not go above a limit."""
    return Figure(f"{name}, {unit}", value, f"<= {limit:,g}", value <= limit)


def at_least(name: str, value: float, limit: float, unit: str) -> Figure:
    """A measure that should not go below a limit."""
    return Figure(f"{name}, {unit}", value, f">= {limit:,g}", value >= limit)


def show(title: str, figures: Sequence[Figure], *, as_json: bool = False, notes: Sequence[str] = ()) -> int:
    """Print the figures. Gives the exit code: 1 where something that must hold does not."""
    failed = any(each.must and not each.met for each in figures)
    if as_json:
        held = {"title": title, "figures": [asdict(each) for each in figures], "notes": list(notes), "failed": failed}
        sys.stdout.write(json.dumps(held, indent=1) + "\n")
        return int(failed)
    width = max(len(each.name) for each in figures)
    sys.stdout.write(f"{title}\n")
    for each in figures:
        verdict = "" if each.met is None else "ok" if each.met else "MISSED"
        sys.stdout.write(
            f"  {each.name:<{width}}  {_plain(each.value):>12}  {each.target:<12} {verdict}".rstrip() + "\n"
        )
    sys.stdout.writelines(f"  ! {note}\n" for note in notes)
    return int(failed)


def _plain(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return f"{value:,}" if isinstance(value, int) else f"{value:,.3g}" if abs(value) < 100 else f"{value:,.0f}"
