"""Is what a ledger holds whole? Faults that ``verify`` finds, articles that are torn, ids that are not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator

import made

from dragoman.ledger import Ledger
from dragoman.ledger.verify import verify

_EXPECTED = "regexp_extract(a.source_id, ':{letter}([0-9]+)', 1)::BIGINT AS {table}_expected"
_FOUND = "coalesce({table}.n, 0) AS {table}_found"
_JOIN = "LEFT JOIN (SELECT article_id, count(*) AS n FROM {table} GROUP BY article_id) AS {table} USING (article_id)"


def torn_query() -> str:
    """One query, and so one snapshot: how many articles, made ones that are torn, and rows of each table there are."""
    tables = [{"letter": letter, "table": table} for letter, table in made.TABLES.items()]
    columns = ", ".join(pattern.format(**each) for each in tables for pattern in (_EXPECTED, _FOUND))
    joins = " ".join(_JOIN.format(**each) for each in tables)
    torn = " OR ".join(f"{table}_expected <> {table}_found" for table in made.TABLES.values())
    sums = ", ".join(f"coalesce(sum({table}_found), 0)::BIGINT" for table in made.TABLES.values())
    of_all = f"SELECT {columns} FROM articles a {joins}"
    return f"SELECT count(*), count(*) FILTER (WHERE {torn}), {sums} FROM ({of_all})"


def faults(ledger: Ledger, acknowledged: Collection[str] = ()) -> Iterator[str]:
    """All that is wrong with a ledger of made records. acknowledged: ids of articles that must be there."""
    yield from (f"{each.check}: {each.where}: {each.what}" for each in verify(ledger))
    ((_, torn, *_),) = ledger.rows(torn_query())
    if torn:
        yield f"{torn} articles are torn"
    ids = [each for (each,) in ledger.rows("SELECT article_id FROM articles")]
    if len(ids) != len(set(ids)):
        yield f"{len(ids) - len(set(ids))} articles are there twice"
    if lost := set(acknowledged) - set(ids):
        yield f"{len(lost)} acknowledged articles are lost"
