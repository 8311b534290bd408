"""From a date expression to EDTF and an interval of days, counted from the publication date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from dateutil.relativedelta import relativedelta

from dragoman.codebook.dates import DateCues
from dragoman.whenwhere.expressions import Expression
from dragoman.whenwhere.reading import (
    CHAINED,
    GIVEN,
    RELATIVE,
    Reading,
    days_from,
    lasting,
    one_day,
    one_month,
    one_year,
)

_SATURDAY = 5
_HALF_A_YEAR = 6  # months
_CLOSE = 45  # days ahead
_ONE = frozenset({"1", "a", "one"})


@dataclass(frozen=True, slots=True)
class Frame:
    """What relative words count from. published: the publication day; told: the last day told before; roughly: the

    first day of the last date told, however vague; day: the day that the report is about; future: the tense; here: the
    day told before in the same sentence; month: the first day of the last date told to the month or the day; last: the
    last date told, as exactly as it was.
    """

    published: date | None
    told: date | None
    roughly: date | None
    day: date | None
    future: bool
    cues: DateCues
    here: date | None = None
    month: date | None = None
    last: Reading | None = None


def resolve(each: Expression, frame: Frame) -> Reading | None:
    """The reading of an expression; None where it needs a publication date (or a date before it) and has none,

    and where it falls out of the calendar ("999 decades ago").
    """
    try:
        return _READERS[each.kind](each.groups, frame)
    except (ValueError, OverflowError):
        return None


def _since(reading: Reading | None, groups: dict[str, str], frame: Frame) -> Reading | None:
    """The reading as the beginning of a span that lasts until publication, to the same precision."""
    if reading is None or "since" not in groups or frame.published is None:
        return reading
    return lasting(reading, frame.published) or reading


def _iso(groups: dict[str, str], frame: Frame) -> Reading | None:
    return _safe(int(groups["year"]), int(groups["month"]), int(groups["day"]), GIVEN)


def _safe(year: int, month: int, day: int, basis: str) -> Reading | None:
    try:
        return one_day(date(year, month, day), basis)
    except ValueError:
        return None


def _date(groups: dict[str, str], frame: Frame) -> Reading | None:
    month = frame.cues.months[groups.get("month") or groups["month2"]]
    number = int((groups.get("day") or groups["day2"]).rstrip("stndrh"))
    year = groups.get("year") or groups.get("year2")
    if year is not None:
        return _since(_safe(int(year), month, number, GIVEN), groups, frame)
    if "told" in groups and frame.roughly is not None:
        return _safe(frame.roughly.year + frame.cues.told_year[groups["told"]], month, number, CHAINED)
    if frame.published is None:
        return _safe(_year_told(frame.month, month), month, number, CHAINED) if frame.month is not None else None
    return _since(_safe(_year_of_day(frame, month, number), month, number, RELATIVE), groups, frame)


def _nearest_year(frame: Frame, month: int, day: int) -> int:
    """The year in which a month and day lie before the publication (after it, where the tense is future)."""
    published = frame.published or date.today()
    here = (published.month, published.day)
    if frame.future:
        return published.year + ((month, day) < here)
    return published.year - ((month, day) > here)


def _year_of_day(frame: Frame, month: int, day: int) -> int:
    """As ``_nearest_year``; a day that is close ahead is meant whatever the tense ("the vote of 2 June" in May)."""
    year, published = _nearest_year(frame, month, day), frame.published
    ahead = _safe(year + 1, month, day, RELATIVE)
    if published is None or ahead is None or not 0 < (ahead.start - published).days <= _CLOSE:
        return year
    return year + 1


def _year_told(told: date, month: int) -> int:
    """The year in which a month lies nearest to the one told last ("in January" after a November: the next year)."""
    ahead = month - told.month
    return told.year + (ahead < -_HALF_A_YEAR) - (ahead > _HALF_A_YEAR)


def _month_year(groups: dict[str, str], frame: Frame) -> Reading | None:
    return _since(one_month(int(groups["year"]), frame.cues.months[groups["month"]], GIVEN), groups, frame)


def _month_alone(groups: dict[str, str], frame: Frame) -> Reading | None:
    month = frame.cues.months[groups["month"]]
    if "told" in groups and frame.roughly is not None:
        return one_month(frame.roughly.year + frame.cues.told_year[groups["told"]], month, CHAINED)
    if frame.published is None:
        return one_month(_year_told(frame.month, month), month, CHAINED) if frame.month is not None else None
    year = _nearest_year(frame, month, 1)
    return _since(one_month(year, month, RELATIVE), groups, frame)


def _years(groups: dict[str, str], frame: Frame) -> Reading | None:
    first, last = (int(groups.get(k) or groups[f"{k}2"]) for k in ("first", "last"))
    if last < first:
        return None
    return Reading(f"{first}/{last}", date(first, 1, 1), date(last, 12, 31), GIVEN)


def _months(groups: dict[str, str], frame: Frame) -> Reading | None:
    if "year" not in groups and frame.published is None:
        return None
    first, last = frame.cues.months[groups["first"]], frame.cues.months[groups["last"]]
    year = int(groups["year"]) if "year" in groups else _nearest_year(frame, last, 1)
    begin = one_month(year - (first > last), first, GIVEN)
    until = one_month(year, last, GIVEN)
    return Reading(f"{begin.edtf}/{until.edtf}", begin.start, until.end, GIVEN if "year" in groups else RELATIVE)


def _month_years(groups: dict[str, str], frame: Frame) -> Reading | None:
    begin = one_month(int(groups["year"]), frame.cues.months[groups["month"]], GIVEN)
    until = one_month(int(groups["year2"]), frame.cues.months[groups["month2"]], GIVEN)
    if until.start < begin.start:
        return None
    return Reading(f"{begin.edtf}/{until.edtf}", begin.start, until.end, GIVEN)


def _days(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "28 and 29 November", "April 4-6": from the one to the other."""
    first, last = (groups.get(name) or groups[f"{name}2"] for name in ("day", "last"))
    same = {"month": groups.get("month") or groups["month2"], **({"year": groups["year"]} if "year" in groups else {})}
    begin, until = (_date({**same, "day": day}, frame) for day in (first, last))
    if begin is None or until is None or until.start <= begin.start:
        return None
    return days_from(begin.start, until.end, begin.basis)


def _plain_year(groups: dict[str, str], frame: Frame) -> Reading | None:
    return _since(one_year(int(groups["year"]), GIVEN), groups, frame)


def _decade(groups: dict[str, str], frame: Frame) -> Reading | None:
    start = int(groups["decade"])
    return Reading(f"{start // 10}X", date(start, 1, 1), date(start + 9, 12, 31), GIVEN)


def _season_year(groups: dict[str, str], frame: Frame) -> Reading | None:
    return _season(int(groups["year"]), groups["season"], frame, GIVEN)


def _season(year: int, season: str, frame: Frame, basis: str) -> Reading:
    first, last = frame.cues.seasons[season]
    end = one_month(year + (first > last), last, basis).end
    return Reading(f"{year}-{first:02}/{end.year}-{last:02}", date(year, first, 1), end, basis)


def _nth(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "on the 10th": of the month of publication or the one before (after it, where the tense is future); without a

    publication date of the month told last.
    """
    number, published = int(groups["day"].rstrip("stndrh")), frame.published
    if published is None:
        return _safe(frame.month.year, frame.month.month, number, CHAINED) if frame.month is not None else None
    step = (number < published.day) if frame.future else -(number > published.day)
    there = published + relativedelta(months=step)
    return _safe(there.year, there.month, number, RELATIVE)


def _overnight(groups: dict[str, str], frame: Frame) -> Reading | None:
    """The night that ends on the day of publication."""
    if frame.published is None:
        return None
    return days_from(frame.published - timedelta(days=1), frame.published, RELATIVE)


def _today(groups: dict[str, str], frame: Frame) -> Reading | None:
    if frame.published is None:
        return None
    return one_day(frame.published + timedelta(days=frame.cues.today[groups["word"]]), RELATIVE)


def _weekday(groups: dict[str, str], frame: Frame) -> Reading | None:
    """The last such day up to publication, or the next one where the tense or "next" says so."""
    if frame.published is None:
        return None
    wanted = frame.cues.weekdays[groups["weekday"]]
    which = groups.get("which", "")
    ahead = (wanted - frame.published.weekday()) % 7
    future = "planned" in groups or (frame.future and not which and "since" not in groups)
    if which in frame.cues.next or future:
        return one_day(frame.published + timedelta(days=ahead or 7 * (which in frame.cues.next)), RELATIVE)
    behind = (frame.published.weekday() - wanted) % 7
    day = frame.published - timedelta(days=behind or (7 if which in frame.cues.last else 0))
    return _since(one_day(day, RELATIVE), groups, frame)


def _weekdays(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "on Sunday and Monday": from the one to the other."""
    begin, until = (_weekday({"weekday": groups[name]}, frame) for name in ("first", "last"))
    if begin is None or until is None:
        return None
    start = begin.start - timedelta(days=7 * (begin.start > until.start))
    return days_from(start, until.start, RELATIVE)


def _period(groups: dict[str, str], frame: Frame) -> Reading | None:
    if frame.published is None:
        return None
    cues, which, unit = frame.cues, groups["which"], groups["unit"]
    step = -1 if which in cues.last else 1 if which in cues.next else 0
    if unit in cues.months:
        year = _nearest_year(frame, cues.months[unit], 1)
        same = step == -1 and cues.months[unit] == frame.published.month
        return one_month(year - same + (step == 1 and not frame.future), cues.months[unit], RELATIVE)
    if unit in cues.seasons:
        first = cues.seasons[unit][0]
        return _season(frame.published.year - (step == -1 and first >= frame.published.month), unit, frame, RELATIVE)
    return _calendar_period(unit, step, frame.published)


def _calendar_period(unit: str, step: int, published: date) -> Reading:
    """The week (Monday to Sunday), weekend, month, year, decade or century ``step`` after the one of publication."""
    monday = published - timedelta(days=published.weekday()) + timedelta(weeks=step)
    if unit == "week":
        return days_from(monday, monday + timedelta(days=6), RELATIVE)
    if unit == "weekend":
        return days_from(monday + timedelta(days=5), monday + timedelta(days=6), RELATIVE)
    if unit == "month":
        there = published + relativedelta(months=step)
        return one_month(there.year, there.month, RELATIVE)
    if unit == "year":
        return one_year(published.year + step, RELATIVE)
    size = 10 if unit == "decade" else 100
    start = (published.year // size + step) * size
    masked = f"{start // size}{'X' * (len(str(size)) - 1)}"
    return Reading(masked, date(start, 1, 1), date(start + size - 1, 12, 31), RELATIVE)


def _this_part(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "earlier this year": the year."""
    return _calendar_period(groups["unit"], 0, frame.published) if frame.published is not None else None


def _weekend(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "at the weekend": the last one up to publication, or the coming one."""
    if frame.published is None:
        return None
    step = 0 if frame.future or frame.published.weekday() >= _SATURDAY else -1
    return _calendar_period("weekend", step, frame.published)


def _part_of(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "earlier in the month", "that year": the month or year of the date told last; ahead, that of publication."""
    ahead = frame.future and frame.published is not None
    return _period_beside(0, groups, replace(frame, roughly=None) if ahead else frame)


def _period_beside(step: int, groups: dict[str, str], frame: Frame) -> Reading | None:
    """The week, month or year ``step`` after the one of the date told last, else of publication."""
    told = frame.roughly or frame.published
    if told is None:
        return None
    return replace(_calendar_period(groups["unit"], step, told), basis=CHAINED if frame.roughly else RELATIVE)


def _beside_unit(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "the month before", "the following year"."""
    back, on = (*frame.cues.before, *frame.cues.preceding), (*frame.cues.after, *frame.cues.following)
    return _period_beside((groups["way"] in on) - (groups["way"] in back), groups, frame)


def _within(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "within six weeks": the weeks up to the day told just before, else up to publication (ahead, for the future)."""
    until = frame.told or frame.published
    if until is None:
        return None
    if frame.future and frame.published is not None:
        return days_from(frame.published, frame.published + _delta(groups, frame), RELATIVE)
    return days_from(until - _delta(groups, frame), until, RELATIVE)


def _ago(groups: dict[str, str], frame: Frame) -> Reading | None:
    if frame.published is None:
        return None
    return _rounded(frame.published - _delta(groups, frame), groups, frame, RELATIVE)


def _shifted(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "a week earlier", "three days later": counted from the day told before, else from publication."""
    vague = frame.cues.units[groups["unit"]] in {"months", "years", "decades"}
    start = (frame.roughly if vague else frame.told) or frame.published
    if start is None:
        return None
    delta = _delta(groups, frame)
    moved = start - delta if groups["way"] in (*frame.cues.back, *frame.cues.future_of) else start + delta
    return _rounded(moved, groups, frame, RELATIVE if start == frame.published else CHAINED)


def _offset(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "two days after the army seized power", "the day after": the seizure, that long before what else is told."""
    told = frame.here or frame.day
    if told is None:
        return None
    counted = {"count": "one", "unit": "day", **groups}
    delta = _delta(counted, frame)
    moved = told - delta if groups["way"] in frame.cues.past_of else told + delta
    return _rounded(moved, counted, frame, CHAINED)


def _eve(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "on the eve of": the day that the sentence names beside it, else the one before the report's."""
    if frame.here is not None:
        return one_day(frame.here, CHAINED)
    return one_day(frame.day - timedelta(days=1), CHAINED) if frame.day is not None else None


def _since_then(groups: dict[str, str], frame: Frame) -> Reading | None:
    """ "since then", "has since": from the date told last until publication, to the same precision."""
    if frame.last is None or frame.published is None:
        return None
    span = lasting(frame.last, frame.published)
    return replace(span, basis=CHAINED) if span is not None else None


def _in_the_day(groups: dict[str, str], frame: Frame) -> Reading | None:
    day = frame.day or frame.told
    return one_day(day, CHAINED) if day is not None else None


def _delta(groups: dict[str, str], frame: Frame) -> relativedelta:
    words = groups["count"]
    count = int(words) if words.isdigit() else frame.cues.numbers[words]
    unit = frame.cues.units[groups["unit"]]
    days = {"days": 1, "weeks": 7, "fortnights": 14}
    if unit in days:
        return relativedelta(days=count * days[unit])
    return (
        relativedelta(months=count)
        if unit == "months"
        else relativedelta(years=count * (10 if unit == "decades" else 1))
    )


def _rounded(day: date, groups: dict[str, str], frame: Frame, basis: str) -> Reading:
    """To the precision of the unit: days, a week and a fortnight give a day, several a month, years a year."""
    unit = frame.cues.units[groups["unit"]]
    if unit == "months" or (unit in {"weeks", "fortnights"} and groups["count"] not in _ONE):
        return one_month(day.year, day.month, basis)
    return one_year(day.year, basis) if unit in {"years", "decades"} else one_day(day, basis)


def _beside(days: int) -> Callable[[dict[str, str], Frame], Reading | None]:
    def read(groups: dict[str, str], frame: Frame) -> Reading | None:
        told = frame.told or frame.day
        return one_day(told + timedelta(days=days), CHAINED) if told is not None else None

    return read


_READERS: dict[str, Callable[[dict[str, str], Frame], Reading | None]] = {
    "iso": _iso, "date": _date, "month_year": _month_year, "month": _month_alone, "years": _years, "months": _months,
    "year": _plain_year, "decade": _decade, "season_year": _season_year, "today": _today, "weekday": _weekday,
    "period": _period, "offset": _offset, "this_part": _this_part, "within": _within, "ago": _ago, "shifted": _shifted,
    "day_before": _beside(-1), "day_after": _beside(1), "same_day": _beside(0), "eve": _eve,
    "days": _days, "month_years": _month_years, "weekend": _weekend, "part_of": _part_of, "beside": _beside_unit,
    "since_then": _since_then, "beside_it": _beside_unit, "in_the_day": _in_the_day, "nth": _nth,
    "weekdays": _weekdays, "overnight": _overnight,
}  # fmt: skip
