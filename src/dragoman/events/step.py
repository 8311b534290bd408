"""The events step: from trees and actors to acts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Draft
from dragoman.events import slots
from dragoman.events.contexts import contexts_of
from dragoman.events.implied import Implied
from dragoman.events.match import Match, matches
from dragoman.events.sides import Deed, Side, settled
from dragoman.events.sift import unnamed
from dragoman.events.stand_in import Open, stand_in
from dragoman.events.status import status_of
from dragoman.events.weigh import Scales, weighed
from dragoman.parse.tree import Token
from dragoman.record import Evidence
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def events(draft: Draft, book: Codebook) -> Draft:
    """Add the acts, and the actors that they imply without naming them ("was sentenced": by the courts)."""
    issue = unnamed(draft, book)
    if issue is not None:
        return replace(draft, issues=(*draft.issues, issue))
    implied = Implied(draft.cast)
    acts: list[Act] = []
    for sentence in draft.parse.sentences:
        if all(sight.score < book.model.telling for sight in draft.sights[sentence.index]) and book.model.keep > 0:
            continue  # nothing would stand
        found = acts_of(matches(sentence, book.frames, draft.cast), draft, book, implied)
        kept = weighed(found, Scales(sentence, draft, book, implied))
        acts.extend(sorted(kept, key=lambda act: act.evidence[0].trigger))
    return replace(draft, acts=tuple(acts), implied=implied.actors)


def acts_of(found: Iterable[Match], draft: Draft, book: Codebook, implied: Implied) -> list[Act]:
    """The acts of one sentence's matches: one a trigger, of the most specific frame that has both its sides;

    none whose trigger is part of another's words or only its content.
    """
    by_trigger: dict[int, tuple[Match, Act]] = {}
    for match in sorted(found, key=lambda m: m.weight, reverse=True):
        if match.trigger.i not in by_trigger and (act := act_of(match, draft, book, implied)) is not None:
            by_trigger[match.trigger.i] = (match, act)
    kept = [(m, act) for m, act in by_trigger.values() if not any(_covers(o, m) for o, _ in by_trigger.values())]
    kept = [(m, act) for m, act in kept if not any(_swallows(o, m, book) for o, _ in kept)]
    return [act for m, act in sorted(kept, key=lambda pair: pair[0].trigger.i)]


def _covers(outer: Match, inner: Match) -> bool:
    return len(outer.words) > len(inner.words) and inner.trigger in outer.words


def _swallows(outer: Match, inner: Match, book: Codebook) -> bool:
    """Whether the inner trigger only says what is demanded, promised, refused or threatened."""
    if outer is inner or outer.frame.type not in book.status.swallowing or outer.source is None:
        return False
    if outer.trigger.lemma in book.status.denials:
        return False
    current = inner.trigger
    sentence = inner.sentence
    while current.head != current.i:
        if current.dep in {"relcl", "advcl", "appos"} and sentence.child(current, "mark") is not None:
            return False
        if current.dep in {"relcl", "appos"}:
            return False
        above = sentence.tokens[current.head]
        if above in outer.words:
            return current.dep in {
                "xcomp",
                "ccomp",
                "acl",
                "pcomp",
                "dobj",
                "pobj",
                "prep",
                "dative",
                "advcl",
                "conj",
            } and (current.dep != "conj" or current.pos not in {"VERB", "AUX"})
        current = above
    return False


def act_of(match: Match, draft: Draft, book: Codebook, implied: Implied) -> Act | None:
    """The act of a match, with what stands in for an empty side; None where a side is missing for good."""
    frame, sentence, cast = match.frame, match.sentence, draft.cast
    deed = Deed(frame.type, match.trigger.lemma)
    doer, other = settled(match.source, match.recipient, deed, cast, book.sides)
    source = _ids(doer, frame.source_else, other, match, implied, book)
    recipient = _ids(other, frame.recipient_else, doer, match, implied, book)
    symmetric = frame.symmetric or (other is not None and match.recipient is None)
    if source is None and _agentless(match):
        source = ()
    if frame.symmetric and source and recipient is None and len(source) > 2:
        recipient = ()
    if source is None or recipient is None or (not source and not recipient):
        return None
    if set(source) & set(recipient):
        return None
    status = _status(match, book)
    trigger = _trigger_span(match.words)
    evidence = Evidence(sentence.span, trigger, _words_of(doer), _words_of(other))
    return Act(
        type=frame.type, mode=frame.mode, contexts=frame.contexts or contexts_of(sentence, book.contexts),
        cameo=frame.cameo, source=source, recipient=recipient, symmetric=symmetric, status=status,
        evidence=(evidence,), why=f"frame {frame.name}", confidence=frame.confidence, sentence=sentence.index,
        head=match.trigger.i,
    )  # fmt: skip


def _status(match: Match, book: Codebook) -> str:
    """The status by the words around; what a frame says of itself stands unless the words deny it."""
    own_negation = "neg" in match.frame.when
    status = status_of(match.sentence, match.trigger, book.status, skip_own=own_negation)
    return match.frame.status if match.frame.status is not None and status != "denied" else status


def _words_of(side: Side | None) -> Span | None:
    return side.span if side is not None else None


def _agentless(match: Match) -> bool:
    """A passive that names no agent, or a noun without doer that its frame allows."""
    return (
        match.trigger.pos in {"VERB", "AUX"}
        and slots.is_passive(match.sentence, match.trigger)
        and not slots.subjects(match.sentence, match.trigger)
    )


def _ids(
    side: Side | None, otherwise: str | None, other: Side | None, match: Match, implied: Implied, book: Codebook
) -> tuple[str, ...] | None:
    """A side's actor ids: from its words, else from what the frame says stands in; None where nothing does."""
    if side is not None:
        return side.actors
    if otherwise is None:
        return None
    if otherwise in {"unknown", "none"}:
        return ()
    cast, known = implied.cast, other.actors if other is not None else ()
    if otherwise == "home":
        state = next((a for a in cast.actors if a.kind == "country" and a.country == cast.home), None)
        return (state.id,) if state is not None and cast.home not in {cast.actor(a).country for a in known} else None
    if otherwise.startswith("other") or known:
        sector = None if otherwise.startswith("other") else otherwise.removeprefix("own ")
        found = stand_in(Open(match.sentence, match.trigger, known, sector, implied), book.sides)
        return found or (() if otherwise == "other or unknown" else None)
    return (implied.own(cast.home, otherwise.removeprefix("own ")),) if cast.home else None


def _trigger_span(words: Sequence[Token]) -> Span:
    """From the first to the last of the trigger's words; only the first where they stand far apart."""
    first, last = words[0], words[-1]
    return Span(first.span.start, last.span.end) if last.i - first.i <= 6 else first.span
