"""The JSON API: a ledger over HTTP, read by anybody, judged by who has the key."""

from __future__ import annotations

from dragoman.api.app import ApiRoute, api_of, make_api, router
from dragoman.api.opened import Opened

__all__ = ["ApiRoute", "Opened", "api_of", "make_api", "router"]
