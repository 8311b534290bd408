"""How long to wait: what a server asks for, and longer after each failure."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from random import Random

DAY = 86_400.0  # seconds; nothing is put off for longer


def retry_after(words: str | None, now: float) -> float | None:
    """The seconds that a Retry-After header asks for, a day at most; None where it says nothing usable."""
    if not words:
        return None
    if words.strip().isdecimal():
        return min(float(words), DAY)
    try:
        moment = parsedate_to_datetime(words)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(max(moment.timestamp() - now, 0.0), DAY)


def back_off(failures: int, base: float, random: Random) -> float:
    """Seconds until the next try after some failures in a row: twice as long each time, a day at most, give or take."""
    return min(base * 2.0 ** min(failures - 1, 30), DAY) * random.uniform(0.75, 1.25)
