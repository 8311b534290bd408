"""Publication dates as callers, tables and feeds write them, as ISO dates."""

from __future__ import annotations

import re
from datetime import date

from dragoman.errors import DateError

_ISO = re.compile(r"(\d{4}-\d{2}-\d{2}|\d{8})(?:[T ].*)?")
# Also as it was before and as feeds have it: the month in full, hyphens, a year of two digits if a time follows.
_RFC_2822 = re.compile(r"(?:[A-Za-z]{3,9}(?:, ?| ))?\d{1,2}[ -][A-Za-z]{3,9}[ -](?:\d{4}(?: \d.*)?|\d{2} \d{1,2}:.*)")


def iso_date(words: str | None) -> str | None:
    """The day of an ISO date or date-time, or of an RFC 2822 one; None stays None. Raises DateError for anything else.

    The day is that of the writer's own time zone.
    """
    if words is None:
        return None
    given = " ".join(words.split())
    match = _ISO.fullmatch(given)
    try:
        found = date.fromisoformat(match.group(1)) if match else _rfc_2822(given)
    except ValueError as error:
        raise DateError(f"{words[:40]!r} is no date; write it as 2020-08-27") from error
    return found.isoformat()


def _rfc_2822(words: str) -> date:
    from email.utils import parsedate

    found = parsedate(words if ":" in words else f"{words} 00:00") if _RFC_2822.fullmatch(words) else None
    if found is None:
        raise ValueError(words)
    return date(*found[:3])
