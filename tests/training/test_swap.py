"""Other states in the place of those that an example names: names, adjectives, peoples and capitals go together."""

from __future__ import annotations

import random
from dataclasses import replace
from types import ModuleType

import pytest
from scripts import script
from tokenizers import Tokenizer

from dragoman.model.encode import TRIGGER, Mark, encode
from dragoman.span import Span

CONTEXT = "Norway was at odds with Kenya."
TEXT = "The United States let Norwegians sue the Kenyan firm, Nairobi told us, and the Norwegian-led bank."
SUE = Span(TEXT.index("sue"), TEXT.index("sue") + 3)


@pytest.fixture(scope="module")
def swap() -> ModuleType:
    return script("training/swap.py")


def test_names_are_found_by_use_and_as_whole_words(swap: ModuleType, tokenizer: Tokenizer) -> None:
    found = swap.states_of(tokenizer).found(encode(tokenizer, TEXT, CONTEXT).ids)
    assert [(name.state, name.use) for name in found] == [
        ("NOR", "name"),
        ("KEN", "name"),
        ("USA", "name"),
        ("NOR", "people"),
        ("KEN", "adjective"),
        ("KEN", "seat"),
        ("NOR", "adjective"),
    ]


def test_a_state_is_another_throughout_and_labels_stay_with_their_words(
    swap: ModuleType, examples: ModuleType, tokenizer: Tokenizer
) -> None:
    all_states = swap.states_of(tokenizer)
    others = {state: uses for state, uses in all_states.written.items() if state not in {"NOR", "KEN", "USA"}}
    states = replace(all_states, written=others)
    encoded = encode(tokenizer, TEXT, CONTEXT, [Mark(SUE, TRIGGER)])
    words = [tokenizer.id_to_token(piece) for piece in encoded.ids]
    roles = {words.index("norwegian"): "source", words.index("firm"): "recipient"}
    example = examples.Example(encoded, roles=roles)
    for seed in range(20):
        other = states.swapped(example, random.Random(seed))
        text = tokenizer.decode(list(other.encoded.ids))
        assert not {"norway", "kenya", "norwegians", "norwegian", "nairobi", "states"} & {*text.split()}
        assert "told us" in text and "the united" not in text
        assert len({name.state for name in states.found(other.encoded.ids)}) >= len({"NOR", "KEN", "USA"})
        pieces = [tokenizer.id_to_token(piece) for piece in other.encoded.ids]
        assert [pieces[at] for at, role in other.roles.items() if role == "recipient"] == ["firm"]
        assert all(pieces[at] != "sue" for at in other.roles)
        assert pieces[other.encoded.lead + other.encoded.place_of(TRIGGER[0]) + 1] == "sue"
        assert len(other.encoded.kinds) == len(other.encoded.ids) == other.encoded.lead + len(other.encoded.spans)


def test_an_example_that_names_no_state_stays_as_it_is(
    swap: ModuleType, examples: ModuleType, tokenizer: Tokenizer
) -> None:
    example = examples.Example(encode(tokenizer, "The council told us to wait."))
    assert swap.states_of(tokenizer).swapped(example, random.Random(1)) is example
