"""One event told twice in a report."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder
from dragoman.record import Event


def violence(text: str, coder: Coder) -> list[Event]:
    return [event for event in coder.read(text, published="2024-06-03").events if event.type == "ASSAULT"]


@pytest.mark.parametrize(
    "text",
    [
        "Syrian aircraft bombed Turkish troops on Sunday.\n\nNine Turkish soldiers were murdered.",
        "At least nine Turkish soldiers were killed on Sunday. Syrian aircraft had bombed Turkish troops.",
    ],
)
def test_victims_of_whom_no_doer_is_told_are_those_of_the_violence_told_near_them(text: str, coder: Coder) -> None:
    (event,) = violence(text, coder)
    actors = {actor.id: actor.country for actor in coder.read(text, published="2024-06-03").actors}
    assert [actors[each] for each in event.source] == ["SYR"] and len(event.evidence) == 2


def test_victims_of_another_nation_are_those_of_other_violence(coder: Coder) -> None:
    text = "Syrian aircraft bombed Turkish troops on Sunday. At least nine French soldiers were killed in Mali."
    bombed, killed = violence(text, coder)
    assert bombed.source and not killed.source
