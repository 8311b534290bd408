"""Marks of what an act may have (a date, a place), which the codebook weighs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def weight_of(marks: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """The sum of some marks by their weights."""
    return sum(weights.get(mark, 0.0) * value for mark, value in marks.items())


def add_circumstances(marks: dict[str, float], circumstances: Iterable[str]) -> None:
    """Each mark once more for each circumstance of the act."""
    plain = dict(marks)
    for circumstance in circumstances:
        marks.update({f"{circumstance}: {mark}": value for mark, value in plain.items()})
