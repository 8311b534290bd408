"""Frames propose, the model disposes and adds: on sights and acts made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.coder import Coder
from dragoman.draft import Draft, Seen, Source
from dragoman.events.step import events
from dragoman.model.reader import Reading, Words
from dragoman.span import Span

TEXT = "Talks in Paris\n\nFrance condemned Iran on Monday. Later Oman bewailed Norway."
TYPES = dict.fromkeys(("ACCUSE", "REJECT"), 0.0)


@pytest.fixture(scope="module")
def draft(coder: Coder) -> Draft:
    return replace(coder.draft(Source(TEXT, published="2020-08-27")), acts=(), said=())


def seen(draft: Draft, words: str, score: float, source: str | None = None, recipient: str | None = None) -> Draft:
    """The draft with one sight only, at those words of the text."""
    span = span_of(draft, words)
    sides = (Words(span_of(draft, side), 0.9) if side else None for side in (source, recipient))
    sight = Seen(span, {**TYPES, "ACCUSE": score}, "actual", Reading(*sides))
    return replace(
        draft,
        sights=tuple((sight,) if sentence.span.holds(span) else () for sentence in draft.parse.sentences),
    )


def span_of(draft: Draft, words: str) -> Span:
    at = draft.article.text.index(words)
    return Span(at, at + len(words))


def test_an_act_of_a_frame_stands_where_the_model_sees_one_too(draft: Draft, coder: Coder) -> None:
    (act,) = events(seen(draft, "condemned", 0.6), coder.book).acts
    assert act.type == "ACCUSE"
    assert act.why.startswith("frame accuse/") and act.why.endswith(", model 0.60")
    assert act.confidence == 0.6


def test_an_act_of_a_frame_falls_where_the_model_sees_none(draft: Draft, coder: Coder) -> None:
    assert events(seen(draft, "condemned", coder.book.model.keep - 0.01), coder.book).acts == ()
    assert events(replace(draft, sights=((),) * len(draft.parse.sentences)), coder.book).acts == ()


def test_what_only_the_model_sees_is_added_where_it_is_sure_and_both_sides_are_known(
    draft: Draft, coder: Coder
) -> None:
    (act,) = events(seen(draft, "bewailed", 0.9, "Oman", "Norway"), coder.book).acts
    assert (act.type, act.why) == ("ACCUSE", "model ACCUSE 0.90")
    assert [draft.cast.actor(each).country for each in (*act.source, *act.recipient)] == ["OMN", "NOR"]
    assert events(seen(draft, "bewailed", coder.book.model.add - 0.01, "Oman", "Norway"), coder.book).acts == ()
    assert events(seen(draft, "bewailed", 0.9), coder.book).acts == ()


def test_who_did_what_only_the_model_sees_stands_in_where_no_words_name_him(draft: Draft, coder: Coder) -> None:
    (act,) = events(seen(draft, "bewailed", 0.9, recipient="Norway"), coder.book).acts
    assert [draft.cast.actor(each).country for each in (*act.source, *act.recipient)] == ["OMN", "NOR"]
