"""The forced choice: which PLOVER type does the source do to the target in one marked sentence?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log
from typing import TYPE_CHECKING

from dragoman.draft import Cast, Draft, Mention, Source
from dragoman.events.match import Match, matches
from dragoman.events.sides import ANY, Side
from dragoman.events.status import status_of
from dragoman.model.reader import load_reader
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Actor, Article
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

# The benchmarks have the 15 roots of PLOVER's first edition, in which yielding was one.
ROOTS = {"CONCEDE": "YIELD", "RETREAT": "YIELD"}
_LEAST = 1e-9


def code_pair(text: str, source_span: tuple[int, int], target_span: tuple[int, int], book: Codebook) -> str:
    """The likeliest root: the model's log-likelihood of each, plus the weight of the frame that fits best.

    The model reads the pair in its marks; a frame counts by how well its slots hold the two (``_fit``).
    """
    source, target = Span(*source_span), Span(*target_span)
    scores = _by_model(text, source, target, book)
    found = list(_by_frames(text, source, target, book))
    if found:
        (fit, _, _), kind = max(found, key=lambda each: each[0])
        scores[kind] += book.model.frame * fit
    return max(scores, key=lambda kind: scores[kind])


def _by_model(text: str, source: Span, target: Span, book: Codebook) -> dict[str, float]:
    """The log-likelihood of each root."""
    (likely,) = load_reader(book.reader).pairs([(text, source, target)])
    shares: dict[str, float] = {}
    for kind, share in likely.items():
        if kind != "NONE":
            root = ROOTS.get(kind, kind)
            shares[root] = shares.get(root, _LEAST) + share
    return {root: log(share) for root, share in shares.items()}


def _by_frames(text: str, source: Span, target: Span, book: Codebook) -> Iterator[tuple[tuple[int, float, int], str]]:
    """How well each frame that fires fits the pair, and its root."""
    article = Article("", "-", None, None, None, None, "unknown", "en", text)
    draft = parse(split(Draft(Source(text), article=article), book), book)
    draft = replace(draft, cast=_marked_cast(draft, source, target))
    for sentence in draft.parse.sentences:
        for match in _all_matches(sentence, draft.cast, book):
            kind = _kind(match, book)
            yield _fit(match, source, target), ROOTS.get(kind, kind)


def _all_matches(sentence: Sentence, cast: Cast, book: Codebook) -> Iterator[Match]:
    """The narrator's frames, and those that fire in the source's mouth."""
    yield from matches(sentence, book.frames, cast)
    yield from matches(sentence, book.frames, cast, Side(("S",), frozenset({ANY}), None))


def _kind(match: Match, book: Codebook) -> str:
    """The frame's type; what is still to come and done by the source itself is a promise or a threat."""
    kind = match.frame.type
    status = status_of(match.sentence, match.trigger, book.status)
    if status in {"intended", "hypothetical"} and book.types[kind].quad in {2, 4}:
        return "AGREE" if book.types[kind].quad == 2 else "THREATEN"
    return kind


def _marked_cast(draft: Draft, source: Span, target: Span) -> Cast:
    """A cast of just the two marked actors, each at the head of its words."""
    actors = tuple(
        Actor(name, name, ANY, None, name, (), None, (span,)) for name, span in (("S", source), ("T", target))
    )
    mentions = [m for name, span in (("S", source), ("T", target)) if (m := _mention(draft, name, span)) is not None]
    return Cast(actors, tuple(mentions))


def _mention(draft: Draft, name: str, span: Span) -> Mention | None:
    for sentence in draft.parse.sentences:
        tokens = [token for token in sentence.tokens if token.span.meets(span)]
        if tokens:
            head = next(
                (t for t in tokens if t.head == t.i or not span.meets(sentence.tokens[t.head].span)),
                tokens[-1],
            )
            return Mention(sentence.index, head.i, span, (name,), "name")
    return None


def _fit(match: Match, source: Span, target: Span) -> tuple[int, float, int]:
    """Right sides count most, then nearness of the trigger to the two, then how specific the frame is."""
    does = match.source is not None and "S" in match.source.actors
    gets = match.recipient is not None and "T" in match.recipient.actors
    swapped = match.source is not None and "T" in match.source.actors and match.recipient is not None
    score = 2 * does + 2 * gets - swapped + 2 * (match.frame.symmetric and swapped)
    return score, -_distance(match.trigger, source, target), match.weight[1]


def _distance(trigger: Token, source: Span, target: Span) -> float:
    middle = trigger.span.start
    return abs(middle - source.end) + abs(target.start - middle) + 0.01 * middle
