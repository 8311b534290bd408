"""The explorer: a ledger as server-rendered pages, with the API beside them."""

from __future__ import annotations

from dragoman.web.site import make_site

__all__ = ["make_site"]
