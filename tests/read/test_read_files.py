"""Files: packed ones, web archives, PDF, folders; what is damaged is named and what came before it stays."""

from __future__ import annotations

import gzip
import tracemalloc
from pathlib import Path
from typing import Any

import brotli
import pytest
from inputs_made import GERMAN, TEXT, ZIPPED, answer, page, pdf, written

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.errors import LanguageError, NotFoundError
from dragoman.read.given import LARGEST, Rejected
from dragoman.read.sources import sources

LINE = '{"id": "%d", "text": "' + TEXT + '"}\n'
THREE = [answer(page(), f"https://a.example/{number}") for number in (1, 2, 3)]


@pytest.mark.parametrize("packing", ZIPPED)
@pytest.mark.parametrize(("name", "content"), [("a.txt", TEXT), ("a.html", page())])
def test_a_packed_report_is_the_report(name: str, content: str, packing: str, found: Any) -> None:
    (source,) = found(f"{name.upper()}{packing}", ZIPPED[packing](content.encode()))
    assert (source.content, source.is_html, source.published) == (content, name == "a.html", None)


@pytest.mark.parametrize("packing", [".gz", ".zst"])
def test_of_a_file_that_is_cut_short_what_came_before_stays(packing: str, found: Any) -> None:
    lines = "".join(LINE % number for number in range(20_000)).encode()
    *before, rejected = found(f"a.jsonl{packing}", ZIPPED[packing](lines)[:-30])
    assert len(before) > 1_000 and all(isinstance(each, Source) for each in before)
    assert isinstance(rejected, Rejected) and "damaged or cut short" in rejected.reason


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("raw", [b"this was never packed", b""])
def test_what_only_says_that_it_is_packed_is_rejected(packing: str, raw: bytes, found: Any) -> None:
    (rejected,) = found(f"a.txt{packing}", raw)
    assert isinstance(rejected, Rejected)


@pytest.mark.parametrize("packing", [".gz", ".zst"])
@pytest.mark.parametrize("name", ["a.txt", "a.jsonl", "a.csv", "a.warc"])
def test_a_bomb_is_never_unpacked_whole(name: str, packing: str, found: Any) -> None:
    bomb = ZIPPED[packing](b"x" * 1_000_000) * 200
    tracemalloc.start()
    results = found(f"{name}{packing}", bomb)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert results and all(isinstance(each, Rejected) for each in results)
    assert most < 80_000_000


@pytest.mark.parametrize(
    "pack",
    [b"".join, lambda each: b"".join(map(gzip.compress, each)), lambda each: b"".join(map(ZIPPED[".zst"], each))],
)
def test_of_an_archive_the_pages_are_read_with_their_urls(pack: Any, found: Any) -> None:
    others = [
        answer("GET /", kind="request"),
        answer("not found", status="404 Not Found"),
        answer("{}", content="application/json"),
    ]
    name = f"a.warc{'.gz' if pack([b'x'])[:1] == bytes([0x1F]) else '.zst' if pack([b'x']) != b'x' else ''}"
    results = found(name, pack([*others, *THREE]))
    assert [each.url for each in results] == [f"https://a.example/{number}" for number in (1, 2, 3)]
    assert [each.source_id.rsplit(":")[-1] for each in results] == ["4", "5", "6"]
    assert all(each.is_html and each.published is None and each.content == page() for each in results)


def test_the_day_of_the_crawl_is_no_publication_date(found: Any, coder: Coder) -> None:
    (source,) = found("a.warc", answer(page(), headers=["Date: Mon, 06 May 2024 07:08:09 GMT"]))
    article = coder.look(source)
    assert (article.published, article.published_basis, article.published_reliability) == (None, "unknown", None)


@pytest.mark.parametrize(
    ("raw", "headers"),
    [
        (gzip.compress(page().encode()), ["Content-Encoding: gzip"]),
        (page().encode(), ["Content-Encoding: gzip"]),  # unpacked by the archiver
        (brotli.compress(page().encode()), ["Content-Encoding: br"]),
        (b"%x\r\n%s\r\n0\r\n\r\n" % (len(page()), page().encode()), ["Transfer-Encoding: chunked"]),
        (page().encode(), ["Transfer-Encoding: chunked"]),  # joined by the archiver
    ],
)
def test_what_the_server_packed_is_unpacked(raw: bytes, headers: list[str], found: Any) -> None:
    (source,) = found("a.warc", answer(raw, headers=headers))
    assert source.content == page()


def test_the_servers_character_set_is_believed_where_it_can_be_right(found: Any) -> None:
    text = page(TEXT.replace("fish", "Łódź"))
    for charset in ("iso-8859-2", "nonsense", "utf-8", "punycode", "a\0b"):
        raw = text.encode("iso-8859-2" if charset == "iso-8859-2" else "utf-8")
        (source,) = found("a.warc", answer(raw, content=f"Text/HTML; charset={charset}"))
        assert source.content == text


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (answer(gzip.compress(b"x" * 30_000_000), headers=["Content-Encoding: gzip"]), "too long for one report"),
        (answer(gzip.compress(page().encode())[:-20], headers=["Content-Encoding: gzip"]), "cut short"),
        (answer(page(), headers=["Content-Encoding: rot13"]), "packed as 'rot13'"),
        (answer("5\r\nhello\r\nfff\r\nab", headers=["Transfer-Encoding: chunked"]), "a damaged record"),
        (answer(""), "empty"),
        (answer("x" * (LARGEST + 1)), "too long for one report"),
        (answer(page()).replace(b"HTTP/1.1 200 OK", b"\xff\xfe\xff\xff 200 OK"), "no HTTP answer"),
    ],
)
def test_a_bad_record_is_rejected_and_the_next_is_read(bad: bytes, reason: str, found: Any) -> None:
    rejected, source = found("a.warc", bad + THREE[0])
    assert reason in rejected.reason and rejected.source_id.endswith(":1")
    assert source.url == "https://a.example/1"


@pytest.mark.parametrize("length", [100, 5_000, 10**18, 10**30, -5])
def test_a_length_that_lies_costs_no_more_than_what_it_covers(length: int, found: Any) -> None:
    first, *rest = found("a.warc", THREE[0] + answer(page(), length=length) + THREE[2])
    assert first.url == "https://a.example/1"
    assert rest


def test_an_archive_that_is_cut_short_or_none_is_named(found: Any) -> None:
    *before, rejected = found("a.warc", b"".join(THREE)[:-300])
    assert len(before) == 2 and "cut short" in rejected.reason
    packed = b"".join(map(gzip.compress, THREE))
    *before, rejected = found("a.warc.gz", packed[:-40])
    assert len(before) == 2 and isinstance(rejected, Rejected)
    for nothing in (b"", b"words\n" * 100, b"WARC/1.0\r\nA: " + b"x" * 100_000):
        (rejected,) = found("a.warc", nothing)
        assert isinstance(rejected, Rejected)


PRINTED = [
    "Minister of Ruritania in Oslo",
    "The foreign minister of Ruritania arrived in Oslo on Thursday for talks on",
    "fish, trade and the border between the two countries.",
    "She met her Norwegian colleague.",
    "They will meet again in March, when the ministers of all the countries of",
    "the region come together in Bergen to sign the treaty that they agreed on.",
]


def test_the_lines_of_a_pdf_are_put_together_to_paragraphs(found: Any, coder: Coder) -> None:
    (source,) = found("a.pdf", pdf(PRINTED), published="2024-03-14")
    assert source.content.split("\n\n") == [PRINTED[0], " ".join(PRINTED[1:3]), PRINTED[3], " ".join(PRINTED[4:])]
    article = coder.look(source)
    assert (article.title, article.published, article.published_basis) == (PRINTED[0], "2024-03-14", "given")


@pytest.mark.parametrize(
    ("raw", "reason"), [(pdf([]), "no text"), (b"%PDF-1.4 words", "cannot be opened"), (pdf(PRINTED)[:300], "")]
)
def test_a_pdf_without_text_or_end_is_rejected(raw: bytes, reason: str, found: Any) -> None:
    (rejected,) = found("a.pdf", raw)
    assert isinstance(rejected, Rejected) and reason in rejected.reason


def test_folders_give_files_of_all_forms_in_order(tmp_path: Path) -> None:
    for name, raw in {
        "a.csv": f'text\n"{TEXT}"\n', "b.html": page(), "c.jsonl.gz": gzip.compress((LINE % 1).encode()),
        "d.pdf": pdf(PRINTED), "e.warc": THREE[0], "f.txt": TEXT, "notes.docx": "x", "g.tar.gz": "x",
        "sub/h.text": TEXT,
    }.items():  # fmt: skip
        (tmp_path / name).parent.mkdir(exist_ok=True)
        written(tmp_path / name, raw)
    results = list(sources([str(tmp_path)]))
    assert all(isinstance(each, Source) for each in results)
    assert len(results) == 7
    empty = tmp_path / "empty"
    empty.mkdir()
    (rejected,) = sources([str(empty)])
    assert rejected.error is NotFoundError and ".parquet" in rejected.reason


def test_reports_come_before_the_file_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    written(path, (LINE % 1) * 100_000)
    following = sources([str(path)])
    assert next(following).source_id == "1"


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("form", ["a.html", "a.warc", "a.pdf"])
def test_another_language_is_told_by_the_words_and_not_by_what_the_page_says(
    form: str, lang: str, found: Any, coder: Coder
) -> None:
    def article(text: str) -> Any:
        raw = {"a.html": page(text, lang=lang), "a.warc": answer(page(text, lang=lang)), "a.pdf": pdf([text])}[form]
        (source,) = found(form, raw)
        return coder.look(source)

    assert article(TEXT).language == "en"
    with pytest.raises(LanguageError, match=r"German \(de\)"):
        article(GERMAN)


def test_a_column_that_is_not_there_is_an_input_error_on_the_command_line(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from dragoman.cli import main

    path = written(tmp_path / "a.csv", "body,when\nwords,2024-03-14\n")
    result = CliRunner().invoke(main, ["read", path, "--columns", "text=story"])
    assert result.exit_code == 2 and "'body', 'when'" in result.output
