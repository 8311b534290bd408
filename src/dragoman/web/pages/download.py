"""Just what is shown, in the formats of ``dragoman export``."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from starlette.responses import Response
from starlette.routing import Route

from dragoman.errors import QueryError
from dragoman.web.asked import event_filter
from dragoman.web.desk import desk_of
from dragoman.web.problems import not_found
from dragoman.web.told import event_count, event_rows

if TYPE_CHECKING:
    from starlette.requests import Request

    from dragoman.codebook import Codebook
    from dragoman.ledger.query import EventFilter
    from dragoman.record import Record
    from dragoman.relations.book import Ledger

FORMS = {
    "csv": "csv", "jsonl": "jsonl", "parquet": "parquet", "gdelt": "tsv", "gdelt-mentions": "tsv", "icews": "tsv",
    "polecat": "tsv", "petrarch": "tsv", "phoenix": "tsv",
}  # fmt: skip
_KINDS = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson", "tsv": "text/tab-separated-values"}
MOST = 100_000  # events; more are for `dragoman export`


def download(request: Request) -> Response:
    """The events of a filter as a file. Raises QueryError where they are too many."""
    desk, form = desk_of(request), request.path_params["form"]
    if form not in FORMS:
        raise not_found(f"There is no format {form!r}; there are {', '.join(FORMS)}.")
    wanted = event_filter(dict(request.query_params))
    count = desk.once(lambda ledger: event_count(ledger, wanted), "count", wanted)
    if count > MOST:
        raise QueryError(f"{count:,} events are too many for a page; `dragoman export {form}` writes them")
    ending = FORMS[form]
    name = f"dragoman-{form}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    content = _file(form, desk.ledger, wanted, desk.book)
    return Response(content, headers=headers, media_type=_KINDS.get(ending, "application/octet-stream"))


def _file(form: str, ledger: Ledger, wanted: EventFilter, book: Codebook) -> bytes:
    from dragoman.ledger.exchange import write
    from dragoman.ledger.exchange.jsonl import write_records

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "events"
        if form == "jsonl":
            write_records(_records(ledger, wanted), out)
        else:
            write(form, event_rows(ledger, wanted), out, book)
        return out.read_bytes()


def _records(ledger: Ledger, wanted: EventFilter) -> Iterator[Record]:
    """The whole records of the articles that tell the events; an imported event has none."""
    articles = dict.fromkeys(row.article_id for row in event_rows(ledger, wanted) if row.article_id is not None)
    return ledger.records(list(articles))


routes = (Route("/download/{form}", download),)
