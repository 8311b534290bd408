"""Statements as the pages show them: who said what, of whom, for or against whom."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from dragoman.ledger.query import STATEMENT_COLUMNS, STATEMENT_TABLES, Condition, StatementFilter, together

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.ledger import Ledger

Row = dict[str, Any]
_ORDER = ("s.told", "s.article_id", "s.number")


def condition_of(wanted: StatementFilter) -> Condition:
    """The condition of a filter. Raises QueryError for a value that cannot be."""
    return together(wanted.conditions())


def statements_of(
    ledger: Ledger, book: Codebook, held: Condition, *, limit: int, offset: int = 0, latest: bool = False
) -> list[Row]:
    """The statements for which a condition holds, in order of time, or latest first.

    A row has the fields of ``Ledger.statements``, its ``number`` in the article, and for people:
    ``of``, the name of the speaker's nation or None;
    ``towards``, a (word, code, name) for each nation that it takes a stance on, the word being for, against or
    neither for nor against; ``only_about``, a (code, name) for each other nation that it is about.
    """
    ends = " DESC NULLS LAST" if latest else ""
    query = f"""SELECT {STATEMENT_COLUMNS}, s.number FROM {STATEMENT_TABLES} WHERE {held.sql}
        ORDER BY {_ORDER[0]}{ends}, {", ".join(_ORDER[1:])} LIMIT {limit:d} OFFSET {offset:d}"""
    return [{**row, **_words(row, book)} for row in ledger.each(query, list(held.values))]


def statement_count(ledger: Ledger, held: Condition) -> int:
    """For how many statements a condition holds."""
    ((count,),) = ledger.rows(f"SELECT count(*) FROM statements s WHERE {held.sql}", list(held.values))
    return int(count)


def _words(row: Mapping[str, Any], book: Codebook) -> Row:
    taken = [(_side(each["polarity"]), each["toward"]) for each in row["stance"]]
    about = [code for code in row["about"] if code not in {code for _, code in taken}]
    return {
        "of": book.name_of(row["speaker_code"]) if row["speaker_code"] else None,
        "towards": [(word, code, book.name_of(code)) for word, code in taken],
        "only_about": [(code, book.name_of(code)) for code in about],
    }


def _side(polarity: int) -> str:
    return "for" if polarity > 0 else "against" if polarity < 0 else "neither for nor against"
