"""Fuzzes what is done with texts: every step that needs no parser on all inputs, the whole coder on some.

    python fuzz/text.py CORPUS -max_total_time=1500 -timeout=60 -rss_limit_mb=2500 -max_len=4000 -len_control=0

An input is a row of bytes, each of which stands for a word of ``WORDS``; the rest are characters of UTF-8.
"""

from __future__ import annotations

import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["dragoman"]):
    from findings import Findings, fuzz
    from sound import check
    from words import WORDS

    from dragoman.coder import Coder
    from dragoman.draft import Draft, Source
    from dragoman.errors import InputError
    from dragoman.model.encode import LONGEST, TRIGGER, Mark, encode
    from dragoman.model.reader import load_reader
    from dragoman.parse.split import split
    from dragoman.pipeline import STEPS, run
    from dragoman.read.clean import blocks
    from dragoman.span import Span
    from dragoman.whenwhere.expressions import find_dates
    from dragoman.whenwhere.resolve import Frame, resolve

    CODER = Coder()
    CODER.read("The minister of France arrived in Oslo on Friday.", published="2024-03-14")

TOKENIZER = load_reader()._tokenizer
_WHOLE = 16  # one input in so many goes through the whole coder


def text_of(data: bytes) -> str:
    """The text that an input stands for."""
    out: list[str] = []
    at = 0
    while at < len(data):
        if data[at] < len(WORDS):
            out.append(WORDS[data[at]])
        else:
            taken = data[at + 1 : at + 5]
            out.append(taken.decode("utf-8", "surrogateescape"))
            at += 4
        at += 1
    return "".join(out)


def one(data: bytes) -> None:
    """One text through the steps."""
    head, text = data[:2], text_of(data[2:])
    source = Source(text, bool(head and head[0] & 1), published="2024-03-14" if head and head[0] & 2 else None)
    if head and head[0] & 4:
        source = Source(text[40:], source.is_html, text[:10], None, text[10:20], text[20:30], text[30:40], text[:9])
    try:
        draft = split(run(source, CODER.book, until=STEPS[0]), CODER.book)
    except InputError:
        return
    check(draft.article)
    check_split(draft)
    if len(head) > 1 and head[1] % _WHOLE == 0:
        check(CODER.code(source))


def check_split(draft: Draft) -> None:
    """Raises AssertionError where the layers before the parser do not fit the text."""
    text, cues = draft.article.text, CODER.book.dates
    again = "\n\n".join("\n".join(block) for block in blocks(text))
    assert again == text or draft.article.title, "cleaning a clean text changes it"
    previous = 0
    for _, span in draft.split.sentences:
        assert previous <= span.start < span.end <= len(text), "sentences overlap, or there is nothing in one"
        previous = span.end
        for found in find_dates(text, span, cues):
            assert span.holds(found.span)
            for future in (True, False):
                resolve(found, Frame(None, None, None, None, future, cues))
        sentence = span.of(text)
        mark = Mark(Span(len(sentence) // 3, len(sentence) // 3 + 4), TRIGGER)
        encoded = encode(TOKENIZER, sentence, text[:200], [mark])
        assert len(encoded.ids) == len(encoded.spans) == len(encoded.kinds) <= LONGEST
        assert all(0 <= each.start <= each.end <= len(sentence) for each in encoded.spans)
    for quote in draft.split.quotes:
        assert quote.span.holds(quote.content) and quote.span.end <= len(text)


def seeds(folder: Path) -> None:
    """Begin a corpus: the paragraphs of the example report, as characters."""
    folder.mkdir(parents=True, exist_ok=True)
    report = (Path(__file__).parent.parent / "examples" / "kishida-in-seoul.txt").read_bytes()
    for number, paragraph in enumerate(report.split(b"\n\n")):
        parts = (paragraph[at : at + 4] for at in range(0, len(paragraph), 4))
        (folder / f"paragraph-{number}").write_bytes(b"\2\0" + b"".join(b"\xff" + part for part in parts))


if __name__ == "__main__":
    if not any(Path(sys.argv[1]).glob("*")):
        seeds(Path(sys.argv[1]))
    fuzz(Findings(Path("findings-text"), lambda data: ".bytes").guarded(one))
