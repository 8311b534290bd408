"""Near-duplicate texts, by MinHash: copies of one report under several outlets' names are one source."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

PERMUTATIONS = 128
SHINGLE = 3  # words
_SEED = 42
_BAND = 4  # numbers of a signature: 32 bands find texts of a similarity of 0.5 with a probability of 0.87
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Text:
    """An article's signature, and the earliest article that it is known to be a copy of (itself where of none)."""

    article_id: str
    published: date | None
    signature: tuple[int, ...]
    original_id: str

    @property
    def order(self) -> tuple[date, str]:
        """Earlier first; one without a date last."""
        return self.published or date.max, self.article_id


def fingerprint(text: str) -> list[int]:
    """The MinHash signature of a text's word shingles: 128 numbers below 2**32, the same on any machine.

    Broder, "On the resemblance and containment of documents" (1997).
    """
    from rensa import RMinHash

    words = _WORD.findall(text.lower())
    shingles = {" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=_SEED)
    sketch.update(sorted(shingles))
    return list(sketch.digest())


def similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The estimated Jaccard similarity of two signatures, 0 to 1."""
    return sum(a == b for a, b in zip(one, other, strict=True)) / PERMUTATIONS


def copies(texts: Iterable[Text], least: float, days: int) -> dict[str, tuple[str, float]]:
    """For each article that is a copy: the earliest of its group, and the similarity to the nearest of the group.

    Groups are joined over any two that are alike and published within some days of one another; what was one group
    before stays one. The order does not matter.
    """
    known = {each.article_id: each for each in texts}
    leader = {key: key for key in known}
    nearest: defaultdict[str, float] = defaultdict(float)
    for one, other in sorted(set(_candidates(known))):
        if not _near(known[one].published, known[other].published, days):
            continue
        value = similarity(known[one].signature, known[other].signature)
        if value >= least:
            nearest[one], nearest[other] = max(nearest[one], value), max(nearest[other], value)
            _join(one, other, leader)
    for each in known.values():
        if each.original_id in known:
            _join(each.article_id, each.original_id, leader)
    groups: defaultdict[str, list[Text]] = defaultdict(list)
    for each in known.values():
        groups[_leader(each.article_id, leader)].append(each)
    found = {}
    for group in groups.values():
        first = min(group, key=lambda each: each.order)
        for each in group:
            if each is not first:
                near = nearest[each.article_id] or similarity(each.signature, first.signature)
                found[each.article_id] = (first.article_id, near)
    return found


def _candidates(known: Mapping[str, Text]) -> Iterator[tuple[str, str]]:
    """Pairs that share a band of their signatures."""
    bands: defaultdict[tuple[int, tuple[int, ...]], list[str]] = defaultdict(list)
    for key, text in sorted(known.items()):
        for start in range(0, PERMUTATIONS, _BAND):
            bands[start, text.signature[start : start + _BAND]].append(key)
    for keys in bands.values():
        for i, one in enumerate(keys):
            yield from ((one, other) for other in keys[i + 1 :])


def _near(one: date | None, other: date | None, days: int) -> bool:
    """Whether two texts are compared; those without a date are with their kind."""
    return one == other if one is None or other is None else abs((one - other).days) <= days


def _leader(key: str, leader: dict[str, str]) -> str:
    while leader[key] != key:
        leader[key] = leader[leader[key]]
        key = leader[key]
    return key


def _join(one: str, other: str, leader: dict[str, str]) -> None:
    first, second = sorted((_leader(one, leader), _leader(other, leader)))
    leader[second] = first
