"""The measures of clusterings, on the examples of the papers that introduced them and on cases worked out by hand."""

from __future__ import annotations

import sys
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2] / "evaluation"))

from coreference import Clustering, Merges, Score, b_cubed, ceaf_e, conll, merges, muc

MEASURES = (b_cubed, muc, ceaf_e)
# Three chains of five, two and five mentions, with which Bagga and Baldwin (1998) and Luo (2005) compare measures.
KEY = "12345 67 89ABC"
ONE_JOINED = "12345 6789ABC"
BIG_JOINED = "1234589ABC 67"
ALL_JOINED = "123456789ABC"
ALL_APART = "1 2 3 4 5 6 7 8 9 A B C"


def clustering(words: str) -> dict[str, int]:
    """From clusters written as words: each letter is a mention."""
    return {mention: number for number, word in enumerate(words.split()) for mention in word}


def scored(measure: Callable[[Clustering, Clustering], Score], key: str, response: str) -> tuple[float, float]:
    found = measure(clustering(key), clustering(response))
    return found.precision, found.recall


@pytest.mark.parametrize(
    ("response", "precision"),
    [
        (ONE_JOINED, Fraction(5 + 2 * 2, 7 * 12) + Fraction(5 * 7 + 4 * 5, 7 * 12)),
        (BIG_JOINED, Fraction(7, 12)),
    ],
)
def test_b_cubed_weighs_a_wrong_join_by_what_it_joins(response: str, precision: Fraction) -> None:
    """Bagga and Baldwin (1998), figures 2 and 3: joining two big chains is worse than joining a big and a small one."""
    assert scored(b_cubed, KEY, response) == pytest.approx((float(precision), 1.0))


def test_the_example_of_bagga_and_baldwin_in_their_own_figures() -> None:
    """76 and 58 per cent by B-cubed; MUC holds both for equally good, 9 of 10 links."""
    assert scored(b_cubed, KEY, ONE_JOINED)[0] == pytest.approx(0.76, abs=0.005)
    assert scored(b_cubed, KEY, BIG_JOINED)[0] == pytest.approx(0.58, abs=0.005)
    assert scored(muc, KEY, ONE_JOINED) == scored(muc, KEY, BIG_JOINED) == (0.9, 1.0)


@pytest.mark.parametrize(
    ("response", "muc_f1", "b_cubed_f1", "ceaf_e_f1"),
    [
        (ONE_JOINED, 0.947, 0.865, 0.733),
        (BIG_JOINED, 0.947, 0.737, 0.667),
        (ALL_JOINED, 0.900, 0.545, 0.294),
        (ALL_APART, 0.0, 0.400, 0.178),
    ],
)
def test_the_table_of_luo(response: str, muc_f1: float, b_cubed_f1: float, ceaf_e_f1: float) -> None:
    """Luo (2005), table 1; of single mentions MUC has no link to judge, which counts as none found here."""
    found = [measure(clustering(KEY), clustering(response)).f1 for measure in (muc, b_cubed, ceaf_e)]
    assert found == pytest.approx([muc_f1, b_cubed_f1, ceaf_e_f1], abs=0.0006)
    assert conll(clustering(KEY), clustering(response)) == pytest.approx(sum(found) / 3)


@pytest.mark.parametrize(
    ("response", "precision", "recall"),
    [
        (ONE_JOINED, Fraction(1, 2) * (1 + Fraction(10, 12)), Fraction(1, 3) * (1 + Fraction(10, 12))),
        (BIG_JOINED, Fraction(1, 2) * (1 + Fraction(10, 15)), Fraction(1, 3) * (1 + Fraction(10, 15))),
        (ALL_JOINED, Fraction(10, 17), Fraction(10, 17) / 3),
        (ALL_APART, Fraction(4, 3) / 12, Fraction(4, 3) / 3),
    ],
)
def test_ceaf_e_aligns_each_cluster_with_one(response: str, precision: Fraction, recall: Fraction) -> None:
    assert scored(ceaf_e, KEY, response) == pytest.approx((float(precision), float(recall)))


def test_ceaf_e_takes_the_alignment_that_is_best_on_the_whole() -> None:
    """abcd is most like abce (6/8), but then e is left with nothing: 2/5 with d and 2/5 for e are more."""
    assert scored(ceaf_e, "abcd e", "abce d") == pytest.approx((2 / 5, 2 / 5))


@pytest.mark.parametrize(
    ("key", "response", "precision", "recall"),
    [
        ("ABCD", "AB CD", Fraction(2, 2), Fraction(2, 3)),
        ("AB CD", "ABCD", Fraction(2, 3), Fraction(2, 2)),
        ("ABCD", "ABCD", Fraction(1), Fraction(1)),
        ("ABCD", "AB C D", Fraction(1), Fraction(1, 3)),
        ("ABC DEFG", "ABDE CFG", Fraction(2 + 1, 3 + 2), Fraction(1 + 2, 2 + 3)),
    ],
)
def test_muc_counts_the_links_that_are_missing(key: str, response: str, precision: Fraction, recall: Fraction) -> None:
    """Vilain et al. (1995): a cluster that falls into n parts misses n - 1 of its links."""
    assert scored(muc, key, response) == pytest.approx((float(precision), float(recall)))


def test_b_cubed_by_hand() -> None:
    """abc d against ab cd: precision 1 1 1/2 1/2, recall 2/3 2/3 1/3 1."""
    assert scored(b_cubed, "abc d", "ab cd") == pytest.approx((3 / 4, 2 / 3))


def test_f1_is_the_harmonic_mean_and_nothing_of_nothing() -> None:
    assert Score(0.5, 1.0).f1 == pytest.approx(2 / 3)
    assert Score(0.0, 0.0).f1 == 0.0


def test_without_mentions_there_is_nothing_to_find() -> None:
    assert (b_cubed({}, {}), ceaf_e({}, {})) == (Score(0.0, 0.0), Score(0.0, 0.0))
    assert merges({}, {}) == Merges(0, 0) and merges({}, {}).rate == 0.0


def test_merges_are_pairs_and_false_ones_are_apart_in_the_key() -> None:
    found = merges(clustering("abc de"), clustering("abd ce"))
    assert found == Merges(4, 3)  # ab, ad, bd, ce: only ab is one in the key
    assert found.rate == 0.75


CLUSTERINGS = st.integers(1, 9).flatmap(
    lambda size: st.tuples(*(st.lists(st.integers(0, 4), min_size=size, max_size=size) for _ in range(2)))
)


@settings(max_examples=100, deadline=None)
@given(CLUSTERINGS)
def test_precision_is_recall_the_other_way_round_and_names_do_not_count(drawn: tuple[list[int], list[int]]) -> None:
    key, response = ({f"m{n}": name for n, name in enumerate(each)} for each in drawn)
    renamed = {mention: f"cluster {name}" for mention, name in reversed(response.items())}
    for measure in MEASURES:
        one, other = measure(key, response), measure(response, key)
        assert (one.precision, one.recall) == pytest.approx((other.recall, other.precision))
        assert 0 <= one.f1 <= 1 + 1e-9
        assert measure(key, renamed) == pytest.approx(one)
        assert measure(key, key) == pytest.approx((1.0, 1.0))
