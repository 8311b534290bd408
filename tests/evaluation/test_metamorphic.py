"""What must not change the record hardly does."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from scripts import script

from dragoman.coder import Coder
from dragoman.scoring.gold import read_gold

EVALUATION = Path(__file__).parents[2] / "evaluation"


@pytest.fixture(scope="module")
def metamorphic() -> ModuleType:
    return script("evaluation/metamorphic.py")


def test_at_most_three_percent_of_the_events_change(metamorphic: ModuleType, coder: Coder) -> None:
    found = metamorphic.changes(read_gold(EVALUATION / "held-out.jsonl"), coder)
    events, changed = (sum(getattr(each, name) for each in found.values()) for name in ("events", "changed"))
    assert events > 1500
    assert changed / events <= 0.03, {name: (each.changed, each.events) for name, each in found.items()}


def test_a_change_counts_what_is_lost_or_new(metamorphic: ModuleType) -> None:
    change = metamorphic.Change().plus(Counter("aab"), Counter("ac"))
    assert (change.events, change.changed, change.share) == (3, 2, 2 / 3)


def test_the_rewritings_rewrite(metamorphic: ModuleType) -> None:
    text = "Title\n\nThe “defence” centre.\n\nMore."
    assert metamorphic.straight(text) == 'Title\n\nThe "defence" centre.\n\nMore.'
    assert metamorphic.straight('A "b" c') == "A “b” c"
    assert metamorphic.american(text) == "Title\n\nThe “defense” center.\n\nMore."
    assert metamorphic.furnished(text).startswith("Title\n\nHome >")
