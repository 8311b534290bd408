"""How alike two events of different articles are, with the reasons in words, and what keeps them apart for sure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from dragoman.ledger.happenings.told import Told

if TYPE_CHECKING:
    from dragoman.codebook.happenings import HappeningCues

_EARTH_KM = 6371.0
_KNOWN = frozenset({"day", "own"})


def conflict(one: Told, other: Told, cues: HappeningCues) -> str | None:
    """Why the two cannot be one happening; None where nothing speaks against it."""
    if one.article_id == other.article_id:
        return "one article"
    if one.happened != other.happened:
        return "one happened, one did not"
    if _apart(one, other, cues):
        return "dates"
    if _far(one, other, cues):
        return "places"
    if _turned(one, other):
        return "direction"
    if one.persons and other.persons:
        for mine, faced in zip((one.source_persons, one.recipient_persons), facing(one, other) or (), strict=False):
            if mine and faced and not mine & faced:
                return "persons"
    return None


def score(one: Told, other: Told, cues: HappeningCues) -> float:
    """How alike they are, 0 to 1. Ask ``conflict`` first."""
    return min(max(sum(_parts(one, other, cues.weights).values()), 0.0), 1.0)


def reasons(one: Told, other: Told, cues: HappeningCues) -> str:
    """What the score is made of, in words."""
    parts = _parts(one, other, cues.weights)
    return "; ".join(_WORDS[name](one, other) for name, weight in parts.items() if weight)


_WORDS: Mapping[str, Callable[[Told, Told], str]] = {
    "type": lambda one, _: f"both {one.type}",
    "kin": lambda one, other: f"{one.type} and {other.type}",
    "day": lambda one, _: f"both on {one.first}",
    "near": lambda *_: "a day apart",
    "told": lambda *_: "told within days",
    "period": lambda *_: "the same period",
    "nations": lambda *_: "same nations",
    "mode": lambda one, _: f"both {one.mode}",
    "place": lambda one, _: f"both in {one.place}",
    "country": lambda one, _: f"both in {one.country}",
    "person": lambda one, other: f"both with {', '.join(sorted(one.persons & other.persons))}",
    "words": lambda one, other: f"{len(one.words & other.words)} of {min(len(one.words), len(other.words))} words",
    "number": lambda one, other: f"both {', '.join(sorted(one.numbers & other.numbers))}",
}


def _parts(one: Told, other: Told, weights: Mapping[str, float]) -> dict[str, float]:
    """What speaks for one happening, and how much."""
    kind, date = "type" if one.type == other.type else "kin", _dates(one, other)
    parts = {kind: weights[kind], date: weights["near" if date == "told" else date]}
    if len(one.nations & other.nations) > 1 and facing(one, other) is not None:
        parts["nations"] = weights["nations"]
    if one.mode is not None and one.mode == other.mode:
        parts["mode"] = weights["mode"]
    if one.place == other.place and one.is_town and other.is_town:
        parts["place"] = weights["place"]
    elif one.country is not None and one.country == other.country:
        parts["country"] = weights["country"]
    if not one.persons.isdisjoint(other.persons):
        parts["person"] = weights["person"]
    shared = len(one.words & other.words)
    if shared:
        parts["words"] = weights["words"] * shared / max(min(len(one.words), len(other.words)), 5)
    if not one.numbers.isdisjoint(other.numbers):
        parts["number"] = weights["number"]
    return parts


def _dates(one: Told, other: Told) -> str:
    if one.exact in _KNOWN and other.exact in _KNOWN:
        return "day" if one.first == other.first else "near"
    return "told" if "none" in {one.exact, other.exact} else "period"


def _apart(one: Told, other: Told, cues: HappeningCues) -> bool:
    """Whether the days within which they may have happened do not meet; where one is open, also the days of telling."""
    slack = cues.days["own"] if "own" in {one.exact, other.exact} else cues.days["slack"]
    for first, last in ((one.first, other.last), (other.first, one.last)):
        if first is not None and last is not None and (first - last).days > slack:
            return True
    return None in {one.first, one.last, other.first, other.last} and not _told_near(one, other, cues)


def _told_near(one: Told, other: Told, cues: HappeningCues) -> bool:
    if one.told is None or other.told is None:
        return False
    return abs((one.told - other.told).days) <= cues.days["window"]


def _far(one: Told, other: Told, cues: HappeningCues) -> bool:
    """Whether the places are two towns in two countries, or far from one another. A mere country says too little."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return False
    return one.country != other.country or kilometres(one.lat, one.lon, other.lat, other.lon) > cues.far


def _turned(one: Told, other: Told) -> bool:
    """Whether the source of the one is the recipient of the other, in acts that one side does to the other."""
    if one.mutual or other.mutual:
        return False
    if _meet(one.source_codes, other.source_codes) or _meet(one.recipient_codes, other.recipient_codes):
        return False
    return _meet(one.source_codes, other.recipient_codes) and _meet(one.recipient_codes, other.source_codes)


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on the globe, by the haversine formula."""
    half = sin(radians(other_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def facing(one: Told, other: Told) -> tuple[frozenset[str], frozenset[str]] | None:
    """The other event's persons on the sides that face the one's source and recipient; None where nations differ."""
    if _meet(one.source_codes, other.source_codes) and _meet(one.recipient_codes, other.recipient_codes):
        return other.source_persons, other.recipient_persons
    if _meet(one.source_codes, other.recipient_codes) and _meet(one.recipient_codes, other.source_codes):
        return other.recipient_persons, other.source_persons
    return None


def _meet(some: Iterable[str], others: Iterable[str]) -> bool:
    return not set(some).isdisjoint(others)
