"""Copies of one text: MinHash tells how alike two texts are, and groups point at their earliest article."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.ledger.happenings.copies import PERMUTATIONS, SHINGLE, Text, copies, fingerprint, similarity

DAY = date(2014, 9, 19)
WORDS = [f"word{number}" for number in range(200)]
LEAST, DAYS = 0.55, 4


def text(name: str, words: list[str] | str, day: date | None = DAY, original: str | None = None) -> Text:
    whole = words if isinstance(words, str) else " ".join(words)
    return Text(name, day, tuple(fingerprint(whole)), original or name)


def jaccard(one: list[str], other: list[str]) -> float:
    """The true similarity of two texts' word shingles."""
    sets = [{tuple(each[i : i + SHINGLE]) for i in range(len(each) - SHINGLE + 1)} for each in (one, other)]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def test_a_signature_is_128_numbers_and_the_same_on_any_machine() -> None:
    found = fingerprint("The minister arrived in the capital on Thursday morning.")
    assert len(found) == PERMUTATIONS and all(0 <= number < 2**32 for number in found)
    assert found[:3] == [1150104119, 3324029341, 3269565999]


def test_case_punctuation_and_spacing_do_not_count() -> None:
    assert fingerprint("The minister arrived, at last!") == fingerprint("the  MINISTER arrived\nat last")
    assert fingerprint("one two three four") != fingerprint("four three two one")


@pytest.mark.parametrize("words", ["", "word", "two words", "..."])
def test_texts_shorter_than_a_shingle_have_a_signature(words: str) -> None:
    assert similarity(fingerprint(words), fingerprint(words)) == 1.0
    assert similarity(fingerprint(words), fingerprint("something else altogether")) < 0.1


@pytest.mark.parametrize("changed", [0, 10, 25, 60, 200])
def test_the_estimate_lies_near_the_true_similarity(changed: int) -> None:
    """Its standard error is at most 0.044 with 128 permutations; four of these are allowed."""
    other = [*WORDS[changed:], *(f"new{number}" for number in range(changed))]
    estimate = similarity(fingerprint(" ".join(WORDS)), fingerprint(" ".join(other)))
    assert estimate == pytest.approx(jaccard(WORDS, other), abs=0.18)
    assert (estimate == 1.0) == (changed == 0)


def test_a_copy_points_at_the_earliest_with_its_similarity() -> None:
    shortened = WORDS[:160]
    texts = [text("b", WORDS, DAY), text("a", shortened, DAY + timedelta(1)), text("c", WORDS[::-1])]
    value = similarity(texts[0].signature, texts[1].signature)
    assert copies(texts, LEAST, DAYS) == {"a": ("b", value)}
    assert LEAST <= value < 1


def test_of_the_same_day_the_first_id_is_the_original_and_one_without_a_date_is_never() -> None:
    assert set(copies([text("b", WORDS), text("a", WORDS)], LEAST, DAYS).items()) == {("b", ("a", 1.0))}
    assert min(text("a", WORDS, None), text("b", WORDS), key=lambda each: each.order).article_id == "b"


def test_a_group_is_joined_over_a_third() -> None:
    """Each is 0.6 like the next; the ends are a copy of one another only over the middle."""
    texts = [text(name, WORDS[start : start + 120]) for name, start in (("a", 0), ("b", 30), ("c", 60))]
    ends = similarity(texts[0].signature, texts[2].signature)
    assert ends < 0.5
    found = copies(texts, 0.5, DAYS)
    assert {key: first for key, (first, _) in found.items()} == {"b": "a", "c": "a"}
    assert found["c"][1] == similarity(texts[1].signature, texts[2].signature) > ends


@pytest.mark.parametrize(("least", "number"), [(0.3, 1), (0.9, 0)])
def test_the_threshold_decides(least: float, number: int) -> None:
    assert len(copies([text("a", WORDS[:120]), text("b", WORDS[30:150])], least, DAYS)) == number


@pytest.mark.parametrize(("days", "number"), [(4, 1), (5, 0), (400, 0)])
def test_the_same_text_long_after_is_no_copy(days: int, number: int) -> None:
    later = text("b", WORDS, DAY + timedelta(days))
    assert len(copies([text("a", WORDS), later], LEAST, DAYS)) == number


def test_texts_without_a_date_are_compared_with_one_another_only() -> None:
    assert copies([text("a", WORDS), text("b", WORDS, None)], LEAST, DAYS) == {}
    assert copies([text("a", WORDS, None), text("b", WORDS, None)], LEAST, DAYS) == {"b": ("a", 1.0)}


def test_what_was_one_group_stays_one_and_an_earlier_text_becomes_its_original() -> None:
    known = [text("b", WORDS), text("c", WORDS[::-1], original="b")]
    value = similarity(known[0].signature, known[1].signature)
    assert copies(known, LEAST, DAYS) == {"c": ("b", value)}
    earlier = text("z", WORDS, DAY - timedelta(1))
    assert copies([*known, earlier], LEAST, DAYS) == {"b": ("z", 1.0), "c": ("z", value)}


def test_an_original_that_is_not_at_hand_counts_for_nothing() -> None:
    assert copies([text("a", WORDS, original="gone")], LEAST, DAYS) == {}


def test_the_order_does_not_matter() -> None:
    starts = (0, 30, 60, 90)
    texts = [text(f"{start}", WORDS[start : start + 110], DAY + timedelta(start // 30)) for start in starts]
    results = [copies(order, 0.5, 2) for order in permutations(texts)]
    assert results[0] and all(each == results[0] for each in results)


def close(one: Text, other: Text) -> bool:
    if one.published is None or other.published is None:
        return one.published == other.published
    return abs(one.published - other.published) <= timedelta(DAYS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 12), st.booleans()), max_size=9))
def test_every_group_has_one_original_and_a_reason(drawn: list[tuple[int, int, bool]]) -> None:
    """Whatever the texts: originals are no copies, come first, and each copy is like another of its group."""
    signatures = [fingerprint(" ".join(WORDS[20 * kind : 20 * kind + 100])) for kind in range(4)]
    texts = [
        Text(f"{place}", None if undated else DAY + timedelta(day), tuple(signatures[kind]), f"{place}")
        for place, (kind, day, undated) in enumerate(drawn)
    ]
    known = {each.article_id: each for each in texts}
    found = copies(texts, LEAST, DAYS)
    for key, (first, value) in found.items():
        assert first not in found and known[first].order < known[key].order
        group = [first, *(other for other, (same, _) in found.items() if same == first and other != key)]
        near = [known[other] for other in group if close(known[other], known[key])]
        assert value == max(similarity(known[key].signature, each.signature) for each in near) >= LEAST
    alone = [each for each in texts if each.article_id not in {*found, *(first for first, _ in found.values())}]
    assert copies([replace(each) for each in alone], LEAST, DAYS) == {}
