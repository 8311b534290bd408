"""How alike two events of different articles are, with the reasons in words, and what keeps them apart for sure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import asin, cos, radians, sin, sqrt
from typing import TYPE_CHECKING

from dragoman.ledger.happenings.told import Told

if TYPE_CHECKING:
    from dragoman.codebook.happenings import HappeningCues

_EARTH_KM = 6371.0
Part = tuple[str, float]


def conflict(one: Told, other: Told, cues: HappeningCues) -> str | None:
    """Why the two cannot be one happening; None where nothing speaks against it."""
    if one.article_id == other.article_id:
        return "one article"
    if (one.status == "actual") != (other.status == "actual"):
        return "one happened, one did not"
    if _apart(one, other, cues):
        return "dates"
    if _far(one, other, cues):
        return "places"
    theirs = facing(one, other)
    for mine, faced in zip((one.source_persons, one.recipient_persons), theirs or (), strict=False):
        if mine and faced and not mine & faced:
            return "persons"
    return None


def score(one: Told, other: Told, cues: HappeningCues) -> tuple[float, str]:
    """0 to 1, and the reasons in words. Ask ``conflict`` first."""
    parts = list(_parts(one, other, cues))
    total = sum(weight for _, weight in parts)
    return min(max(total, 0.0), 1.0), "; ".join(words for words, weight in parts if weight)


def _parts(one: Told, other: Told, cues: HappeningCues) -> Iterator[Part]:
    weights = cues.weights
    same = one.type == other.type
    yield (f"both {one.type}", weights["type"]) if same else (f"{one.type} and {other.type}", weights["kin"])
    yield _dates(one, other, weights)
    if facing(one, other) is not None and len(one.nations & other.nations) > 1:
        yield "same nations", weights["nations"]
    if one.mode is not None and one.mode == other.mode:
        yield f"both {one.mode}", weights["mode"]
    if one.place == other.place and one.is_town and other.is_town:
        yield f"both in {one.place}", weights["place"]
    elif one.country is not None and one.country == other.country:
        yield f"both in {one.country}", weights["country"]
    if one.persons & other.persons:
        yield f"both with {', '.join(sorted(one.persons & other.persons))}", weights["person"]
    shared, fewest = len(one.words & other.words), min(len(one.words), len(other.words))
    if shared:
        yield f"{shared} of {fewest} words", weights["words"] * shared / max(fewest, 5)
    if one.numbers & other.numbers:
        yield f"both {', '.join(sorted(one.numbers & other.numbers))}", weights["number"]


def _dates(one: Told, other: Told, weights: Mapping[str, float]) -> Part:
    known = {"day", "own"}
    if one.exact in known and other.exact in known:
        same = one.first == other.first
        return (f"both on {one.first}", weights["day"]) if same else ("a day apart", weights["near"])
    if "none" in {one.exact, other.exact}:
        return "told within days", weights["near"]
    return "the same period", weights["period"]


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


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points on the globe, by the haversine formula."""
    half = sin(radians(other_lat - lat) / 2) ** 2
    half += cos(radians(lat)) * cos(radians(other_lat)) * sin(radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * asin(sqrt(half))


def facing(one: Told, other: Told) -> tuple[frozenset[str], frozenset[str]] | None:
    """The other event's persons on the sides that face the one's source and recipient; None where nations differ."""
    source, recipient = set(one.source_codes), set(one.recipient_codes)
    if source & set(other.source_codes) and recipient & set(other.recipient_codes):
        return other.source_persons, other.recipient_persons
    if source & set(other.recipient_codes) and recipient & set(other.source_codes):
        return other.recipient_persons, other.source_persons
    return None
