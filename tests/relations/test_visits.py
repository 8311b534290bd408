"""Claims of how many visits there were: the words, the window, the side that travels, and the answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from acts_made import happened
from tellings import report, when

from dragoman.codebook import Codebook
from dragoman.codebook.files import OURS, read_yaml
from dragoman.ledger import open_writer
from dragoman.ledger.rows import ids_of
from dragoman.relations.acts import BACK, BOTH, Happened
from dragoman.relations.book import Ledger
from dragoman.relations.visits import Checked, checked_claims

CUES = Codebook().visits
DAY = date(2020, 8, 27)
FILE: dict[str, Any] = read_yaml(OURS / "cues" / "visits.yaml")
CLAIM = "It was the second visit by a French minister within six weeks."


def visit(name: str, days_before: int, **fields: Any) -> Happened:
    return happened(name, DAY - timedelta(days_before), **fields)


def check(*acts: Happened) -> Checked:
    """The one claim of some acts."""
    (found,) = checked_claims(sorted(acts, key=lambda each: each.day), CUES, {})
    return found


def found_in(*acts: Happened) -> list[str]:
    return [each.act.event_id for each in check(*acts).found]


@pytest.mark.parametrize("example", FILE["examples"], ids=lambda each: each["text"])
def test_the_codebooks_examples(example: dict[str, Any]) -> None:
    found = check(visit("a", 0, sentence=example["text"]))
    since = date(example["year"], 1, 1) if "year" in example else None
    if "days" in example:
        since = DAY - timedelta(example["days"])
    assert (found.wanted, found.since) == (example["number"], since)


@pytest.mark.parametrize("words", FILE["counter_examples"])
def test_the_codebooks_counter_examples(words: str) -> None:
    assert list(checked_claims([visit("a", 0, sentence=words)], CUES, {})) == []


@pytest.mark.parametrize(
    ("words", "number", "days"),
    [
        ("his second working visit to Iraq in a month", 2, 31),
        ("her THIRD TRIP in the last 18 days", 3, 18),
        ("a fourth and last tour of the Gulf in under two weeks", 4, 14),
        ("the fifth short unannounced visit, within a fortnight", 5, 14),
        ("his second visit here; the dams took three weeks", 2, None),
        ("the tenth stay in 2500 years", 10, None),
        ("the second visit in May", 2, None),
    ],
)
def test_windows_are_read_from_the_words(words: str, number: int, days: int | None) -> None:
    found = check(visit("a", 0, sentence=f"It was {words}."))
    assert (found.wanted, found.since) == (number, None if days is None else DAY - timedelta(days))


def test_a_claim_that_the_ledger_bears_out() -> None:
    found = check(
        visit("old", 43), visit("edge", 42, source=("Parly",)), visit("a", 0, sentence=CLAIM), visit("later", -1)
    )
    assert [each.act.event_id for each in found.found] == ["e edge", "e a"]
    assert found.holds and found.words == "second visit by a French minister within six weeks"
    assert found.answer == (
        "“second visit by a French minister within six weeks”: borne out; 2 in the ledger: 2020-07-16 Parly, "
        "2020-08-27 France"
    )


def test_a_claim_that_it_does_not() -> None:
    found = check(visit("old", 43), visit("a", 0, sentence=CLAIM, source=()))
    assert not found.holds and found.since == DAY - timedelta(42)
    assert found.answer.endswith("not borne out (the ledger may not hold all reports); 1 in the ledger: 2020-08-27 ?")


def test_without_a_window_all_visits_before_count() -> None:
    claim = visit("a", 0, sentence="She is on her third trip to Baghdad.")
    assert found_in(visit("long ago", 4000), visit("last year", 300), claim) == ["e long ago", "e last year", "e a"]
    assert check(visit("long ago", 4000), claim).holds is False


def test_only_visits_the_same_way_count() -> None:
    claim = visit("a", 0, sentence=CLAIM)
    others = [
        visit("return", 3, direction=BACK, source_codes=("IRQ",), recipient_codes=("FRA",)),
        visit("talks", 4, mode="meet"),
        visit("no mode", 5, mode=None),
        visit("blame", 6, kind="ACCUSE", mode="visit"),
        visit("together", 7, direction=BOTH),
    ]
    assert found_in(*others, claim) == ["e a"]


def test_a_host_is_visited_the_other_way_round() -> None:
    """Iraq received a French minister: a French journey, by whom the sentence has as the recipient."""
    host = {"mode": "host", "direction": BACK, "source": ("Iraq",), "source_codes": ("IRQ",)}
    received = visit("received", 5, recipient=("Le Drian",), recipient_codes=("FRA",), **host)
    found = check(received, visit("a", 0, sentence=CLAIM))
    assert [each.act.event_id for each in found.found] == ["e received", "e a"]
    assert "2020-08-22 Le Drian, 2020-08-27 France" in found.answer
    baghdad_travels = visit("away", 3, mode="host", source=("France",), recipient_codes=("IRQ",))
    assert found_in(baghdad_travels, visit("a", 0, sentence=CLAIM)) == ["e a"]


def test_one_trip_told_by_several_happenings_is_one_visit() -> None:
    host = {"mode": "host", "direction": BACK, "source_codes": ("IRQ",), "recipient_codes": ("FRA",)}
    german = {"source_codes": ("DEU",), "source": ("Maas",)}
    acts = [visit("twice", 9), visit("again", 9), visit("host", 9, **host), visit("other", 9, **german)]
    assert found_in(*acts, visit("a", 0, sentence=CLAIM)) == ["e twice", "e other", "e a"]


def test_every_claim_of_every_sentence_is_checked() -> None:
    two = "It was his second visit since 2019 and her third trip in two weeks."
    found = list(checked_claims([visit("b", 3, sentence=CLAIM), visit("a", 0, sentence=two), visit("c", 0)], CUES, {}))
    assert [(each.claim.event_id, each.wanted) for each in found] == [("e b", 2), ("e a", 2), ("e a", 3)]


def test_claims_of_all_reports_of_a_visit_are_read_once_each() -> None:
    words = {"h a": [("e a", "She flew to Baghdad."), ("e other", CLAIM), ("e third", f"Again: {CLAIM}")]}
    found = list(checked_claims([visit("old", 20), visit("a", 0, sentence="She flew to Baghdad.")], CUES, words))
    assert [(each.claim.event_id, each.claim.happening, each.wanted) for each in found] == [("e other", "h a", 2)]
    assert found[0].claim.sentence == CLAIM and found[0].holds


def test_the_window_of_a_claim_is_no_day_of_a_visit() -> None:
    """Coded as of 2014 to the day of the report, the claim's own act is the visit that the report tells by its day."""
    fields = {"sentence": "It was his second visit to Iraq since 2014.", "last": DAY}
    claim = happened("claim", date(2014, 1, 1), **fields)
    only = check(claim)
    assert [(each.act.event_id, each.day) for each in only.found] == [("e claim", DAY)] and not only.holds
    assert found_in(visit("told", 1), claim) == ["e told"]
    assert found_in(visit("before", 700), visit("told", 1), claim) == ["e before", "e told"]
    assert found_in(visit("before", 700), claim) == ["e before", "e claim"]
    long_ago = happened("long", date(2015, 1, 1), last=date(2019, 1, 1))
    assert found_in(long_ago, visit("told", 1), claim) == ["e told"]


def test_the_words_of_all_tellings_come_from_the_ledger(tmp_path: Path) -> None:
    told = {"source": "FRA", "recipient": "IRQ", "published": "2020-08-28", "date": when("2020-08-27")}
    reports = [report(f"Wire {number}", f"Parly visited Baghdad, {words}", **told)
               for number, words in enumerate(("for talks", "her second visit within six weeks"))]  # fmt: skip
    events = [ids_of(each).events[each.events[0].id] for each in reports]
    with open_writer(tmp_path / "a.ledger") as writer:
        for each in reports:
            writer.add(each)
        rows = [{"happening_id": "h", "event_id": each, "score": 1.0, "why": "test"} for each in events]
        writer.put("tellings", rows)
    with Ledger(tmp_path / "a.ledger") as ledger:
        (found,) = ledger.claims(ledger.relations("FRA", "IRQ"))
    assert found.claim.event_id == events[1] and found.words == "second visit within six weeks"


def test_the_words_are_the_codebooks(tmp_path: Path) -> None:
    (tmp_path / "cues").mkdir()
    (tmp_path / "cues" / "visits.yaml").write_text("nouns: [sojourn]\nmodes: {meet: source}\n")
    cues = Codebook([tmp_path]).visits
    words = "It was the second sojourn in a week, not the second visit."
    (found,) = checked_claims([visit("a", 0, sentence=words, mode="meet"), visit("b", 0, sentence=words)], cues, {})
    assert (found.words, found.claim.event_id) == ("second sojourn in a week", "e a")
    assert replace(found, wanted=1).holds
