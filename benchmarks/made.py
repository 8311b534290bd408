"""Made-up records for loads: valid and distinct, without the coder. The same number and seed give the same record.

Every 50th article has a URL; one of every 400 is a later version of an earlier URL. An article's ``source_id`` says
how many rows each table must have for it ("made-17:a4:m9:e3:v4:s2"), so that a reader can see whether it is whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import yaml

from dragoman.errors import UnreadableError
from dragoman.identity import article_id
from dragoman.issues import Issue
from dragoman.read.sources import Rejected
from dragoman.record import (
    Actor,
    Article,
    Event,
    Evidence,
    Furniture,
    Record,
    Stance,
    Statement,
    Version,
    When,
    Where,
)
from dragoman.span import Span

WORDS = Path(__file__).parent / "made.yaml"
CODER = Version("made", "b2:made", "none")
FIRST_DAY = date(2003, 1, 1)
DAYS = 8_000
URL_EVERY, VERSION_EVERY, REJECT_EVERY = 50, 400, 100
TABLES = {"a": "actors", "m": "mentions", "e": "events", "v": "evidence", "s": "statements"}
_PIECE = re.compile(r"\{(\w)\}|\[([^\]]+)\]|([^\[{]+)")
Spans = dict[str, Span]


def records(n: int, seed: int = 1, start: int = 0) -> Iterator[Record]:
    """The records of numbers start to n."""
    return (record(number, seed) for number in range(start, n))


def rejects(n: int, seed: int = 1) -> Iterator[Rejected]:
    """The inputs that could not be read, among n."""
    for number in range(0, n, REJECT_EVERY):
        yield Rejected(f"made-reject-{seed}-{number}", "empty", UnreadableError)


def record(number: int, seed: int = 1) -> Record:
    """One record."""
    random = Random(f"{seed}:{number}")
    draft = _Draft(random, _published(random), _cast(random))
    _write(draft, number, random.randint(2, 6))
    actors = tuple(draft.actor(each) for each in draft.cast)
    issues = () if draft.published else (Issue("dates", "no publication date: words left unresolved"),)
    parts = actors, tuple(draft.events), tuple(draft.statements), issues
    return Record(_article(draft, number, seed, parts), *parts, CODER)


def rows_of(made: Record) -> dict[str, int]:
    """How many rows a record has in each table, by the table's letter."""
    return {
        "a": len(made.actors),
        "m": sum(len(each.mentions) for each in made.actors),
        "e": len(made.events),
        "v": sum(len(each.evidence) for each in made.events),
        "s": len(made.statements),
    }


@dataclass(slots=True)
class _Draft:
    """A report that grows; all spans are of its text."""

    random: Random
    published: date | None
    cast: list[Actor]
    text: str = ""
    mentions: defaultdict[str, list[Span]] = field(default_factory=lambda: defaultdict(list))
    events: list[Event] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Put words at the end."""
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text))

    def name(self, actor: Actor) -> Span:
        """Put an actor's name at the end: the whole name first, then the last name of a person."""
        known = actor.kind == "person" and self.mentions[actor.id]
        self.mentions[actor.id].append(span := self.add(actor.name.split()[-1] if known else actor.name))
        return span

    def fill(self, pattern: str, given: Mapping[str, Actor | str]) -> Spans:
        """Put a pattern's words at the end. Gives the span of each letter, of the trigger (``t``), of all (``all``)."""
        start, spans = len(self.text), {}
        for letter, trigger, plain in _PIECE.findall(pattern):
            value = given[letter] if letter else trigger or plain
            span = self.name(value) if isinstance(value, Actor) else self.add(value)
            spans[letter or ("t" if trigger else "_")] = span
        return {**spans, "all": Span(start, len(self.text))}

    def actor(self, plain: Actor) -> Actor:
        """The actor with its mentions."""
        fields = plain.kind, plain.country, plain.code, plain.sectors, plain.office
        return Actor(plain.id, plain.name, *fields, tuple(self.mentions[plain.id]))


@cache
def _words() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    return found


def _published(random: Random) -> date | None:
    return None if random.random() < 0.02 else FIRST_DAY + timedelta(random.randrange(DAYS))


def _cast(random: Random) -> list[Actor]:
    """Three to five actors: two countries, a person of the first, and perhaps a body and some people."""
    words = _words()
    (one, one_name), (other, other_name) = random.sample(list(words["countries"].items()), 2)
    office = random.choice(words["offices"])
    person = f"{random.choice(words['first_names'])} {random.choice(words['last_names'])}"
    cast = [
        Actor("a1", one_name, "country", one, None, ("GOV",), None, ()),
        Actor("a2", other_name, "country", other, None, ("GOV",), None, ()),
        Actor("a3", person, "person", one, None, tuple(words["sectors"][office]), office, ()),
    ]
    if random.random() < 0.5:
        code, name = random.choice(list(words["bodies"].items()))
        cast.append(Actor(f"a{len(cast) + 1}", name, "organisation", None, code, ("IGO",), None, ()))
    if random.random() < 0.3:
        name, sectors = random.choice(list(words["roles"].items()))
        cast.append(Actor(f"a{len(cast) + 1}", name, "role", None, None, tuple(sectors), None, ()))
    return cast


def _write(draft: _Draft, number: int, events: int) -> None:
    """The whole text: headline, acts among fillers, one or two statements, and more fillers up to its length."""
    random, words, length = draft.random, _words(), draft.random.randint(110, 220)
    draft.fill("{s} and {r} in dispatch " + str(number), {"s": draft.cast[0], "r": draft.cast[1]})
    for each in range(events):
        draft.add("\n\n")
        _act(draft, random.choice(words["acts"]), f"e{each + 1}")
        _fill(draft)
    for each in range(random.randint(1, 2)):
        draft.add("\n\n")
        _say(draft, f"s{each + 1}", *random.choice(words["sayings"]))
    while draft.text.count(" ") < length:
        _fill(draft)


def _fill(draft: _Draft) -> None:
    numbers = {"n": str(draft.random.randint(20, 999)), "m": str(draft.random.randint(4, 19))}
    draft.fill(" " + draft.random.choice(_words()["fillers"]), numbers)


def _act(draft: _Draft, act: Mapping[str, Any], event_id: str) -> None:
    random = draft.random
    source, recipient = random.sample(draft.cast, 2)
    place = random.choice(_words()["places"])
    words, when = _date(draft)
    spans = draft.fill(act["words"], {"s": source, "r": recipient, "p": place[0], "d": words})
    told = [Evidence(spans["all"], spans["t"], spans["s"], spans["r"])]
    if random.random() < 0.2:
        draft.add(" Again: ")
        again = draft.fill(act["words"], {"s": source, "r": recipient, "p": place[0], "d": words})
        told.append(Evidence(again["all"], again["t"], again["s"], again["r"]))
    claimant = draft.cast[2].id if random.random() < 0.15 and source is not draft.cast[2] else None
    draft.events.append(
        Event(
            event_id, act["type"], act["mode"], ("diplomacy",) if act["quad"] < 3 else (), act["cameo"], act["quad"],
            act["goldstein"], (source.id,), (recipient.id,), act.get("symmetric", False), _status(random), claimant,
            _moved(when, spans["d"]), Where(*place[:1], *place, spans["p"]) if "p" in spans else None, tuple(told),
            f"frame {act['type'].lower()}/made#1", round(random.uniform(0.4, 1.0), 3),
        )
    )  # fmt: skip


def _status(random: Random) -> str:
    return random.choices(("actual", "intended", "hypothetical", "denied"), (80, 10, 6, 4))[0]


def _date(draft: _Draft) -> tuple[str, When | None]:
    """Words for a date before the publication, and what they mean; nothing where there is no such date."""
    if draft.published is None:
        return "on Thursday", None
    back = draft.random.randrange(7)
    day = draft.published - timedelta(back)
    words = "on the day itself" if not back else f"on {day:%A}"
    if draft.random.random() < 0.1:
        month = day.replace(day=1)
        last = (month + timedelta(31)).replace(day=1) - timedelta(1)
        words = f"in {month:%B}"
        return words, When(words, f"{month:%Y-%m}", str(month), str(last), "relative to publication", None)
    return words, When(words, str(day), str(day), str(day), "relative to publication", None)


def _moved(when: When | None, span: Span) -> When | None:
    return When(when.text, when.edtf, when.start, when.end, when.basis, span) if when else None


def _say(draft: _Draft, statement_id: str, pattern: str, polarity: int) -> None:
    speaker, about = draft.cast[2], draft.cast[1]
    draft.add('"')
    content = draft.fill(pattern, {"r": about})["all"]
    cue = draft.fill('," {s} [said].', {"s": speaker})["t"]
    stance = (Stance(str(about.country), polarity),) if polarity else ()
    who = speaker.id, None if draft.random.random() < 0.5 else about.id
    draft.statements.append(
        Statement(statement_id, *who, "direct", cue, content, (str(about.country),), stance, _told_in(draft))
    )


def _told_in(draft: _Draft) -> tuple[str, ...]:
    return (draft.random.choice(draft.events).id,) if draft.random.random() < 0.4 else ()


def _article(draft: _Draft, number: int, seed: int, parts: tuple[Any, ...]) -> Article:
    outlet = draft.random.choice(_words()["outlets"])
    published = str(draft.published) if draft.published else None
    url = _url(number, seed, draft.random)
    fields = draft.text.split("\n", 1)[0], outlet, url, published, "given" if published else "unknown", "en", draft.text
    article = Article(article_id(draft.text, published, url or outlet), "", *fields, (Furniture("Share", "share"),))
    counts = "".join(f":{letter}{n}" for letter, n in rows_of(Record(article, *parts, CODER)).items())
    return Article(article.id, f"made-{number}{counts}", *fields, article.furniture)


def _url(number: int, seed: int, random: Random) -> str | None:
    """The URL of the article, if it has one; of an earlier article where it is a later version of it."""
    if number % VERSION_EVERY == 3 * URL_EVERY:
        number = random.randrange(URL_EVERY, number + 1, URL_EVERY) - 1
    return f"https://meridian.example/{seed}/{number}" if number % URL_EVERY == URL_EVERY - 1 else None
