"""What a feed says in HTML, as text: titles as one line, contents as paragraphs."""

from __future__ import annotations

import re
from html.parser import HTMLParser

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
    """The text of some HTML, paragraphs with an empty line between them."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    blocks = (" ".join(block.split()) for block in "".join(reader.words).split("\0"))
    return "\n\n".join(block for block in blocks if block)


def one_line(html: str) -> str | None:
    """The text of some HTML as one line; None where there is none."""
    return " ".join(paragraphs(html).split()) or None


def is_cut(text: str) -> bool:
    """Whether a text ends as teasers do: with an ellipsis or "Read more"."""
    return _CUT.search(text) is not None


class _Reader(HTMLParser):
    """Collects text; a NUL stands for the end of a block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._unseen = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen = self._unseen or tag in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\0")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = self._unseen and tag not in _UNSEEN
        if tag in _BLOCKS:
            self.words.append("\0")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.words.append(data.replace("\0", ""))
