"""A million events for loads: the dyads of an ICEWS sample where it is at hand, else of made-up names, dates moved."""

from __future__ import annotations

import gzip
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import made
import yaml

from dragoman.codebook import Codebook
from dragoman.codebook.actors import fold
from dragoman.codebook.types import CameoCode
from dragoman.identity import content_id
from dragoman.ledger.row import EventRow, Party

ROOT = Path(__file__).parent.parent
SAMPLE = ("data", "icews", "icews05-15-sample.tsv.gz")
JITTER = 3_650  # days by which a date is moved
_OF_COUNTRY = re.compile(r"(.+) \((.+)\)")
_SECTORS = {"military": "MIL", "police": "COP", "citizen": "CVL", "rebel": "REB", "media": "MED", "party": "PTY"}


@dataclass(frozen=True, slots=True)
class Act:
    """A line of the sample: who did what to whom, by name, and when."""

    source: str
    words: str
    recipient: str
    day: date


def sample() -> tuple[str, list[Act]]:
    """What the acts are of, and the acts."""
    shared = Path(os.environ.get("DRAGOMAN_SHARED", ROOT.parent / "shared"))
    path = shared.joinpath(*SAMPLE)
    if not path.exists():
        return f"made-up names ({path.name} is not here: set DRAGOMAN_SHARED to the folder that holds data/)", _made()
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return "names of an ICEWS sample", [_act(line) for line in lines]


def event_rows(number: int, acts: list[Act], seed: int = 1) -> Iterator[EventRow]:
    """As many distinct events; the same seed gives the same."""
    random, who, codes = Random(seed), _Names(), _codes()
    for each in range(number):
        act = acts[each % len(acts)]
        day = act.day + timedelta(random.randrange(JITTER))
        code = codes.get(act.words.lower(), codes["consult"])
        yield EventRow(
            event_id=content_id("made event", str(seed), str(each)),
            origin="icews",
            origin_id=str(each),
            type=code.plover or "CONSULT",
            cameo=code.code,
            quad=code.quad,
            goldstein=code.goldstein,
            source=(who[act.source],),
            recipient=(who[act.recipient],),
            date_edtf=day.isoformat(),
            date_start=day,
            date_end=day,
            date_basis="given",
            place_country=who[act.recipient].country,
            published=day,
            publisher=f"Wire {each % 40}",
            why="made",
        )


class _Names(dict[str, Party]):
    """Parties by name, each looked up once."""

    def __missing__(self, name: str) -> Party:
        self[name] = found = _party(name)
        return found


def _party(name: str) -> Party:
    """Who a name may be: as the codebook has it, a body of a country ("Military (Mali)"), else a person."""
    of_country = _OF_COUNTRY.fullmatch(name)
    known = _known(of_country.group(2) if of_country else name)
    if of_country:
        sectors = tuple({code for word, code in _SECTORS.items() if word in name.lower()})
        return Party(name, "group", known.country if known else None, None, sectors)
    return known or Party(name, "person")


@cache
def _known(name: str) -> Party | None:
    folded = fold(name)
    for each in _book().actors.names_from(folded, 0):
        if len(each.text) == len(folded):
            return Party(each.known.name, each.known.kind, each.known.country, each.known.code, each.known.sectors)
    return None


@cache
def _book() -> Codebook:
    return Codebook()


def _codes() -> Mapping[str, CameoCode]:
    return {each.name.lower().removesuffix(", not specified below"): each for each in _book().cameo.values()}


def _act(line: str) -> Act:
    source, words, recipient, day = line.rstrip("\n").split("\t")
    return Act(source, words, recipient, date.fromisoformat(day))


def _made(number: int = 90_000) -> list[Act]:
    """Acts between bodies of countries, a few pairs much more often than the rest."""
    words: dict[str, Any] = yaml.safe_load(made.WORDS.read_text(encoding="utf-8"))
    random = Random(1)
    countries = list(words["countries"].values())
    names = [*countries, *(f"{body} ({each})" for each in countries for body in ("Military", "Citizen", "Police"))]
    acts = [each.name for each in _book().cameo.values() if each.plover]
    return [
        Act(
            names[int(random.paretovariate(0.6)) % len(names)],
            random.choice(acts).removesuffix(", not specified below"),
            random.choice(names),
            date(2005, 1, 1) + timedelta(random.randrange(4_000)),
        )
        for _ in range(number)
    ]
