"""Time as the watch sees it. It is passed in, so that a day of feeds can be lived in a minute."""

from __future__ import annotations

import time
from typing import Protocol

_SLICE = 0.5  # seconds: how soon a wait sees that it is to end


class Clock(Protocol):
    """Tells the time and waits. stopped: whether the watch has been asked to end."""

    stopped: bool

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        ...

    def wait(self, seconds: float) -> None:
        """Let some seconds pass, fewer where the watch is asked to end."""
        ...


class SystemClock:
    """The time of the machine."""

    stopped = False

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        return time.time()

    def wait(self, seconds: float) -> None:
        """Sleep; a wait in slices, since a signal does not end a sleep."""
        until = time.monotonic() + seconds
        while not self.stopped and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, _SLICE))
