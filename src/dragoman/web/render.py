"""From templates to pages. Everything that comes from a ledger is escaped."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from starlette.responses import HTMLResponse, StreamingResponse

from dragoman.version import VERSION
from dragoman.views.charts import QUADS
from dragoman.web.links import web_address
from dragoman.web.marks import pieces

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.web.assets import Assets

LATER = Markup("<!-- later -->")  # where a part that takes long goes
FOLDER = Path(__file__).parent / "templates"


def make_environment(assets: Assets) -> Environment:
    """The templates' environment: escaping always on, a name that is not there is an error."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(asset=assets.url, version=VERSION, query=query, pieces=pieces, quads=QUADS)
    environment.filters.update(day=day, number=number, signed=signed, quad=quad_name, web_address=web_address)
    return environment


def page(request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
    """A page, or a part of one, from a template. The template sees ``path``, the page's own path."""
    return HTMLResponse(words_of(request, template, context or {}), status)


def words_of(request: Request, template: str, context: Mapping[str, Any]) -> str:
    """What a template gives."""
    environment: Environment = request.app.state.templates
    return environment.get_template(template).render({"path": request.url.path, **context})


def page_in_two(
    request: Request, template: str, context: Mapping[str, Any], part: Callable[[], str]
) -> StreamingResponse:
    """A page that begins to be sent at once; ``part``, which may take long, goes where the template has ``LATER``."""
    before, _, behind = words_of(request, template, {**context, "later": LATER}).partition(LATER)
    packs = "gzip" in request.headers.get("accept-encoding", "")
    headers = {"Content-Encoding": "gzip" if packs else "identity", "Vary": "Accept-Encoding"}
    pieces = _in_order(before, part, behind)
    return StreamingResponse(_packed(pieces) if packs else pieces, media_type="text/html", headers=headers)


def _in_order(before: str, part: Callable[[], str], behind: str) -> Iterator[str]:
    yield before
    yield part()
    yield behind


def _packed(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces gzipped, each sent as soon as it is there."""
    packer = zlib.compressobj(level=6, wbits=31)
    for piece in pieces:
        yield packer.compress(piece.encode()) + packer.flush(zlib.Z_SYNC_FLUSH)
    yield packer.flush()


def query(given: Mapping[str, Any], **changes: Any) -> str:
    """The given parameters with some changed, as ``?a=b&c=d``; empty ones are left out, and "" where none is left."""
    merged = {**given, **changes}
    left = {name: value for name, value in merged.items() if value not in (None, "", False)}
    return f"?{urlencode(left, doseq=True)}" if left else ""


def day(value: date | str | None) -> str:
    """A day for people, as ISO 8601; words where there is none."""
    return str(value)[:10] if value else "undated"


def number(value: int | None) -> str:
    """A whole number with its thousands apart."""
    return "" if value is None else f"{value:,}".replace("-", "−")


def signed(value: float | None) -> str:
    """A Goldstein weight with its sign and one digit; nothing for none."""
    return "" if value is None else f"{value:+.1f}".replace("-", "−")


def quad_name(value: int) -> str:
    """The quad class in words."""
    return QUADS[value - 1]
