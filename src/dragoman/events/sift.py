"""The sift step: whether a report is worth reading further, by its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.issues import Issue

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_TOLD = "by its words ({score:.2f}) not about acts between political actors: not read further (cues/sift.yaml)"


def sift(draft: Draft, book: Codebook) -> Draft:
    """Say of a report that is about other things that it is quiet, with an issue that says so."""
    score = book.sift.too_low(draft.article.text)
    if score is None:
        return draft
    told = Issue("sift", _TOLD.format(score=score))
    return replace(draft, quiet=True, issues=(*draft.issues, told))
