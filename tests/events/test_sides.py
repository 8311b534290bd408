"""The two sides of an act, once both are found."""

from __future__ import annotations

from dragoman.coder import Coder
from dragoman.draft import Cast
from dragoman.events.sides import Deed, Side, settled
from dragoman.record import Actor

CAST = Cast(
    (
        Actor("a1", "Qatar", "country", "QAT", None, ("GOV",), None, ()),
        Actor("a2", "Turkey", "country", "TUR", None, ("GOV",), None, ()),
    ),
    (),
    None,
)
BOTH = Side(("a1", "a2"), frozenset(), None)


def test_two_who_agree_do_so_with_one_another(coder: Coder) -> None:
    source, recipient = settled(BOTH, None, Deed("AGREE", "agree"), CAST, coder.book.sides)
    assert source is not None and source.actors == ("a1",)
    assert recipient is not None and recipient.actors == ("a2",)


def test_two_who_offer_do_so_to_a_third(coder: Coder) -> None:
    assert settled(BOTH, None, Deed("AGREE", "offer"), CAST, coder.book.sides) == (BOTH, None)
