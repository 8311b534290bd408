"""Does the codebook keep its promises? Codes every example and counter-example of the frame files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.frames import Example, Frame
from dragoman.draft import Source
from dragoman.errors import CodebookError

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.coder import Coder
    from dragoman.record import Event, Record


@dataclass(frozen=True, slots=True)
class Failure:
    """An example that the coder does not code as its file says: what was wanted and what came out."""

    example: Example
    wanted: str
    got: str


def check_codes(book: Codebook) -> None:
    """Whether types, modes and CAMEO codes of all frames exist. Raises CodebookError naming the first that does not."""
    for frame in book.frames:
        _check_frame(frame, book)


def _check_frame(frame: Frame, book: Codebook) -> None:
    if frame.type not in book.types:
        raise CodebookError(f"frame {frame.name}: no PLOVER type {frame.type!r}")
    modes = {mode.name for mode in book.types[frame.type].modes}
    if frame.mode is not None and frame.mode not in modes:
        raise CodebookError(f"frame {frame.name}: {frame.type} has no mode {frame.mode!r}; it has {sorted(modes)}")
    if frame.cameo and frame.cameo not in book.cameo:
        raise CodebookError(f"frame {frame.name}: no CAMEO code {frame.cameo!r}")


def check(coder: Coder, *, file: str | None = None) -> Iterator[Failure]:
    """The examples that fail, file by file (all files, or the one named "consult/visit")."""
    check_codes(coder.book)
    for example in coder.book.frames.examples:
        if file is None or example.file == file:
            failure = check_one(coder, example)
            if failure is not None:
                yield failure


def check_one(coder: Coder, example: Example) -> Failure | None:
    """The failure of one example, or None where it is coded as promised."""
    record = coder.code(Source(example.text, published="2024-03-14"))
    events = [event for event in record.events if event.type == example.type]
    if example.counter:
        return Failure(example, f"no {example.type}", _told(record, events[0])) if events else None
    if any(_fits(record, event, example) for event in events):
        return None
    wanted = f"{example.source} {example.type} {example.recipient} {example.status}"
    return Failure(example, wanted, "; ".join(_told(record, event) for event in record.events) or "nothing")


def _fits(record: Record, event: Event, example: Example) -> bool:
    straight = _side(record, event.source, example.source) and _side(record, event.recipient, example.recipient)
    turned = _side(record, event.source, example.recipient) and _side(record, event.recipient, example.source)
    return (straight or (event.symmetric and turned)) and event.status == example.status


def _side(record: Record, ids: tuple[str, ...], wanted: str | None) -> bool:
    """Whether a wanted country or code ("FRA", "FRA MIL", "NATO") is on the side; nothing wanted fits all."""
    if wanted is None or wanted.startswith("UNKNOWN"):
        return True
    return wanted.split()[0] in {record.actor(each).country or record.actor(each).code for each in ids}


def _told(record: Record, event: Event) -> str:
    source = "+".join(str(record.actor(a).country or record.actor(a).code) for a in event.source)
    recipient = "+".join(str(record.actor(a).country or record.actor(a).code) for a in event.recipient)
    return f"{source} {event.type} {recipient} {event.status} ({event.why})"
