"""What is done by saying it: acts of frames that only fire in someone's mouth, and stances."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Cast, Draft, Said
from dragoman.events.behind import with_doer
from dragoman.events.implied import Implied, by_sector
from dragoman.events.match import matches
from dragoman.events.sides import Side
from dragoman.events.step import acts_of
from dragoman.events.weigh import standing
from dragoman.record import Stance
from dragoman.statements.announce import announced

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


_MATERIAL_CONFLICT = 4
_ACCUSERS = frozenset({"country", "GOV", "MIL", "OPP", "LEG", "REB"})


def claims(draft: Draft, book: Codebook) -> Draft:
    """Add the claimed acts behind the acts of the narrator; fill what statements are about, and with what stance."""
    everyone = Cast((*draft.cast.actors, *draft.implied), draft.cast.mentions, draft.cast.home, draft.cast.juntas)
    implied = Implied(everyone)
    full = replace(draft, cast=everyone)
    triggers = {act.evidence[0].trigger for act in draft.acts}
    found: list[Act] = []
    for said in draft.said:
        if said.speaker is None:
            continue
        actor = everyone.actor(said.speaker)
        side = Side((said.speaker,), frozenset({actor.kind, *actor.sectors}), None)
        for sentence in draft.parse.sentences_in(said.content):
            inside = [m for m in matches(sentence, book.frames, everyone, side) if said.content.holds(m.trigger.span)]
            acts = standing(acts_of(inside, full, book, implied), full, book)
            found.extend(act for act in acts if act.evidence[0].trigger not in triggers)
        found.extend(_accusations(said, full, book))
    told = tuple(announced(act, draft, everyone, book) for act in draft.acts)
    known = Cast((*everyone.actors, *implied.actors))
    sentences = draft.parse.sentences
    every = (*told, *found)
    ordered = sorted(every, key=lambda act: act.evidence[0].trigger)
    blamed = (with_doer(act, ordered, sentences[act.sentence], known, book.sides) for act in every)
    done = tuple(by_sector(act, sentences[act.sentence], known, implied, book) for act in blamed)
    draft = replace(draft, acts=done, implied=(*draft.implied, *implied.actors))
    return replace(draft, said=tuple(_enriched(said, draft, book) for said in draft.said))


def _accusations(said: Said, draft: Draft, book: Codebook) -> Iterator[Act]:
    """One who says that another has done his own side harm accuses him: "Kyiv said that Russia had bombed Odesa"."""
    speaker = draft.cast.actor(said.speaker or "")
    own = speaker.country or speaker.code
    if own is None or not _ACCUSERS & {speaker.kind, *speaker.sectors}:
        return
    for act in draft.acts:
        harm = book.types[act.type].quad == _MATERIAL_CONFLICT and act.status == "actual"
        if harm and said.content.holds(act.evidence[0].trigger) and said.cue is not None:
            doers = {draft.cast.actor(a).country or draft.cast.actor(a).code for a in act.source}
            harmed = {draft.cast.actor(a).country or draft.cast.actor(a).code for a in act.recipient}
            if act.source and own in harmed and own not in doers:
                yield replace(
                    act, type="ACCUSE", mode="allege", cameo=book.types["ACCUSE"].cameo, source=(speaker.id,),
                    recipient=act.source, symmetric=False, status="actual", why="frame accuse/claims#harm-told",
                )  # fmt: skip


def _enriched(said: Said, draft: Draft, book: Codebook) -> Said:
    """The statement with the countries or bodies that it speaks of, and its stance toward those its acts touch."""
    nations: dict[str, None] = {}
    for mention in draft.cast.within(said.content):
        for actor_id in mention.actors:
            actor = draft.cast.actor(actor_id)
            nation = actor.country or actor.code
            if nation is not None:
                nations[nation] = None
    return replace(said, about=tuple(nations), stance=_stance(said, draft, book))


def _stance(said: Said, draft: Draft, book: Codebook) -> tuple[Stance, ...]:
    known = {actor.id: actor for actor in (*draft.cast.actors, *draft.implied)}
    stances: dict[str, int] = {}
    for act in draft.acts:
        if said.speaker not in act.source or not _touches(said, act):
            continue
        for actor_id in act.recipient:
            nation = known[actor_id].country or known[actor_id].code
            if nation is not None:
                stances[nation] = 1 if book.types[act.type].quad <= 2 else -1
    return tuple(Stance(nation, polarity) for nation, polarity in stances.items())


def _touches(said: Said, act: Act) -> bool:
    trigger = act.evidence[0].trigger
    return said.content.holds(trigger) or (said.cue is not None and trigger.meets(said.cue))
