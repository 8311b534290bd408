"""A record as people like to read it: the head, then who did what to whom, then who said what, then what is open."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from dragoman.record import Actor, Article, Event, Record, Statement
    from dragoman.span import Span

_STATUS = {"actual": "green", "intended": "yellow", "hypothetical": "yellow", "denied": "red"}
_SOURCE, _RECIPIENT, _QUIET, _TRIGGER = "bold cyan", "bold", "dim", "bold underline"
_MARGIN, _LINES = 40, 2


def shower() -> Callable[[Record], None]:
    """What prints one record to the standard output: as wide as the terminal, coloured only there."""
    console = Console(highlight=False)
    return lambda record: console.print(record_view(record, console.width))


def record_view(record: Record, width: int) -> RenderableType:
    """The whole record for a screen of so many columns."""
    room = max(width - _MARGIN, _MARGIN) * _LINES
    events = [_event_row(record, event, room) for event in record.events]
    said = [_statement_row(record, each, room) for each in record.statements]
    issues = [(Text(each.step, _QUIET), Text(each.message)) for each in record.issues]
    return Group(
        _head(record.article),
        *_part(len(events), "event", events, (11, 24)),
        *_part(len(said), "statement", said, (26, 8)),
        *(_part(len(issues), "open question", issues, (10,)) if issues else ()),
        Text(),
    )


def who(actors: Iterable[Actor], style: str = "") -> Text:
    """Names with codes: "Florence Parly (FRA GOV MIL) + Jordan (JOR)"."""
    return Text(" + ").join(_actor(actor, style) for actor in actors)


def excerpt(text: str, around: Span, words: Span, room: int) -> Text:
    """The stretch ``around`` cut to about ``room`` characters at word ends, with ``words`` in it set off."""
    spare = max(room - (words.end - words.start), 0)
    after_most = max(spare // 2, spare - (words.start - around.start))
    end = min(around.end, words.end + after_most)
    start = max(around.start, words.start - (spare - (end - words.end)))
    before, after = text[start : words.start], text[words.end : end]
    if start > around.start:
        before = "… " + before.partition(" ")[2]
    if end < around.end:
        after = after.rpartition(" ")[0] + " …"
    return Text.assemble(_line(before), (_line(words.of(text)), _TRIGGER), _line(after))


def _head(article: Article) -> Text:
    published = f"{article.published} ({article.published_basis})" if article.published else "date unknown"
    facts = (article.publisher, published, article.url)
    head = Text.assemble((article.title or article.source_id, "bold"), "\n")
    return head.append(" · ".join(fact for fact in facts if fact), _QUIET)


def _part(
    count: int, name: str, rows: Sequence[tuple[RenderableType, ...]], widths: Sequence[int]
) -> Iterable[RenderableType]:
    """A heading and its rows; the columns but the last have a greatest width."""
    grid = Table.grid(padding=(0, 2, 0, 0), expand=True)
    for width in widths:
        grid.add_column(max_width=width)
    grid.add_column(ratio=1)
    for row in rows:
        grid.add_row(*row)
    plural = "" if count == 1 else "s"
    return (Text(f"\n{count or 'no'} {name}{plural}", "bold"), grid)


def _event_row(record: Record, event: Event, room: int) -> tuple[RenderableType, ...]:
    first = event.evidence[0]
    told = excerpt(record.article.text, first.sentence, first.trigger, room)
    if event.claimed_by:
        told.append(f"  (says {record.actor(event.claimed_by).name})", _QUIET)
    return _date(event), _act(event), Group(_sides(record, event), told)


def _date(event: Event) -> Text:
    return Text(event.date.edtf.replace("/", "/\n")) if event.date else Text("undated", _QUIET)


def _act(event: Event) -> Text:
    act = Text.assemble((event.type, "bold"), f" {event.mode}" if event.mode else "", "\n")
    act.append(event.status, _STATUS.get(event.status, ""))
    if event.place:
        act.append(" · ".join(("", ", ".join(filter(None, (event.place.name, event.place.country))))))
    return act


def _sides(record: Record, event: Event) -> Text:
    source = who((record.actor(each) for each in event.source), _SOURCE) if event.source else Text("?", _QUIET)
    if not event.recipient:
        return source
    arrow = " ↔ " if event.symmetric else " → "
    return Text.assemble(source, arrow, who((record.actor(each) for each in event.recipient), _RECIPIENT))


def _statement_row(record: Record, said: Statement, room: int) -> tuple[RenderableType, ...]:
    words = _line(said.content.of(record.article.text))
    if len(words) > room:
        words = words[:room].rpartition(" ")[0] + " …"
    speaker = who([record.actor(said.speaker)], _SOURCE) if said.speaker else Text("?", _QUIET)
    return speaker, Text(said.kind, _QUIET), Text(words)


def _actor(actor: Actor, style: str) -> Text:
    code = " ".join((actor.country or actor.code or "", *actor.sectors)).strip()
    return Text.assemble((actor.name, style), (f" ({code})", _QUIET) if code else "")


def _line(words: str) -> str:
    """The words on one line; a space at either end stays."""
    return "".join(" " if letter.isspace() else letter for letter in words)
