"""From a question to an answer: its snapshot, its tag, and what was answered before."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from dragoman.api.cited import Cited
from dragoman.api.kept import Kept
from dragoman.api.opened import Asked, Opened
from dragoman.api.people import Roster
from dragoman.identity import content_id

BYTES = 32 * 1024 * 1024  # of answers that are kept


@dataclass(frozen=True, slots=True)
class Service:
    """What all addresses need. token: the key for judgements, None where nobody may judge."""

    opened: Opened
    token: str | None = None
    kept: Kept = field(default_factory=lambda: Kept(BYTES, len))
    roster: Roster = field(default_factory=Roster)

    def cited(self, snapshot: int) -> Cited:
        """What an answer of a snapshot rests on."""
        return Cited(snapshot, self.opened.as_of, self.opened.version, self.opened.codebook)

    def answer(self, request: Request, make: Callable[[Asked], Any]) -> Response:
        """The answer that ``make`` gives as JSON, with its tag; 304 where the asker has it already.

        What was answered once is kept for as long as the ledger stays as it is.
        """
        with self.opened.asking() as asked:
            tag = self._tag(request, asked.snapshot)
            headers = {"ETag": f'W/"{tag}"', "Cache-Control": "no-cache"}
            if _has(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers=headers)
            body = self.kept.once(tag, lambda: msgspec.json.encode(make(asked)))
        return Response(body, headers=headers, media_type="application/json")

    def _tag(self, request: Request, snapshot: int) -> str:
        asked = content_id(self.opened.version, self.opened.codebook, request.url.path, request.url.query)
        return f"{snapshot}-{asked.removeprefix('b2:')[:20]}"


def _has(header: str, tag: str) -> bool:
    """Whether the header If-None-Match names the tag."""
    return tag in {each.strip().removeprefix("W/").strip('"') for each in header.split(",")}


def service_of(request: Request) -> Service:
    """The service that a request came to."""
    found: Service = request.state.service
    return found
