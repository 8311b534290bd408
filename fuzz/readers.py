"""Fuzzes the readers: the first byte chooses the name's suffix, the others are the file.

python fuzz/readers.py CORPUS -max_total_time=1500 -timeout=60 -rss_limit_mb=2500 -max_len=20000 -len_control=0
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from datetime import date
from itertools import islice
from pathlib import Path
from tempfile import mkdtemp

import atheris

with atheris.instrument_imports(include=["dragoman", "trafilatura", "htmldate", "courlan"]):
    from findings import Findings, fuzz
    from sound import check

    from dragoman.coder import Coder
    from dragoman.draft import Source
    from dragoman.errors import InputError, UnreadableError
    from dragoman.feeds.feed import parse_feed
    from dragoman.read.sources import FORMATS, sources

    CODER = Coder()
    _PAGE = "<html><head><title>A</title></head><body><article><p>The minister came to Oslo on Friday.</p></article>"
    CODER.look(Source(_PAGE, True))  # imports the libraries that are imported late

SUFFIXES = [suffix for form in FORMATS for suffix in form.suffixes]
SUFFIXES += [".txt.gz", ".html.zst", ".jsonl.gz", ".csv.zst", ".unknown", ".feed"]
FOLDER = Path(mkdtemp(dir="/dev/shm" if os.access("/dev/shm", os.W_OK) else None))
_MOST = 50  # reports of one file that are looked at


def suffix_of(data: bytes) -> str:
    """The suffix that an input stands for."""
    return SUFFIXES[data[0] % len(SUFFIXES)] if data else ".txt"


def one(data: bytes) -> None:
    """One file through reading, or a feed through parsing."""
    if suffix_of(data) == ".feed":
        with suppress(UnreadableError):
            parse_feed(data[1:], "https://a.example/feed", {}, date(2024, 3, 14))
        return
    path = FOLDER / f"a{suffix_of(data)}"
    path.write_bytes(data[1:])
    for found in islice(sources([str(path)]), _MOST):
        if isinstance(found, Source):
            try:
                check(CODER.look(found))
            except InputError:
                continue
        else:
            check(found)


def seeds(folder: Path) -> None:
    """Begin a corpus: a small file of each form."""
    sys.path.insert(0, str(Path(__file__).parent.parent / "tests" / "hostile"))
    import hostile_made as made

    folder.mkdir(parents=True, exist_ok=True)
    for suffix, raw in made.sound().items():
        number = bytes([SUFFIXES.index(suffix)])
        (folder / suffix.replace(".", "_")).write_bytes(number + raw)


if __name__ == "__main__":
    if not any(Path(sys.argv[1]).glob("*")):
        seeds(Path(sys.argv[1]))
    fuzz(Findings(Path("findings-readers"), suffix_of).guarded(one))
