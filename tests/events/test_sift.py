"""Reports about other things are not read further, and say so; no events are lost by that."""

from __future__ import annotations

import json
from pathlib import Path

from dragoman.codebook.sift import bag
from dragoman.coder import Coder
from dragoman.draft import Source

HELD_OUT = Path(__file__).parents[2] / "evaluation" / "held-out.jsonl"
MATCH = (
    "Norwich held on for a draw with ten men after a goalless first half in the rain. The visitors hit the post twice "
    "before the break, and their striker limped off with a knee injury. \"We defended well and took our point,\" the "
    "coach said. Attendance was 24,300. The home side stay eleventh in the table, four points above the drop, with six "
    "games left in the season, while the visitors slip to seventh on goal difference."
)  # fmt: skip
VISIT = (
    "France's foreign minister arrived in Baghdad on Monday for talks with the Iraqi prime minister about the fight "
    "against Islamic State. The two governments signed an agreement on training for Iraqi officers. France will also "
    "send 40 million euros of aid for schools in Mosul, the ministry said. Iraqi lawmakers criticised the deal, and "
    "several hundred people protested in front of parliament against the presence of foreign troops in the country."
)


def test_a_report_about_other_things_gets_a_record_that_says_why_it_is_empty(coder: Coder) -> None:
    record = coder.code(Source(MATCH, published="2024-03-14"))
    assert not record.events and not record.statements and record.article.text == MATCH
    assert [issue.step for issue in record.issues] == ["sift"]


def test_a_report_of_acts_is_read(coder: Coder) -> None:
    record = coder.code(Source(VISIT, published="2024-03-14"))
    assert len(record.events) >= 3 and "sift" not in [issue.step for issue in record.issues]


def test_short_reports_are_read_in_any_case(coder: Coder) -> None:
    assert coder.book.sift.passes("Norwich drew 0-0 at home.")


def test_an_overlay_reads_all(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "sift.yaml").write_text("least: -100\n")
    assert Coder(tmp_path).book.sift.passes(MATCH) and not Coder().book.sift.passes(MATCH)


def test_words_count_by_themselves_and_with_their_neighbour() -> None:
    assert bag("The 24 envoys’ talks, the 3 talks") == {
        "the": 2, "0": 2, "envoys": 1, "talks": 2, "the 0": 2, "0 envoys": 1, "envoys talks": 1, "talks the": 1,
        "0 talks": 1,
    }  # fmt: skip


def test_at_most_one_coded_event_in_two_hundred_is_lost(coder: Coder) -> None:
    reports = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    lost = sum(len(each["events"]) for each in reports if not coder.book.sift.passes(each["text"]))
    assert lost <= sum(len(each["events"]) for each in reports) / 200


def test_a_report_that_hardly_names_those_who_could_act_tells_of_no_acts(coder: Coder) -> None:
    told = (
        "Wilf Appleby, who set crosswords for forty years, has died at ninety. In 1987 a new editor demanded easier "
        "clues. Readers threatened to cancel their subscriptions. Appleby refused to change a word. A teacher once "
        "wrote to him about an anagram. His sister called it cheating. He and she met every Thursday at the library, "
        "where he kept his notes in shoe boxes. He is survived by a niece and by several thousand solvers."
    )
    record = coder.code(Source(told, published="2024-03-14"))
    assert not record.events and "political actors in" in record.issues[-1].message
