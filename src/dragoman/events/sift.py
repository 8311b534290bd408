"""The sift step: whether a report is worth reading further, by its words; and whether it names those who could act."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.issues import Issue

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SCENES = frozenset({"place", "demonym"})  # kinds of mentions that name nobody who acts
_UNNAMED = "political actors in {share:.0%} of the sentences: no acts looked for (cues/sift.yaml)"
_TOLD = "by its words ({score:.2f}) not about acts between political actors: not read further (cues/sift.yaml)"


def sift(draft: Draft, book: Codebook) -> Draft:
    """Say of a report that is about other things that it is quiet, with an issue that says so."""
    score = book.sift.too_low(draft.article.text)
    if score is None:
        return draft
    told = Issue("sift", _TOLD.format(score=score))
    return replace(draft, quiet=True, issues=(*draft.issues, told))


def unnamed(draft: Draft, book: Codebook) -> Issue | None:
    """Why no acts are looked for in a report that hardly names a political actor; None for one that does."""
    cues, cast = book.sift, draft.cast
    told = (m for m in cast.mentions if m.kind not in _SCENES)
    named = {m.sentence for m in told if any(cues.political & {*cast.actor(actor).sectors} for actor in m.actors)}
    share = len(named) / max(len(draft.parse.sentences), 1)
    if share >= cues.named or cues.is_short(draft.article.text):
        return None
    return Issue("sift", _UNNAMED.format(share=share))
