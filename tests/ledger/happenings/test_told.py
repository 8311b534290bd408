"""What is taken of an event to tell it from others: days, words, numbers, persons; and the codebook's part in it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from tellings import DAY

from dragoman.codebook import Codebook
from dragoman.codebook.happenings import HappeningCues
from dragoman.errors import CodebookError
from dragoman.ledger.happenings.told import Told, told_of

CUES = Codebook().happenings
FILE = "cues/happenings.yaml"
PUBLISHED = date(2014, 9, 20)


def row(**fields: Any) -> dict[str, Any]:
    """A row of ``EVENTS``."""
    plain: dict[str, Any] = {
        **{"event_id": "e", "article_id": "a", "text_of": "a", "type": "CONSULT", "mode": "visit", "status": "actual"},
        "symmetric": False,
        **{"source": [], "recipient": [], "source_codes": ["ROU"], "recipient_codes": ["NOR"], "date_text": None},
        **{"date_start": None, "date_end": None, "place_name": None, "place_country": None, "place_lat": None},
        **{"place_lon": None, "told": PUBLISHED, "sentence": "Hentzau came.", "title": None, "publisher": "Fjord Wire"},
        **{"url": None, "pieces": 2},
    }
    return {**plain, **fields}


def telling(cues: HappeningCues = CUES, **fields: Any) -> Told:
    return told_of(row(**fields), cues)


def dated(first: date | None, last: date | None, text: str | None = "then", told: date | None = PUBLISHED) -> Told:
    return telling(date_start=first, date_end=last, date_text=text, told=told)


def days(each: Told) -> tuple[date | None, date | None, str]:
    return each.first, each.last, each.exact


def test_a_day_in_the_text_is_exact_also_that_of_publication() -> None:
    assert days(dated(DAY, DAY)) == (DAY, DAY, "day")
    assert days(dated(PUBLISHED, PUBLISHED)) == (PUBLISHED, PUBLISHED, "day")


def test_a_day_that_rests_on_the_publication_alone_is_its_own() -> None:
    assert days(dated(PUBLISHED, PUBLISHED, None)) == (PUBLISHED, PUBLISHED, "own")
    assert days(dated(DAY, DAY, None))[2] == "day"


def test_a_period_counts_until_it_is_too_long() -> None:
    long = CUES.days["long"]
    assert days(dated(DAY, DAY + timedelta(long))) == (DAY, DAY + timedelta(long), "period")
    assert days(dated(DAY, DAY + timedelta(long + 1)))[2] == "none"


def test_without_a_date_it_happened_within_days_before_it_was_told() -> None:
    assert days(dated(None, None)) == (PUBLISHED - timedelta(CUES.days["window"]), PUBLISHED, "none")
    assert days(dated(None, None, told=None)) == (None, None, "none")


def test_an_open_end_stays_open() -> None:
    assert days(dated(DAY, None)) == (DAY, None, "none")
    assert days(dated(None, DAY)) == (None, DAY, "none")


@pytest.mark.parametrize(
    ("sentence", "numbers"),
    [
        ("About 1,200 people and 40 lorries crossed.", {"1200", "40"}),
        ("In 2014 they met; 1914 was another year, 2101 none.", {"2101"}),
        ("The A320 carried 3.5 tonnes, 5-year-old maps and 007 seals.", {"007"}),
        ("Bond 123456789012 was sold for 12345678901.", {"12345678901"}),
        ("Nobody counted.", set()),
    ],
)
def test_numbers_of_the_sentence_without_years_and_parts_of_others(sentence: str, numbers: set[str]) -> None:
    assert telling(sentence=sentence, title="99 came").numbers == numbers


def test_words_of_sentence_and_title_in_short_forms_without_those_that_tell_nothing() -> None:
    found = telling(sentence="Hentzau visited the ferries on Monday, they said.", title="Café talks").words
    assert found == {"hentzau", "visit", "ferri", "cafe", "talk"}


def test_a_person_is_known_by_the_last_name_others_not() -> None:
    people = [
        {"kind": "person", "name": "Anna Hentzau-Élysée"},
        {"kind": "person", "name": "Rupert"},
        {"kind": "country", "name": "Ruritania"},
    ]
    found = telling(source=people, recipient=[{"kind": "person", "name": "Kaspar Ø. Solvang"}])
    assert found.source_persons == {"elysee", "rupert"}
    assert found.persons == {"elysee", "rupert", "solvang"}


def test_the_outlet_is_the_publisher_else_the_page_else_the_article() -> None:
    assert telling().outlet == "Fjord Wire"
    assert telling(publisher=None, url="https://a.example/1").outlet == "https://a.example/1"
    assert telling(publisher=None).outlet == "a"


def test_a_town_is_a_place_with_coordinates() -> None:
    assert telling(place_name="Oslo", place_lat=59.9, place_lon=10.8).is_town
    assert not telling(place_name="Norway").is_town


def overlay(folder: Path, words: str) -> Codebook:
    (folder / "cues").mkdir()
    (folder / FILE).write_text(words)
    return Codebook([folder])


def test_kin_types_are_known_from_both_sides_and_families_over_a_third() -> None:
    assert CUES.kin("AGREE") == {"AGREE", "SUPPORT", "COOPERATE"}
    assert "AID" in CUES.kin("COOPERATE") and "AGREE" in CUES.kin("COOPERATE") and "AID" not in CUES.kin("AGREE")
    assert CUES.kin("CONSULT") == {"CONSULT"} and CUES.family("CONSULT") == "CONSULT"
    assert len({CUES.family(kind) for kind in ("AGREE", "SUPPORT", "COOPERATE", "AID")}) == 1
    assert all(kind in Codebook().types for kind in CUES.families)


def test_a_folder_of_ones_own_lies_over_ours(tmp_path: Path) -> None:
    cues = overlay(tmp_path, "least: 0.9\nwords_left_out: [hentzau]\n").happenings
    assert (cues.least, cues.copy) == (0.9, CUES.copy)
    assert telling(cues, sentence="Hentzau said nothing.").words == {"said", "noth"}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("threshold: 0.9", r"unknown \['threshold'\]"),
        ("days: {slack: 0, own: 1, window: 4}", r"days: missing \['long'\]"),
        ("weights: {type: 0.05}", "weights: missing .*'words'"),
    ],
)
def test_what_is_missing_or_unknown_is_named(words: str, told: str, tmp_path: Path) -> None:
    with pytest.raises(CodebookError, match=told):
        _ = overlay(tmp_path, words).happenings
