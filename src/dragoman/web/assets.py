"""What pages load besides themselves: style sheet, scripts, icon, and the chart library, each under a fingerprint."""

from __future__ import annotations

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException
from starlette.responses import Response

if TYPE_CHECKING:
    from starlette.requests import Request

FOLDER = Path(__file__).parent / "static"
FOREVER = "public, max-age=31536000, immutable"  # a name with a fingerprint never means other bytes
CHARTS = "vega.js"
_SNIPPET = "window.vegaEmbed = vegaEmbed;"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file to send. packed: the same bytes gzipped."""

    content: bytes
    packed: bytes
    media_type: str


class Assets:
    """All static files by fingerprinted name; the chart library is made when first asked for, in seconds."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._lock = Lock()
        self._files: dict[str, Asset] = {}
        self._names: dict[str, str] = {}
        for path in sorted(folder.iterdir()):
            content = path.read_bytes()
            name = f"{path.stem}.{hashlib.sha256(content).hexdigest()[:12]}{path.suffix}"
            self._names[path.name] = name
            self._files[name] = _asset(name, content)
        self._names[CHARTS] = f"vega.{_library_version()}.js"

    def url(self, name: str) -> str:
        """The address of a file of ``static``, or of ``CHARTS``. Raises KeyError where there is no such file."""
        return f"/static/{self._names[name]}"

    def asset(self, name: str) -> Asset:
        """The file of a fingerprinted name. Raises KeyError where there is none."""
        return self.charts() if name == self._names[CHARTS] else self._files[name]

    def charts(self) -> Asset:
        """The chart library: Vega, Vega-Lite and Vega-Embed with its interpreter, which needs no eval."""
        with self._lock:
            return self._made_charts

    @cached_property
    def _made_charts(self) -> Asset:
        import vl_convert

        return _asset(CHARTS, vl_convert.javascript_bundle(_SNIPPET).encode())


def _library_version() -> str:
    """A fingerprint of the chart library that can be had without making it."""
    import vl_convert

    parts = vl_convert.get_vega_version(), vl_convert.get_vega_embed_version(), vl_convert.get_vegalite_versions()
    return hashlib.sha256(repr((version("vl-convert-python"), parts, _SNIPPET)).encode()).hexdigest()[:12]


def _asset(name: str, content: bytes) -> Asset:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Asset(content, gzip.compress(content, mtime=0), kind)


def send(request: Request) -> Response:
    """The static file that a path names, gzipped where the browser takes it."""
    assets: Assets = request.app.state.assets
    try:
        found = assets.asset(request.path_params["name"])
    except KeyError as error:
        raise HTTPException(404, "There is no such file.") from error
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if "gzip" in request.headers.get("accept-encoding", ""):
        headers["Content-Encoding"] = "gzip"
        return Response(found.packed, media_type=found.media_type, headers=headers)
    return Response(found.content, media_type=found.media_type, headers=headers)
