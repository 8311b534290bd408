"""Clean text: one kind of space, no invisible characters, one blank line between paragraphs."""

from __future__ import annotations

import re

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb"
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]"
)
_NEWLINES_TOO = re.compile(f"[{_INVISIBLE.pattern[1:-1]}\n\r\u2028\u2029\x85\x0c]")
_SPACES = re.compile("[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NEWLINES = re.compile("\r\n?|\u2028|\x85|\x0c")
_BREAKS = re.compile("\n[ ]*\n\\s*|\u2029\\s*")
_WRAPPED = 60
_ENDS = (".", "!", "?", "”", '"', "’", ":", ")")


def blocks(text: str) -> list[list[str]]:
    """The paragraphs of a raw text, each as its lines, without invisible characters and needless spaces.

    Idempotent: the blocks of ``"\\n\\n".join("\\n".join(block) ...)`` are the same again.
    """
    text = _SPACES.sub(" ", _visible(text))
    parts = [[line.strip() for line in part.split("\n")] for part in _BREAKS.split(text.strip())]
    return [lines for part in parts if (lines := [line for line in part if line])]


def unwrapped(lines: list[str]) -> list[str]:
    """The paragraphs of one block: hard-wrapped lines joined, whole-line paragraphs kept apart."""
    if len(lines) == 1:
        return lines
    long = [line for line in lines[:-1] if len(line) >= _WRAPPED]
    if len(long) == len(lines) - 1 and not all(line.endswith(_ENDS) for line in lines[:-1]):
        return [" ".join(lines)]
    return lines


def one_line(words: str) -> str:
    """The words on one line, cleaned as a text is."""
    return " ".join(_visible(words).split())


def told_apart(name: str) -> str:
    """The name of an input on one line, what is invisible in it written out ("a\\nb"), so that no two become one."""
    return _NEWLINES_TOO.sub(lambda found: found.group().encode("unicode_escape").decode("ascii"), name)


def _visible(text: str) -> str:
    return _INVISIBLE.sub("", _NEWLINES.sub("\n", text))
