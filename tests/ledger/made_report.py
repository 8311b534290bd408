"""Reports made by hand, as many as are asked for."""

from __future__ import annotations

import msgspec
from handmade import full_record

from dragoman.identity import article_id
from dragoman.record import Record


def make_report(number: int = 1, *, url: str | None = None, publisher: str = "Fjord Wire", **fields: str) -> Record:
    """The handmade record with one sentence more, so that each number is an article of its own; spans still hold."""
    plain = full_record()
    events = tuple(msgspec.structs.replace(e, id=f"e{i}") for i, e in enumerate(plain.events, start=1))
    said = tuple(msgspec.structs.replace(s, id=f"s{i}") for i, s in enumerate(plain.statements, start=1))
    text = f"{plain.article.text}\n\nIt was visit number {number}."
    own = article_id(text, plain.article.published, url or publisher)
    article = msgspec.structs.replace(plain.article, id=own, text=text, url=url, publisher=publisher, **fields)
    return msgspec.structs.replace(plain, article=article, events=events, statements=said)
