"""The words that a view shows."""

from __future__ import annotations

import pytest
from handmade import TEXT, full_record, sentence, span
from rich.console import Console

from dragoman.cli.show import excerpt, record_view, who


@pytest.mark.parametrize("room", [20, 40, 60, 500])
def test_an_excerpt_keeps_the_words_and_cuts_at_word_ends(room: int) -> None:
    around, words = sentence("arrived"), span("arrived in Oslo")
    text = excerpt(TEXT, around, words, room)
    whole = around.of(TEXT)
    assert "arrived in Oslo" in text.plain
    assert len(text.plain) <= max(room, len("arrived in Oslo")) + 4
    assert set(text.plain.replace("…", "").split()) <= set(whole.split())
    assert (text.plain == whole) == (room == 500)
    (styled,) = [each for each in text.spans if "underline" in str(each.style)]
    assert text.plain[styled.start : styled.end] == "arrived in Oslo"


def test_who_names_all_with_their_codes() -> None:
    assert who(full_record().actors[:4]).plain == (
        "Anna Hentzau (ROU GOV) + Norway (NOR) + Sweden (SWE GOV) + Nordic Council (NORDIC IGO)"
    )


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_view_fits_its_screen_and_colours_only_a_terminal(width: int) -> None:
    for terminal in (True, False):
        console = Console(width=width, force_terminal=terminal, highlight=False)
        with console.capture() as capture:
            console.print(record_view(full_record(), width))
        assert ("\x1b[" in capture.get()) is terminal
        if not terminal:
            assert max(map(len, capture.get().splitlines())) <= width
