"""Words inside names, and words of reference (cues/names.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class NameCues:
    """Each field is a set of lower-case words or lemmas; see the comments in the file."""

    particles: frozenset[str]
    person_pronouns: frozenset[str]
    thing_pronouns: frozenset[str]
    plural_pronouns: frozenset[str]
    speaker_pronouns: frozenset[str]
    both_sides: frozenset[str]
    both_words: frozenset[str]
    unknown: frozenset[str]
    opposed: frozenset[str]
    counterparts: frozenset[str]
    country_nouns: frozenset[str]
    deputies: frozenset[str]
    strangers: frozenset[str]
    body_nouns: frozenset[str]
    pairs: frozenset[str]
    crowds: frozenset[str]
    home_nouns: frozenset[str]
    honorifics: frozenset[str]
    relatives: frozenset[str]
    circumstantial: frozenset[str]
    juntas: frozenset[str]
    take: frozenset[str]
    rulers: frozenset[str]
    heads: frozenset[str]
    leave: frozenset[str]
    landmarks: frozenset[str]
    former: frozenset[str]
    of_states: frozenset[str]
    no_nation: frozenset[str]


def load_name_cues(folders: Sequence[Path]) -> NameCues:
    """Read ``cues/names.yaml``."""
    content = read_mapping(folders, "cues/names.yaml")
    return NameCues(**{key: frozenset(content[key]) for key in NameCues.__dataclass_fields__})
