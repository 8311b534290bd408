"""feeds.txt: which feeds to watch, one URL or file a line."""

from __future__ import annotations

from pathlib import Path

from dragoman.errors import NotFoundError, UnreadableError
from dragoman.feeds.fetch import origin_of


class Listing:
    """A list of feeds, read again when it has changed. Raises InputError where it names none."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._read_at: float | None = None

    def changed(self) -> list[str] | None:
        """The URLs of the feeds, where the list is new or has changed since the last time; else None."""
        try:
            moment = self._path.stat().st_mtime
            if moment == self._read_at:
                return None
            lines = self._path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise NotFoundError(f"{self._path}: cannot be read ({error}); give a text file, one feed a line") from error
        self._read_at = moment
        words = [line.partition(" #")[0].strip() for line in lines if not line.lstrip().startswith("#")]
        feeds = [self._url(each) for each in words if each]
        if not feeds:
            raise UnreadableError(f"{self._path}: names no feed; write one URL or file a line")
        return feeds

    def _url(self, words: str) -> str:
        """A URL as it is; a file, seen from the list's folder, as a file: URL."""
        if origin_of(words):
            return words
        return (self._path.parent / words.removeprefix("file://")).resolve().as_uri()
