"""Cues of status (cues/status.yaml): what tells that an act is planned, only possible, or did not happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class StatusCues:
    """modals, governors, adjectives: word -> status ("would" for the modal that depends). The rest are word sets."""

    negators: frozenset[str]
    conditions: frozenset[str]
    swallowing: frozenset[str]
    denials: frozenset[str]
    modals: Mapping[str, str]
    governors: Mapping[str, str]
    adjectives: Mapping[str, str]


def load_status(folders: Sequence[Path]) -> StatusCues:
    """Read ``cues/status.yaml``."""
    content = read_mapping(folders, "cues/status.yaml")
    return StatusCues(
        negators=frozenset(content["negators"]),
        conditions=frozenset(content["conditions"]),
        swallowing=frozenset(content["swallowing"]),
        denials=frozenset(content["denials"]),
        modals=_by_word(content["modals"]),
        governors=_by_word(content["governors"]),
        adjectives=_by_word(content["adjectives"]),
    )


def _by_word(content: Mapping[str, Sequence[str]]) -> dict[str, str]:
    return {word: status for status, words in content.items() for word in words}
