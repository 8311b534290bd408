"""Dragoman: reads news reports and keeps the sourced record of who did what to whom, who said what, when, where."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from dragoman.version import VERSION as __version__

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.record import Record
    from dragoman.relations.book import Ledger

__all__ = ["Coder", "Ledger", "Record", "__version__"]
_HOMES = {"Coder": "dragoman.coder", "Ledger": "dragoman.relations.book", "Record": "dragoman.record"}


def __getattr__(name: str) -> Any:
    """Import the heavy parts when they are first asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module 'dragoman' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
