"""Words of claims about how many visits there were (cues/visits.yaml)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class VisitCues:
    """modes: of CONSULT, what counts as a visit, and which side travels: source or recipient.

    ordinals, numbers: of words; days: of units of time; pattern: a claim, with groups ordinal, number, unit and year.
    """

    modes: Mapping[str, str]
    ordinals: Mapping[str, int]
    numbers: Mapping[str, int]
    days: Mapping[str, int]
    pattern: re.Pattern[str]


def load_visit_cues(folders: Sequence[Path]) -> VisitCues:
    """Read ``cues/visits.yaml``."""
    found = read_mapping(folders, "cues/visits.yaml")
    numbers = f"(?P<number>{_any(found['numbers'])}|\\d{{1,3}})"
    window = f"(?:{_any(found['within'])}) (?:{numbers} )?(?P<unit>{_any(found['days'])})s?"
    since = f"(?:{_any(found['since'])}) (?P<year>(?:19|20)\\d\\d)"
    pattern = (
        f"\\b(?P<ordinal>{_any(found['ordinals'])}) (?:\\w+ ){{0,3}}(?:{_any(found['nouns'])})\\b"
        f"(?:[^.;:]{{0,60}}? (?:{window}|{since})\\b)?"
    )
    return VisitCues(
        found["modes"],
        found["ordinals"],
        found["numbers"],
        found["days"],
        re.compile(pattern, re.IGNORECASE),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
