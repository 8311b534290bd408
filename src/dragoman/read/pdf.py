"""PDF: the text of a report's pages, its lines put together to paragraphs again.

A PDF's own dates and title are those of the program that made the file, so they are left alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from dragoman.draft import Source
from dragoman.errors import InputError, UnreadableError
from dragoman.read.given import LARGEST, Given, Rejected, too_long

LARGEST_PDF = 50_000_000  # bytes
SECONDS = 60  # that its text may take
_BYTES = 1 << 30  # of memory that it may take
_HYPHENS = re.compile("[\x02\ufffe]\\s*")  # how PDFium marks a word that goes on in the next line
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"”’')\]]*$")
_HEADING, _LAST_LINE = 0.65, 0.9  # of the usual width: below it a line ends its paragraph, the second after a full stop


def read_pdf(stream: BinaryIO, given: Given) -> Iterator[Source | Rejected]:
    """The one report of a file."""
    try:
        text = "\n\n".join(paragraphs(_lines(stream)))
        if not text:
            raise UnreadableError("no text in it; a scan has to go through text recognition (OCR) first")
        yield Source(text, False, given.name, published_else=given.published)
    except InputError as error:
        yield Rejected.of(given.name, error)


def _lines(stream: BinaryIO) -> list[str]:
    """The lines of all pages, found by a process of its own: a PDF can make PDFium fill memory, go on for ever, die."""
    raw = stream.read(LARGEST_PDF + 1)
    if len(raw) > LARGEST_PDF:
        raise UnreadableError(f"a PDF of more than {LARGEST_PDF // 1_000_000} MB, too long for one report")
    command = [sys.executable, "-P", str(Path(__file__).with_name("pdf_pages.py")), str(LARGEST), str(_BYTES)]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise UnreadableError(f"a PDF whose text takes more than {SECONDS} seconds; give its text instead") from error
    text = done.stdout.decode("utf-8", "replace")
    if done.returncode:
        told = done.stderr.decode("utf-8", "replace").strip().rpartition("\n")[2]
        raise UnreadableError(f"a PDF that cannot be opened ({told or 'PDFium died'}); give its text instead")
    if len(text) > LARGEST:
        raise too_long("a text")
    return _HYPHENS.sub("", text).splitlines()


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
