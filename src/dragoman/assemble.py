"""The last step: from the draft's layers to the record. Joins what is told twice, links statements and events."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Draft, Said
from dragoman.record import Actor, Event, Record, Statement, Version, When, Where
from dragoman.same import joined
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_DONE_BY_SAYING = frozenset({"AGREE", "THREATEN", "REQUEST", "ACCUSE", "REJECT"})


@dataclass(frozen=True, slots=True)
class Dated:
    """An act with its date and place."""

    act: Act
    date: When | None
    place: Where | None


def assemble(draft: Draft, book: Codebook, version: Version) -> Record:
    """The record of a finished draft."""
    known = {actor.id: actor for actor in (*draft.cast.actors, *draft.implied)}
    told = [Dated(act, date, place) for act, date, place in zip(draft.acts, draft.dates, draft.places, strict=True)]
    events = [_event(number, each, draft.said, book) for number, each in enumerate(_join(told, draft, known), start=1)]
    said = [_statement(number, each, events) for number, each in enumerate(draft.said, start=1)]
    return Record(
        article=draft.article,
        actors=tuple(known.values()),
        events=tuple(events),
        statements=tuple(said),
        issues=draft.issues,
        coder=version,
    )


def _speaker_of(span: Span, said: Sequence[Said]) -> str | None:
    """Who says the words; of several statements around them, the shortest."""
    around = [each for each in said if each.content.holds(span) and each.speaker is not None]
    return min(around, key=lambda each: each.content.end - each.content.start).speaker if around else None


def _join(told: Sequence[Dated], draft: Draft, known: Mapping[str, Actor]) -> list[Dated]:
    """One for each act, with the evidence of all its tellings; date and place from the first that names one."""
    groups: list[list[Dated]] = []
    for each in told:
        home = next(
            (group for group in groups if joined(group[0].act, group[0].date, each.act, each.date, draft, known)),
            None,
        )
        groups.append([each]) if home is None else home.append(each)
    return [_one(group) for group in groups]


def _one(group: Sequence[Dated]) -> Dated:
    first = group[0]
    evidence = tuple(piece for each in group for piece in each.act.evidence)
    source = next((each.act.source for each in group if each.act.source), ())
    mode = next((each.act.mode for each in group if each.act.mode is not None), None)
    date = next((each.date for each in group if each.date is not None and each.date.span is not None), None)
    date = date or next((each.date for each in group if each.date is not None), None)
    placed = [each for each in group if each.place is not None]
    place = next((each.place for each in placed if _names_its_place(each)), placed[0].place if placed else None)
    return Dated(replace(first.act, source=source, evidence=evidence, mode=mode), date, place)


def _names_its_place(told: Dated) -> bool:
    """Whether the place is told in the act's own sentence, and by other words than those for its sides."""
    if told.place is None:
        return False
    words, span = told.act.evidence[0], told.place.span
    taken = [each for each in (words.trigger, words.source, words.recipient) if each is not None]
    return words.sentence.holds(span) and not any(each.meets(span) for each in taken)


def _event(number: int, each: Dated, said: Sequence[Said], book: Codebook) -> Event:
    act = each.act
    kind = book.types[act.type]
    code = book.cameo.get(act.cameo)
    claimant = _speaker_of(act.evidence[0].trigger, said)
    return Event(
        id=f"e{number}",
        type=act.type,
        mode=act.mode,
        contexts=act.contexts,
        cameo=act.cameo or kind.cameo,
        quad=kind.quad,
        goldstein=code.goldstein if code is not None else kind.goldstein,
        source=act.source,
        recipient=act.recipient,
        symmetric=act.symmetric,
        status=act.status,
        claimed_by=None if claimant in act.source and act.type in _DONE_BY_SAYING else claimant,
        date=each.date,
        place=each.place,
        evidence=act.evidence,
        why=act.why,
        confidence=act.confidence,
    )


def _statement(number: int, said: Said, events: Sequence[Event]) -> Statement:
    inside = [e.id for e in events if any(said.content.holds(piece.trigger) for piece in e.evidence)]
    return Statement(
        id=f"s{number}",
        speaker=said.speaker,
        addressee=said.addressee,
        kind=said.kind,
        cue=said.cue,
        content=said.content,
        about=said.about,
        stance=said.stance,
        events=tuple(inside),
    )
