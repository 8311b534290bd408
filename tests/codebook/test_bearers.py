"""How well names fit countries."""

from __future__ import annotations

from dragoman.codebook.bearers import bearers

KNOWN = bearers([("taro tanaka", "JPN"), ("kenji tanaka", "JPN"), ("paul martin", "CAN"), ("paul keating", "AUS")])


def test_a_name_fits_where_office_holders_bear_it() -> None:
    assert KNOWN.fit(["makiko", "tanaka"], "JPN") > 0 > KNOWN.fit(["makiko", "tanaka"], "CAN")


def test_a_name_that_nobody_bears_tells_nothing() -> None:
    assert KNOWN.fit(["xu"], "JPN") == 0


def test_a_name_borne_in_two_countries_tells_little() -> None:
    assert KNOWN.fit(["martin"], "CAN") > KNOWN.fit(["paul"], "CAN") > 0
