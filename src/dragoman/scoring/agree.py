"""When a value of the record agrees with the gold one: one small rule for each."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from dragoman.record import Actor, Event, Record, Statement
from dragoman.scoring.gold import GoldEvent, GoldStatement, Party, parties, party

CONTENT_F1 = 0.7
AT_THE_TABLE = 2
WITH_MODES = frozenset({"CONSULT", "PROTEST"})
_WORD = re.compile(r"\w+")
_PLAIN_QUOTES = str.maketrans("‘’“”", "''\"\"")


class Told(NamedTuple):
    """An event of a record with its actors, and its evidence as normal words: sentences and triggers."""

    event: Event
    source: tuple[Actor, ...]
    recipient: tuple[Actor, ...]
    sentences: tuple[str, ...]
    triggers: tuple[str, ...]


class Said(NamedTuple):
    """A statement of a record with its speaker and its words."""

    statement: Statement
    speaker: Actor | None
    content: str


def told(record: Record) -> tuple[Told, ...]:
    """The events of a record, ready to compare."""
    text, cast = record.article.text, {actor.id: actor for actor in record.actors}
    return tuple(
        Told(
            event,
            tuple(cast[each] for each in event.source),
            tuple(cast[each] for each in event.recipient),
            tuple(normal(piece.sentence.of(text)) for piece in event.evidence),
            tuple(normal(piece.trigger.of(text)) for piece in event.evidence),
        )
        for event in record.events
    )


def said(record: Record) -> tuple[Said, ...]:
    """The statements of a record, ready to compare."""
    cast = {actor.id: actor for actor in record.actors}
    return tuple(
        Said(each, cast[each.speaker] if each.speaker else None, each.content.of(record.article.text))
        for each in record.statements
    )


def normal(text: str) -> str:
    """The text with single spaces and straight quotation marks: pages differ in both."""
    return " ".join(text.translate(_PLAIN_QUOTES).split())


def plain(text: str) -> str:
    """The text without accents and case, as names of places compare."""
    letters = unicodedata.normalize("NFKD", normal(text))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(text.casefold())


def differences(gold: GoldEvent, each: Told) -> tuple[str, ...]:
    """What keeps the two from matching: of "type", "source", "recipient", "parties"; empty where they match."""
    kind = () if each.event.type in gold.types else ("type",)
    source, recipient = parties(gold.source), parties(gold.recipient)
    if is_table(gold):
        present = shared(source, (*each.source, *each.recipient))
        return kind if len(present) >= AT_THE_TABLE else (*kind, "parties")
    sides = _sides(source, recipient, each)
    if gold.symmetric:
        sides = min(sides, _sides(recipient, source, each), key=len)
    return kind + sides


def is_table(gold: GoldEvent) -> bool:
    """Whether several parties do it together and none stands apart as recipient."""
    return gold.symmetric and not gold.recipient and len(parties(gold.source)) >= AT_THE_TABLE


def _sides(source: tuple[Party, ...], recipient: tuple[Party, ...], each: Told) -> tuple[str, ...]:
    checks = (("source", source, each.source), ("recipient", recipient, each.recipient))
    return tuple(name for name, wanted, actors in checks if wanted and not shared(wanted, actors))


def shared(wanted: Iterable[Party], actors: Iterable[Actor]) -> set[str | None]:
    """The nations (countries or codes) that both sides name."""
    return {party.nation for party in wanted} & nations(actors)


def nations(actors: Iterable[Actor]) -> set[str | None]:
    """The countries and codes of some actors."""
    return {nation for actor in actors for nation in (actor.country, actor.code) if nation is not None}


def holds_trigger(gold: GoldEvent, each: Told) -> bool:
    """Whether a sentence of the evidence holds the gold trigger."""
    trigger = normal(gold.trigger)
    return any(trigger in sentence for sentence in each.sentences)


def shares_trigger(gold: GoldEvent, each: Told) -> bool:
    """Whether the sentence is right and the trigger shares a word with the gold one."""
    wanted = set(words(gold.trigger))
    return holds_trigger(gold, each) and any(wanted & set(words(trigger)) for trigger in each.triggers)


def same_date(gold: GoldEvent, event: Event) -> bool:
    """Whether the dates are equal as EDTF; None equals None."""
    return gold.date == (event.date.edtf if event.date else None)


def same_place(gold: GoldEvent, event: Event) -> bool:
    """Whether name (as found or as written) and country of the place are right; False where either has none."""
    if gold.place is None or event.place is None:
        return False
    name, _, country = gold.place.rpartition(", ")
    names = {plain(event.place.name), plain(event.place.text)}
    return plain(name) in names and country == event.place.country


def sectors_right(gold: GoldEvent, each: Told) -> list[bool]:
    """For each gold actor with a sector whose nation the same side names: whether a sector of it is right."""
    both = (*each.source, *each.recipient)
    source, recipient = (both, both) if gold.symmetric else (each.source, each.recipient)
    found = [_sector(wanted, source) for wanted in parties(gold.source)]
    found += [_sector(wanted, recipient) for wanted in parties(gold.recipient)]
    return [right for right in found if right is not None]


def _sector(wanted: Party, actors: Iterable[Actor]) -> bool | None:
    same = [actor for actor in actors if wanted.nation in nations((actor,))]
    if not wanted.sectors or not same:
        return None
    return any(wanted.sectors & set(actor.sectors) for actor in same)


def content_f1(one: str, other: str) -> float:
    """F1 of the words that two texts share, each as often as it stands in both; 0 where one has none."""
    left, right = Counter(words(one)), Counter(words(other))
    common = (left & right).total()
    return 2 * common / (left.total() + right.total()) if common else 0.0


def same_speaker(gold: GoldStatement, speaker: Actor | None) -> bool:
    """Right by country or code, or by last name; where the gold code is UNKNOWN, also when we name no nation."""
    nation = party(gold.speaker_code).nation
    if speaker is None:
        return nation is None
    if nation is None and not nations((speaker,)):
        return True
    return nation in nations((speaker,)) or words(gold.speaker)[-1:] == words(speaker.name)[-1:]


def statement_weight(gold: GoldStatement, each: Said) -> float:
    """The words' F1 where the two match (0.7 or more, and the right speaker), else 0."""
    f1 = content_f1(gold.content, each.content)
    return f1 if f1 >= CONTENT_F1 and same_speaker(gold, each.speaker) else 0.0
