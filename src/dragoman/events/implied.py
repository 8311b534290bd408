"""Actors that an act implies and no words name: a sector of a country ("was sentenced": by its courts)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.actors.roles import GENERAL, SOLDIER
from dragoman.draft import Act, Cast
from dragoman.events.slots import objects
from dragoman.parse.tree import Sentence, Token, heads_of
from dragoman.record import Actor
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.sides import SideCues
    from dragoman.codebook.types import EventType

_ARMED = frozenset({"GOV", "MIL"})
_BLAMES = frozenset({"ACCUSE"})
STATE, PEOPLE = "GOV", "CVL"
_OWNERS = frozenset({"poss", "compound", "amod", "nmod", "pobj"})


@dataclass
class Implied:
    """Actors that acts imply and no words name, one a country and sector."""

    cast: Cast
    _made: dict[tuple[str, str], Actor] = field(default_factory=dict)

    def own(self, country: str, sector: str) -> str:
        """The id of that sector of a country."""
        key = (country, sector)
        if key not in self._made:
            number = len(self.cast.actors) + len(self._made) + 1
            sectors = (sector, SOLDIER) if sector == STATE and country in self.cast.juntas else (sector,)
            self._made[key] = Actor(f"a{number}", f"{sector} of {country}", "role", country, None, sectors, None, ())
        return self._made[key].id

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id, implied or named."""
        return next((each for each in self._made.values() if each.id == actor_id), None) or self.cast.actor(actor_id)

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All that were implied, in order."""
        return tuple(self._made.values())


def by_sector(act: Act, sentence: Sentence, everyone: Cast, implied: Implied, book: Codebook) -> Act:
    """The act with the sector that stands for a country: of its recipient as the words tell it or as its doer's office

    implies, of an unnamed doer as its mode does (the courts convict), else that of its type ("France bombed": its armed
    forces), at home or abroad.
    """
    kind, cues, words, mode = book.types[act.type], book.sides, act.evidence[0], act.mode or ""
    home = everyone.nations(act.source) & everyone.nations(act.recipient)
    usual = {**kind.nation, **(kind.at_home if home or _is_irregular(act, everyone, kind) else {})}
    doer = cues.by.get(mode) if words.source is None else None
    offices = {everyone.actor(each).office for each in act.source}
    yields = words.recipient is None and bool(offices & cues.yields.get(mode, frozenset()))
    told = PEOPLE if yields else _recipients_sector(act, sentence, cues)

    def of(actors: Iterable[str], sector: str | None, stands: Callable[[Actor], bool]) -> tuple[str, ...]:
        return tuple(
            implied.own(actor.country, sector) if sector and actor.country and stands(actor) else actor.id
            for actor in map(everyone.actor, actors)
        )

    vague = _stands_in if words.recipient is None and told else _is_state
    return replace(
        act,
        source=of(act.source, doer or usual.get("source"), _stands_in if doer else _is_state),
        recipient=of(act.recipient, told or usual.get("recipient"), vague),
    )


def _is_irregular(act: Act, everyone: Cast, kind: EventType) -> bool:
    """Whether what armies do to armies is done by others: "Gunmen attacked Chad" is against its people."""
    doers = (actor.kind == "country" or _ARMED & {*actor.sectors} for actor in map(everyone.actor, act.source))
    return kind.nation.get("recipient") == SOLDIER and not any(doers)


def _is_state(actor: Actor) -> bool:
    return actor.kind == "country"


def _stands_in(actor: Actor) -> bool:
    """Whether someone whom no words name as a side may as well be another of his nation."""
    return {*actor.sectors} <= GENERAL


def _recipients_sector(act: Act, sentence: Sentence, cues: SideCues) -> str | None:
    """What the words tell of a recipient's sector whom they name but by the country, or do not name at all: whose the

    thing is that the act is about ("Japanese seafood", "goods from China"), or what is blamed ("condemned the coup").
    """
    words = act.evidence[0]
    if words.recipient is not None:
        return _first(owned(sentence, words.recipient), cues.things)
    if act.type not in _BLAMES:
        return None
    return _first((*objects(sentence, sentence.tokens[act.head]), *sentence.within(words.trigger)), cues.blamed)


def owned(sentence: Sentence, words: Span) -> Iterator[Token]:
    """The things of which the words only say whose they are."""
    for token in heads_of(sentence.within(words)):
        above = sentence.head(token)
        thing = sentence.head(above) if above is not None and above.dep == "prep" else above
        if thing is not None and token.dep in _OWNERS:
            yield thing


def _first(tokens: Iterable[Token], sectors: Mapping[str, str]) -> str | None:
    return next((sectors[token.lemma] for token in tokens if token.lemma in sectors), None)
