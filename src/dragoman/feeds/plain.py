"""What a feed says in HTML, as text: titles as one line, contents as paragraphs."""

from __future__ import annotations

import re

from dragoman.read.html import has_endless_tag

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "figure", "footer"),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "header",
            "hr",
            "li",
            "main",
            "nav",
            "ol",
            "p",
            "pre",
            "section",
            "table",
        ),
        *("td", "th", "tr", "ul"),
    )
)
_UNSEEN = frozenset({"script", "style", "template"})
_CUT = re.compile(
    r"(?:\.\.\.|…|\[(?:…|\.\.\.)\]|(?:read|continue|full story|see) (?:more|on|reading|here))\W*$", re.IGNORECASE
)


def paragraphs(html: str) -> str:
    """The text of some HTML, paragraphs with an empty line between them; none of HTML with endless tags."""
    from lxml.etree import HTMLParser, fromstring

    if not html.strip() or has_endless_tag(html):
        return ""
    words = fromstring(html.replace("\0", ""), HTMLParser(target=_Reader()))
    blocks = (" ".join(block.split()) for block in "".join(words).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def one_line(html: str) -> str | None:
    """The text of some HTML as one line; None where there is none."""
    return " ".join(paragraphs(html).split()) or None


def is_cut(text: str) -> bool:
    """Whether a text ends as teasers do: with an ellipsis or "Read more"."""
    return _CUT.search(text) is not None


class _Reader:
    """Collects text from the parser of lxml; a NUL stands for the end of a block."""

    def __init__(self) -> None:
        self._words: list[str] = []
        self._unseen = False

    def start(self, tag: str, _: object) -> None:
        """A tag opens."""
        self._unseen = self._unseen or tag in _UNSEEN
        if tag in _BLOCKS:
            self._words.append("\0")

    def end(self, tag: str) -> None:
        """A tag closes."""
        self._unseen = self._unseen and tag not in _UNSEEN
        if tag in _BLOCKS:
            self._words.append("\0")

    def data(self, data: str) -> None:
        """Some text."""
        if not self._unseen:
            self._words.append(data)

    def close(self) -> list[str]:
        """What was collected."""
        return self._words
