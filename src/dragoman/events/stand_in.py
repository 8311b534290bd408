"""Who stands in for a side that no words name: the nation of the report that most speaks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.actors.roles import SOLDIER
from dragoman.draft import Cast, Mention
from dragoman.events.implied import PEOPLE, STATE, Implied
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Actor

if TYPE_CHECKING:
    from dragoman.codebook.sides import SideCues

_REACH = 2  # sentences back
_REBEL, _PRESS = "REB", "MED"
_AGAINST = frozenset({"OPP", _REBEL})  # who is so is not of the state, although he leads ("head of the opposition")
_OF_STATE = frozenset({"GOV", "COP", "MIL"})


@dataclass(frozen=True)
class Open:
    """The open side of an act. other: the ids of the side that is known.

    sector: who of that side's own nation it is as a rule ("own CVL"); None where it is as a rule of another nation.
    """

    sentence: Sentence
    trigger: Token
    other: Sequence[str]
    sector: str | None
    implied: Implied

    @property
    def cast(self) -> Cast:
        """All actors and their mentions."""
        return self.implied.cast

    @cached_property
    def known(self) -> tuple[Actor, ...]:
        """The actors of the side that is known."""
        return tuple(map(self.implied.actor, self.other))

    @cached_property
    def nations(self) -> frozenset[str]:
        """The nations of the side that is known."""
        return frozenset(nation for actor in self.known if (nation := actor.country or actor.code) is not None)

    @cached_property
    def named(self) -> list[Mention]:
        """Who else was named up to the act's sentence: the last sentence first, in it what is nearest to the act."""
        here = self.sentence.index
        others = [m for m in self.cast.mentions if m.sentence <= here and not {*self.other} & {*m.actors}]
        return sorted(others, key=lambda m: (-m.sentence, abs(m.head - self.trigger.i)))


def stand_in(side: Open, cues: SideCues) -> tuple[str, ...] | None:
    """The actors of the likeliest nation, as they were last named; None where the report tells of nobody else."""
    points = _points(side, cues)
    if not points:
        near = (m for m in side.named if m.sentence >= side.sentence.index - _REACH and m.kind != "place")
        return next((m.actors for m in near if side.cast.actor(m.actors[0]).kind != "country"), None)
    best = max(points, key=lambda nation: points[nation])
    return _of_own(side, best) if best in side.nations else _of_other(side, best)


def foe(side: Open) -> tuple[str, ...] | None:
    """Whom a state's soldiers fight where no words say it: the rebels named last, by the report's words so far."""
    if not all(SOLDIER in actor.sectors and not _AGAINST & {*actor.sectors} for actor in side.known):
        return None
    rebels = (m.actors for m in side.named if all(_REBEL in side.cast.actor(each).sectors for each in m.actors))
    return next(rebels, None)


def _points(side: Open, cues: SideCues) -> dict[str, float]:
    """What speaks for each nation that can be meant."""
    spoken = side.cast.spoken
    beside = [nations for nations in side.cast.spoken_in.values() if nations & side.nations]
    points: dict[str, float] = {}
    for mention in side.named:
        back = side.sentence.index - mention.sentence
        near = cues.near[back] if back < len(cues.near) else 0.0
        for nation in sorted(side.cast.nations(mention.actors) - side.nations - points.keys()):
            told = sum(nation in nations for nations in beside) / max(len(beside), 1)
            points[nation] = near + cues.share * spoken[nation] / spoken.total() + cues.beside * told
    own = next(iter(side.nations)) if len(side.nations) == 1 else None
    if own is not None and any(actor.country == own for actor in side.known):
        points[own] = cues.own + cues.home * (own == side.cast.home) + cues.rule * (side.sector is not None)
    return points


def _of_own(side: Open, nation: str) -> tuple[str, ...]:
    """Who else of the known side's own nation: whom the rule says, else one named nearby, else people or government."""
    sectors = [{*actor.sectors} for actor in side.known]
    of_state = any(_OF_STATE & each and not _AGAINST & each for each in sectors)
    if side.sector is None:
        for mention in side.named:
            first = side.cast.actor(mention.actors[0])
            near = mention.sentence >= side.sentence.index - _REACH and mention.kind != "place"
            fits = not {*first.sectors} <= _OF_STATE | {_PRESS} if of_state else STATE in first.sectors
            if near and first.country == nation and fits and first.kind != "country":
                return mention.actors
    return (side.implied.own(nation, side.sector or (PEOPLE if of_state else STATE)),)


def _of_other(side: Open, nation: str) -> tuple[str, ...]:
    """Who of another nation: of its government, or of the sector that the rule says, the one who was last named."""
    wanted = side.sector or STATE
    named = [m for m in side.named if nation in side.cast.nations(m.actors)]
    for mention in named:
        if any(wanted in side.cast.actor(actor).sectors for actor in mention.actors):
            return mention.actors
    first = named[0].actors
    return (side.implied.own(nation, wanted),) if side.cast.actor(first[0]).country == nation else first
