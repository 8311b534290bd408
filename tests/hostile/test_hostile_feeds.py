"""Feeds that mean harm: each ends in an error that says so or in its good items, and soon."""

from __future__ import annotations

from datetime import date
from html import escape

import pytest

from dragoman.errors import UnreadableError
from dragoman.feeds.feed import Feed, parse_feed

GOOD = "<item><title>Good</title><link>https://a.example/good</link></item>"
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 9}">' for n in range(1, 40))


def parsed(inside: str, before: str = "") -> Feed:
    body = f'{before}<rss version="2.0"><channel><title>t</title>{inside}{GOOD}{GOOD}</channel></rss>'
    return parse_feed(body.encode(), "https://a.example/feed", {}, date(2024, 3, 14))


# HTML that took time by the square of its length, or ended the watch with an error of the parser's own.
@pytest.mark.parametrize("html", ["<!--", "<![a", "<![CDATA[", "<?a", "</a", "<a ", "<a b='", "&#", "<div>", "<!-->"])
def test_html_that_is_never_closed(html: str) -> None:
    items = parsed(f"<item><title>Bad</title><description>{escape(html * 200_000)}</description></item>").items
    assert "Good" in {item.title for item in items}


@pytest.mark.parametrize(
    "before",
    [
        f'<!DOCTYPE r [<!ENTITY e0 "boom">{LAUGHS}<!ENTITY x "&e39;">]>',
        f'<!DOCTYPE r [<!ENTITY x "{"boom" * 50_000}">]>',
        '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_entities_are_not_followed(before: str) -> None:
    told = str(parsed(f"<item><title>{'&x;' * 10_000}</title></item>", before).items)
    assert "root:" not in told and "boom" not in told


def test_a_tag_without_end_is_refused() -> None:
    with pytest.raises(UnreadableError, match="a tag of more attributes than any feed has"):
        parsed(f"<item {' '.join(f'a{n}=1' for n in range(300_000))}/>")


@pytest.mark.parametrize("day", ["0000-00-00", "9999999-01-01", "2023-02-30", "1" * 100_000, "(" * 100_000, "Mon, "])
def test_days_that_are_none(day: str) -> None:
    items = parsed(f"<item><title>Bad</title><pubDate>{day}</pubDate></item>").items
    assert {item.published for item in items} == {None}
