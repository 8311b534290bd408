"""Who stands in for a side that no words name."""

from __future__ import annotations

from dragoman.coder import Coder


def test_a_country_fights_by_its_forces_and_speaks_by_its_government(coder: Coder) -> None:
    record = coder.read("France bombed Libya on Monday. Italy condemned France.", published="2024-03-14")
    sectors = {
        event.type: [record.actor(each).sectors for each in (*event.source, *event.recipient)]
        for event in record.events
    }
    assert sectors["ASSAULT"] == [("MIL",), ("MIL",)]
    assert sectors["ACCUSE"] == [("GOV",), ("GOV",)]
