"""The layers of one report, step by step, as lines that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from dragoman.draft import Act, Draft
from dragoman.record import Actor
from dragoman.span import Span


def layers(draft: Draft) -> dict[str, tuple[str, ...]]:
    """The lines of each step by the step's name, in the order of the pipeline."""
    return {step: tuple(lines(draft)) for step, lines in _LAYERS.items()}


def _read(draft: Draft) -> Iterator[str]:
    article = draft.article
    yield f"title      {article.title}"
    yield f"outlet     {article.publisher}"
    yield f"published  {article.published} ({article.published_basis})"
    yield from (f"taken off  {piece.kind}: {_short(piece.text)}" for piece in article.furniture)


def _sift(draft: Draft) -> Iterator[str]:
    yield draft.issues[-1].message if draft.quiet else "read further"


def _split(draft: Draft) -> Iterator[str]:
    layer = draft.split
    yield f"{len(layer.paragraphs)} paragraphs, {len(layer.sentences)} sentences, {len(layer.quotes)} quotations"


def _parse(draft: Draft) -> Iterator[str]:
    for sentence in draft.parse.sentences:
        root = sentence.root()
        yield f"{sentence.paragraph}.{sentence.index}  [{root.text if root else ''}]  {_words(draft, sentence.span)}"


def _actors(draft: Draft) -> Iterator[str]:
    for actor in draft.cast.actors:
        words = dict.fromkeys(_words(draft, span) for span in actor.mentions)
        yield f"{_side(draft, (actor.id,))}: {' | '.join(words)}"


def _spot(draft: Draft) -> Iterator[str]:
    for sight in (each for found in draft.sights for each in found):
        yield f"{sight.score:.2f}  {sight.best} {sight.status}  «{_words(draft, sight.span)}»"


def _events(draft: Draft) -> Iterator[str]:
    for act in draft.acts:
        arrow = "↔" if act.symmetric else "→"
        sides = f"{_side(draft, act.source)} {arrow} {_side(draft, act.recipient)}"
        yield f"{act.type} {act.status}  {sides}  «{_trigger(draft, act)}»  {act.why}"


def _statements(draft: Draft) -> Iterator[str]:
    for said in draft.said:
        speaker = _side(draft, (said.speaker,) if said.speaker else ())
        cue = _words(draft, said.cue) if said.cue else "no cue"
        yield f"{said.kind}  {speaker} [{cue}]: {_words(draft, said.content)}"


def _when(draft: Draft) -> Iterator[str]:
    for act, date in zip(draft.acts, draft.dates, strict=True):
        told = f"{date.edtf}  “{date.text}”, {date.basis}" if date else "open"
        yield f"{act.type} «{_trigger(draft, act)}»: {told}"


def _where(draft: Draft) -> Iterator[str]:
    for act, place in zip(draft.acts, draft.places, strict=True):
        if place is not None:
            yield f"{act.type} «{_trigger(draft, act)}»: {place.name}, {place.country}, GeoNames {place.geonames}"


_LAYERS: dict[str, Callable[[Draft], Iterator[str]]] = {
    "read": _read,
    "sift": _sift,
    "split": _split,
    "spot": _spot,
    "parse": _parse,
    "actors": _actors,
    "events": _events,
    "statements": _statements,
    "when": _when,
    "where": _where,
}


def _trigger(draft: Draft, act: Act) -> str:
    return _words(draft, act.evidence[0].trigger)


def _side(draft: Draft, ids: tuple[str, ...]) -> str:
    known = {actor.id: actor for actor in (*draft.cast.actors, *draft.implied)}
    return " + ".join(_actor(known[each]) for each in ids) or "?"


def _actor(actor: Actor) -> str:
    codes = " ".join(filter(None, (actor.country or actor.code, *actor.sectors)))
    return f"{actor.name} ({codes})" if codes else actor.name


def _words(draft: Draft, span: Span) -> str:
    return _short(span.of(draft.article.text))


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59].rstrip() + "…"
