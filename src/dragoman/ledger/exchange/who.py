"""Who an imported actor is: from names as ICEWS and POLECAT write them, or from the codes of GDELT."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from string import capwords
from typing import TYPE_CHECKING

from msgspec.structs import replace

from dragoman.codebook.actors import ActorBook, Known, fold
from dragoman.codebook.offices import Tenure, best_tenure, name_key
from dragoman.ledger.row import Party

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_LETTERS = 3  # of a first name that tell enough
_USES = frozenset({"name", "adjective", "people"})  # a city or region is a place, and no actor, in other data sets


class Who:
    """Looks actors up. A name is looked up once, a person's once a day."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._codes = book.exchange
        self._names: dict[str, Party | None] = {}
        self._persons: dict[tuple[str, date | None], Party] = {}
        self._known: dict[str, Known | None] = {}

    def named(self, name: str, on: date | None) -> Party:
        """The actor of a name on a day.

        In this order: an agent ("Military (Mali)"), a country, a body or group of the codebook, an office-holder. An
        office only where it is held on the day; who held it before or later keeps the country. A name that is none of
        these is a role without a country.
        """
        if name not in self._names:
            self._names[name] = self._agent(name) or self._listed(name)
        found = self._names[name]
        if found is not None:
            return found
        key = (name, on)
        if key not in self._persons:
            self._persons[key] = self._person(name, on)
        return self._persons[key]

    def country(self, name: str) -> str | None:
        """The alpha-3 code of a country by English name or by the code itself; None where it is none."""
        text = name.strip()
        if text in self._codes.countries:
            return text
        known = self._codes.country_names.get(text.casefold())
        if known is not None:
            return known
        actor = self.known(text)
        return actor.country if actor is not None and actor.kind == "country" else None

    def known(self, name: str) -> Known | None:
        """The actor of the codebook that bears exactly this name, capitals or not; None for a stranger."""
        if name not in self._known:
            self._known[name] = bearer(self._book.actors, self._codes.names.get(name, name))
        return self._known[name]

    def coded(self, name: str, country: str, group: str, types: Sequence[str], on: date | None) -> Party | None:
        """The actor of GDELT's cells: name, CAMEO country code, known group code, type codes. None where all are empty.

        A known group that belongs to no country counts before the country. Regions (EUR, AFR) are no country.
        """
        if not any((name, country, group, *types)):
            return None
        iso3 = self._codes.cameo.get(country)
        sectors = self._codes.sectors("cameo", types)
        entry = self._codes.groups.get(group)
        known = self._book.actors.known.get(entry.actor) if entry is not None else None
        if known is None and iso3 is None:
            known = self.known(name)
        if known is not None:
            return _of(known, name, sectors, iso3)
        if iso3 is not None and not any(types) and not group:
            state = self._book.actors.known.get(iso3)
            same = state is not None and state.name.casefold() == name.casefold()
            return Party(state.name if state is not None and same else name or country, "country", iso3)
        return self._coded_person(Party(name or country or types[0], "role", iso3, None, sectors), on)

    def _coded_person(self, party: Party, on: date | None) -> Party:
        found = self._person(party.name, on) if len(party.name.split()) > 1 else party
        if found.kind != "person" or found.country != party.country:
            return party
        people = (tenure.person for tenure in self._book.offices.tenures(party.name))
        spelled = next((each for each in people if each.casefold() == party.name.casefold()), party.name)
        return replace(party, name=spelled, kind="person", office=found.office)

    def _agent(self, name: str) -> Party | None:
        """ "Citizen (Mauritania)": what the word in front says of the sector, and whose the actor is."""
        word, owner = _parenthesis(name)
        if not owner:
            return None
        sectors = self._codes.sectors("icews", [word]) or self._role(word)
        country = self.country(owner)
        known = self.known(owner) if country is None else None
        if known is None:
            return Party(name, "role", country, None, sectors)
        return Party(name, "role", known.country, known.code, sectors or known.sectors)

    def _role(self, word: str) -> tuple[str, ...]:
        """The sectors of a common noun: "Regional Police" is a kind of police."""
        text = fold(word).lower()
        nouns = self._book.actors.roles_ending(text.replace("-", " ").split()[-1])
        return next((r.sectors for r in nouns if text == r.noun or text.endswith(f" {r.noun}")), ())

    def _listed(self, name: str) -> Party | None:
        country = self.country(name)
        if country is not None:
            return Party(name, "country", country)
        known = self.known(name)
        return _of(known, name, (), None) if known is not None else None

    def _person(self, name: str, on: date | None) -> Party:
        day = on.isoformat() if on is not None else None
        tenures = self._tenures(name, day)
        if not tenures:
            return Party(name)
        held = best_tenure(tenures, day)
        if held is not None and day is not None and held.holds_on(day):
            return Party(name, "person", held.country, held.body, held.sectors, held.office)
        countries = [tenure for tenure in tenures if tenure.country is not None]
        home = best_tenure(countries, day) or min(countries, key=lambda t: t.start, default=None)
        return Party(name, "person", home.country if home is not None else None)

    def _tenures(self, name: str, day: str | None) -> Sequence[Tenure]:
        """The tenures of a name; without its middle names or its last; or of a near name, of one who holds it then."""
        offices, name = self._book.offices, self._codes.names.get(name, name)
        words = name.split()
        forms = [name] if len(words) < 3 else [name, f"{words[0]} {words[-1]}", " ".join(words[:-1])]
        found = next((tenures for form in forms if (tenures := offices.tenures(form))), ())
        if found:
            return found
        holders = [t for t in offices.of_last_name(name) if t.holds_on(day)] if day is not None else []
        near = [tenure for tenure in holders if _same_first(name, tenure.person)]
        return near if len(words) == 2 and len({tenure.person for tenure in near}) == 1 else ()


def _same_first(name: str, other: str) -> bool:
    """Whether one of two first names is the other's beginning: "Ron", "Ronald"."""
    first, second = (name_key(each).partition(" ")[0] for each in (name, other))
    return min(len(first), len(second)) >= _LETTERS and (first.startswith(second) or second.startswith(first))


def _parenthesis(name: str) -> tuple[str, str]:
    """What stands before the last parenthesis and in it ("Men (Holy See (Vatican City State))"); else both empty."""
    depth = 0
    for at in range(len(name) - 1, 0, -1) if name.endswith(")") else ():
        depth += {")": 1, "(": -1}.get(name[at], 0)
        if depth == 0:
            return name[:at].strip(), name[at + 1 : -1].strip()
    return "", ""


def bearer(actors: ActorBook, name: str) -> Known | None:
    """The actor of exactly this name, written so or all in capitals; None for a stranger, and for a city or region."""
    forms = (name, capwords(name), name.title()) if name.isupper() else (name,)
    return next((each for form in forms if (each := _bearer(actors, fold(form))) is not None), None)


def _bearer(actors: ActorBook, folded: str) -> Known | None:
    names = (each for each in actors.names_from(folded, 0) if len(each.text) == len(folded) and each.use in _USES)
    return next((each.known for each in names), None)


def _of(known: Known, name: str, sectors: tuple[str, ...], country: str | None) -> Party:
    """A party of the codebook under the name that the row gives it; the name as the codebook writes it, if the same."""
    spelled = known.name if known.name.casefold() == name.casefold() else name or known.name
    nation = known.country if known.code is not None else country or known.country
    return Party(spelled, known.kind, nation, known.code, sectors or known.sectors)
