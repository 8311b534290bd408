"""Observed means of a relation: worked examples of what each period shows and how sure it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dragoman.codebook import Codebook
from dragoman.errors import CodebookError
from dragoman.relations.observed import Act, Errors, Observation, Rates, load_errors, observe

NO_ERRORS = Errors({}, Rates(1.0, 1.0), Rates(1.0, 1.0), ((0.0, 1.0),), 0.0, 0.0, 0.0)


def act(month: int, weight: float, kind: str = "CONSULT", **other: object) -> Act:
    """An act on the first of a month of 2020."""
    plain = Act(date(2020, month, 1), kind, 1, weight, 1, None, f"h{month}{weight}{kind}", "dragoman")
    return replace(plain, **other)  # type: ignore[arg-type]


def observed(
    acts: Sequence[Act], errors: Errors = NO_ERRORS, coverage: Mapping[date, int] | None = None
) -> Observation:
    """The first month's observation."""
    return observe(acts, coverage or {}, "month", errors)[0]


def test_without_errors_the_value_is_the_mean_and_its_variance_the_spread_over_the_number() -> None:
    found = observed([act(1, 2.0), act(1, 4.0), act(1, 6.0)])
    assert found.value == pytest.approx(4.0)
    pooled = (12 * 6 + 8) / (6 + 2)  # squares around the mean: 4 + 0 + 4
    assert found.variance == pytest.approx((10 * pooled + 8) / (10 + 2) / 3)
    assert (found.acts, found.effective) == (3, pytest.approx(3.0))


def test_false_acts_that_stray_are_taken_out_of_the_mean() -> None:
    """Half of the acts are false, at -2 on average: a mean of 1 is what a level of 4 looks like."""
    errors = replace(NO_ERRORS, overall=Rates(0.5, 1.0), stray=1.0, stray_mean=-2.0)
    assert observed([act(1, 0.0), act(1, 2.0)], errors).value == pytest.approx(4.0)


def test_not_knowing_how_far_false_acts_stray_is_a_doubt_of_its_own() -> None:
    """It is the error of the share times how fast the value moves with the share."""
    errors = replace(NO_ERRORS, overall=Rates(0.5, 1.0), stray=0.5, stray_error=0.1, stray_mean=-2.0)
    more = replace(errors, stray=0.501)
    acts = [act(1, 0.0), act(1, 2.0)]
    here, there = observed(acts, errors), observed(acts, more)
    assert here.value is not None and there.value is not None
    assert here.doubt == pytest.approx(0.1 * (there.value - here.value) / 0.001, rel=0.01)


def test_false_acts_that_follow_the_relation_leave_the_mean_and_bring_no_certainty() -> None:
    errors = replace(NO_ERRORS, overall=Rates(0.5, 1.0))
    found = observed([act(1, 0.0), act(1, 2.0)], errors)
    assert found.value == pytest.approx(1.0)
    assert found.effective == pytest.approx(1.0)


def test_a_type_that_the_coder_misses_often_weighs_more() -> None:
    errors = replace(NO_ERRORS, types={"AID": Rates(1.0, 0.25), "ACCUSE": Rates(1.0, 0.75)})
    found = observed([act(1, 7.0, "AID"), act(1, -2.0, "ACCUSE")], errors)
    assert found.value == pytest.approx((7.0 * 3 - 2.0) / 4)


def test_worse_precision_widens_and_so_do_fewer_acts() -> None:
    good, bad = (replace(NO_ERRORS, overall=Rates(share, 0.5), stray=0.3) for share in (0.9, 0.5))
    acts = [act(1, weight) for weight in (1.0, 2.0, 3.0, 4.0)]
    variances = [observed(acts, good).variance, observed(acts, bad).variance, observed(acts[1:3], bad).variance]
    assert variances == sorted(variances)  # type: ignore[type-var]
    assert len(set(variances)) == 3


def test_more_sources_make_an_act_likelier() -> None:
    errors = replace(NO_ERRORS, overall=Rates(0.5, 1.0))
    assert errors.of(act(1, 1.0)).precision == pytest.approx(1 / 2)
    assert errors.of(act(1, 1.0, sources=3)).precision == pytest.approx(3 / 4)


def test_the_models_score_moves_the_odds_by_its_band() -> None:
    errors = replace(NO_ERRORS, overall=Rates(0.5, 1.0), bands=((0.0, 0.5), (0.7, 1.0), (0.95, 2.0)))
    shares = [errors.of(act(1, 1.0, confidence=score)).precision for score in (None, 0.4, 0.7, 0.99)]
    assert shares == pytest.approx([1 / 2, 1 / 3, 1 / 2, 2 / 3])


def test_events_of_other_coders_take_what_is_assumed() -> None:
    errors = replace(NO_ERRORS, types={"AID": Rates(0.2, 0.2)}, assumed=Rates(0.75, 0.5))
    assert errors.of(act(1, 7.0, "AID", origin="icews", confidence=0.99)) == Rates(0.75, 0.5)


def test_a_month_without_acts_has_no_value() -> None:
    found = observe([act(1, 2.0), act(3, 2.0)], {}, "month", NO_ERRORS)
    assert [each.start.month for each in found] == [1, 2, 3]
    assert found[1] == Observation(date(2020, 2, 1), None, None, 0, 0.0, 0.0)
    assert observe([], {}, "month", NO_ERRORS) == ()


def test_growth_of_coverage_is_taken_out_and_thin_coverage_is_not_made_up_for() -> None:
    acts = [act(month, weight) for month in (1, 2, 3) for weight in (1.0, 3.0)]
    coverage = {date(2020, 1, 1): 50, date(2020, 2, 1): 100, date(2020, 3, 1): 400}
    worth = [each.effective for each in observe(acts, coverage, "month", NO_ERRORS)]
    assert worth == pytest.approx([2.0, 2.0, 0.5])


def test_our_errors_cover_every_type_and_few_rows_lie_near_the_overall_share() -> None:
    errors = load_errors()
    assert set(errors.types) == set(Codebook().types)
    assert all(0 < share < 1 for rates in errors.types.values() for share in (rates.precision, rates.recall))
    assert 1 / 8 < errors.types["AID"].precision < errors.overall.precision  # one of eight, drawn upwards
    assert [least for least, _ in errors.bands] == sorted(least for least, _ in errors.bands)


def test_a_broken_errors_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "errors.yaml"
    path.write_text("measured: {}\nassumed: {precision: 0.7}\n")
    with pytest.raises(CodebookError, match=r"errors\.yaml"):
        load_errors(path)
