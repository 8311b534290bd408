"""Marks over a text become pieces that are the text again."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dragoman.web.marks import Mark, Piece, pieces

MARKS = st.builds(Mark, st.integers(0, 40), st.integers(0, 40), st.sampled_from(["source", "date", "trigger"]))


def test_marks_may_overlap() -> None:
    found = list(pieces("Macron met him", [Mark(0, 6, "source"), Mark(3, 10, "trigger")]))
    assert found == [
        Piece("Mac", ("source",)), Piece("ron", ("source", "trigger")), Piece(" met", ("trigger",)), Piece(" him")
    ]  # fmt: skip


def test_marks_count_from_where_the_text_begins_and_are_cut_at_its_ends() -> None:
    found = list(pieces("met him", [Mark(0, 13, "trigger"), Mark(90, 95, "date")], start=10))
    assert found == [Piece("met", ("trigger",)), Piece(" him")]


def test_a_mark_knows_what_it_is_about() -> None:
    assert list(pieces("he", [Mark(0, 2, "actor", "a1")])) == [Piece("he", ("actor",), ("a1",))]


@given(st.text(max_size=30), st.lists(MARKS, max_size=6), st.integers(0, 10))
def test_the_pieces_are_the_text_and_every_character_has_its_marks(text: str, marks: list[Mark], start: int) -> None:
    found = list(pieces(text, marks, start))
    assert "".join(each.text for each in found) == text
    at = start
    for piece in found:
        for place in range(at, at + len(piece.text)):
            assert set(piece.kinds) == {each.kind for each in marks if each.start <= place < each.end}
        at += len(piece.text)
