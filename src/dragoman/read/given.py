"""What the readers of all formats share: the bounds, the rows of rejected inputs, what is known of an input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.errors import DragomanError, InputError, UnreadableError

LARGEST = 2_000_000  # bytes of one report: some 300,000 words


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read: which, why, and the kind of error."""

    source_id: str
    reason: str
    error: type[DragomanError] = InputError

    @classmethod
    def of(cls, source_id: str, error: DragomanError) -> Rejected:
        """The row for an error; the message without the input's name in front."""
        return cls(source_id, str(error).removeprefix(f"{source_id}: "), type(error))


@dataclass(frozen=True, slots=True)
class Given:
    """What is known of an input before it is read.

    name: the path, or "-"; suffix: of the name, in lower case, without that of packing (".csv" of "a.csv.gz").
    published: ISO date of the reports that carry none; columns: the column of each field that the caller named.
    """

    name: str
    suffix: str = ""
    published: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)


def too_long(what: str) -> UnreadableError:
    """The error for a report above the bound."""
    return UnreadableError(f"{what} of more than {LARGEST // 1_000_000} MB, too long for one report")
