"""Relations as plain data: what JSON, the API and the pages are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dragoman.relations.acts import Happened
    from dragoman.relations.book import Course
    from dragoman.relations.compare import Compared
    from dragoman.relations.pair import Period, Relation
    from dragoman.relations.visits import Checked

View = dict[str, Any]


def relation_view(found: Relation, course: Course, claims: Sequence[Checked]) -> View:
    """A relation with its level, turning points and checked claims."""
    return {
        "one": {"code": found.one.code, "name": found.one.name},
        "other": {"code": found.other.code, "name": found.other.name},
        "by": found.by,
        "since": found.since,
        "until": found.until,
        "acts": len(found.acts),
        "periods": [period_view(each) for each in found.periods],
        "level": [
            {"start": each.start, "level": each.level, "low": each.low, "high": each.high, "acts": each.n}
            for each in course.level.points
        ],
        "no_level": course.level.reason,
        "turning_points": [
            {"start": each.start, "before": each.before, "after": each.after, "sentence": each.sentence,
             "happenings": each.happenings}
            for each in course.turns
        ],
        "meetings": [act_view(each) for each in found.meetings],
        "claims": [{"words": each.words, "holds": each.holds, "answer": each.answer,
                    "event_id": each.claim.event_id} for each in claims],
        "remarks": [asdict(each) for each in found.remarks],
        "thirds": [asdict(each) for each in found.thirds],
    }  # fmt: skip


def compared_view(pairs: Sequence[Compared]) -> View:
    """Relations side by side: their figures, and acts, mean weight and level of each by the same periods."""
    same = pairs[0].relation
    return {
        "by": same.by,
        "since": same.since,
        "until": same.until,
        "pairs": [
            {
                "one": {"code": each.relation.one.code, "name": each.relation.one.name},
                "other": {"code": each.relation.other.code, "name": each.relation.other.name},
                "acts": len(each.relation.acts),
                **asdict(each.figures),
                "no_level": each.level.reason,
                "periods": [asdict(moment) for moment in each.moments],
            }
            for each in pairs
        ],
    }


def period_view(period: Period) -> View:
    """A period; its acts by direction as verbal and material cooperation, verbal and material conflict."""
    plain = {name: getattr(period, name) for name in ("start", "label", "forth", "back", "both", "acts", "goldstein")}
    return {**plain, "net": period.net, "share": period.share, "top": [act_view(each) for each in period.top]}


def act_view(each: Happened) -> View:
    """One happening between two sides."""
    return asdict(each)
