"""Our parties as CAMEO writes actors: country or group, then what they are."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.ledger.exchange.who import bearer

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.exchange_codes import GroupCode
    from dragoman.ledger.row import Party

_TYPES = 3  # type codes that GDELT has columns for
_NO_COUNTRY = "---"


@dataclass(frozen=True, slots=True)
class ActorCode:
    """An actor's CAMEO codes, empty where there is none. full: all in one ("FRAGOVMIL"); types: three at most."""

    full: str = ""
    country: str = ""
    known: str = ""
    types: tuple[str, ...] = ()


class ActorCodes:
    """Looks codes up; what was looked up once is remembered."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._codes = book.exchange
        self._found: dict[tuple[Party, bool], ActorCode] = {}

    def of(self, party: Party | None, *, iso: bool = False) -> ActorCode:
        """The codes of a party. iso: countries as PETRARCH2 writes them (ROU); else as GDELT does (ROM)."""
        if party is None:
            return ActorCode()
        key = (party, iso)
        if key not in self._found:
            self._found[key] = self._code(party, iso)
        return self._found[key]

    def petrarch(self, party: Party | None) -> str:
        """The whole code as PETRARCH2 writes it: "---GOV" for a role without a country, "---" for nobody."""
        code = self.of(party, iso=True)
        return code.full if code.country or code.known else f"{_NO_COUNTRY}{''.join(code.types)}"

    def _code(self, party: Party, iso: bool) -> ActorCode:
        country = self._country(party.country, iso) if party.country else ""
        types = self._codes.words_for("cameo", party.sectors)[:_TYPES]
        group = self._group(party)
        full = group.cameo if group is not None else country + "".join(types)
        return ActorCode(full, country, group.known if group is not None else "", types)

    def _country(self, iso3: str, iso: bool) -> str:
        codes = self._codes.countries.get(iso3)
        if codes is None or (iso and iso3 in codes.cameo):
            return iso3
        return codes.cameo[0]

    def _group(self, party: Party) -> GroupCode | None:
        """The known group that a party is, by its name or, where it has no country, by its code."""
        named = bearer(self._book.actors, party.name)
        if named is not None and (named.country, named.code) == (party.country, party.code):
            own = self._codes.groups_of.get(named.key)
            if own is not None:
                return own
        return self._by_code.get(party.code) if party.code and party.country is None else None

    @cached_property
    def _by_code(self) -> dict[str, GroupCode]:
        found: dict[str, GroupCode] = {}
        for group in self._codes.groups.values():
            actor = self._book.actors.known.get(group.actor)
            if actor is not None and actor.code is not None:
                found.setdefault(actor.code, group)
        return found
