"""Finding date expressions in a sentence: patterns made of the words in cues/dates.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import lru_cache

from dragoman.codebook.dates import DateCues
from dragoman.span import Span


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that name a date. kind: the pattern's name; groups: its named parts, lower case."""

    kind: str
    text: str
    span: Span
    groups: dict[str, str]


def find_dates(text: str, span: Span, cues: DateCues) -> list[Expression]:
    """The date expressions in a stretch of text, left to right, none overlapping; the earlier pattern wins."""
    found: list[Expression] = []
    for kind, pattern in _patterns(cues):
        for match in pattern.finditer(text, span.start, span.end):
            place = Span(*match.span())
            if not any(place.meets(other.span) for other in found):
                groups = {k: " ".join(each.lower().split()) for k, each in match.groupdict().items() if each}
                found.append(Expression(kind, match.group(), place, groups))
    return sorted(found, key=lambda each: each.span)


@lru_cache(maxsize=8)
def _patterns(cues: DateCues) -> tuple[tuple[str, re.Pattern[str]], ...]:
    lists = {f.name: sorted(map(re.escape, getattr(cues, f.name)), key=len, reverse=True) for f in fields(cues)}
    words = {name: f"(?:{'|'.join(options)})" for name, options in lists.items()}
    words["named_months"] = "|".join(month.title() for month in cues.months)
    words["count"] = rf"(?:\d{{1,3}}|{words['numbers']})"
    words["year"] = r"(?:1[5-9]|20)\d\d"
    words["day"] = r"\d{1,2}(?:st|nd|rd|th)?"
    return tuple((kind, re.compile(rf"(?i)\b{source}(?!\w)")) for kind, source in _sources(words))


def _sources(w: dict[str, str]) -> Iterator[tuple[str, str]]:
    """The patterns by kind, the more telling ones first. ``w``: the alternations by name."""
    month, year, day, unit, count = (w[k] for k in ("months", "year", "day", "units", "count"))
    weekday = w["weekdays"]
    part = rf"(?:\s+{w['parts']})?"
    told = rf",?\s+(?:of\s+)?(?P<told>{w['told_year']})"
    month_day = rf"(?P<month>{month})\.?\s+(?P<day>{day})(?:,?\s+(?P<year>{year}))?"
    day_month = rf"(?P<day2>{day})(?:\s+of)?\s+(?P<month2>{month})\.?(?:,?\s+(?P<year2>{year}))?"
    yield "iso", r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})"
    yield "eve", rf"{w['eve']}"
    yield "overnight", w["overnight"]
    yield from _spans(w)
    yield "date", rf"(?P<since>since\s+)?(?:{w['weekdays']},?\s+)?(?:{month_day}|{day_month})(?:{told})?"
    yield (
        "month_year",
        rf"(?P<since>since\s+)?(?:{w['vague']}[\s-])?(?P<month>{month})\.?,?\s+(?:of\s+)?(?P<year>{year})",
    )
    yield "month", rf"(?:{w['vague']}[\s-])?(?P<month>{month}){told}"
    yield (
        "within",
        rf"(?:within|in\s+(?:the\s+)?(?:past|last)|over\s+the\s+(?:past|last)|during\s+the\s+(?:past|last)|for\s+the\s+(?:past|last))\s+(?P<count>{count})\s+(?P<unit>{unit})",
    )
    yield "ago", rf"(?P<count>{count})\s+(?P<unit>{unit})\s+ago"
    yield from _from_another(w)
    yield "today", rf"(?P<word>{w['today']})"
    yield "this_part", r"(?:earlier|later|early|late)\s+this\s+(?P<unit>week|month|year)"
    yield "weekdays", rf"(?P<first>{w['weekdays']})\s+(?:and|to|until|through)\s+(?P<last>{w['weekdays']})"
    yield (
        "weekday",
        rf"(?:(?P<since>since)\s+|(?P<planned>for)\s+(?!{weekday}['’]))?(?:(?P<which>{w['last']}|{w['next']})\s+)?(?P<weekday>{weekday}){part}",
    )
    yield (
        "period",
        rf"(?P<which>{w['last']}|{w['this']}|{w['next']})\s+(?P<unit>week|weekend|month|year|decade|century|{w['seasons']}|{month})",
    )
    yield "decade", rf"(?:{w['vague']}\s+)?(?:the\s+)?(?:{w['vague']}[\s-])?(?P<decade>(?:19|20)\d0)s"
    yield "season_year", rf"(?:the\s+)?(?P<season>{w['seasons']})\s+(?:of\s+)?(?P<year>{year})"
    yield (
        "year",
        rf"(?P<since>since\s+)?(?:{w['vague']}[\s-])?(?<![\d.,$€£])(?P<year>{year})(?![\d%]|[.,]\d|\s+{w['no_year']}\b)",
    )
    yield (
        "nth",
        rf"(?:on|by|until|since|from)\s+the\s+(?P<day>\d{{1,2}}(?:st|nd|rd|th))(?=\s*[,.;:]|\s*$|\s+{w['after_day']}\b)",
    )
    yield "month", rf"the\s+(?P<month>(?-i:{w['named_months']}))(?=\s+(?!{w['no_clause']}\b)(?-i:[a-z]))"
    yield (
        "month",
        rf"(?:(?P<since>since)|in|by|of|until|during|from|late|early|mid|that)\s+(?:{w['vague']}[\s-])?(?P<month>{month})(?!\s+\d)",
    )
    yield "since_then", w["since_then"]


def _spans(w: dict[str, str]) -> Iterator[tuple[str, str]]:
    """From one date to another."""
    month, year, day = w["months"], w["year"], w["day"]
    yield (
        "years",
        rf"(?:from|between|in)\s+(?P<first>{year})\s+(?:to|and|until|through)\s+(?P<last>{year})|(?P<first2>{year})\s?[-–]\s?(?P<last2>{year})",
    )
    yield (
        "months",
        rf"(?:from|between|in)\s+(?P<first>{month})\s+(?:to|and|until|through)\s+(?P<last>{month})(?:\s+(?P<year>{year}))?(?!\s+\d)",
    )
    yield (
        "month_years",
        rf"(?:from|between)\s+(?P<month>{month})\s+(?P<year>{year})\s+(?:to|and|until|through)\s+(?P<month2>{month})\s+(?P<year2>{year})",
    )
    both = r"\s*(?:-|–|to|and|until)\s*"
    yield (
        "days",
        rf"(?:(?P<day>{day}){both}(?P<last>{day})\s+(?P<month>{month})|(?P<month2>{month})\.?\s+(?P<day2>{day}){both}(?P<last2>{day})(?!\w))(?:,?\s+(?P<year>{year}))?",
    )


def _from_another(w: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Words that count from a date told before."""
    unit, count, way = w["units"], w["count"], rf"(?P<way>{w['past_of']}|{w['future_of']})"
    yield "shifted", rf"(?P<count>{count})\s+(?P<unit>{unit})\s+{way}(?=(?:\s+{w['that']})?\s*[,.;:])"
    yield "offset", rf"the\s+{w['whole_days']}\s+{way}(?=\s+(?!{w['no_clause']}\b)\w)"
    yield "day_before", w["day_before"]
    yield "day_after", w["day_after"]
    yield "same_day", w["same_day"]
    yield "in_the_day", w["in_the_day"]
    yield "part_of", rf"(?:{w['part_of']})\s+(?P<unit>{w['wholes']})"
    yield "beside", rf"the\s+(?P<unit>{w['wholes']})\s+(?P<way>{w['before']}|{w['after']})"
    yield "beside_it", rf"the\s+(?P<way>{w['preceding']}|{w['following']}|{w['same']})\s+(?P<unit>{w['wholes']})"
    yield "weekend", w["weekend"]
    yield "offset", rf"(?<!for )(?P<count>{count})\s+(?P<unit>{unit})\s+{way}(?=\s)"
    yield "shifted", rf"(?P<count>{count})\s+(?P<unit>{unit})\s+(?P<way>{w['back']}|{w['forward']})"
