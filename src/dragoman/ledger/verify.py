"""Is the ledger whole? Queries for what breaks it (``checks.yaml``), and all content ids derived anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.errors import LedgerError, QueryError
from dragoman.identity import article_id, content_id
from dragoman.ledger.ledger import Ledger
from dragoman.ledger.rows import ids_of

if TYPE_CHECKING:
    from dragoman.record import Record

CHECKS = Path(__file__).parent / "checks.yaml"
_SHOWN = 1_000  # faults of one query at most
_BATCH = 500  # articles
_TEXTS = "(SELECT * FROM articles)"  # once more, for the id of the text
_COLUMNS = {
    "articles": "article_id", _TEXTS: "text_id", "actors": "actor_id", "events": "event_id",
    "statements": "statement_id",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong: the check that found it, the id it is about, and what it is."""

    check: str
    where: str
    what: str


def verify(ledger: Ledger) -> Iterator[Fault]:
    """All that is wrong with a ledger; nothing comes where it is whole. Reads all of it, in flat memory."""
    yield from _queries(ledger)
    try:
        following = ledger.records()
        while records := list(islice(following, _BATCH)):
            yield from _ids(records, ledger)
    except LedgerError as error:
        yield Fault("cannot be read", str(ledger.place.folder), str(error))


def _queries(ledger: Ledger) -> Iterator[Fault]:
    import ryaml

    for check, queries in ryaml.loads(CHECKS.read_text(encoding="utf-8")).items():
        together = " UNION ALL ".join(f"(SELECT * FROM ({query}) LIMIT {_SHOWN})" for query in queries)
        try:
            found = ledger.rows(together)
        except QueryError as error:
            yield Fault("cannot be read", str(ledger.place.folder), str(error))
            continue
        for where, what in found:
            yield Fault(check, str(where), str(what))


def _ids(records: Sequence[Record], ledger: Ledger) -> Iterator[Fault]:
    """The ids of some articles, their texts, and what they hold, derived from their content."""
    wanted = dict(_derived(records))
    articles = [record.article.id for record in records]
    for table, column in _COLUMNS.items():
        number = "number" if table in {"actors", "events", "statements"} else "0"
        query = f"SELECT article_id, {number}, {column} FROM {table} WHERE article_id IN (SELECT unnest(?))"
        for article, place, there in ledger.rows(query, [articles]):
            derived = wanted.get((table, article, place))
            if derived not in {there, None}:
                yield Fault("id is not its content's", there, f"in {table} of {article}: its content gives {derived}")


def _derived(records: Sequence[Record]) -> Iterator[tuple[tuple[str, str, int], str]]:
    """Ids by table, article and number."""
    for record in records:
        article, ids = record.article, ids_of(record)
        if article.text:
            place = article.url or article.publisher
            yield ("articles", article.id, 0), article_id(article.text, article.published, place)
            yield (_TEXTS, article.id, 0), content_id(article.text)
        for table, each in (("actors", ids.actors), ("events", ids.events), ("statements", ids.statements)):
            for number, derived in enumerate(each.values(), start=1):
                yield (table, article.id, number), derived
