"""Our places against the toponyms of LGL (local news) and GeoVirus (Wikinews on epidemics).

The corpora: M. D. Lieberman, H. Samet and J. Sankaranarayanan (2010), "Geotagging with local lexicons to build indexes
for textually-specified spatial data", ICDE (LGL); M. Gritta, M. T. Pilehvar and N. Collier (2018), "Which Melbourne?
Augmenting geocoding with maps", ACL (GeoVirus). The measures are those that M. Gritta, M. T. Pilehvar and N. Collier
(2020), "A pragmatic guide to geoparsing evaluation", LREV 54, recommend: precision, recall and F1 of toponyms, then on
the matched ones the share within 161 km (100 miles; Z. Cheng, J. Caverlee and K. Lee, 2010) and the median error.
Two recognisers of ours: `locative`, what the where step looks at (names behind a locative preposition); `names`, these
and every proper name that the gazetteer knows. The gazetteer has no coordinates for countries: a country with the
GeoNames id of the gold one counts as 0 km away; any other of ours without coordinates stays unlocated.
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import NamedTuple

from outside_words import Alignment, Extent, Score, Words, cast_of, data, extents, paired

from dragoman.codebook import Codebook
from dragoman.codebook.places import Place
from dragoman.draft import Draft, Source
from dragoman.parse.tree import Sentence
from dragoman.span import Span
from dragoman.whenwhere.places import Map

NEAR_KM = 161.0
EARTH_KM = 6371.0088
RECOGNISERS = ("locative", "names")

Point = tuple[float, float]


class Toponym(NamedTuple):
    """A place name of the corpus. point: latitude and longitude, None where the corpus has none."""

    span: Span
    point: Point | None
    geonames: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """An article of a corpus."""

    name: str
    text: str
    published: str | None
    toponyms: tuple[Toponym, ...]


class Found(NamedTuple):
    """A place of ours, with its span in the article."""

    span: Span
    place: Place


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: scores of recognition; for each match with gold coordinates the error in km, None: unlocated."""

    scores: dict[str, Score]
    errors: tuple[float | None, ...]


def documents(corpus: str) -> list[Document]:
    """The articles of a corpus, "LGL" or "GeoVirus"."""
    return read_lgl(data("places", "lgl.xml")) if corpus == "LGL" else read_geovirus(data("places", "GeoVirus.xml"))


def read_lgl(path: Path) -> list[Document]:
    """LGL: offsets from 0, coordinates and GeoNames id in ``gaztag`` where the place is known."""
    return [
        Document(
            article.get("docid", ""),
            text := article.findtext("text", ""),
            article.findtext("dltime", "")[:10] or None,
            tuple(_lgl_toponym(each, text) for each in article.iter("toponym")),
        )
        for article in ElementTree.parse(path).getroot().iter("article")
    ]


def _lgl_toponym(each: ElementTree.Element, text: str) -> Toponym:
    tag = each.find("gaztag")
    span = _checked(each, each.findtext("phrase", ""), text, first=0)
    return Toponym(span, _point(tag), int(tag.get("geonameid", "0")) or None if tag is not None else None)


def read_geovirus(path: Path) -> list[Document]:
    """GeoVirus: offsets from 1, coordinates from Wikipedia, no dates."""
    return [
        Document(
            f"{number} {article.findtext('source', '')}",
            text := article.findtext("text", ""),
            None,
            tuple(
                Toponym(_checked(each, each.findtext("name", ""), text, first=1), _point(each), None)
                for each in article.iter("location")
            ),
        )
        for number, article in enumerate(ElementTree.parse(path).getroot().iter("article"))
    ]


def _checked(each: ElementTree.Element, words: str, text: str, *, first: int) -> Span:
    """The span of a toponym. Raises ValueError where other words stand there."""
    span = Span(int(each.findtext("start", "0")) - first, int(each.findtext("end", "0")) - first)
    if span.of(text) != words:
        raise ValueError(f"{words!r} does not stand at {span}: {span.of(text)!r}")
    return span


def _point(each: ElementTree.Element | None) -> Point | None:
    lat, lon = (each.findtext("lat"), each.findtext("lon")) if each is not None else (None, None)
    return (float(lat), float(lon)) if lat and lon else None


def locative(draft: Draft, book: Codebook) -> list[Found]:
    """The places that the where step sees."""
    places = Map(draft, book)
    located = (each for sentence in draft.parse.sentences for each in places.in_sentence(sentence))
    return _apart([], (Found(each.span, each.place) for each in located))


def names(draft: Draft, book: Codebook) -> list[Found]:
    """The places that the where step sees, and every other proper name that the gazetteer knows, the longest first."""
    text, home = draft.article.text, draft.cast.home
    spans = {span for sentence in draft.parse.sentences for span in _runs(sentence)}
    spans |= {each.span for each in draft.cast.mentions if each.kind in {"name", "place"}}
    known = (
        Found(span, place)
        for span in sorted(spans, key=lambda span: (span.start - span.end, span))
        if (place := book.places.lookup(span.of(text), home)) is not None
    )
    return _apart(locative(draft, book), known)


def _runs(sentence: Sentence) -> Iterator[Span]:
    """The unbroken rows of proper nouns."""
    first: int | None = None
    for token in sentence.tokens:
        if token.pos == "PROPN":
            first = token.i if first is None else first
        elif first is not None:
            yield Span(sentence.tokens[first].span.start, sentence.tokens[token.i - 1].span.end)
            first = None
    if first is not None:
        yield Span(sentence.tokens[first].span.start, sentence.tokens[-1].span.end)


def _apart(before: Sequence[Found], more: Iterable[Found]) -> list[Found]:
    """The places of both, without those whose words stand in one already taken."""
    kept = list(before)
    for each in more:
        if not any(each.span.meets(other.span) for other in kept):
            kept.append(each)
    return kept


def kilometres(one: Point, other: Point) -> float:
    """The great-circle distance (haversine formula) on a sphere of the earth's mean radius."""
    lat, lon, lat2, lon2 = map(math.radians, (*one, *other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def error(gold: Toponym, place: Place) -> float | None:
    """How far off the place is, in km; 0 for the same GeoNames entry; None where either has no coordinates."""
    if gold.geonames is not None and gold.geonames == place.geonames:
        return 0.0
    if gold.point is None or place.lat is None or place.lon is None:
        return None
    return kilometres(gold.point, (place.lat, place.lon))


def judge(gold: Sequence[Toponym], wanted: Sequence[Extent], ours: Sequence[tuple[Extent, Place]]) -> Judged:
    """The scores of one document. wanted: the words of each gold toponym."""
    found = [words for words, _ in ours]
    exact, overlap = extents(wanted, found)
    matched = [(gold[row], ours[column][1]) for row, column in paired(wanted, found)]
    errors = tuple(error(one, place) for one, place in matched if one.point is not None)
    return Judged({"toponyms, exact": exact, "toponyms, overlap": overlap}, errors)


def measured(chosen: Iterable[Document], book: Codebook) -> dict[str, list[Judged]]:
    """Each document judged, for each recogniser."""
    results: dict[str, list[Judged]] = {name: [] for name in RECOGNISERS}
    for document in chosen:
        words = Words(document.text)
        wanted = [words.extent(each.span) for each in document.toponyms]
        draft = cast_of(Source(document.text, source_id=document.name, published=document.published), book)
        for name, recognise in zip(RECOGNISERS, (locative, names), strict=True):
            ours = _placed(recognise(draft, book), draft, words) if draft is not None else []
            results[name].append(judge(document.toponyms, wanted, ours))
    return results


def _placed(found: Sequence[Found], draft: Draft, words: Words) -> list[tuple[Extent, Place]]:
    aligned = Alignment(draft.article.text, words.text)
    return [(words.extent(aligned.source(each.span)), each.place) for each in found]


def near(errors: Sequence[float | None]) -> tuple[float | None, float | None, float | None]:
    """Of the errors: the share within 161 km of those located, the same of all, and the median of those located."""
    located = [each for each in errors if each is not None]
    close = sum(each <= NEAR_KM for each in located)
    if not located:
        return None, 0.0 if errors else None, None
    return close / len(located), close / len(errors), median(located)
