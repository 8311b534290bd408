"""Rows and lines of named values to sources: which column holds which field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.dates import iso_date
from dragoman.read.given import LARGEST, Given, Rejected, too_long

# The fields, and the columns that are taken for each where the caller names none: the first that is there, in any case.
CUSTOMARY = {
    "id": ("id",),
    "text": ("text", "body", "content", "article"),
    "html": ("html",),
    "published": ("published", "date", "pubDate", "published_at"),
    "publisher": ("publisher", "source", "outlet"),
    "url": ("url", "link"),
    "title": ("title", "headline"),
    "author": ("author", "byline"),
}
CONTENT = frozenset({"text", "html"})


def columns_of(words: str | None) -> dict[str, str]:
    """The columns that "text=body,published=date" names, by field. Raises InputError where it names none of ours."""
    pairs = [each.partition("=") for each in (words or "").split(",") if each.strip()]
    for field, sign, column in pairs:
        if field.strip() not in CUSTOMARY or not sign or not column.strip():
            raise InputError(
                f"--columns {field}{sign}{column}: write FIELD=COLUMN, as text=body; fields: {', '.join(CUSTOMARY)}"
            )
    return {field.strip(): column.strip() for field, _, column in pairs}


def chosen(there: Iterable[str], named: Mapping[str, str]) -> dict[str, str]:
    """The column of each field among those that are there. A content that the caller named is the only one.

    Raises InputError where a named column is missing or none holds the text.
    """
    names = list(there)
    missing = [column for column in named.values() if column not in names]
    if missing:
        raise InputError(f"no column {', '.join(map(repr, missing))}; there are: {_listed(names)}")
    found = found_columns(names, named)
    if not CONTENT & set(found):
        raise InputError(f"no column with text; name it, as --columns text=COLUMN; there are: {_listed(names)}")
    return found


def found_columns(there: Iterable[str], named: Mapping[str, str]) -> dict[str, str]:
    """As ``chosen``, where any of them may be missing."""
    free = {name.casefold(): name for name in there if name not in named.values()}
    found = dict(named)
    for field, customary in CUSTOMARY.items():
        if field in named or (field in CONTENT and CONTENT & set(named)):
            continue
        column = next((free[each.casefold()] for each in customary if each.casefold() in free), None)
        if column is not None:
            found[field] = column
    return found


def _listed(names: list[str]) -> str:
    return ", ".join(repr(name[:40]) for name in names[:40]) or "none"


def source_of(row: Mapping[str, Any], columns: Mapping[str, str], place: str, given: Given) -> Source | Rejected:
    """The source that a row holds, or why it holds none. place: the name of a row that has no id."""
    try:
        values = {field: _text(row.get(column), column) for field, column in columns.items()}
        text, html = values.get("text"), values.get("html")
        if text is None and html is None:
            raise UnreadableError(f"neither text nor HTML in it; there are: {_listed(list(row))}")
        content = text or html or ""
        if len(content) > LARGEST:
            raise too_long("a text")
        published = iso_date(values.get("published"))
    except InputError as error:
        return Rejected.of(place, error)
    return Source(
        content,
        text is None,
        values.get("id") or place,
        published,
        values.get("publisher"),
        values.get("url"),
        values.get("title"),
        values.get("author"),
        published_else=given.published,
    )


def _text(value: object, column: str) -> str | None:
    """A value as text; None where there is nothing in it."""
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if value is None or isinstance(value, str):
        return value if value and value.strip() else None
    raise UnreadableError(f"{column!r} holds {type(value).__name__}, not text")
