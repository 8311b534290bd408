"""A future act in its doer's own words: a promise where it is cooperative, a threat where it is hostile; made now."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Cast, Draft, Said

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_DONE_BY_SAYING = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT"})


def announced(act: Act, draft: Draft, everyone: Cast, book: Codebook) -> Act:
    """The act as the AGREE or THREATEN that its own doer makes it by announcing it; any other act as it is.

    Its head becomes the cue of the statement, so that it is dated by when it was said.
    """
    if act.status != "intended" or act.type in _DONE_BY_SAYING:
        return act
    around = [s for s in draft.said if s.speaker is not None and s.content.holds(act.evidence[0].trigger)]
    said = min(around, key=lambda s: s.content.end - s.content.start, default=None)
    if said is None or not _speaks_for(said, act, everyone):
        return act
    kind = "AGREE" if book.types[act.type].quad <= 2 else "THREATEN"
    sentence = draft.parse.sentences[act.sentence]
    cue = next((t.i for t in sentence.tokens if said.cue is not None and t.span.meets(said.cue)), act.head)
    return replace(act, type=kind, mode=None, cameo=book.types[kind].cameo, status="actual", symmetric=False, head=cue)


def _speaks_for(said: Said, act: Act, everyone: Cast) -> bool:
    speaker = everyone.actor(said.speaker or "")
    nation = speaker.country or speaker.code
    doers = [everyone.actor(actor) for actor in act.source]
    return any(
        doer.id == speaker.id or (nation is not None and (doer.country or doer.code) == nation) for doer in doers
    )
