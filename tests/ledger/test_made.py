"""Made records are valid, distinct and the same each time; a ledger of them is whole and gives them back."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import made
import pytest
import whole

from dragoman.ledger import Ledger, open_writer
from dragoman.record import Record, from_json

NUMBER = 450


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(made.records(NUMBER))


def test_records_are_distinct_and_the_same_each_time(records: list[Record]) -> None:
    assert len({each.article.id for each in records}) == NUMBER
    assert list(made.records(NUMBER, start=NUMBER - 3)) == records[-3:]
    assert not {each.article.id for each in made.records(20, seed=2)} & {each.article.id for each in records}


def test_texts_have_the_length_of_short_reports_and_two_to_six_acts(records: list[Record]) -> None:
    words = [len(each.article.text.split()) for each in records]
    assert min(words) >= 100 and max(words) <= 280
    assert {len(each.events) for each in records} == {2, 3, 4, 5, 6}


def test_spans_stand_for_words_of_the_text(records: list[Record]) -> None:
    for each in records:
        text = each.article.text
        for actor in each.actors:
            assert all(span.of(text) in {actor.name, actor.name.split()[-1]} for span in actor.mentions)
        for evidence in (one for event in each.events for one in event.evidence):
            assert evidence.sentence.holds(evidence.trigger) and evidence.sentence.of(text).endswith(".")
        assert all(said.cue is not None and said.cue.of(text) == "said" for said in each.statements)
        assert all(event.date is None or event.date.text in text for event in each.events)


def test_some_have_a_url_and_some_are_later_versions_of_one(records: list[Record]) -> None:
    urls = [each.article.url for each in records if each.article.url]
    assert len(urls) == NUMBER // made.URL_EVERY + 1 and len(set(urls)) == len(urls) - 1


def test_a_record_survives_json(records: list[Record]) -> None:
    assert all(from_json(each.to_json()) == each for each in records[:20])


def test_a_ledger_of_them_is_whole_and_gives_them_back(records: list[Record], tmp_path: Path) -> None:
    with open_writer(tmp_path / "ledger") as writer:
        for each in records:
            writer.add(each)
        for rejected in made.rejects(NUMBER):
            writer.reject(rejected)
    with Ledger(tmp_path / "ledger") as ledger:
        assert not list(whole.faults(ledger, {each.article.id for each in records}))
        assert {each.article.id: each for each in ledger.records()} == {each.article.id: each for each in records}


def test_a_torn_article_is_seen(records: list[Record], tmp_path: Path) -> None:
    with open_writer(tmp_path / "ledger") as writer:
        writer.add(records[0])
        writer.commit()
        with writer.transaction():
            writer.lake.execute("DELETE FROM mentions WHERE start = (SELECT max(start) FROM mentions)")
    with Ledger(tmp_path / "ledger") as ledger:
        assert "1 articles are torn" in list(whole.faults(ledger))
        assert "1 acknowledged articles are lost" in list(whole.faults(ledger, ["b2:0"]))
