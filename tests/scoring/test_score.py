"""The figures of small documents, counted by hand."""

from __future__ import annotations

from typing import Any

import pytest
from handmade import TEXT, event, record, statement, when

from dragoman.record import Record
from dragoman.scoring.faults import faults, sentence_of
from dragoman.scoring.gold import GoldDocument, GoldEvent, GoldStatement
from dragoman.scoring.mark import mark
from dragoman.scoring.score import Share, f1, intervals, report


def gold(kind: str, trigger: str, recipient: str = "NOR", **other: Any) -> GoldEvent:
    fields: dict[str, Any] = {"status": "actual", "required": True, **other}
    return GoldEvent(type=kind, source=("ROU GOV",), recipient=(recipient,), trigger=trigger, **fields)


def document(
    *events: GoldEvent, statements: tuple[GoldStatement, ...] = (), published: str | None = "2024-03-14"
) -> Any:
    return GoldDocument("d1", TEXT, events, statements, published)


VISIT = event("CONSULT", "a1", "a2", "arrived in Oslo", mode="visit", date=when("2024-03-14"))
MEETING = event("CONSULT", "a1", "a3", "meet", status="denied", symmetric=True)
AID = event("AID", "a1", "a2", "cut aid")


def test_precision_counts_optional_events_and_recall_does_not() -> None:
    wanted = document(
        gold("CONSULT", "arrived in Oslo"), gold("AID", "cut aid", required=False), gold("ACCUSE", "warned")
    )
    shares = report([mark(wanted, record(VISIT, AID, MEETING))]).shares
    assert shares["event_precision"] == Share(2, 3)
    assert shares["event_recall"] == Share(1, 2)


def test_an_act_told_twice_is_right_once() -> None:
    wanted = document(gold("CONSULT", "arrived in Oslo"))
    figures = report([mark(wanted, record(VISIT, VISIT))]).figures
    assert figures["event_precision"] == 0.5 and figures["event_recall"] == 1
    assert figures["event_f1"] == pytest.approx(2 / 3)


def test_the_event_of_the_right_sentence_is_paired_first() -> None:
    other = event("CONSULT", "a1", "a2", "build")
    wanted = gold("CONSULT", "arrived in Oslo")
    for order in ((other, VISIT), (VISIT, other)):
        ((_, paired),) = mark(document(wanted), record(*order)).events.pairs
        assert paired.event == VISIT


def test_a_required_event_is_paired_before_an_optional_one() -> None:
    optional, required = gold("CONSULT", "arrived in Oslo", required=False), gold("CONSULT", "warned")
    ((paired, _),) = mark(document(optional, required), record(VISIT)).events.pairs
    assert paired == required


def test_as_many_events_as_can_be_are_paired_before_sentences_count() -> None:
    either, accuse = gold("CONSULT|ACCUSE", "arrived in Oslo"), gold("CONSULT", "warned", recipient="NOR")
    mine = record(VISIT, event("ACCUSE", "a1", "a2", "warned"))
    assert len(mark(document(either, accuse), mine).events.pairs) == 2


def test_values_are_judged_on_matched_events_only() -> None:
    wanted = document(
        gold("CONSULT", "arrived in Oslo", mode="visit", date="2024-03-14"),
        gold("CONSULT", "meet", "SWE", status="denied", mode="phone", date="2024-03-13"),
        gold("ACCUSE", "warned", status="denied", date="2024"),
    )
    shares = report([mark(wanted, record(VISIT, MEETING, AID))]).shares
    assert shares["status"] == Share(2, 2)
    assert shares["date"] == Share(1, 2)
    assert shares["mode"] == Share(1, 2)
    assert shares["place"] == Share(0, 0)
    assert shares["sector"] == Share(2, 2)


def test_a_date_is_invented_where_the_report_and_the_gold_have_none() -> None:
    wanted = gold("CONSULT", "arrived in Oslo")
    undated = [
        report([mark(document(wanted, published=day), record(VISIT))]).shares["undated"] for day in (None, "2024-03-14")
    ]
    assert undated == [Share(0, 1), Share(0, 0)]


def test_statements_are_paired_by_words_and_speaker() -> None:
    said = GoldStatement("Hentzau", "ROU GOV", "mixed", "We will build the bridge together")
    unsaid = GoldStatement("Hentzau", "ROU GOV", "indirect", "Oslo may cut aid to Ruritania")
    mine = (
        statement("a1", "direct", "We will build the bridge"),
        statement("a1", "direct", "We will build the bridge together"),
        statement("a3", "indirect", "Oslo may cut aid to Ruritania"),
    )
    marked = mark(document(statements=(said, unsaid)), record(statements=mine))
    ((_, paired),) = marked.statements.pairs
    assert paired.statement == mine[1]
    shares = report([marked]).shares
    assert (shares["statement_precision"], shares["statement_recall"]) == (Share(1, 3), Share(1, 2))
    assert shares["kind"] == Share(0, 1)


def test_a_report_that_could_not_be_read_counts_as_nothing_found() -> None:
    marked = mark(document(gold("CONSULT", "arrived in Oslo")), None, rejected="binary")
    assert report([marked]).figures["event_f1"] == 0 and marked.rejected == "binary"


def test_each_type_has_its_own_figures() -> None:
    wanted = document(gold("SUPPORT|CONSULT", "arrived in Oslo"), gold("ACCUSE", "warned"))
    types = report([mark(wanted, record(VISIT, AID))]).by_type
    assert types["CONSULT"].precision == Share(1, 1) and types["CONSULT"].recall == Share(0, 0)
    assert types["SUPPORT"].recall == Share(1, 1) and types["AID"].precision == Share(0, 1)
    assert types["ACCUSE"].recall == Share(0, 1) and types["ACCUSE"].f1 == 0


def test_f1_of_nothing_is_none_and_of_nothing_right_is_0() -> None:
    assert f1(Share(0, 0), Share(0, 0)) is None
    assert f1(Share(0, 4), Share(0, 0)) == 0
    assert f1(Share(1, 2), Share(1, 1)) == pytest.approx(2 / 3)


def test_intervals_are_the_same_each_time_and_hold_the_figure() -> None:
    def result(mine: Record) -> Any:
        return mark(document(gold("CONSULT", "arrived in Oslo")), mine)

    marked = [result(record(VISIT)), result(record(AID)), result(record(VISIT, AID)), result(record())]
    found = report(marked)
    low, high = found.intervals["event_f1"]
    figure = found.figures["event_f1"]
    assert figure is not None and 0 <= low < figure < high <= 1
    assert report(marked).intervals == found.intervals
    assert intervals([]) == {}


def test_faults_name_what_is_near_and_how_it_differs() -> None:
    wanted = document(gold("CONSULT", "arrived in Oslo", "SWE"), gold("ACCUSE", "warned", required=False))
    marked = mark(wanted, record(VISIT, AID))
    missed, optional, extra, other = faults([marked], "all")
    assert (missed.fault, optional.fault, extra.fault, other.fault) == ("missed", "missed, optional", "extra", "extra")
    assert missed.what == "CONSULT ROU GOV → SWE, actual" and missed.sentence.startswith("The foreign minister")
    assert len(missed.near) == 1 and missed.near[0].endswith("(recipient)") and "frame x/y#z" in missed.near[0]
    assert extra.near == ("CONSULT ROU GOV → SWE, actual (recipient)",)
    assert optional.near[0].endswith("(type)")
    assert faults([marked], None) == [] and len(faults([marked], "misses")) == 2


def test_the_sentence_of_some_words_ends_at_full_stops_and_lines() -> None:
    assert sentence_of(document(), "did not meet") == "She did not meet her Swedish colleague."
    assert sentence_of(document(), "visits") == "Minister of Ruritania visits Oslo"
    assert sentence_of(document(), "Hentzau said") == "“We will build the bridge together,” Hentzau said."
