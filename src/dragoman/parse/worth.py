"""Whether a report is worth parsing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.draft import Draft

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def worth_parsing(draft: Draft, book: Codebook) -> bool:
    """Whether some sentence may hold an act or a statement, by what the model saw and heard in it.

    Then all are parsed: the others tell who is meant. True where no model has looked yet.
    """
    if not draft.sights:
        return True
    cues = book.model
    return (
        bool(draft.split.quotes)
        or any(sight.score >= cues.telling for sights in draft.sights for sight in sights)
        or any(said >= cues.said for heard in draft.heard for said in heard.said)
    )
