"""How well pages are read: our text beside trafilatura's and resiliparse's own, on the article-extraction benchmark.

`python benchmarks/html_text.py [DATA]`, a folder or .tar.gz of github.com/scrapinghub/article-extraction-benchmark. The
measure is that benchmark's: shingles of four words of the text, precision and recall averaged over pages, F1 of the two
averages.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import sys
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path, PurePath
from statistics import mean
from typing import NamedTuple

from dragoman.codebook import Codebook
from dragoman.draft import Source
from dragoman.errors import UnreadableError
from dragoman.read.html import extract
from dragoman.read.step import page_of

SHARED = Path(os.environ.get("DRAGOMAN_SHARED", Path(__file__).parents[2] / "shared"))
NEAR = SHARED / "data" / "html" / "article-extraction-benchmark.tar.gz"
SHINGLE = 4  # words


class Page(NamedTuple):
    """A page with the text that people found in it."""

    html: str
    url: str | None
    truth: str


class Score(NamedTuple):
    """Shares of 1; seconds: of the whole set."""

    f1: float
    precision: float
    recall: float
    whole: float  # share of pages without any difference in words
    seconds: float


def main() -> int:
    """Print the table. Exit code 1 where our F1 is below another's."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", nargs="?", type=Path, default=NEAR)
    given = parser.parse_args()
    if not given.data.exists():
        parser.error(f"{given.data}: not there; name the benchmark's folder or archive")
    pages = list(pages_of(given.data))
    scores = {name: score(reader, pages) for name, reader in readers().items()}
    sys.stdout.write(f"{f'{len(pages)} pages':<12} {' '.join(f'{each:>9}' for each in Score._fields)}\n")
    for name, each in scores.items():
        sys.stdout.write(f"{name:<12} {' '.join(f'{figure:>9.4f}' for figure in each)}\n")
    return int(max(scores.values()) != scores["dragoman"])


def pages_of(data: Path) -> Iterator[Page]:
    """The pages of the benchmark, from its folder or its archive."""
    files = _in_archive(data) if data.is_file() else _in_folder(data)
    held = {PurePath(name).name: raw for name, raw in files if name.endswith((".html.gz", "ground-truth.json"))}
    for key, page in json.loads(held["ground-truth.json"]).items():
        yield Page(gzip.decompress(held[f"{key}.html.gz"]).decode(), page.get("url"), page["articleBody"])


def _in_archive(data: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(data) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content.read()


def _in_folder(data: Path) -> Iterator[tuple[str, bytes]]:
    for path in data.rglob("*"):
        if path.is_file():
            yield str(path), path.read_bytes()


def score(reader: Callable[[Page], str], pages: list[Page]) -> Score:
    """The measures of a reader over the pages."""
    start = time.monotonic()
    found = [reader(page) for page in pages]
    seconds = time.monotonic() - start
    of_pages = [compared(text, page.truth) for text, page in zip(found, pages, strict=True)]
    precision = mean(right / given for right, given, _ in of_pages if given)
    recall = mean(right / true for right, _, true in of_pages if true)
    whole = mean(right == given == true for right, given, true in of_pages)
    return Score(2 * precision * recall / (precision + recall), precision, recall, whole, seconds)


def compared(text: str, truth: str) -> tuple[int, int, int]:
    """How many shingles two texts have in common, how many the first has, how many the second."""
    found, true = shingles(text), shingles(truth)
    return (found & true).total(), found.total(), true.total()


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """The shingles of a text; a text of fewer words is one shingle."""
    words = re.findall(r"\w+", text)
    last = max(1, len(words) - SHINGLE + 1)
    return Counter(each for i in range(last) if (each := tuple(words[i : i + SHINGLE])))


def ours(book: Codebook) -> Callable[[Page], str]:
    """Our reading, without the title, which the benchmark leaves out too, and before other languages are rejected."""

    def read(page: Page) -> str:
        try:
            found = extract(page.html, "-", page.url)
            return "\n".join(page_of(Source(found.text, title=found.title), book).paragraphs)
        except UnreadableError:
            return ""

    return read


def trafilatura(page: Page) -> str:
    """trafilatura's plain extraction."""
    from trafilatura import extract as plain

    return plain(page.html, url=page.url, include_comments=False) or ""


def resiliparse(page: Page) -> str:
    """resiliparse's plain extraction of the main content."""
    from resiliparse.extract.html2text import extract_plain_text

    return extract_plain_text(page.html, main_content=True, alt_texts=False, comments=False, post_meta=False)


def readers() -> dict[str, Callable[[Page], str]]:
    """What is compared."""
    return {"dragoman": ours(Codebook([])), "trafilatura": trafilatura, "resiliparse": resiliparse}


if __name__ == "__main__":
    sys.exit(main())
