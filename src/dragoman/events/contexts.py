"""PLOVER contexts, from their cue words in the sentence."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from dragoman.codebook.types import Context
from dragoman.parse.tree import Sentence


def contexts_of(sentence: Sentence, contexts: Sequence[Context]) -> tuple[str, ...]:
    """The names of the contexts with a cue (lemma or two-word phrase) in the sentence, in the codebook's order."""
    lemmas = [token.lemma for token in sentence.tokens]
    said = {*lemmas, *(f"{one} {two}" for one, two in pairwise(lemmas))}
    return tuple(context.name for context in contexts if said & context.cues)
