"""Cues of reported speech (cues/speech.yaml)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dragoman.codebook.files import read_mapping


@dataclass(frozen=True, slots=True)
class SpeechCues:
    """Sets of lemmas by what follows them; see the comments in the file. phrases: "according to" and its like."""

    clause: frozenset[str]
    careful: frozenset[str]
    of: frozenset[str]
    name: frozenset[str]
    described: frozenset[str]
    blame: frozenset[str]
    gerund: frozenset[str]
    count: frozenset[str]
    object: frozenset[str]
    contents: frozenset[str]
    phrases: frozenset[str]
    documents: frozenset[str]
    certain: frozenset[str]

    def holds(self, lemma: str) -> bool:
        """Whether the lemma can introduce speech at all."""
        return lemma in self.clause or any(
            lemma in lemmas
            for lemmas in (self.of, self.name, self.described, self.blame, self.gerund, self.count, self.object)
        )


def load_speech(folders: Sequence[Path]) -> SpeechCues:
    """Read ``cues/speech.yaml``."""
    content = read_mapping(folders, "cues/speech.yaml")
    return SpeechCues(**{key: frozenset(content[key]) for key in SpeechCues.__dataclass_fields__})
