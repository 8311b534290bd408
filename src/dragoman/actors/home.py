"""The country that a story is at home in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from dragoman.actors.find import Found, in_full
from dragoman.actors.names import Hit
from dragoman.actors.persons import find_tenure
from dragoman.draft import Draft

if TYPE_CHECKING:
    from dragoman.codebook import Codebook


def home_of(
    found: Sequence[Found], dateline: str | None, book: Codebook, day: str | None, whole: Mapping[str, str]
) -> str | None:
    """The country that the story is at home in: the most spoken of, by name or by its office-holders.

    The place that the report was sent from and the first nation of the title count more, that one where nothing but
    a preposition leads to it does not. whole: full names by last name.
    """
    counts: Counter[str] = Counter()
    title: str | None = None
    for each in found:
        named = list(_named_countries(each, book, day, whole))
        counts.update(country for _, country in named)
        if each.sentence.is_title and named:
            first, country = min(named)
            behind = first > 0 and each.sentence.tokens[first - 1].pos == "ADP"
            title = None if behind else country
    bonus = book.home.told_first * max(counts.total(), 1)
    return max(
        dict.fromkeys([*counts, *filter(None, (dateline,))]),
        key=lambda country: counts[country] + bonus * ((country == dateline) + (country == title)),
        default=None,
    )


def spoken_of(found: Sequence[Found]) -> Counter[str]:
    """How often the report names each country, or a place in it."""
    return Counter(country for each in found for hit in each.hits if (country := _country(hit)) is not None)


def likeliest(name: str, home: str | None, spoken: Counter[str], book: Codebook) -> str | None:
    """The country of a person of whom nothing is told: the story's home, one that the report names much, or one

    whose office-holders bear such names.
    """
    total, cues = max(spoken.total(), 1), book.home
    return max(
        dict.fromkeys([*filter(None, (home,)), *spoken]),
        key=lambda country: (
            cues.home * (country == home)
            + cues.share * spoken[country] / total
            + cues.fits * book.offices.fit(name, country)
        ),
        default=None,
    )


def _named_countries(
    each: Found, book: Codebook, day: str | None, whole: Mapping[str, str]
) -> Iterator[tuple[int, str]]:
    """Where in a sentence a country is named, or a holder of an office in it. whole: full names by last name."""
    for hit in each.hits:
        if (country := _country(hit)) is not None:
            yield hit.start, country
    for person in each.persons:
        tenure = find_tenure(book, in_full(person.text, whole), day, (), title_case=False)
        if tenure is not None and tenure.country is not None:
            yield person.start, tenure.country


def _country(hit: Hit) -> str | None:
    if hit.place is not None:
        return hit.place.country
    return hit.known.country if hit.known is not None and not hit.is_vague else None


def dateline_country(draft: Draft, book: Codebook) -> str | None:
    """The country of the place that the report was sent from."""
    name = next(draft.datelines, None)
    place = book.places.lookup(name, None) if name is not None else None
    return place.country if place is not None else None
