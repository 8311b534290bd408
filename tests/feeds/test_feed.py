"""What feeds say, in RSS, Atom and JSON, well made or not."""

from __future__ import annotations

import json
from datetime import date

import pytest

from dragoman.errors import UnreadableError
from dragoman.feeds.feed import Feed, parse_feed
from dragoman.feeds.plain import paragraphs

URL = "https://news.example/feeds/all"
TODAY = date(2026, 9, 22)
LONG = "The ministers met in Oslo and spoke of the ferry line. " * 12


def parsed(body: str, kind: str = "application/xml") -> Feed:
    return parse_feed(body.encode(), URL, {"content-type": kind}, TODAY)


def test_rss_gives_link_title_author_outlet_day_and_whole_text() -> None:
    feed = parsed(
        f"""<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
             xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Harbour &amp; Post</title>
        <item><guid isPermaLink="false">7</guid><link>/a/1</link><title>Talks &lt;b&gt;in&lt;/b&gt; Oslo</title>
        <dc:creator>Ada Abenov</dc:creator><pubDate>Mon, 21 Sep 2026 23:30:00 -0500</pubDate>
        <description>Short.</description><content:encoded><![CDATA[<p>{LONG}</p><p>Second.</p>]]></content:encoded>
        </item></channel></rss>"""
    )
    (item,) = feed.items
    assert (item.guid, item.url, item.title) == ("7", "https://news.example/a/1", "Talks in Oslo")
    assert (item.author, item.outlet, item.published) == ("Ada Abenov", "Harbour & Post", "2026-09-21")
    assert item.text == f"{LONG.strip()}\n\nSecond." and feed.flaw is None


def test_atom_gives_the_same_and_the_outlet_that_an_entry_names() -> None:
    feed = parsed(
        f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Many</title><entry><id>tag:1</id><title>Talks</title>
        <link href="https://other.example/x"/><updated>2026-09-20T01:00:00+03:00</updated>
        <source><title>Other News</title></source><content type="html">{LONG} Read more</content></entry></feed>"""
    )
    (item,) = feed.items
    assert (item.guid, item.url, item.outlet) == ("tag:1", "https://other.example/x", "Other News")
    assert (item.published, item.text) == ("2026-09-20", None)  # a teaser is no whole text


def test_json_feed_gives_the_same() -> None:
    made = {"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [
        {"id": 5, "url": "../b", "title": "A < B", "authors": [{"name": "Ada"}, {"name": "Boris"}],
         "content_text": "One.\n\nTwo.", "date_published": "2026-09-21T10:00:00Z"},
    ]}  # fmt: skip
    (item,) = parsed(json.dumps(made), "application/feed+json").items
    assert (item.guid, item.url, item.title, item.author) == ("5", "https://news.example/b", "A < B", "Ada, Boris")
    assert (item.text, item.published, item.outlet) == ("One.\n\nTwo.", "2026-09-21", "J")


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("Mon, 21 Sep 2026 08:00:00 GMT", "2026-09-21"), ("2026-09-21", "2026-09-21"),
        ("21 September 26 23:00 EST", "2026-09-21"),
        ("Tue, 22 Sep 2099 08:00:00 GMT", None),
        ("yesterday", None), ("2026-13-45", None), ("Mon, 99 Foo", None), ("0001-01-01", None), ("", None),
    ],
)  # fmt: skip
def test_days_are_those_of_the_outlets_clock_and_impossible_ones_are_none(words: str, day: str | None) -> None:
    (item,) = parsed(
        f"<rss><channel><item><link>http://a.example/</link><pubDate>{words}</pubDate></item></channel></rss>"
    ).items
    assert item.published == day


def test_broken_xml_is_read_but_for_the_item_that_may_be_cut_and_says_so() -> None:
    items = "<item><title>A & B</title><link>https://a.example/1</link></item><item><link>https://a.example/2"
    feed = parsed(f"<rss version='2.0'><channel>{items}")
    assert [each.url for each in feed.items] == ["https://a.example/1"]
    assert feed.flaw is not None and feed.flaw.startswith("broken XML")


def test_an_item_changes_its_hash_when_the_feed_says_something_else_of_it() -> None:
    one, same, other = (
        parsed(f"<rss><channel><item><link>http://a.example/</link><title>{t}</title></item></channel></rss>")
        .items[0]
        .told
        for t in ("A", "A", "B")
    )
    assert one == same != other


@pytest.mark.parametrize("body", ["", "<html><body>No feed</body></html>", "{}", '{"version": 1}', "[1, 2]", "\0\1\2"])
def test_what_is_no_feed_is_refused(body: str) -> None:
    with pytest.raises(UnreadableError, match="Feed"):
        parsed(body, "text/plain")


def test_hostile_feeds_end_in_an_error_or_a_feed() -> None:
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">' + "".join(
        f'<!ENTITY {y} "{f"&{x};" * 10}">' for x, y in zip("abcdefghi", "bcdefghij", strict=True)
    )
    item = "<item><link>http://a.example/</link><title>{}</title></item>"
    reads_file = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss><channel>' + item.format("&x;")
    deep = "<rss><channel>" + item.format("<b>" * 20_000)
    for body in (f"{bomb}]><rss><channel>{item.format('&j;')}</channel></rss>", reads_file, deep):
        try:
            told = str(parsed(body).items)
        except UnreadableError:
            continue
        assert len(told) < 100_000 and "root:" not in told


def test_html_becomes_paragraphs() -> None:
    html = "<style>p {}</style><p>One\n line</p>Two<br>three &amp; four<script>no()</script><ul><li>five</ul>"
    assert paragraphs(html) == "One line\n\nTwo\n\nthree & four\n\nfive"
