"""How far the model's word goes against the frames' (cues/model.yaml)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from dragoman.codebook.files import read_mapping

_RULES = ("modes", "no_source", "no_recipient")


@dataclass(frozen=True, slots=True)
class ModelCues:
    """Each field as in the file; shares are 0 to 1."""

    least: float
    keep: float
    add: float
    sure: float
    retype: float
    side: float
    override: float
    mode: float
    lean: float
    together: float
    dated: float
    undated: float
    dateless: float
    frame: float
    said: float
    hear: float
    modes: frozenset[str]
    no_source: Mapping[str, str]
    no_recipient: Mapping[str, str]

    @property
    def telling(self) -> float:
        """The score from which a sight may be of an act, by a frame or by the model alone."""
        return min(self.keep, self.add)


def load_model_cues(folders: Sequence[Path]) -> ModelCues:
    """Read ``cues/model.yaml``."""
    content = read_mapping(folders, "cues/model.yaml")
    shares = {each.name: float(content[each.name]) for each in fields(ModelCues) if each.name not in _RULES}
    return ModelCues(
        **shares,
        modes=frozenset(content["modes"]),
        no_source=content["no_source"],
        no_recipient=content["no_recipient"],
    )
