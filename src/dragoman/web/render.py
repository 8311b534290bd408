"""From templates to pages. Everything that comes from a ledger is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from dragoman.version import VERSION
from dragoman.web.marks import pieces

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.web.assets import Assets

FOLDER = Path(__file__).parent / "templates"
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")


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
    environment.filters.update(day=day, number=number, signed=signed, quad=quad_name)
    return environment


def page(request: Request, template: str, context: Mapping[str, Any] | None = None, status: int = 200) -> HTMLResponse:
    """A page, or a part of one, from a template. The template sees ``path``, the page's own path."""
    environment: Environment = request.app.state.templates
    words = environment.get_template(template).render({"path": request.url.path, **(context or {})})
    return HTMLResponse(words, status)


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
    return "" if value is None else f"{value:,}"


def signed(value: float | None) -> str:
    """A Goldstein weight with its sign and one digit; nothing for none."""
    return "" if value is None else f"{value:+.1f}".replace("-", "−")


def quad_name(value: int) -> str:
    """The quad class in words."""
    return QUADS[value - 1]


def sides(parties: Sequence[Mapping[str, Any]]) -> str:
    """The parties of one side for people: names with their nation where the name doesn't tell it."""
    return ", ".join(each["name"] for each in parties) or "?"
