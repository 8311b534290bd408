"""Other states in the place of those that an example names, so that the model learns what is done and not by whom.

Names are swapped as word pieces: a state's name, adjective, people and capital for those of another state, the same one
throughout the example. The labels stay with the words around them.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from dragoman.codebook.files import read_mapping, roots
from dragoman.model.encode import Encoded

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from examples import Example

Pieces = tuple[int, ...]
USES = ("name", "adjective", "people", "seat")
THE = "the"  # stands before some names and not before others: swapped with the name


@dataclass(frozen=True)
class Named:
    """A state's name in an example: the places of its pieces, the state, and the use of the name."""

    start: int
    end: int
    state: str
    use: str


@dataclass(frozen=True)
class States:
    """The names of states as word pieces. written: state -> use -> ways to write it; known: first piece -> names."""

    written: Mapping[str, Mapping[str, Sequence[Pieces]]]
    known: Mapping[int, Sequence[tuple[Pieces, str, str]]] = field(repr=False)
    inner: frozenset[int] = field(repr=False)
    the: int

    def found(self, ids: Pieces) -> list[Named]:
        """The names in the pieces of an example, which end in SEP, from left to right; whole words only."""
        found: list[Named] = []
        at = 0
        while at < len(ids):
            name = self._at(ids, at)
            if name is not None:
                found.append(name)
            at = name.end if name is not None else at + 1
        return found

    def _at(self, ids: Pieces, at: int) -> Named | None:
        begins = at + 1 if ids[at] == self.the else at
        for pieces, state, use in self.known.get(ids[begins], ()):
            end = begins + len(pieces)
            whole = ids[begins:end] == pieces and ids[end] not in self.inner
            if whole and (begins == at or use == "name"):
                return Named(at, end, state, use)
        return None

    def swapped(self, example: Example, chance: random.Random) -> Example:
        """The example with other states in it; itself where it names none."""
        found = self.found(example.encoded.ids)
        if not found:
            return example
        before = sorted({name.state for name in found})
        others = dict(zip(before, chance.sample(sorted(self.written), len(before)), strict=True))
        chosen = {
            (state, use): chance.choice(self.written[other][use]) for state, other in others.items() for use in USES
        }
        return _rewritten(example, [(name, chosen[name.state, name.use]) for name in found])


def _rewritten(example: Example, names: Sequence[tuple[Named, Pieces]]) -> Example:
    """The example with new pieces for some; each new piece has the labels of the old one that it stands for."""
    old = example.encoded
    ids: list[int] = []
    places: list[int] = []  # of each new piece: the old one
    at = 0
    for name, pieces in names:
        ids += [*old.ids[at : name.start], *pieces]
        places += [*range(at, name.start), name.start, *(name.end - 1 for _ in pieces[1:])]
        at = name.end
    ids += old.ids[at:]
    places += range(at, len(old.ids))
    kinds = tuple(old.kinds[place] for place in places)
    spans = tuple(old.spans[place - old.lead] for place in places if place >= old.lead)
    return replace(
        example,
        encoded=Encoded(tuple(ids), kinds, spans),
        spot=_moved(example.spot, places),
        status=_moved(example.status, places),
        speech=_moved(example.speech, places),
        roles=_moved(example.roles, places),
    )


def _moved(labels: Mapping[int, Any], places: Sequence[int]) -> dict[int, Any]:
    return {new: labels[place] for new, place in enumerate(places) if place in labels}


def states_of(tokenizer: Tokenizer) -> States:
    """The states of the codebook; those that have names for all uses stand in for others."""
    written: dict[str, dict[str, list[Pieces]]] = {}
    known: dict[int, list[tuple[Pieces, str, str]]] = {}
    for state, entry in read_mapping(roots(), "actors/countries.yaml").items():
        for use, names in _names(entry).items():
            for pieces in (tuple(tokenizer.encode(name, add_special_tokens=False).ids) for name in names):
                written.setdefault(state, {}).setdefault(use, []).append(pieces)
                known.setdefault(pieces[0], []).append((pieces, state, use))
    inner = frozenset(number for piece, number in tokenizer.get_vocab().items() if piece.startswith("##"))
    return States(
        {state: uses for state, uses in written.items() if len(uses) == len(USES)},
        {first: sorted(names, key=lambda name: -len(name[0])) for first, names in known.items()},
        inner,
        tokenizer.token_to_id(THE),
    )


def _names(entry: Mapping[str, Any]) -> dict[str, list[str]]:
    """How a state is written, by use; not in capitals: "US" is "us" in the vocabulary."""
    found = {
        "name": [entry["name"], *entry.get("aliases", [])],
        "adjective": entry.get("adjectives", []),
        "people": entry.get("people", []),
        "seat": [entry["capital"]] if "capital" in entry else [],
    }
    return {use: names for use, all_ in found.items() if (names := [name for name in all_ if not name.isupper()])}
