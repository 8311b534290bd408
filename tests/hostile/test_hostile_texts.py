"""Texts that go on for ever in one way: each step ends soon, and what comes of it is sound."""

from __future__ import annotations

from itertools import pairwise

import hostile_made as made
import pytest
from scripts import script

from dragoman.codebook.abbreviations import Abbreviations
from dragoman.coder import Coder
from dragoman.draft import Draft, Source
from dragoman.errors import UnreadableError
from dragoman.parse.quotes import find_quotes
from dragoman.parse.sentences import paragraphs, sentences
from dragoman.parse.split import split
from dragoman.pipeline import STEPS, run
from dragoman.read.clean import blocks
from dragoman.span import Span
from dragoman.whenwhere.expressions import find_dates

check = script("fuzz/sound.py").check
NEWS = "French troops attacked Iraqi soldiers in Baghdad on Friday, President Macron said. Iraq condemned the attack."
LONG = 290_000
# With what took time by the square of its length, some of these took hours.
ENDLESS = {
    "dots": ".", "marks": ".!?…", "quotes": '"', "curly": "“", "single": " ‘", "brackets": "(", "dashes": "—",
    "word": "x", "abbreviation": "Mr. ", "initials": "A.B.", "hyphens": "a-", "spaces": "a \t", "accents": "\u0301",
    "capitals": "A", "digits": "1", "commas": "a, ", "colons": "a: ", "said": 'said "', "names": "Macron and ",
    "dates": "on 1 May 2020 ", "years": "1990-", "counts": "two days ", "Han": "日", "cuts": "Aa ",
}  # fmt: skip


@pytest.fixture(scope="module")
def abbreviations(coder: Coder) -> Abbreviations:
    return coder.book.abbreviations


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_text_is_split_and_looked_through_soon(name: str, coder: Coder) -> None:
    text = f"{NEWS} {ENDLESS[name] * (LONG // len(ENDLESS[name]))} {NEWS}"
    draft = split(run(Source(text), coder.book, until=STEPS[0]), coder.book)
    spans = [span for _, span in draft.split.sentences]
    assert all(0 < span.end - span.start <= 1_000 for span in spans)
    assert all(one.end <= next_.start for one, next_ in pairwise(spans))
    words = [word for span in spans for word in span.of(draft.article.text).split()]
    assert "".join(words) == "".join(draft.article.text.split())
    for span in spans:
        find_dates(draft.article.text, span, coder.book.dates)


@pytest.mark.parametrize("name", ["curly", "brackets", "hyphens", "said"])
def test_a_report_with_an_endless_part_is_coded(name: str, coder: Coder) -> None:
    record = coder.read(f"{NEWS} {ENDLESS[name] * (4_000 // len(ENDLESS[name]))}\n\n{NEWS}", published="2024-03-14")
    check(record)
    assert record.events


def test_a_cue_that_reports_nothing_but_marks_is_no_statement(coder: Coder) -> None:
    boat = "The boat was described as a grey 2007 Cutter Falcon with the harbour number RVK 0843"
    record = coder.read(f'{boat} . " ( Harbour News article )', published="2024-03-14")
    check(record)
    assert not record.statements


def test_a_sentence_that_is_cut_within_a_cue_says_nothing(coder: Coder) -> None:
    check(coder.read(f"France attacked Iran, {'in May ' * 138}according to police", published="2024-03-14"))


def test_a_lone_mark_at_the_end_opens_no_quotation(coder: Coder) -> None:
    record = coder.read(f'{NEWS} "', published="2024-03-14")
    check(record)
    assert record.events


def test_too_much_text_and_too_many_sentences_are_refused(coder: Coder) -> None:
    with pytest.raises(UnreadableError, match="too long for one report; give its parts"):
        coder.look(Source(f"{NEWS} " * 3_000))
    article = coder.look(Source(f"{NEWS} " * 2_400))
    assert split(Draft(Source(""), article), coder.book).split.sentences
    with pytest.raises(UnreadableError, match="more than 5,000 sentences"):
        split(Draft(Source(""), coder.look(Source(f"{NEWS} " + "… A" * 90_000))), coder.book)


@pytest.mark.parametrize(
    "words", ["999 decades ago", "999 years earlier", "999 decades later", "within 999 decades", "999 weeks after "]
)
@pytest.mark.parametrize("published", ["0001-01-01", "2024-03-14", "9999-12-31", None])
def test_days_out_of_the_calendar_stay_open(words: str, published: str | None, coder: Coder) -> None:
    coder.read(f"France attacked Iraq on Friday. {words} the army attacked Iran, next week and last year.",
               published=published)  # fmt: skip


def test_single_quotation_marks_that_are_never_closed(coder: Coder) -> None:
    text = "‘a " * 100_000 + "“Yes,” he said."
    (quote,) = find_quotes(text, Span(0, len(text)))
    assert quote.content.of(text) == "Yes,"


def test_sentences_up_to_the_bound_stay_whole(abbreviations: Abbreviations) -> None:
    text = "A " + "word " * 190 + "ends. " + "word " * 300
    (paragraph,) = paragraphs(text)
    first, *rest = sentences(text, paragraph, abbreviations)
    assert first.of(text).startswith("A word") and len(rest) == 2 and all(s.of(text)[0] == "w" for s in rest)


def test_cleaning_twice_is_cleaning_once() -> None:
    wild = "".join(map(chr, [*range(0x300), *range(0x2000, 0x2070), 0xD800, 0xDFFF, 0xFEFF, 0xFFFE]))
    for text in (wild, "\n".join(wild), f"{wild}\n\n{wild}", made.TEXT):
        once = "\n\n".join("\n".join(block) for block in blocks(text))
        assert "\n\n".join("\n".join(block) for block in blocks(once)) == once
        once.encode("utf-8")
