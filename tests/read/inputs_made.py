"""Files of every form that reports come in, made for tests."""

from __future__ import annotations

import gzip
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa

TEXT = (
    "The foreign minister of Ruritania arrived in Oslo on Thursday. She met her Norwegian colleague for talks on fish."
)
GERMAN = (
    "Die Außenministerin von Ruritanien ist am Donnerstag in Oslo eingetroffen. Sie traf ihren norwegischen Kollegen "
    "zu Gesprächen über Fischerei, Handel und die Sicherheit der gemeinsamen Grenze im hohen Norden."
)
ZIPPED = {"": bytes, ".gz": gzip.compress, ".zst": lambda raw: pa.compress(raw, codec="zstd", asbytes=True)}


def page(body: str = TEXT, *, head: str = "", before: str = "", lang: str = "en") -> str:
    """A page with a report of some paragraphs."""
    paragraphs = "".join(f"<p>{body} This is paragraph {number} of it.</p>" for number in ("one", "two", "three"))
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><title>Minister in Oslo</title>{head}</head>'
        f"<body><article><h1>Minister in Oslo</h1>{before}{paragraphs}</article></body></html>"
    )


def answer(
    body: bytes | str, url: str = "https://a.example/1", *, content: str = "text/html; charset=utf-8",
    status: str = "200 OK", headers: Sequence[str] = (), kind: str = "response", length: int | None = None,
) -> bytes:  # fmt: skip
    """A WARC record of what a server answered. length: what the record says of its own length."""
    raw = body.encode() if isinstance(body, str) else body
    http = "\r\n".join([f"HTTP/1.1 {status}", f"Content-Type: {content}", *headers, "", ""]).encode() + raw
    fields = (
        "WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", "WARC-Date: 2024-05-06T07:08:09Z",
        "WARC-Record-ID: <urn:uuid:6d8b1a1e-0000-4000-8000-000000000001>", "Content-Type: application/http",
        f"Content-Length: {len(http) if length is None else length}",
    )  # fmt: skip
    return "\r\n".join([*fields, "", ""]).encode() + http + b"\r\n\r\n"


def pdf(lines: Sequence[str]) -> bytes:
    """A PDF of one page with those lines."""
    shown = "".join(f"({line}) Tj T*\n" for line in lines)
    content = f"BT /F1 11 Tf 14 TL 50 780 Td\n{shown}ET".encode("latin-1")
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    raw, places = b"%PDF-1.4\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(raw))
        raw += b"%d 0 obj%s endobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return raw + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        size, table, size, len(raw),
    )  # fmt: skip


def written(path: Path, raw: bytes | str) -> str:
    """The path as text, with those bytes in it."""
    path.write_bytes(raw.encode() if isinstance(raw, str) else raw)
    return str(path)
