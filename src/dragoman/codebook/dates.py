"""Words of dates (cues/dates.yaml), and how much each mark of a date weighs (cues/datings.csv)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping, read_weights


@dataclass(frozen=True, eq=False)  # one of a codebook, told apart as such: patterns are made of it once
class DateCues:
    """Each field as in the file; words in lower case."""

    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    numbers: Mapping[str, int]
    today: Mapping[str, int]
    overnight: Sequence[str]
    since_then: Sequence[str]
    units: Mapping[str, str]
    seasons: Mapping[str, tuple[int, int]]
    parts: Sequence[str]
    last: Sequence[str]
    this: Sequence[str]
    next: Sequence[str]
    back: Sequence[str]
    forward: Sequence[str]
    past_of: Sequence[str]
    future_of: Sequence[str]
    that: Sequence[str]
    whole_days: Sequence[str]
    no_clause: Sequence[str]
    after_day: Sequence[str]
    day_before: Sequence[str]
    day_after: Sequence[str]
    same_day: Sequence[str]
    in_the_day: Sequence[str]
    eve: Sequence[str]
    part_of: Sequence[str]
    wholes: Sequence[str]
    before: Sequence[str]
    after: Sequence[str]
    preceding: Sequence[str]
    following: Sequence[str]
    same: Sequence[str]
    weekend: Sequence[str]
    told_year: Mapping[str, int]
    vague: Sequence[str]
    no_year: Sequence[str]


def load_date_cues(folders: Sequence[Path]) -> DateCues:
    """Read ``cues/dates.yaml``."""
    content = read_mapping(folders, "cues/dates.yaml")
    return DateCues(**{key: content[key] for key in DateCues.__dataclass_fields__})


def load_datings(folders: Sequence[Path]) -> Mapping[str, float]:
    """Read ``cues/datings.csv``: how much each mark of a date weighs."""
    return read_weights(folders, "cues/datings.csv")
