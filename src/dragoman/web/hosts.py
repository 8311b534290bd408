"""Which names the server answers to. Another site may point its own name at this machine (DNS rebinding), and would
read the ledger through its visitor's browser if any name did."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse, Response

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_REFUSED = "this server does not answer to that name; `dragoman serve --allow-host NAME` adds one"


class Hosts:
    """Names that a server answers to: those of loopback, the address it listens on, and what is allowed besides.

    bound: where it listens. Where that is all addresses of the machine (0.0.0.0, ::), each of these counts; no other
    site can have numbers for its name.
    """

    def __init__(self, bound: str, allowed: Iterable[str] = ()) -> None:
        self._names = {_plain(each) for each in (*LOOPBACK, bound, *allowed)}
        self._any_address = _is_address(bound) and ip_address(bound).is_unspecified

    def has(self, header: str) -> bool:
        """Whether a Host header, a name with or without a port, is one of them."""
        try:
            name = _plain(urlsplit(f"//{header}").hostname or "")
        except ValueError:
            return False
        return name in self._names or (self._any_address and _is_address(name))


class Named:
    """Answers 421 to requests for a name that is not the server's; below /api in the API's shape of errors."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self.app = app
        self.hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        named = [value.decode("latin-1") for key, value in scope.get("headers", ()) if key == b"host"]
        if scope["type"] != "http" or (len(named) == 1 and self.hosts.has(named[0])):
            await self.app(scope, receive, send)
        else:
            await _refusal(scope["path"])(scope, receive, send)


def _refusal(path: str) -> Response:
    from dragoman.api.app import is_api
    from dragoman.api.problems import problem

    return problem(421, _REFUSED) if is_api(path) else PlainTextResponse(_REFUSED, 421)


def _plain(name: str) -> str:
    return name.strip("[]").rstrip(".").lower()


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
