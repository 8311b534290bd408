"""The site: pages, files and the API over one opened ledger."""

from __future__ import annotations

import pkgutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from importlib import import_module
from threading import Thread
from typing import TYPE_CHECKING

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from dragoman.api.kept import Kept
from dragoman.errors import DragomanError
from dragoman.relations.pair import side_of
from dragoman.web import pages, problems
from dragoman.web.assets import Assets, send
from dragoman.web.desk import SIZE
from dragoman.web.hosts import Hosts, Named
from dragoman.web.render import make_environment
from dragoman.web.security import Guarded

if TYPE_CHECKING:
    from starlette.routing import BaseRoute

    from dragoman.api.opened import Opened


def make_site(opened: Opened, *more: BaseRoute, hosts: Hosts | None = None) -> Starlette:
    """The site of an opened ledger, an ASGI application.

    more: routes besides the pages, such as the API's; hosts: the names that it answers to, None for any.
    """
    named = [Middleware(Named, hosts=hosts)] if hosts is not None else []
    site = Starlette(
        routes=[*more, Route("/static/{name}", send), *routes()],
        middleware=[Middleware(Guarded), *named, Middleware(GZipMiddleware, minimum_size=1000)],
        exception_handlers={
            HTTPException: problems.of_http,
            DragomanError: problems.of_question,
            Exception: problems.of_fault,
        },
        lifespan=_warmed,
    )
    site.state.assets = Assets()
    site.state.templates = make_environment(site.state.assets)
    site.state.opened = opened
    site.state.answers = Kept(SIZE)
    return site


@asynccontextmanager
async def _warmed(site: Starlette) -> AsyncIterator[None]:
    """While the site runs; what takes seconds to make is made beside the first requests."""
    Thread(target=_warm, args=(site,), daemon=True).start()
    yield


def _warm(site: Starlette) -> None:
    side_of("FRA", site.state.opened.book)
    site.state.assets.charts()


def routes() -> Iterator[BaseRoute]:
    """The routes of all modules of ``pages``, each of which has ``routes``."""
    for found in pkgutil.iter_modules(pages.__path__):
        yield from import_module(f"{pages.__name__}.{found.name}").routes
