"""How each place of a report stands to an act: marks that the codebook weighs (cues/bearings.csv)."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dragoman.codebook.places import Place, PlaceCues
from dragoman.draft import Act, Draft
from dragoman.parse.tree import Sentence
from dragoman.record import When, Where
from dragoman.span import Span
from dragoman.whenwhere.marks import add_circumstances, weight_of
from dragoman.whenwhere.near import nearness
from dragoman.whenwhere.places import Map
from dragoman.whenwhere.toponyms import LED, Located

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_LONG_AGO = 10  # days before the publication
_SOON = 2  # sentences on
_LEAST = 0.01  # likelihood
_WIDE = frozenset({"country", "region"})  # kinds of places that hold others


@dataclass(frozen=True, slots=True)
class Bearing:
    """A place with its marks. located: where the report names it nearest to the act (else the act's own words)."""

    located: Located
    marks: dict[str, float] = field(default_factory=dict)

    def weight(self, weights: Mapping[str, float]) -> float:
        """The sum of its marks by their weights."""
        return weight_of(self.marks, weights)

    def where(self, text: str) -> Where:
        """The place for the record of a report with that text."""
        place, span = self.located.place, self.located.span
        return Where(span.of(text), place.name, place.country, place.geonames, place.lat, place.lon, span)


class Placed(NamedTuple):
    """An act with the place that was found for it."""

    act: Act
    located: Located


class Bearings:
    """The places that an act may have, each with its marks."""

    def __init__(
        self, act: Act, when: When | None, draft: Draft, places: Map, cues: PlaceCues, last: Placed | None
    ) -> None:
        """last: the act told before it that has a place."""
        self._act, self._when, self._draft, self._map, self._cues = act, when, draft, places, cues
        self._last = last
        self._sentence = draft.parse.sentences[act.sentence]
        self._found: dict[Place, Bearing] = {}

    def all(self) -> list[Bearing]:
        """Every place that the report names, the countries of the sides and of the story, their capitals and seats."""
        for located, marks in chain(self._own(), self._elsewhere(), self._nations(), self._seats(), self._carried()):
            known = self._found.setdefault(located.place, Bearing(located))
            known.marks.update(dict.fromkeys(marks, 1.0))
        for each in self._found.values():
            self._add_kind(each)
        for each in self._found.values():
            self._add_company(each)
        for each in self._found.values():
            add_circumstances(each.marks, self._circumstances)
        return list(self._found.values())

    def _own(self) -> Iterator[tuple[Located, list[str]]]:
        """The places of the act's own sentence."""
        trigger = self._sentence.tokens[self._act.head]
        evidence, sight = self._act.evidence[0], self._act.sight
        seen = sight.reading.where.span if sight is not None and sight.reading.where is not None else None
        near = []
        for each in self._map.in_sentence(self._sentence):
            distance = nearness(self._sentence, trigger, each.token)
            marks = ["own", f"own {each.manner} {'far' if distance is None else 'near'}"]
            marks += [f"own {each.manner} below"] * (distance == 0)
            marks += ["in words of source"] * _meets(evidence.source, each)
            marks += ["in words of recipient"] * _meets(evidence.recipient, each)
            marks += ["seen"] * _meets(seen, each)
            if each.manner in (*LED, "object"):
                near.append((9 if distance is None else distance, abs(each.token.i - trigger.i), each))
            yield each, marks
        if near:
            yield min(near, key=lambda one: one[:2])[2], ["closest"]

    def _elsewhere(self) -> Iterator[tuple[Located, list[str]]]:
        """The places of the other sentences, the nearer ones first, and the dateline's."""
        for sentence in sorted(self._draft.parse.sentences, key=lambda s: abs(s.index - self._act.sentence)):
            away = sentence.index - self._act.sentence
            standing = self._standing(sentence)
            for each in self._map.in_sentence(sentence) if away else ():
                yield each, [f"{standing} {each.manner}", *["just before"] * (-_SOON <= away < 0)]
        if self._map.dateline is not None:
            yield self._map.dateline, ["dateline"]
        scene = self._map.scene_of(self._sentence)
        if scene is not None:
            yield scene, ["scene"]

    def _standing(self, other: Sentence) -> str:
        if other.is_title:
            return "title"
        if other.index > self._act.sentence:
            return "soon" if other.index <= self._act.sentence + _SOON else "later"
        return "paragraph" if other.paragraph == self._sentence.paragraph else "before"

    def _nations(self) -> Iterator[tuple[Located, list[str]]]:
        """The countries of the sides and of the story, and their capitals."""
        evidence, home = self._act.evidence[0], self._draft.cast.home
        countries = [("source", each, evidence.source) for each in self._map.nations(self._act.source)]
        countries += [("recipient", each, evidence.recipient) for each in self._map.nations(self._act.recipient)]
        countries += [("home", home, None)] if home is not None else []
        token = self._sentence.tokens[self._act.head]
        for who, country, words in countries:
            for name, place in (("country", self._map.country_of(country)), ("capital", self._map.capital_of(country))):
                if place is not None:
                    yield Located(place, token, "", words or evidence.trigger), [f"{name} of {who}"]
            yield from ((each.located, [f"in country of {who}"]) for each in self._towns_of(country))

    def _seats(self) -> Iterator[tuple[Located, list[str]]]:
        """Where the sides sit that are of no country."""
        token, evidence = self._sentence.tokens[self._act.head], self._act.evidence[0]
        sides = (("source", self._act.source, evidence.source), ("recipient", self._act.recipient, evidence.recipient))
        for who, ids, words in sides:
            for place in self._map.seats(ids):
                yield Located(place, token, "", words or evidence.trigger), [f"seat of {who}"]

    def _carried(self) -> Iterator[tuple[Located, list[str]]]:
        """Where the act told right before was done."""
        last = self._last
        if last is not None and last.act.sentence >= self._act.sentence - _SOON:
            yield last.located, ["act before in sentence" if last.act.sentence == self._act.sentence else "act before"]

    def _towns_of(self, country: str) -> list[Bearing]:
        return [e for place, e in self._found.items() if place.country == country and place.kind != "country"]

    def _add_kind(self, each: Bearing) -> None:
        place, marks = each.located.place, each.marks
        named = self._map.named(place)
        marks[place.kind] = 1.0
        marks["named"] = math.log(1 + named)
        if not named and "dateline" not in marks:
            marks["unnamed"] = 1.0
        if self._act.sight is not None:
            answer = "words" if "own" in marks else "country" if place.kind == "country" else "scene"
            marks[f"model {answer}"] = math.log(self._act.sight.reading.likely("placed", answer) + _LEAST)

    def _add_company(self, each: Bearing) -> None:
        """Marks of a country or region: which of the report's other places lie in it, and whether it is meant whole."""
        place, marks = each.located.place, each.marks
        if place.kind not in _WIDE:
            return
        inside = [one for one in self._found.values() if one.located.place.country == place.country and one is not each]
        for mark in ("own", "closest", "dateline", "scene"):
            among = inside if mark == "closest" else [one for one in inside if one.located.place.kind not in _WIDE]
            if any(mark in one.marks for one in among):
                marks[f"holds {mark}"] = 1.0
        if place.kind == "country" and self._cues.wide & {token.lower for token in self._sentence.tokens}:
            marks["wide"] = 1.0

    @cached_property
    def _circumstances(self) -> list[str]:
        found = [self._cues.kinds[self._act.type]] if self._act.type in self._cues.kinds else []
        return found + ["title"] * self._sentence.is_title + ["past"] * self._is_past()

    def _is_past(self) -> bool:
        published = self._draft.article.published
        if self._when is None or self._when.end is None or published is None:
            return False
        return (date.fromisoformat(published) - date.fromisoformat(self._when.end)).days > _LONG_AGO


def choices(draft: Draft, places: Map, book: Codebook) -> Iterator[tuple[Bearing | None, list[Bearing]]]:
    """For each act the place whose marks weigh most, and all that it may have; None and none where it has no place."""
    last: Placed | None = None
    for act, when in zip(draft.acts, draft.dates, strict=True):
        placed = act.mode not in book.place_cues.without
        bearings = Bearings(act, when, draft, places, book.place_cues, last).all() if placed else []
        pick = max(bearings, key=lambda each: each.weight(book.place_cues.weights), default=None)
        last = Placed(act, pick.located) if pick is not None else last
        yield pick, bearings


def _meets(words: Span | None, each: Located) -> bool:
    return words is not None and words.meets(each.span)
