"""The way of an article, as a tuple that one reads in ten seconds.

Each step takes the draft and the codebook, adds its own layer (and its issues) and changes no earlier one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dragoman.actors.step import actors
from dragoman.draft import Draft, Source
from dragoman.events.sift import sift
from dragoman.events.spot import spot
from dragoman.events.step import events
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.read.step import read
from dragoman.statements.step import statements
from dragoman.whenwhere.step import when, where

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.record import Article

Step = Callable[[Draft, "Codebook"], Draft]

STEPS: tuple[Step, ...] = (
    read,  # article: clean text, title, outlet, date, language; furniture off
    sift,  # whether it is about acts between political actors at all
    split,  # paragraphs, quotations, sentences
    spot,  # what the model takes for acts and for reported speech
    parse,  # trees, where there is anything to find
    actors,  # who there is, and which words stand for them
    events,  # who did what to whom, and whether it happened
    statements,  # who said what
    when,  # dates as EDTF
    where,  # places with coordinates
)


def run(source: Source, book: Codebook, *, until: Step = STEPS[-1]) -> Draft:
    """One source through all steps up to one of them. Raises InputError where it cannot be read."""
    return _through(STEPS[: STEPS.index(until) + 1], Draft(source), book)


def run_again(article: Article, book: Codebook) -> Draft:
    """An article that was read before through the steps after reading; its text and spans stay as they were."""
    return _through(STEPS[1:], Draft(Source("", source_id=article.source_id), article), book)


def _through(steps: Sequence[Step], draft: Draft, book: Codebook) -> Draft:
    for step in steps:
        if draft.quiet:
            break
        draft = step(draft, book)
    return draft
