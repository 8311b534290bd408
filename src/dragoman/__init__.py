"""Dragoman: reads news reports and keeps the sourced record of who did what to whom, who said what, when, where."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.version import VERSION as __version__

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.record import Record

__all__ = ["Coder", "Record", "__version__"]


def __getattr__(name: str) -> Any:
    """Import the heavy parts when they are first asked for."""
    if name == "Coder":
        from dragoman.coder import Coder

        return Coder
    if name == "Record":
        from dragoman.record import Record

        return Record
    raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
