"""The measures on outside data, on texts and annotations made up here: none of the data sets is needed."""

from __future__ import annotations

import dataclasses
import sys
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from handmade import ACTORS, record, sentence, span
from msgspec.structs import replace

from dragoman.codebook import Codebook
from dragoman.codebook.places import Place
from dragoman.draft import Draft, Said, Source
from dragoman.record import Actor, Statement
from dragoman.scoring.score import Share
from dragoman.span import Span

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation"))

import outside
import outside_attribution
import outside_places
import outside_times
from outside_attribution import Attribution
from outside_places import Toponym
from outside_times import Timex
from outside_words import Alignment, Words, added, cast_of, extents, paired, score

BRAT = "\n".join(
    (
        "T1\tSource 0 9\tThe queen",
        "T2\tCue 10 14\tsaid",
        "T3\tContent 15 32;45 55\tthat dinner waits and so did we",
        "T4\tAttribution 10 14\tsaid",
        "E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1",
        "T5\tCue 34 44\treportedly",
        "E2\tAttribution-no-source:T5 Cue:T5 Content2:T3",
        "E3\tAttribution:T4",
        "",
    )
)
SPOKEN = "The queen said that dinner waits, reportedly and so on."

TOKENS = {
    0: "Queen dines",
    1: "May 7",
    2: "The Queen of Denmark dined in Copenhagen yesterday ( not in 2006 ) .",
    6: "She left in 1999 .",
}


def cat(sentences: dict[int, str], marks: str = "") -> str:
    """An article in the corpus's XML; the tokens are numbered from 1 on."""
    words = [(number, word) for number, words in sentences.items() for word in words.split()]
    rows = (f'<token sentence="{number}" t_id="{i}">{word}</token>' for i, (number, word) in enumerate(words, start=1))
    return f"<Document>{''.join(rows)}<Markables>{marks}</Markables></Document>"


MEANTIME = cat(
    TOKENS,
    """<TIMEX3 m_id="1" functionInDocument="CREATION_TIME" type="DATE" value="2008-05-07">
    <token_anchor t_id="3"/><token_anchor t_id="4"/></TIMEX3>
    <TIMEX3 m_id="2" functionInDocument="NONE" type="DATE" value="2008-05-06"><token_anchor t_id="12"/></TIMEX3>
    <TIMEX3 m_id="3" functionInDocument="NONE" type="DATE" value="2005"><token_anchor t_id="16"/></TIMEX3>
    <TIMEX3 m_id="4" functionInDocument="NONE" type="DATE" value="2003"/>""",
)

LGL = """<articles><article docid="7"><dltime>2009-03-20 12:24</dltime>
<text>The minister of Denmark flew from Copenhagen to Elsinore, and Copenhagen cheered.</text><toponyms>
<toponym><start>34</start><end>44</end><phrase>Copenhagen</phrase>
<gaztag geonameid="2618425"><lat>55.7</lat><lon>12.6</lon></gaztag></toponym>
<toponym><start>16</start><end>23</end><phrase>Denmark</phrase>
<gaztag geonameid="2623032"><lat>56.0</lat><lon>10.0</lon></gaztag></toponym>
<toponym><start>48</start><end>56</end><phrase>Elsinore</phrase></toponym>
</toponyms></article></articles>"""

GEOVIRUS = """<articles><article><source>made-up</source><text>Fever in Oslo.</text><locations>
<location><name>Oslo</name><start>10</start><end>14</end><lat>59.9</lat><lon>10.7</lon></location>
</locations></article></articles>"""


def test_extents_are_words_whatever_stands_around_them() -> None:
    words = Words("“That we will,” he said.")
    content = words.extent(Span(0, 15))
    assert content == words.extent(Span(1, 13)) == {0, 1, 2}
    assert words.without_that(content) == {1, 2}
    assert words.without_that(frozenset({0})) == {0}
    assert words.extent() == frozenset()


def test_spans_of_the_article_are_found_again_in_the_text() -> None:
    text = "Share this\nTitle  of it\n\n\nOSLO \u2014 A\u00adnna  came.\nShe left. "
    article = "Title of it\n\nAnna came.\n\nShe left."
    aligned = Alignment(article, text)
    start = article.index("came")
    assert aligned.source(Span(start, start + 4)).of(text) == "came"
    assert aligned.source(Span(13, 17)).of(text) == "A\u00adnna"
    assert aligned.source(Span(11, 13)) == Span(0, 0)
    with pytest.raises(ValueError, match="'Nothing of it'"):
        Alignment("Nothing of it", text)


def test_pairs_are_one_to_one_and_the_exact_one_is_preferred() -> None:
    gold, ours = [frozenset({1, 2, 3}), frozenset({5})], [frozenset({1, 2, 3, 4, 5}), frozenset({1, 2, 3})]
    assert paired(gold, ours) == [(0, 1), (1, 0)]
    exact, overlap = extents(gold, [*ours, frozenset({9})])
    assert exact == score(1, 3, 2) and overlap == score(2, 3, 2)
    assert overlap.f1 == pytest.approx(0.8)
    assert added([{"x": exact}, {"x": overlap}])["x"] == score(3, 6, 4)


def test_brat_files_give_attributions_with_pieces_and_without_source() -> None:
    first, second = outside_attribution.read_brat(BRAT, Words(SPOKEN))
    assert first == Attribution(frozenset({0, 1}), frozenset({2}), frozenset({4, 5, 7, 8, 9}))
    assert second.source == frozenset() and second.cue == {6} and second.content == first.content


def test_the_speakers_words_are_his_mention_in_the_sentence_of_the_cue() -> None:
    words = "“We will build the bridge together,” Hentzau said."
    said = Statement("s1", "a1", None, "direct", span("said"), span("We will build the bridge together"), (), (), ())
    sentences = [sentence("arrived"), span(words)]
    made = record()
    assert outside_attribution.speaker_words(said, made, sentences) is None  # mentioned two sentences before
    name = Span(span("Hentzau said").start, span(" said.").start)
    speaker = replace(ACTORS[0], mentions=(*ACTORS[0].mentions, name))
    assert outside_attribution.speaker_words(said, replace(made, actors=(speaker, *ACTORS[1:])), sentences) == name


class Told:
    """A coder that hears one statement, told by hand: the queen's."""

    def __init__(self, book: Codebook) -> None:
        self.book = book

    def draft(self, source: Source) -> Draft:
        draft = cast_of(source, self.book)
        assert draft is not None
        text = draft.article.text
        queen = Actor("a99", "the queen", "role", None, None, (), None, (span("The queen", text),))
        said = Said("a99", None, "indirect", span("said", text), span("dinner waits", text))
        return dataclasses.replace(draft, implied=(queen,), said=(said,))


def test_the_articles_are_read_and_measured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, book: Codebook) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    dev = tmp_path / "data" / "attribution" / "dev"
    for name in ("text", "attributions"):
        (dev / name).mkdir(parents=True)
    (dev / "text" / "gazette_2016-10-04_queen.txt").write_bytes(SPOKEN.encode())
    (dev / "attributions" / "gazette_2016-10-04_queen_b.ann").write_text("")
    (dev / "attributions" / "gazette_2016-10-04_queen_a.ann").write_text(BRAT)
    (document,) = outside_attribution.documents()
    assert document.published == "2016-10-04" and document.brat == BRAT
    ((every, sourced),) = outside_attribution.measured(iter([document]), Told(book))  # type: ignore[arg-type]
    assert every["source, exact"] == score(1, 1, 1) and every["cue, exact"] == score(1, 1, 2)
    assert sourced["whole, overlap"] == score(1, 1, 1)


def test_roles_are_scored_apart_and_the_whole_together() -> None:
    gold = [Attribution(frozenset({0, 1}), frozenset({2}), frozenset({3, 4, 5}))]
    ours = [
        Attribution(frozenset({1}), frozenset({2}), frozenset({3, 4})),
        Attribution(frozenset(), frozenset({9}), frozenset({10})),
    ]
    scores = outside_attribution.judge(gold, ours)
    assert scores["source, exact"] == score(0, 1, 1) and scores["source, overlap"] == score(1, 1, 1)
    assert scores["cue, exact"] == score(1, 2, 1)
    assert scores["content, exact"] == score(0, 2, 1) and scores["content, overlap"] == score(1, 2, 1)
    assert scores["content, words"] == score(2, 3, 3)
    assert scores["whole, overlap"] == score(1, 2, 1)
    no_cue = [Attribution(frozenset({1}), frozenset(), frozenset({3, 4}))]
    assert outside_attribution.judge(gold, no_cue)["whole, overlap"] == score(0, 1, 1)


def test_what_we_have_of_attributions_without_source_counts_neither_way() -> None:
    gold = [
        Attribution(frozenset({0}), frozenset({1}), frozenset({2, 3})),
        Attribution(frozenset(), frozenset({6}), frozenset({7, 8})),
    ]
    ours = [Attribution(frozenset(), frozenset({6}), frozenset({7})), Attribution(content=frozenset({20}))]
    assert outside_attribution.judge(gold, ours)["content, overlap"] == score(1, 2, 2)
    assert outside_attribution.judge_sourced(gold, ours)["content, overlap"] == score(0, 1, 1)


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2008-02-29", "2008-02-29", "2008-02-29"),
        ("2008-02-29TMO", "2008-02-29", "2008-02-29"),
        ("2008-02", "2008-02-01", "2008-02-29"),
        ("2008", "2008-01-01", "2008-12-31"),
        ("199", "1990-01-01", "1999-12-31"),
        ("19", "1900-01-01", "1999-12-31"),
        ("2009-W01", "2008-12-29", "2009-01-04"),
        ("2009-W02-WE", "2009-01-10", "2009-01-11"),
        ("2009-Q4", "2009-10-01", "2009-12-31"),
        ("2009-H1", "2009-01-01", "2009-06-30"),
        ("2007-WI", "2007-12-01", "2008-02-29"),
        ("2007-SP", "2007-03-01", "2007-05-31"),
    ],
)
def test_values_become_days(value: str, first: str, last: str) -> None:
    assert outside_times.days_of(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ("PAST_REF", "reference"), ("FY2009", "fiscal"), ("2009-XX-03", "unspecified"), ("2009-02-30", "calendar"),
        ("2009-Q5", "calendar"), ("2009-13", "calendar"), ("0000", "calendar"), ("", "calendar"),
    ],
)  # fmt: skip
def test_other_values_are_left_out_with_their_reason(value: str, reason: str) -> None:
    assert outside_times.days_of(value) is None and reason in outside_times.why_not(value)


def test_a_meantime_article_is_put_together_and_judged(tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "1_made_up.xml"
    path.write_text(MEANTIME, encoding="utf-8")
    document = outside_times.read_document(path)
    body = "The Queen of Denmark dined in Copenhagen yesterday (not in 2006). She left in 1999."
    assert document.text == f"Queen dines\n\n{body}" and document.published == "2008-05-07"
    assert [each.value for each in document.timexes] == ["2008-05-06", "2005"]
    (judged,) = outside_times.measured([document], book)
    assert judged.scores["extent, strict"] == score(2, 2, 2)  # 1999 lies behind the annotated stretch
    assert judged.values == Share(1, 2)


def test_quotation_marks_lean_on_what_they_enclose(tmp_path: Path) -> None:
    path = tmp_path / "2.xml"
    path.write_text(cat({0: "No", 2: """He said " no " for $ 5 , it 's said ."""}))
    document = outside_times.read_document(path)
    assert document.text == 'No\n\nHe said "no" for $5, it\'s said.' and document.published is None


def test_a_creation_time_with_the_day_first_is_turned(tmp_path: Path) -> None:
    path = tmp_path / "3.xml"
    path.write_text(MEANTIME.replace('value="2008-05-07"', 'value="07-05-2008"'))
    assert outside_times.read_document(path).published == "2008-05-07"


def test_our_dates_at_other_timexes_count_neither_way() -> None:
    day = date(2008, 5, 6), date(2008, 5, 6)
    timexes = [
        Timex(frozenset({1}), "DATE", "2008-05-06"),
        Timex(frozenset({3}), "DATE", "PRESENT_REF"),
        Timex(frozenset({5, 6}), "DURATION", "P2D"),
    ]
    judged = outside_times.judge(
        timexes, [(frozenset({0, 1}), day), (frozenset({3}), None), (frozenset({6}), day), (frozenset({9}), None)]
    )
    assert judged.scores["extent, strict"] == score(1, 3, 2) and judged.scores["extent, relaxed"] == score(2, 3, 2)
    assert judged.values == Share(1, 1) and sum(judged.left_out.values()) == 1


def test_lgl_is_read_and_judged(tmp_path: Path, book: Codebook) -> None:
    path = tmp_path / "lgl.xml"
    path.write_text(LGL, encoding="utf-8")
    (document,) = outside_places.read_lgl(path)
    assert document.published == "2009-03-20"
    assert [(each.span.of(document.text), each.geonames) for each in document.toponyms] == [
        ("Copenhagen", 2618425), ("Denmark", 2623032), ("Elsinore", None)
    ]  # fmt: skip
    judged = outside_places.measured([document], book)
    (locative,), (names,) = judged["locative"], judged["names"]
    assert names.scores["toponyms, exact"].recall.right >= locative.scores["toponyms, exact"].recall.right
    assert locative.scores["toponyms, exact"].recall.right >= 1
    assert names.errors[0] == 0.0 and all(error is None or error < 10 for error in names.errors)


def test_geovirus_counts_characters_from_one(tmp_path: Path) -> None:
    path = tmp_path / "geovirus.xml"
    path.write_text(GEOVIRUS)
    (document,) = outside_places.read_geovirus(path)
    assert document.toponyms == (Toponym(Span(9, 13), (59.9, 10.7), None),)
    path.write_text(GEOVIRUS.replace("<start>10<", "<start>11<"))
    with pytest.raises(ValueError, match="'Oslo' does not stand at"):
        outside_places.read_geovirus(path)


def test_errors_are_great_circles_and_the_same_entry_is_none_at_all() -> None:
    assert outside_places.kilometres((48.8566, 2.3522), (51.5074, -0.1278)) == pytest.approx(343.6, abs=0.5)
    assert outside_places.kilometres((0, 0), (0, 180)) == pytest.approx(20015.1, abs=0.1)
    country = Place("Denmark", "DNK", 2623032, None, None, 0, "country")
    assert outside_places.error(Toponym(Span(0, 1), (56.0, 10.0), 2623032), country) == 0.0
    assert outside_places.error(Toponym(Span(0, 1), (56.0, 10.0), None), country) is None


def test_unlocated_places_count_only_in_the_stricter_share() -> None:
    assert outside_places.near([0.0, 161.0, 500.0, None]) == (pytest.approx(2 / 3), 0.5, 161.0)
    assert outside_places.near([None]) == (None, 0.0, None)
    assert outside_places.near([]) == (None, None, None)


@pytest.mark.parametrize("command", ["attribution", "times", "places"])
def test_absent_data_is_told_with_what_to_do(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    result = CliRunner().invoke(outside.main, [command, "--limit", "1"])
    assert result.exit_code == 1
    assert f"Error: {tmp_path}" in result.output and "set DRAGOMAN_SHARED" in result.output


def test_the_tables_are_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAGOMAN_SHARED", str(tmp_path))
    for topic in ("corpus_apple", "corpus_gm"):
        folder = tmp_path / "data" / "times" / topic
        folder.mkdir(parents=True)
        (folder / "1.xml").write_text(MEANTIME)
    result = CliRunner().invoke(outside.main, ["times", "--limit", "1"])
    assert result.exit_code == 0, result.output
    assert "MEANTIME apple and gm, 1 documents" in result.output
    assert "value accuracy on matched            0.500 (1 of 2)" in result.output


@pytest.fixture(scope="module")
def book() -> Codebook:
    return Codebook()
