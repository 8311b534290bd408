"""Abbreviations (cues/abbreviations.yaml): full stops that end no sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True)
class Abbreviations:
    """Words before a full stop that is no end: always, before a number, or only before a plain continuation."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    maybe: frozenset[str]
    starters: frozenset[str]


def load_abbreviations(folders: Sequence[Path]) -> Abbreviations:
    """Read ``cues/abbreviations.yaml``."""
    content = read_mapping(folders, "cues/abbreviations.yaml")
    return Abbreviations(**{key: frozenset(content[key]) for key in Abbreviations.__dataclass_fields__})
