"""Appositions between commas, taken out before the parser sees the sentence and grafted back afterwards.

"The Prime Minister, Mustafa Al-Kadhimi, announced ..." makes a small model take the title for a sentence of its own
and lose the verb. Without the apposition it parses well; the apposition is parsed by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.actors import fold

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_LONGEST_NAME = 7
_LONGEST_TITLE = 10
_REACH = 9


@dataclass(frozen=True, slots=True)
class Apposition:
    """Tokens ``start`` to ``end`` (excluded), both commas among them, that describe the token ``anchor``."""

    anchor: int
    start: int
    end: int


def appositions(words: Sequence[str], book: Codebook) -> Iterator[Apposition]:
    """The appositions of a sentence given as words: a name behind a title, a title behind a name, an age."""
    last = 0
    for i, word in enumerate(words):
        if word != "," or i < max(last, 1):
            continue
        found = _name_behind_title(words, i, book) or _title_behind_name(words, i, book) or _age(words, i)
        if found is not None:
            yield found
            last = found.end


def _name_behind_title(words: Sequence[str], comma: int, book: Codebook) -> Apposition | None:
    """ "the minister of the French Armies, Florence Parly,": up to the closing comma or the sentence's end."""
    end = comma + 1
    while end < len(words) and end - comma <= _LONGEST_NAME + 1 and _in_name(words, end, book):
        end += 1
    if end == comma + 1 or end >= len(words) or words[end] != ",":
        return None
    if _is_known(" ".join(words[comma + 1 : end]), book):
        return None
    anchor = _title_before(words, comma, book)
    return None if anchor is None else Apposition(anchor, comma, end + 1)


def _title_before(words: Sequence[str], comma: int, book: Codebook) -> int | None:
    for i in range(comma - 1, max(comma - _REACH, -1), -1):
        if words[i] in {",", ";", ":"}:
            return None
        if _is_title(words[i], book):
            return i
    return None


def _title_behind_name(words: Sequence[str], comma: int, book: Codebook) -> Apposition | None:
    """ "Florence Parly, the French defence minister,"."""
    name = comma - 1
    if (
        not words[name][0].isupper()
        or _is_known(words[name], book)
        or (comma + 1 < len(words) and words[comma + 1] == "and")
    ):
        return None
    end = next((i for i in range(comma + 1, min(comma + _LONGEST_TITLE + 2, len(words))) if words[i] == ","), None)
    if end is None or end - comma < 2:
        return None
    inside = words[comma + 1 : end]
    if not any(_is_title(word, book) for word in inside) or inside[0].lower() in book.names.relatives:
        return None
    first = name
    while first > 0 and _in_name(words, first - 1, book):
        first -= 1
    if first == 0 or words[first - 1].lower() not in book.names.circumstantial:
        return Apposition(name, comma, end + 1)
    return None


def _age(words: Sequence[str], comma: int) -> Apposition | None:
    """ "Sarkozy, 66,"."""
    if comma + 2 < len(words) and words[comma + 2] == "," and words[comma + 1].isdigit() and len(words[comma + 1]) <= 2:
        return Apposition(comma - 1, comma, comma + 3)
    return None


def _in_name(words: Sequence[str], i: int, book: Codebook) -> bool:
    word = words[i]
    if word in "-–":
        return True
    return word[0].isupper() or (word in book.names.particles and i + 1 < len(words))


def _is_title(word: str, book: Codebook) -> bool:
    lower = word.lower()
    return any(
        role.kind != "organisation"
        for key in (lower, lower.removesuffix("s"))
        for role in book.actors.roles_ending(key)
    )


def _is_known(text: str, book: Codebook) -> bool:
    """Whether the words are a country, capital or body of the codebook, not a person."""
    folded = fold(text)
    return any(len(name.text) >= len(folded) for name in book.actors.names_from(folded, 0))
