"""Our date expressions and their readings against the TIMEX3 of MEANTIME (Wikinews), type DATE.

The corpus: A.-L. Minard, M. Speranza, R. Urizar, B. Altuna, M. van Erp, A. Schoen and C. van Son (2016), "MEANTIME,
the NewsReader multilingual event and time corpus", LREC. The values: ISO-TimeML / TIMEX3 (J. Pustejovsky et al. 2010).
The measures are those of TempEval-3 (N. UzZaman et al. 2013, SemEval): precision, recall and F1 of extents, strict and
relaxed; the accuracy of values on extents that match relaxed; value F1, which is relaxed F1 times that accuracy.
Unlike there, values are compared as intervals of days, not as strings: TIMEX3 writes a week or season by its own
letters, we write it as EDTF. The creation time is given to the coder and not scored.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from calendar import monthrange
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from outside_words import Alignment, Extent, Score, Words, cast_of, data, extents, paired

from dragoman.codebook import Codebook
from dragoman.draft import Source
from dragoman.scoring.score import Share
from dragoman.span import Span
from dragoman.whenwhere.dates import Calendar, Dated

LAST_MARKED = 5  # the corpus is annotated in the title, the date line and the four sentences after it
_GLUED = re.compile(r"[,.;:!?)\]%”’]|'s|n't|'")
_OPENING = frozenset("([$£€“‘")
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}
_REFERENCES = frozenset({"PRESENT_REF", "PAST_REF", "FUTURE_REF"})
_FORMS = re.compile(
    r"(?P<day>(?P<dy>\d{4})-(?P<dm>\d\d)-(?P<dd>\d\d))(?:T.*)?|(?P<month>(?P<my>\d{4})-(?P<mm>\d\d))"
    r"|(?P<week>(?P<wy>\d{4})-W(?P<wn>\d\d)(?P<end>-WE)?)|(?P<part>(?P<py>\d{4})-(?P<unit>[QH])(?P<number>\d))"
    r"|(?P<season>(?P<sy>\d{4})-(?P<name>SP|SU|FA|AU|WI))|(?P<years>\d{2,4})"
)

Days = tuple[date, date]


class Timex(NamedTuple):
    """A time expression of the corpus."""

    words: Extent
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Document:
    """An article put together from its tokens, without its date line. marked: the stretch that is annotated."""

    name: str
    title: str
    text: str
    published: str | None
    marked: Span
    timexes: tuple[Timex, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """One document: scores of extents, values right of those compared, and what could not be compared, by reason."""

    scores: dict[str, Score]
    values: Share
    left_out: Counter[str]


def documents() -> list[Document]:
    """The articles of both topics."""
    folders = [data("times", topic) for topic in ("corpus_apple", "corpus_gm")]
    return [read_document(path) for folder in folders for path in sorted(folder.glob("*.xml"))]


def read_document(path: Path) -> Document:
    """An article out of its CAT XML file."""
    root = ElementTree.parse(path).getroot()
    marks = [(each, [anchor.get("t_id", "") for anchor in each.iter("token_anchor")]) for each in root.iter("TIMEX3")]
    created = next((m for m in marks if m[0].get("functionInDocument") == "CREATION_TIME"), None)
    dropped = frozenset(created[1]) if created is not None else frozenset[str]()
    tokens = [token for token in root.iter("token") if token.get("t_id") not in dropped]
    text, spans = _joined(tokens)
    words = Words(text)
    found = [
        Timex(words.extent(*(spans[i] for i in ids)), each.get("type", ""), each.get("value", ""))
        for each, ids in marks
        if ids and not dropped & set(ids)
    ]
    end = max((spans[t.get("t_id", "")].end for t in tokens if _sentence(t) <= LAST_MARKED), default=0)
    published = _creation(created[0].get("value", "")) if created is not None else None
    return Document(path.stem, text.split("\n\n")[0], text, published, Span(0, end), tuple(found))


def _creation(value: str) -> str:
    """The day of a creation time; one file of the corpus has it as day-month-year."""
    turned = re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", value)
    return "-".join(reversed(turned.groups())) if turned is not None else value[:10]


def _sentence(token: ElementTree.Element) -> int:
    return int(token.get("sentence", "0"))


def _joined(tokens: Iterable[ElementTree.Element]) -> tuple[str, dict[str, Span]]:
    """Running text of the tokens, the title (sentence 0) a paragraph of its own, and where each token stands in it."""
    text, spans, last, opened = "", dict[str, Span](), 0, False
    glue = True
    for token in tokens:
        word = token.text or ""
        if _sentence(token) != last == 0:
            text, glue = text + "\n\n", True
        closing = word == '"' and opened
        space = "" if glue or closing or _GLUED.fullmatch(word) else " "
        spans[token.get("t_id", "")] = Span(len(text) + len(space), len(text) + len(space) + len(word))
        text += space + word
        opened = opened != (word == '"')
        glue = word in _OPENING or (word == '"' and opened)
        last = _sentence(token)
    return text, spans


def days_of(value: str) -> Days | None:
    """First and last day of a TIMEX3 value; None for one that names no days on the calendar.

    Weeks are ISO weeks, Monday to Sunday; seasons begin in March, June, September and December, as in our codebook;
    a part of a day (TMO) or a clock time is its day; two and three digits are a century and a decade.
    """
    match = _FORMS.fullmatch(value)
    if match is None:
        return None
    try:
        return _days(match)
    except ValueError:
        return None


def _days(match: re.Match[str]) -> Days:
    if match["day"]:
        day = date(int(match["dy"]), int(match["dm"]), int(match["dd"]))
        return day, day
    if match["month"]:
        return _months(int(match["my"]), int(match["mm"]), 1)
    if match["week"]:
        monday = date.fromisocalendar(int(match["wy"]), int(match["wn"]), 1)
        return monday + timedelta(days=5 if match["end"] else 0), monday + timedelta(days=6)
    if match["part"]:
        size = 3 if match["unit"] == "Q" else 6
        return _months(int(match["py"]), (int(match["number"]) - 1) * size + 1, size)
    if match["season"]:
        return _months(int(match["sy"]), _SEASONS[match["name"]], 3)
    size = 10 ** (4 - len(match["years"]))
    first = int(match["years"]) * size
    return date(first, 1, 1), date(first + size - 1, 12, 31)


def _months(year: int, month: int, count: int) -> Days:
    """So many months from the month on."""
    first = date(year, month, 1)
    over, last = divmod(month - 1 + count - 1, 12)
    return first, date(year + over, last + 1, monthrange(year + over, last + 1)[1])


def why_not(value: str) -> str:
    """Why a value cannot be compared."""
    if value in _REFERENCES:
        return "a mere reference (PRESENT_REF, PAST_REF, FUTURE_REF)"
    if value.startswith("FY"):
        return "a fiscal year"
    return "parts unspecified (X)" if "X" in value else "no date of the calendar"


def reading_of(dated: Dated) -> Days | None:
    """The days that we read; of "since 2003" those of 2003 itself, which is all that a TIMEX3 value tells."""
    reading = dated.reading
    if reading is None:
        return None
    if "since" in dated.expression.groups and "/" in reading.edtf:
        return days_of(reading.edtf.split("/")[0])
    return reading.start, reading.end


def read_ours(document: Document, words: Words, book: Codebook) -> list[tuple[Extent, Days | None]]:
    """Our date expressions in the annotated stretch, each with the days that we read."""
    draft = cast_of(Source(document.text, published=document.published, title=document.title), book)
    if draft is None:
        return []
    aligned, calendar = Alignment(draft.article.text, document.text), Calendar(draft, book)
    found = [dated for sentence in draft.parse.sentences for dated in calendar.in_sentence(sentence)]
    placed = [(aligned.source(dated.expression.span), reading_of(dated)) for dated in found]
    return [(words.extent(span), days) for span, days in placed if document.marked.holds(span)]


def judge(timexes: Sequence[Timex], ours: Sequence[tuple[Extent, Days | None]]) -> Judged:
    """The scores of one document; ours that stand at a TIMEX3 of another type are neither right nor wrong."""
    gold = [each for each in timexes if each.kind == "DATE"]
    dates = frozenset[int]().union(*(each.words for each in gold))
    others = frozenset[int]().union(*(each.words for each in timexes if each.kind != "DATE"))
    kept = [(words, days) for words, days in ours if words & dates or not words & others]
    wanted, found = [each.words for each in gold], [words for words, _ in kept]
    strict, relaxed = extents(wanted, found)
    values, left_out = Share(), Counter[str]()
    for row, column in paired(wanted, found):
        days = days_of(gold[row].value)
        if days is None:
            left_out[why_not(gold[row].value)] += 1
        else:
            values = values.plus(Share(int(days == kept[column][1]), 1))
    return Judged({"extent, strict": strict, "extent, relaxed": relaxed}, values, left_out)


def measured(chosen: Iterable[Document], book: Codebook) -> list[Judged]:
    """Each document judged."""
    found = []
    for document in chosen:
        words = Words(document.text)
        found.append(judge(document.timexes, read_ours(document, words, book)))
    return found
