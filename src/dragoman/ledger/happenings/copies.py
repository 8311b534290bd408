"""Near-duplicate texts, by MinHash: copies of one report under several outlets' names are one source."""

from __future__ import annotations

import re
from collections.abc import Sequence

PERMUTATIONS = 128
SHINGLE = 5  # words
_SEED = 42
_WORD = re.compile(r"\w+")


def fingerprint(text: str) -> list[int]:
    """The MinHash signature of a text's word shingles: 128 numbers below 2**32, the same on any machine."""
    from rensa import RMinHash

    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(shingles))
    return list(sketch.digest())


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two signatures, 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS
