"""From a sentence to the numbers that the model reads, the same in training and in use.

A sentence stands behind its context (the sentence before it, or the title); marks set off words in it: the trigger,
or the two actors of a pair. Word pieces and ids are those of BERT's uncased vocabulary.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.span import Span

if TYPE_CHECKING:
    from tokenizers import Tokenizer

CLS, SEP, PAD = 101, 102, 0
TRIGGER, SOURCE, TARGET = (1, 2), (3, 4), (5, 6)  # ids that the vocabulary keeps free: opening and closing mark
LONGEST, LONGEST_CONTEXT = 160, 32
NOWHERE = Span(0, 0)
_PLAIN = str.maketrans("‘’“”„", '\'\'"""')  # one spelling of quotation marks, and as many characters as before


@dataclass(frozen=True, slots=True)
class Encoded:
    """ids and kinds (0 context, 1 sentence) of the pieces; spans: of the sentence's own pieces, for which the model

    answers: their characters in it, NOWHERE for marks.
    """

    ids: tuple[int, ...]
    kinds: tuple[int, ...]
    spans: tuple[Span, ...]

    @property
    def lead(self) -> int:
        """How many pieces stand before the sentence's own."""
        return len(self.ids) - len(self.spans)

    def place_of(self, mark: int) -> int:
        """Which of the sentence's own pieces is an opening mark; the first where it was cut off."""
        return self.ids.index(mark) - self.lead if mark in self.ids else 0


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to set off: their span in the sentence, and the two ids around them."""

    span: Span
    ids: tuple[int, int]


def encode(tokenizer: Tokenizer, sentence: str, context: str = "", marks: Sequence[Mark] = ()) -> Encoded:
    """The sentence with its marks behind its context, at most ``LONGEST`` pieces; longer ones are cut at the end."""
    before = _pieces(tokenizer, context)[0][-LONGEST_CONTEXT:]
    ids: list[int] = []
    spans: list[Span] = []
    opened: set[Mark] = set()
    for piece, (start, end) in zip(*_pieces(tokenizer, sentence), strict=True):
        for mark in marks:
            if mark in opened and start >= mark.span.end and mark.ids[1] not in ids:
                ids.append(mark.ids[1])
                spans.append(NOWHERE)
            if mark not in opened and end > mark.span.start:
                opened.add(mark)
                ids.append(mark.ids[0])
                spans.append(NOWHERE)
        ids.append(piece)
        spans.append(Span(start, end))
    for mark in marks:
        if mark in opened and mark.ids[1] not in ids:
            ids.append(mark.ids[1])
            spans.append(NOWHERE)
    room = LONGEST - len(before) - 3
    ids, spans = ids[:room], spans[:room]
    return Encoded(
        (CLS, *before, SEP, *ids, SEP),
        (*(0 for _ in range(len(before) + 2)), *(1 for _ in ids), 1),
        (*spans, NOWHERE),
    )


def load_tokenizer(folder: Path) -> Tokenizer:
    """The tokenizer of a model's folder, which neither pads nor cuts off."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return tokenizer


@lru_cache(maxsize=256)
def _pieces(tokenizer: Tokenizer, text: str) -> tuple[list[int], list[tuple[int, int]]]:
    """Ids and places of a text's pieces. A sentence is asked for again: as the next one's context, for each trigger."""
    found = tokenizer.encode(text.translate(_PLAIN), add_special_tokens=False)
    return found.ids, found.offsets
