"""How an act is done: the model's mode, where the frame's own counts for more; on sights made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.coder import Coder
from dragoman.draft import Act, Draft, Seen, Source
from dragoman.events.step import events
from dragoman.model.reader import Reading, Words
from dragoman.span import Span

TEXT = (
    "Protest in Lagos\n\nNigerian workers downed tools on Monday. "
    "Later Ghana and Togo, the president said, pored over maps together."
)


@pytest.fixture(scope="module")
def draft(coder: Coder) -> Draft:
    return replace(coder.draft(Source(TEXT, published="2020-08-27")), acts=(), said=())


def act_at(draft: Draft, coder: Coder, words: str, kind: str, modes: dict[str, float], *sides: str) -> Act:
    """The one act where the model sees that type at those words only, done in those ways."""
    span = span_of(draft, words)
    source, recipient = (Words(span_of(draft, side), 0.9) for side in sides) if sides else (None, None)
    types = {name: 0.9 * (name == kind) for name in coder.book.types}
    sight = Seen(span, types, "actual", Reading(source, recipient, asides={"mode": modes}))
    sights = tuple((sight,) if sentence.span.holds(span) else () for sentence in draft.parse.sentences)
    (act,) = events(replace(draft, sights=sights), coder.book).acts
    return act


def span_of(draft: Draft, words: str) -> Span:
    at = draft.article.text.index(words)
    return Span(at, at + len(words))


def test_a_frames_mode_stands_unless_the_model_is_far_surer_of_another(draft: Draft, coder: Coder) -> None:
    doubted = act_at(draft, coder, "downed tools", "PROTEST", {"riot": 0.6, "strike": 0.2})
    assert (doubted.mode, doubted.cameo) == ("strike", "143")
    assert act_at(draft, coder, "downed tools", "PROTEST", {"riot": 0.999, "strike": 0.001}).mode == "riot"
    assert act_at(draft, coder, "downed tools", "PROTEST", {"riot": 0.3}).mode == "strike"


def test_what_only_the_model_sees_has_its_mode_or_none(draft: Draft, coder: Coder) -> None:
    seen = "pored over maps together", "CONSULT"
    assert act_at(draft, coder, *seen, {"meet": 0.8, "negotiate": 0.2}, "Ghana", "Togo").mode == "meet"
    unsure = act_at(draft, coder, *seen, {"meet": 0.4, "negotiate": 0.4}, "Ghana", "Togo")
    assert (unsure.mode, unsure.cameo) == (None, coder.book.types["CONSULT"].cameo)  # not of a frame that fits no word
