"""PDF: the text of a report's pages, its lines put together to paragraphs again.

A PDF's own dates and title are those of the program that made the file, so they are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.given import LARGEST, Given, Rejected, too_long

_HYPHENS = re.compile("[\x02\ufffe]\\s*")  # how PDFium marks a word that goes on in the next line
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*$")
_HEADING, _LAST_LINE = 0.65, 0.9  # of the usual width: below it a line ends its paragraph, the second after a full stop


def read_pdf(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The one report of a file."""
    from pypdfium2 import PdfiumError

    try:
        text = "\n\n".join(paragraphs(_lines(stream)))
        if not text:
            raise UnreadableError("no text in it; a scan has to go through text recognition (OCR) first")
        yield Source(text, False, given.name, given.published)
    except InputError as error:
        yield Rejected.of(given.name, error)
    except PdfiumError as error:
        yield Rejected(given.name, f"a PDF that cannot be opened: {error}", UnreadableError)


def _lines(stream: BinaryIO) -> list[str]:
    from pypdfium2 import PdfDocument

    lines: list[str] = []
    size = 0
    with PdfDocument(stream) as document:
        for page in document:
            text = page.get_textpage().get_text_range()
            size += len(text)
            if size > LARGEST:
                raise too_long("a text")
            lines += _HYPHENS.sub("", text).splitlines()
            page.close()
    return lines


def paragraphs(lines: Sequence[str]) -> list[str]:
    """The paragraphs that some lines of a page make: one ends with a line that is short, or blank."""
    widths = sorted(len(line) for line in lines if line.strip())
    usual = widths[len(widths) * 4 // 5] if widths else 0
    found: list[list[str]] = [[]]
    for line in map(str.strip, lines):
        if line:
            found[-1].append(line)
        least = _LAST_LINE if _ENDS_SENTENCE.search(line) else _HEADING
        if len(line) < least * usual:
            found.append([])
    return [" ".join(each) for each in found if each]
