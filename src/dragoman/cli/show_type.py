"""Event types of the codebook on a screen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from dragoman.codebook.types import EventType, TypeExample

QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}


def type_view(kind: EventType, frames: int) -> RenderableType:
    """One type with all that the codebook says of it. frames: how many code it."""
    facts = f"{QUADS[kind.quad]} · CAMEO {kind.cameo} · Goldstein {kind.goldstein:+g} · {frames} frames"
    head = Text.assemble((kind.type, "bold"), f"  {kind.name}\n", (facts, "dim"), f"\n\n{kind.definition}")
    instead = [(miss.what, miss.instead or "nothing") for miss in kind.not_for]
    counter = [(each.text, f"{each.instead or 'nothing'}: {each.why}") for each in kind.counter_examples]
    return Group(
        head,
        *_part("use", [("·", note) for note in kind.use]),
        *_part("modes", [(mode.name, mode.definition) for mode in kind.modes]),
        *_part("not for", instead),
        *_part("examples", [("·", _example(each)) for each in kind.examples]),
        *_part("counter-examples", counter),
    )


def type_list(types: Iterable[tuple[EventType, int]]) -> RenderableType:
    """All types, one a line."""
    grid = Table.grid(padding=(0, 2, 0, 0))
    for kind, frames in types:
        grid.add_row(Text(kind.type, "bold"), Text(QUADS[kind.quad], "dim"), Text(f"{frames} frames"), Text(kind.name))
    return grid


def _example(example: TypeExample) -> Text:
    text = Text(example.text)
    text.highlight_words([example.words], "bold underline")
    return text


def _part(name: str, rows: Sequence[tuple[str, str | Text]]) -> Iterable[RenderableType]:
    if not rows:
        return ()
    grid = Table.grid(padding=(0, 2, 0, 0))
    for left, right in rows:
        grid.add_row(Text(left), Text(right) if isinstance(right, str) else right)
    return (Text(f"\n{name}", "bold"), grid)
