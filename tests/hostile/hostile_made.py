"""Bad files of every kind, and small sound ones, made for tests and fuzzers."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
from scripts import script

inputs = script("tests/read/inputs_made.py")
TEXT: str = inputs.TEXT
PAGE: str = inputs.page()
GOOD = '{"id": "good", "text": "French troops attacked Iraqi soldiers in Baghdad on Friday.", "date": "2024-03-14"}\n'
FEED = (
    b'<rss version="2.0"><channel><title>Wire</title><item><title>Minister &amp; fish</title><guid>1</guid>'
    b"<link>https://a.example/1</link><pubDate>Thu, 14 Mar 2024 22:10:00 GMT</pubDate>"
    b"<description>&lt;p&gt;She met him.&lt;/p&gt;</description></item></channel></rss>"
)
MB = 1_000_000


def parquet(**columns: object) -> bytes:
    """A Parquet file of those columns."""
    out = io.BytesIO()
    pq.write_table(pa.table(columns), out)
    return out.getvalue()


def zstd(raw: bytes) -> bytes:
    """Packed with Zstandard."""
    packed: bytes = pa.compress(raw, codec="zstd", asbytes=True)
    return packed


def pdf_of(*objects: bytes) -> bytes:
    """A PDF of some objects without a table of where they are, numbered from 1; the first is the catalogue."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, each) for number, each in enumerate(objects, start=1))
    return b"%PDF-1.4\n" + body + b"trailer<</Root 1 0 R/Size %d>>\n%%%%EOF" % (len(objects) + 1)


def sound() -> dict[str, bytes]:
    """A small sound file for each form, by suffix."""
    line = json.dumps({"id": "1", "text": TEXT, "date": "2024-03-14", "title": "Minister in Oslo"}).encode()
    table = f'id,text,date,url\n1,"{TEXT}",2024-03-14,https://a.example/1\n'.encode()
    head = '<meta property="article:published_time" content="2024-03-14T22:10:00+01:00">'
    return {
        ".txt": f"Minister in Oslo\n\nOSLO, March 14 (Wire) - {TEXT}\n".encode(),
        ".html": inputs.page(head=head).encode(),
        ".jsonl": line + b"\n",
        ".csv": table,
        ".tsv": table.replace(b",", b"\t"),
        ".parquet": parquet(id=["1"], text=[TEXT], date=["2024-03-14"]),
        ".warc": inputs.answer(PAGE),
        ".warc.gz": gzip.compress(inputs.answer(PAGE)),
        ".pdf": inputs.pdf(["Minister in Oslo", TEXT[:60], TEXT[60:]]),
        ".txt.gz": gzip.compress(TEXT.encode()),
        ".html.zst": zstd(PAGE.encode()),
        ".unknown": line,
        ".feed": FEED,
    }


def bad() -> Iterator[tuple[str, bytes, str]]:
    """Small files that are wrong in one way: a name, the bytes, words of the reason ("" where a report is read)."""
    yield from _packed()
    yield from _archives()
    yield from _pages()
    yield from _tables()
    yield from _lines()
    yield from _pdfs()
    for suffix in sorted(sound().keys() - {".feed"}):
        yield f"one-byte{suffix}", b"\x80", "" if suffix in {".txt", ".unknown"} else "e"
        if suffix != ".jsonl":  # no lines are no reports
            yield f"empty{suffix}", b"", "e"


def _packed() -> Iterator[tuple[str, bytes, str]]:
    for suffix, pack in ((".gz", gzip.compress), (".zst", zstd)):
        raw = pack(TEXT.encode() * 50)
        yield f"cut.txt{suffix}", raw[: len(raw) // 2], "damaged or cut short"
        yield f"broken.txt{suffix}", raw[:20] + b"\xff" * 20 + raw[40:], "damaged or cut short"
        yield f"packed-twice.txt{suffix}", pack(raw), "binary content"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("a.html", PAGE)
    yield "zip.html", out.getvalue(), "binary content"
    yield "random.txt", bytes(range(256)) * 20, "binary content"


def _archives() -> Iterator[tuple[str, bytes, str]]:
    for number, length in enumerate((10**18, 10**30, -5, 3)):
        yield f"length-{number}.warc", inputs.answer(PAGE, length=length), "e"
    yield "length-word.warc", inputs.answer(PAGE).replace(b"Content-Length: ", b"Content-Length: many "), "e"
    yield "no-end.warc", inputs.answer(PAGE)[:-300], "cut short"
    bomb = gzip.compress(b"x" * 30 * MB)
    yield "bomb-in.warc", inputs.answer(bomb, headers=["Content-Encoding: gzip"]), "too long for one report"
    yield "header.warc", b"WARC/1.0\r\nA: " + b"x" * 10 * MB, "e"
    url = "https://a.example/\x1b[31m\u202e"
    yield "url.warc", inputs.answer(PAGE, url), ""


def _pages() -> Iterator[tuple[str, bytes, str]]:
    def page(inside: str = "", head: str = "", before: str = "") -> bytes:
        return (before + inputs.page(before=inside, head=head)).encode()

    for tag in ("div", "b", "table><tr><td", "ul><li", "blockquote", "svg><g"):
        yield f"nested-{tag[:2]}.html", page(f"<{tag}>" * 30_000), "nothing but page furniture"  # it ends at some depth
    yield "tags.html", page("<p>x</p>" * 60_000), "too many tags or attributes"
    yield "attributes.html", page(f"<i {' '.join(f'a{n}=1' for n in range(150_000))}>x</i>"), "tags or attributes"
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 40))
    yield "entities.html", page("&e39;", before=f'<!DOCTYPE html [<!ENTITY e0 "boom">{entities}]>'), ""
    yield "file.html", page("&x;", before='<!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'), ""
    yield "nul.html", page("a\0b"), "binary content"
    yield "controls.html", page(f"<p>{TEXT} \x1b[31mred\x9b31m \x07&#7;&#x9b;&#xd800; \u202eevil\u2066</p>"), ""
    head = '<meta property="og:title" content="A&#10;B\u202e&#27;[2J"><meta name="author" content="\x1b]0;x\x07">'
    yield "title.html", page(head=head), ""
    yield "long-title.html", page(head=f'<meta property="og:title" content="{"A " * 40_000}">'), ""
    for date in ("0000-00-00", "9999999-01-01", "2023-02-30", "-5", "10" * 9_999):
        yield f"date-{date[:8]}.html", page(head=f'<meta property="article:published_time" content="{date}">'), ""
    json_ld = '<script type="application/ld+json">' + '{"datePublished": [' * 20_000 + "</script>"
    yield "json-ld.html", page(head=json_ld), ""
    yield "only-less.html", b"<" * 90_000, "no article"


def _tables() -> Iterator[tuple[str, bytes, str]]:
    header = b"id,text,date\n"
    row = f'1,"{TEXT}",2024-03-14\n'.encode()
    yield "quote.csv", header + row + b'2,"' + b"no end\n" * 9, ""
    yield "more-cells.csv", header + b"1,2,3,4,5,6\n" + row, "6 cells under 3 columns"
    yield "fewer-cells.csv", header + b"1\n" + row, "neither text nor HTML"
    yield "nul.csv", header + b"1,a\0b,\n" + row, ""
    yield "columns.csv", b",".join(b"c%d" % n for n in range(100_000)) + b"\n1\n", "no column with text"
    yield "separators.csv", header + b"," * 10 * MB + b"\n" + row, "cells under 3 columns"
    yield "names.csv", b"a\x1b[31m,b\xe2\x80\xae\n1,2\n", "no column with text"
    whole = parquet(text=[TEXT * 9 + str(number) for number in range(500)])
    yield "cut.parquet", whole[:-200], "damaged"
    yield "lies.parquet", whole[:200] + b"\xff" * 400 + whole[600:], "damaged"
    yield "footer.parquet", whole[:-8] + (2**31 - 1).to_bytes(4, "little") + b"PAR1", "damaged"
    yield "long-cell.parquet", parquet(text=["x" * 80 * MB]), "too long for reports"
    shared = pa.DictionaryArray.from_arrays(pa.array([0] * 200, pa.int32()), pa.array(["x" * 20 * MB]))
    yield "shared-cell.parquet", parquet(text=shared), "too long for one report"
    yield "binary.parquet", parquet(text=[b"\xff\xfe\0"]), "holds bytes"


def _lines() -> Iterator[tuple[str, bytes, str]]:
    def line(**values: object) -> bytes:
        return json.dumps({"id": "x", "text": TEXT, **values}).encode() + b"\n"

    yield "surrogate.jsonl", b'{"text": "a\\ud800b"}\n', "not a line of JSON"
    yield "nested.jsonl", b'{"text": ' + b"[" * 900_000 + b"\n", "not a line of JSON"
    yield "keys.jsonl", b"{" + b",".join(b'"%09d": 1' % n for n in range(100_000)) + b"}\n", "neither text nor HTML"
    yield "key.jsonl", b'{"' + b"k" * MB + b'": 1}\n', "neither text nor HTML"
    for date in ("0000-00-00", "9999999-01-01", "2023-02-30", "x" * MB, "\x1b[2J soon", 10**400):
        yield f"date-{str(date)[-6:]}.jsonl", line(date=date), "is no date"
    wild = "a\0b\x1b[31m\u202ec\nd"
    yield "wild.jsonl", line(id=wild, title=wild, publisher=wild, author=wild, url=wild), ""
    yield "long.jsonl", line(id="i" * 9_999, title="t" * 400_000, publisher="p" * 9_999, url="u" * 9_999), ""
    yield "twice.jsonl", line() + line() + line(text=f"{TEXT} They will meet again."), ""
    yield "controls.jsonl", line(text=f"{TEXT}\0\x07\x1b[31m \u202eevil \u2066\u2069 \x9b1m\u200b."), ""
    yield "a-report-in-one-line.txt", (TEXT + " ").encode() * 15_000, "too long for one report"


def _pdfs() -> Iterator[tuple[str, bytes, str]]:
    whole = inputs.pdf(["Minister in Oslo", TEXT])
    yield "cut.pdf", whole[:300], "e"
    yield "zeros.pdf", whole.replace(b"obj", b"\0\0\0"), "cannot be opened"
    catalogue = b"<</Type/Catalog/Pages 2 0 R>>"
    yield "own-child.pdf", pdf_of(catalogue, b"<</Type/Pages/Kids[2 0 R]/Count 1>>"), "e"
    circle = (b"<</Type/Pages/Kids[3 0 R]/Count 9>>", b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>")
    yield "circle.pdf", pdf_of(catalogue, *circle), "e"
    yield "many-pages.pdf", pdf_of(catalogue, b"<</Type/Pages/Kids[]/Count 2000000000>>"), "e"
    yield "length.pdf", whole.replace(b"/Length ", b"/Length 99999999999"), ""
    yield "reference.pdf", pdf_of(b"1 0 R"), "cannot be opened"


def forms_of_forms(deep: int) -> bytes:
    """A PDF whose page draws a form that draws nine forms, each of which does so too."""
    font = b"<</Font<</F1 4 0 R>>>>"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 5 0 R/Resources<</XObject<</X 6 0 R>>>>>>",
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        _stream(b"/X Do"),
    ]
    for number in range(deep):
        resources = b"<</XObject<</X %d 0 R>>>>" % (7 + number)
        objects.append(_stream(b"/X Do " * 9, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + resources))
    objects.append(_stream(b"BT /F1 9 Tf (a) Tj ET", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources" + font))
    return pdf_of(*objects)


def packed_page(unpacked: int) -> bytes:
    """A PDF of one page whose content is that many spaces, packed."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(b" " * MB) for _ in range(unpacked // MB)) + packer.flush()
    packed = zlib.compress(packed, 9)
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents 4 0 R>>"
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    return pdf_of(b"<</Type/Catalog/Pages 2 0 R>>", pages, page, _stream(packed, b"/Filter[/FlateDecode/FlateDecode]"))


def _stream(raw: bytes, entries: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(raw), entries, raw)


def bombs(folder: Path) -> Iterator[Path]:
    """Files of a few megabytes at most, or of one long line, that become a gigabyte to those who are careless."""
    for suffix, pack in ((".gz", gzip.compress), (".zst", zstd)):
        raw = pack(b"0" * MB) * 1_000
        for name in ("a.txt", "a.html", "a.jsonl", "a.csv", "a.warc"):
            yield _written(folder / f"{name}{suffix}", raw)
    for name in ("line.txt", "line.jsonl", "line.csv", "line.html", "line.unknown"):
        yield _written(folder / name, *[b"x" * MB] * 100)
    yield _written(folder / "cell.csv", b'text\n"', *[b"word " * 200_000] * 50, b'"\n')
    yield _written(folder / "forms.pdf", forms_of_forms(12))
    yield _written(folder / "packed.pdf", packed_page(1_000 * MB))


def _written(path: Path, *parts: bytes) -> Path:
    with path.open("wb") as out:
        for each in parts:
            out.write(each)
    return path
