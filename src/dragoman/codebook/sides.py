"""What speaks for a nation as the side of an act that no words name (cues/sides.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class SideCues:
    """Points, as the file explains them. near: by how many sentences back a nation was last named.

    mutual: types of acts; to_others: lemmas; means: sectors by type; things, blamed: sector by lemma.

    by: sector by mode; yields: offices by mode; deeds: for types of acts, the type of a deed by its lemma.
    """

    share: float
    beside: float
    near: tuple[float, ...]
    own: float
    home: float
    rule: float
    mutual: frozenset[str]
    to_others: frozenset[str]
    unknown: frozenset[str]
    means: Mapping[str, frozenset[str]]
    things: Mapping[str, str]
    blamed: Mapping[str, str]
    by: Mapping[str, str]
    deeds: Mapping[str, Mapping[str, str]]
    yields: Mapping[str, frozenset[str]]


def load_side_cues(folders: Sequence[Path]) -> SideCues:
    """Read ``cues/sides.yaml``."""
    content = read_mapping(folders, "cues/sides.yaml")
    points = {name: float(content[name]) for name in ("share", "beside", "own", "home", "rule")}
    means = {kind: frozenset(sectors) for kind, sectors in content["means"].items()}
    yields = {mode: frozenset(offices) for mode, offices in content["yields"].items()}
    deeds = {
        kind: {lemma: deed for deed, lemmas in found.items() for lemma in lemmas}
        for kind, found in content["deeds"].items()
    }
    near = tuple(map(float, content["near"]))
    mutual, to_others, unknown = (frozenset(content[key]) for key in ("mutual", "to_others", "unknown"))
    things, blamed = (
        {lemma: sector for sector, lemmas in content[key].items() for lemma in lemmas} for key in ("things", "blamed")
    )
    return SideCues(
        things=things, blamed=blamed, near=near, mutual=mutual, to_others=to_others, unknown=unknown, means=means,
        by=content["by"], yields=yields, deeds=deeds, **points,
    )  # fmt: skip
