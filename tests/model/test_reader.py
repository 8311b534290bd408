"""The model reads sentences into triggers, sides and pairs; its spans are those of the words."""

from __future__ import annotations

import numpy as np
import pytest
from onnxruntime import InferenceSession, SessionOptions

from dragoman.model.encode import SOURCE, TARGET, Mark, encode
from dragoman.model.reader import HERE, Reader, load_reader
from dragoman.span import Span

SENTENCE = "France expelled two Russian diplomats on Tuesday."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader()


def test_the_trigger_its_type_and_its_sides_are_found(reader: Reader) -> None:
    ((found, _),) = reader.spots([(SENTENCE, "")], 0.1)
    best = max(found, key=lambda each: each.score)
    assert "expelled" in best.span.of(SENTENCE)
    assert best.best == "SANCTION" and best.status == "actual"
    (reading,) = reader.readings([(SENTENCE, "", best.span)])
    words = {
        name: found.span.of(SENTENCE)
        for name in ("source", "recipient", "when", "where")
        if (found := getattr(reading, name)) is not None
    }
    assert words.keys() == {"source", "recipient", "when"}
    assert (words["source"], words["when"]) == ("France", "Tuesday")
    assert words["recipient"].endswith("two Russian diplomats")
    assert max(reading.asides["dated"], key=lambda answer: reading.likely("dated", answer)) == "words"


def test_a_sentence_without_an_act_has_no_likely_trigger(reader: Reader) -> None:
    ((found, _),) = reader.spots([("The museum's new wing has three halls of glass and oak.", "")], 0.3)
    assert found == []


def test_a_pair_is_read_in_its_direction(reader: Reader) -> None:
    text = "France expelled two diplomats of Iran."
    france, iran = Span(0, 6), Span(33, 37)
    (one, other) = reader.pairs([(text, france, iran), (text, iran, france)])
    assert sum(one.values()) == pytest.approx(1, abs=1e-4)
    assert one["SANCTION"] > other["SANCTION"]


def test_answers_do_not_depend_on_the_batch(reader: Reader) -> None:
    others = [("Two ministers met in Rome on Sunday evening and spoke of gas.", "Talks")] * 40
    alone, _ = reader.spots([(SENTENCE, "")], 0.1)[0]
    among, _ = reader.spots([*others, (SENTENCE, "")], 0.1)[-1]
    assert [each.span for each in alone] == [each.span for each in among]


def test_every_processor_answers_alike() -> None:
    """Exact sums, the slow way of processors without VNNI, and those of the fast way are the same."""
    answers = []
    for exact in ("0", "1"):
        options = SessionOptions()
        options.add_session_config_entry("session.x64quantprecision", exact)
        session = InferenceSession(str(HERE / "reader.onnx"), options, providers=["CPUExecutionProvider"])
        ids = np.arange(1000, 1080, dtype=np.int64)[None, :]
        answers.append(session.run(None, {"ids": ids, "kinds": ids % 2}))
    assert all(np.array_equal(fast, slow) for fast, slow in zip(*answers, strict=True))


def test_what_is_said_is_told_from_the_cue(reader: Reader) -> None:
    text = "The minister said that the border would stay shut until the army had left."
    ((_, heard),) = reader.spots([(text, "")], 0.1)
    assert [span.of(text) for span in heard.stretches()] == ["the border would stay shut until the army had left"]
    assert [span.of(text) for span in heard.cues()] == ["said"]


def test_marks_stand_around_their_words(reader: Reader) -> None:
    encoded = encode(reader._tokenizer, SENTENCE, "", [Mark(Span(0, 6), SOURCE), Mark(Span(20, 27), TARGET)])
    after = {mark: encoded.spans[encoded.place_of(mark) + 1].of(SENTENCE) for mark in (SOURCE[0], TARGET[0])}
    assert after == {SOURCE[0]: "France", TARGET[0]: "Russian"}
    assert all(mark in encoded.ids for mark in (*SOURCE, *TARGET))


def test_a_very_long_sentence_is_cut_not_refused(reader: Reader) -> None:
    long = "France and Iran " * 400
    assert len(encode(reader._tokenizer, long).ids) <= 160
    assert len(reader.spots([(long, long)], 0.1)) == 1
