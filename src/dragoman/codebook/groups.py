"""Groups of states, and who was in them when. Format: groups/README.md."""

from __future__ import annotations

import calendar
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from dragoman.codebook.files import read_mapping, read_rows
from dragoman.errors import CodebookError

_COLUMNS = ("group", "member", "since", "until", "note")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)


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
    """Who was in which group when, by the group's code. names: the groups', for people."""

    spells: Mapping[str, tuple[Spell, ...]]
    names: Mapping[str, str] = field(default_factory=dict)

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
    """Read all CSV files of ``groups/``, and the names in ``groups/groups.yaml``; a group without one has its code.

    A row with the group, member and since of an earlier one replaces it. Raises CodebookError, which names the file and
    the row, for missing cells, a date that is none, or a spell that ends before it begins.
    """
    found: dict[tuple[str, str, date], Spell] = {}
    for path, row in read_rows(folders, "groups/*.csv"):
        try:
            spell = _spell(row)
        except ValueError as error:
            raise CodebookError(f"{path}: {dict(row)}: {error}") from error
        found[row["group"], spell.member, spell.since] = spell
    spells: defaultdict[str, list[Spell]] = defaultdict(list)
    for (group, _, _), spell in found.items():
        spells[group].append(spell)
    names = read_mapping(folders, "groups/groups.yaml")
    return Groups(
        {code: tuple(each) for code, each in spells.items()}, {code: str(names.get(code, code)) for code in spells}
    )


def _spell(row: Mapping[str, str]) -> Spell:
    if row.keys() != set(_COLUMNS) or not (row["group"] and row["member"]):
        raise ValueError(f"a row has the columns {', '.join(_COLUMNS)}, and the first three are never empty")
    since, until = _day(row["since"]), _day(row["until"], last=True) if row["until"] else None
    if until is not None and until < since:
        raise ValueError(f"{row['member']} leaves {row['group']} before it joins")
    return Spell(row["member"], since, until, row["note"])


def _day(words: str, *, last: bool = False) -> date:
    """The first or last day of a year, a month or a day as ISO 8601 writes it. Raises ValueError for what is none."""
    if not _DATE.fullmatch(words):
        raise ValueError(f"{words!r} is no date: write 2004, 2004-05 or 2004-05-01")
    parts = [int(part) for part in words.split("-")]
    if len(parts) == 1:
        parts.append(12 if last else 1)
    if len(parts) == 2:
        parts.append(calendar.monthrange(*parts)[1] if last else 1)
    return date(*parts)
