"""What speaks for a country as the home of a story or of a stranger (cues/home.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class HomeCues:
    """Points, as the file explains them."""

    told_first: float
    home: float
    share: float
    fits: float


def load_home_cues(folders: Sequence[Path]) -> HomeCues:
    """Read ``cues/home.yaml``."""
    content = read_mapping(folders, "cues/home.yaml")
    return HomeCues(**{name: float(content[name]) for name in HomeCues.__dataclass_fields__})
