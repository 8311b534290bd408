"""Frames propose, the model disposes and adds.

An act that a frame found stands where the model too sees a trigger; the model's words fill a side that the frame's
slots leave open. What the model alone is sure of is added. `why` names the frame and the model with its scores.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from msgspec import structs

from dragoman.draft import Act, Cast, Draft, Seen, Sight
from dragoman.events.contexts import contexts_of
from dragoman.events.implied import PEOPLE, Implied
from dragoman.events.manner import framed_at, manner
from dragoman.events.sides import Deed, Side, apart, is_owner, settled, side_of
from dragoman.events.spot import may_score, read_at
from dragoman.events.stand_in import Open, foe, stand_in
from dragoman.model.reader import Words
from dragoman.parse.tree import Sentence, Token, heads_of
from dragoman.record import Evidence
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


@dataclass(frozen=True)
class Scales:
    """One sentence with what the model saw in it, and all that is needed to weigh its acts."""

    sentence: Sentence
    draft: Draft
    book: Codebook
    implied: Implied

    @property
    def sights(self) -> Sequence[Sight]:
        """What the model takes for triggers in the sentence."""
        return self.draft.sights[self.sentence.index]


def weighed(acts: Sequence[Act], scales: Scales) -> Iterator[Act]:
    """The acts of a sentence: those of the frames that the model lets stand, and those that it adds."""
    taken: set[int] = set()
    stood: list[Act] = []
    cues, sights = scales.book.model, _read(acts, scales)
    for act in sorted(acts, key=lambda each: -_support(each, sights)):
        at = _sight_of(act, sights)
        if at is None and cues.keep <= 0:
            stood.append(act)
        elif at is not None and at not in taken and sights[at].score >= cues.keep:
            taken.add(at)
            stood.append(_settled(act, sights[at], scales))
    for at, sight in sorted(enumerate(sights), key=lambda each: -each[1].score):
        sure = sight.score >= cues.add and sight.types[sight.best] >= cues.sure
        again = any(act.type == sight.best and (_meet(act, sight) or _is_side(act, sight)) for act in stood)
        added = _added(sight, scales) if sure and at not in taken and not again else None
        if added is not None and not any(_alike(act, added) for act in stood):
            stood.append(added)
    yield from stood


def standing(acts: Sequence[Act], draft: Draft, book: Codebook) -> Iterator[Act]:
    """Those of some acts at whose words the model sees a trigger too."""
    for act in acts:
        sights = draft.sights[act.sentence]
        at = _sight_of(act, sights)
        sight = read_at(sights[at], draft, act.sentence, book) if at is not None else None
        if sight is None and book.model.keep <= 0:
            yield act
        elif sight is not None and sight.score >= book.model.keep:
            yield _seen(act, sight, book)


def _read(acts: Sequence[Act], scales: Scales) -> list[Seen]:
    """The sights that count: those of the acts' words, and those that may be added."""
    counted = (s for s in scales.sights if may_score(s, scales.book.model.add) or any(_meet(act, s) for act in acts))
    return [read_at(sight, scales.draft, scales.sentence.index, scales.book) for sight in counted]


def _meet(act: Act, sight: Sight) -> bool:
    """Whether a sight shares words with the act's trigger."""
    return sight.span.meets(act.evidence[0].trigger)


def _is_side(act: Act, sight: Sight) -> bool:
    """Whether a sight is only words of one of the act's sides ("President" in "President X resigned")."""
    words = act.evidence[0]
    return any(side is not None and side.holds(sight.span) for side in (words.source, words.recipient))


def _alike(act: Act, other: Act) -> bool:
    """Whether two acts of a sentence are one: of one type, done by the same to the same."""
    return (act.type, {*act.source}, {*act.recipient}) == (other.type, {*other.source}, {*other.recipient})


def _sight_of(act: Act, sights: Sequence[Sight]) -> int | None:
    """The likeliest sight that shares words with the act's trigger."""
    met = [at for at, sight in enumerate(sights) if _meet(act, sight)]
    return max(met, key=lambda at: sights[at].score, default=None)


def _support(act: Act, sights: Sequence[Sight]) -> float:
    at = _sight_of(act, sights)
    return sights[at].types.get(act.type, 0.0) if at is not None else 0.0


def _settled(act: Act, sight: Seen, scales: Scales) -> Act:
    """The frame's act, with the model's type where that is much likelier; the model's words fill an open side."""
    why = f"{act.why}, model {sight.score:.2f}"
    if sight.types[act.type] < scales.book.model.retype * sight.types[sight.best]:
        mode, cameo = framed_at(sight.best, sight, scales.sentence, scales.draft.cast, scales.book)
        symmetric = _together(sight, scales.book)
        act = replace(act, type=sight.best, mode=mode, cameo=cameo, symmetric=symmetric)
        why = f"model {sight.best} {sight.types[sight.best]:.2f} over {act.why}"
    return replace(_seen(_done_by(_filled(act, sight, scales), scales), sight, scales.book), why=why)


def _done_by(act: Act, scales: Scales) -> Act:
    """The act of no named doer with whoever stands in, but for those whose doers a report may well not know."""
    if act.source or act.type in scales.book.sides.unknown:
        return act
    rule = scales.book.model.no_source.get(act.type, "other")
    head = scales.sentence.tokens[act.head]
    side = _stand_in(rule, Side(act.recipient, frozenset(), None), head, scales)
    return replace(act, source=side.actors) if side is not None else act


def _seen(act: Act, sight: Seen, book: Codebook) -> Act:
    """The act with what the model sees of it: its score, and how it is done."""
    mode, cameo = manner(act.type, sight, (act.mode, act.cameo), book)
    why = f"{act.why}, model {sight.score:.2f}"
    return replace(act, mode=mode, cameo=cameo, sight=sight, confidence=round(sight.score, 2), why=why)


def _together(sight: Seen, book: Codebook) -> bool:
    return sight.reading.likely("together", "yes") >= book.model.together


def _filled(act: Act, sight: Seen, scales: Scales) -> Act:
    """The act with the model's words for a side that the frame's slots leave open, or that the model is surer of."""
    evidence, least = act.evidence[0], scales.book.model.override
    source = _doer(sight.reading.source, scales, least if evidence.source else 0.0)
    recipient = _side(sight.reading.recipient, scales, least if evidence.recipient else 0.0)
    if is_owner(source, recipient.span if recipient else evidence.recipient, scales.sentence):
        source = None
    if source is not None and recipient is not None and set(source.actors) & set(recipient.actors):
        return act
    if source is not None and (recipient is not None or not set(source.actors) & set(act.recipient)):
        act = replace(act, source=source.actors)
        evidence = structs.replace(evidence, source=source.span)
    if recipient is not None and not set(recipient.actors) & set(act.source):
        act = replace(act, recipient=recipient.actors)
        evidence = structs.replace(evidence, recipient=recipient.span)
    return replace(act, evidence=(evidence, *act.evidence[1:]))


def _side(words: Words | None, scales: Scales, least: float = 0.0) -> Side | None:
    """The actors that the words stand for, where the model is sure enough of them."""
    sentence, cast = scales.sentence, scales.draft.cast
    if words is None or words.score < max(least, scales.book.model.side):
        return None
    tokens = [token for token in sentence.tokens if token.span.meets(words.span)]
    heads = [_whole(sentence, token, cast) for token in heads_of(tokens)]
    found = side_of(sentence, [t for t in heads if t.pos not in {"PUNCT", "ADP", "DET"}] or heads, cast)
    if found is not None:
        return found
    met = (m for m in cast.mentions if m.sentence == sentence.index and m.span.meets(words.span))
    mention = next(met, None)
    return Side(mention.actors, frozenset(), mention.span) if mention is not None else None


def _doer(words: Words | None, scales: Scales, least: float = 0.0) -> Side | None:
    """The same of the words for a doer, but for a place: "shot dead near Kabul" tells of nobody who did it."""
    side = _side(words, scales, least)
    if side is None or side.span is None:
        return side
    places = (m for m in scales.draft.cast.mentions if m.sentence == scales.sentence.index and m.kind == "place")
    return None if any(m.actors == side.actors and m.span.meets(side.span) for m in places) else side


def _whole(sentence: Sentence, token: Token, cast: Cast) -> Token:
    """The noun of a nation's people or officials where the model's words are only the nation: "Algerian" people."""
    mention, noun = cast.at(sentence, token), sentence.head(token)
    nation = mention is not None and mention.kind == "demonym" and token.dep in {"amod", "compound", "nmod"}
    return noun if nation and noun is not None and cast.at(sentence, noun) is not None else token


def _added(sight: Seen, scales: Scales) -> Act | None:
    """The act that only the model sees; None where one of its sides cannot be told."""
    sentence, cues = scales.sentence, scales.book.model
    head = _head(sight.span, sentence)
    source, recipient = _doer(sight.reading.source, scales), _side(sight.reading.recipient, scales)
    if recipient is not None and is_owner(source, recipient.span, scales.sentence):
        source = None
    if source is not None and recipient is not None:
        recipient = apart(recipient, source, scales.draft.cast)
    if head is None:
        return None
    kind = sight.best
    named = recipient
    source, recipient = settled(source, recipient, Deed(kind, head.lemma), scales.draft.cast, scales.book.sides)
    mutual = (named is None and recipient is not None) or _together(sight, scales.book)
    source = source or _stand_in(cues.no_source.get(kind), recipient, head, scales)
    recipient = recipient or _stand_in(cues.no_recipient.get(kind), source, head, scales)
    if source is None or recipient is None:
        return None
    book = scales.book
    mode, cameo = manner(kind, sight, framed_at(kind, sight, sentence, scales.draft.cast, book), book)
    evidence = Evidence(sentence.span, sight.span, source.span, recipient.span)
    return Act(
        type=kind, mode=mode, contexts=contexts_of(sentence, book.contexts), cameo=cameo, source=source.actors,
        recipient=recipient.actors, symmetric=mutual, status=sight.status, evidence=(evidence,),
        why=f"model {kind} {sight.types[kind]:.2f}", confidence=round(sight.score, 2), sentence=sentence.index,
        head=head.i, sight=sight,
    )  # fmt: skip


def _stand_in(rule: str | None, other: Side | None, head: Token, scales: Scales) -> Side | None:
    """Who stands in for a side that no words name; None where nobody does."""
    if rule is None or other is None:
        return None
    sector = {"other": None, "foe": PEOPLE}.get(rule, rule.removeprefix("own "))
    side = Open(scales.sentence, head, other.actors, sector, scales.implied)
    found = (foe(side) if rule == "foe" else None) or stand_in(side, scales.book.sides)
    return Side(found, frozenset(), None) if found else None


def _head(span: Span, sentence: Sentence) -> Token | None:
    tokens = sentence.within(span) or tuple(t for t in sentence.tokens if t.span.meets(span))
    return next(iter(heads_of(tokens)), None)
