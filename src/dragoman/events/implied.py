"""Who stands in for a side that no words name: an actor that the act implies, or the last one spoken of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Cast
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Actor

if TYPE_CHECKING:
    from dragoman.codebook.types import EventType

_REACH = 2  # sentences back


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
            self._made[key] = Actor(f"a{number}", f"{sector} of {country}", "role", country, None, (sector,), None, ())
        return self._made[key].id

    @property
    def actors(self) -> tuple[Actor, ...]:
        """All that were implied, in order."""
        return tuple(self._made.values())


def by_sector(act: Act, everyone: Cast, implied: Implied, kind: EventType) -> Act:
    """The act with the sector that stands for a country in acts of its type ("France bombed": its armed forces)."""
    sides = {"source": act.source, "recipient": act.recipient}
    for side, sector in kind.nation.items():
        sides[side] = tuple(_of_nation(everyone.actor(each), sector, implied) for each in sides[side])
    return replace(act, source=sides["source"], recipient=sides["recipient"])


def _of_nation(actor: Actor, sector: str, implied: Implied) -> str:
    return implied.own(actor.country, sector) if actor.kind == "country" and actor.country else actor.id


def last_other(sentence: Sentence, trigger: Token, side: Sequence[str], cast: Cast) -> tuple[str, ...] | None:
    """The other nation that an act which does not say so is likeliest about; None where there is none.

    Of the nations named in the sentence or one of the two before it, the one that the report speaks of most; else of
    all that it names. The actor is the one last named of that nation; where there is no nation, one of another kind.
    """
    own = set(side)
    nations = {_nation(cast.actor(a)) for a in own} | {None}
    others = [m for m in cast.mentions if not own & set(m.actors) and m.sentence <= sentence.index]
    others.sort(key=lambda m: (-m.sentence, abs(m.head - trigger.i)))
    near = [m for m in others if m.sentence >= sentence.index - _REACH]
    spoken = Counter(_nation(cast.actor(m.actors[0])) for m in cast.mentions)
    for found in (near, others):
        foreign = [m for m in found if _nation(cast.actor(m.actors[0])) not in nations]
        if foreign:
            most = max(foreign, key=lambda m: spoken[_nation(cast.actor(m.actors[0]))])
            return most.actors
    return next((m.actors for m in near if m.kind != "place" and cast.actor(m.actors[0]).kind != "country"), None)


def _nation(actor: Actor) -> str | None:
    return actor.country or actor.code
