"""When events of different articles are one happening (cues/happenings.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping
from dragoman.errors import CodebookError

_FIELDS = {"copy", "least", "kin", "weights", "days", "far", "mutual", "words_left_out"}
_WEIGHTS = {
    "type", "kin", "day", "period", "near", "nations", "mode", "place", "country", "person", "words", "number",
}  # fmt: skip
_DAYS = {"slack", "own", "window", "long"}


@dataclass(frozen=True, slots=True)
class HappeningCues:
    """copy, least: thresholds; families: the first of its kin for each type that has kin; weights: of a score's parts;

    days: slack, own, window, long (see the file); far: kilometres; mutual: types that do not say
    which side acts; words_left_out: that tell nothing.
    """

    copy: float
    least: float
    families: Mapping[str, tuple[str, ...]]
    weights: Mapping[str, float]
    days: Mapping[str, int]
    far: float
    mutual: frozenset[str]
    words_left_out: frozenset[str]

    def kin(self, kind: str) -> frozenset[str]:
        """The types that may be taken for this one, itself among them."""
        return frozenset({kind, *self.families.get(kind, ())})

    def family(self, kind: str) -> str:
        """One name for all types that are kin, also over a third."""
        found, more = frozenset({kind}), self.kin(kind)
        while more != found:
            found, more = more, more.union(*map(self.kin, more))
        return min(found)


def load_happening_cues(folders: Sequence[Path]) -> HappeningCues:
    """Read ``cues/happenings.yaml``. Raises CodebookError where something is missing or unknown."""
    found = read_mapping(folders, "cues/happenings.yaml")
    for name, there, wanted in (
        ("cues/happenings.yaml", set(found), _FIELDS),
        ("cues/happenings.yaml: weights", set(found.get("weights", ())), _WEIGHTS),
        ("cues/happenings.yaml: days", set(found.get("days", ())), _DAYS),
    ):
        if there != wanted:
            raise CodebookError(f"{name}: missing {sorted(wanted - there)}, unknown {sorted(there - wanted)}")
    families: dict[str, tuple[str, ...]] = {}
    for group in found["kin"]:
        for kind in group:
            families[kind] = (*families.get(kind, ()), *group)
    left_out = frozenset(str(word) for word in found["words_left_out"])
    return HappeningCues(
        **{name: found[name] for name in ("copy", "least", "weights", "days", "far")},
        families=families,
        mutual=frozenset(found["mutual"]),
        words_left_out=left_out,
    )
