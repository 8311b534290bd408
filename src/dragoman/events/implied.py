"""Actors that an act implies and no words name: a sector of a country ("was sentenced": by its courts)."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Cast
from dragoman.record import Actor

if TYPE_CHECKING:
    from dragoman.codebook.types import EventType


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
