"""Groups of states, and who was in them when. Format: groups/README.md."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from dragoman.codebook.files import read_rows
from dragoman.errors import CodebookError


@dataclass(frozen=True, slots=True)
class Spell:
    """One state's time in a group. until: its last day, None while it lasts."""

    member: str
    since: date
    until: date | None
    note: str

    def holds_on(self, day: date) -> bool:
        """Whether the state is in the group on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Groups:
    """Who was in which group when, by the group's code."""

    spells: Mapping[str, tuple[Spell, ...]]

    def is_group(self, code: str) -> bool:
        """Whether the code is a group's."""
        return code in self.spells

    def members(self, code: str, day: date | None = None) -> frozenset[str]:
        """The members on a day; whoever ever was one where no day is given. Empty for what is no group."""
        spells = self.spells.get(code, ())
        return frozenset(each.member for each in spells if day is None or each.holds_on(day))

    def of(self, member: str, day: date) -> tuple[str, ...]:
        """The groups that a state is in on a day."""
        return tuple(code for code in sorted(self.spells) if member in self.members(code, day))


def load_groups(folders: Sequence[Path]) -> Groups:
    """Read all CSV files of ``groups/``. Raises CodebookError for a date that is none, or a spell that ends early."""
    spells: defaultdict[str, list[Spell]] = defaultdict(list)
    for path, row in read_rows(folders, "groups/*.csv"):
        try:
            until = _day(row["until"], last=True) if row["until"] else None
            spell = Spell(row["member"], _day(row["since"]), until, row["note"])
        except (KeyError, TypeError, ValueError) as error:
            raise CodebookError(f"{path}: {dict(row)}: {error}") from error
        if spell.until is not None and spell.until < spell.since:
            raise CodebookError(f"{path}: {row['member']} leaves {row['group']} before it joins")
        spells[row["group"]].append(spell)
    return Groups({code: tuple(found) for code, found in spells.items()})


def _day(words: str, *, last: bool = False) -> date:
    """The first or last day of a year, a month or a day as ISO 8601 writes it."""
    year, month, day = (*map(int, words.split("-")), *(0, 0))[:3]
    if not month:
        month = 12 if last else 1
    return date(year, month, day or (calendar.monthrange(year, month)[1] if last else 1))
