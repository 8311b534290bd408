"""How far a run has come through the files that it was given, so that one can say how long the rest will take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import BinaryIO


@dataclass
class Meter:
    """Bytes as they lie on the disk, packed or not. sizes: of each file; none where unknown, as of a standard input."""

    sizes: Iterable[int] = ()
    _passed: int = 0
    _opened: BinaryIO | None = None

    @cached_property
    def total(self) -> int:
        """Bytes of all files, 0 where unknown; looked up when first asked for."""
        return sum(self.sizes)

    @property
    def read(self) -> int:
        """Bytes that were read so far."""
        return self._passed + (self._opened.tell() if self._opened else 0)

    @contextmanager
    def reads(self, opened: BinaryIO, size: int) -> Iterator[None]:
        """While a file of that size is read."""
        self._opened = opened
        try:
            yield
        finally:
            self._opened = None
            self._passed += size
