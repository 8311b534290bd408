"""What is being read, on disk: so that an item on which the process dies again and again does not stop the watch."""

from __future__ import annotations

import json
from pathlib import Path

FILE = "watch.hand"
MOST_DEATHS = 3


class Hand:
    """Names the item that is being read while it is. deaths: how often the process died on it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / FILE
        self._last: tuple[str, int] = ("", 0)
        try:
            name, deaths = json.loads(self._path.read_text(encoding="utf-8"))
            self._last = str(name), int(deaths) + 1
        except (FileNotFoundError, ValueError, TypeError):
            return  # nothing was in hand, or the process died writing this down

    def take(self, name: str) -> bool:
        """Take up an item. False where the process has died on it too often."""
        deaths = self._last[1] if name == self._last[0] else 0
        if deaths >= MOST_DEATHS:
            return False
        self._path.write_text(json.dumps([name, deaths]), encoding="utf-8")
        return True

    def empty(self) -> None:
        """Nothing is being read."""
        self._path.unlink(missing_ok=True)
