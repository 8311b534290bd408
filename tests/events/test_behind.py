"""Who is behind a deed that another act names."""

from __future__ import annotations

import pytest

from dragoman.coder import Coder


@pytest.mark.parametrize(
    ("deed", "then", "kind", "expected"),
    [
        ("Rebels in Chad killed ten villagers.", "France condemned the killings.", "ACCUSE", ("REB",)),
        ("Rebels in Chad killed ten villagers.", "France condemned the law of Chad.", "ACCUSE", ("GOV",)),
        ("The army of Chad arrested two editors.", "France demanded the release of the editors.", "REQUEST", ("MIL",)),
    ],
)
def test_blamed_or_asked_is_who_did_it(
    deed: str, then: str, kind: str, expected: tuple[str, ...], coder: Coder
) -> None:
    record = coder.read(f"{deed} The president of Chad waited. {then}", published="2024-03-14")
    (event,) = (event for event in record.events if event.type == kind)
    assert [record.actor(each).sectors for each in event.recipient] == [expected]
