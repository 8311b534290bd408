"""What went wrong, to be read by people: each missed and each superfluous event or statement, with what is near it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from dragoman.record import Actor
from dragoman.scoring.agree import Said, Told, content_f1, differences, holds_trigger, same_speaker
from dragoman.scoring.gold import GoldDocument, GoldEvent, GoldStatement
from dragoman.scoring.mark import Marked

_STOP = re.compile(r"(?<=[.!?])\s+|\n")
_NEAR = 0.3


class Fault(Struct, frozen=True):
    """One thing missed ("missed", "missed, optional", "missed statement") or too much ("extra", "extra statement").

    what: the event ("CONSULT visit FRA GOV → IRQ, actual") or statement ("direct, Florence Parly"); words: its
    trigger or content; near: what the other side has in the same sentence or words, and how it differs.
    """

    document: str
    fault: str
    what: str
    words: str
    sentence: str
    near: tuple[str, ...]


def faults(marked: Iterable[Marked], show: str | None) -> list[Fault]:
    """The faults, document by document. show: "misses", "extras" or "all"; None for none."""
    found: list[Fault] = []
    for each in marked:
        if show in {"misses", "all"}:
            found += [*_missed_events(each), *_missed_statements(each)]
        if show in {"extras", "all"}:
            found += [*_extra_events(each), *_extra_statements(each)]
    return found


def _missed_events(marked: Marked) -> Iterator[Fault]:
    ours = (*(mine for _, mine in marked.events.pairs), *marked.events.extra)
    for gold in marked.events.missed:
        near = [(told_line(mine), differences(gold, mine)) for mine in ours if holds_trigger(gold, mine)]
        fault = "missed" if gold.required else "missed, optional"
        sentence = sentence_of(marked.gold, gold.trigger)
        yield Fault(marked.gold.id, fault, gold_line(gold), gold.trigger, sentence, _near(near))


def _extra_events(marked: Marked) -> Iterator[Fault]:
    for mine in marked.events.extra:
        near = [(gold_line(gold), differences(gold, mine)) for gold in marked.gold.events if holds_trigger(gold, mine)]
        yield Fault(marked.gold.id, "extra", told_line(mine), mine.triggers[0], mine.sentences[0], _near(near))


def _missed_statements(marked: Marked) -> Iterator[Fault]:
    ours = (*(mine for _, mine in marked.statements.pairs), *marked.statements.extra)
    for gold in marked.statements.missed:
        close = [mine for mine in ours if _close(gold, mine)]
        near = [(f"{said_line(mine)}: {mine.content}", _speech_differences(gold, mine)) for mine in close]
        sentence = sentence_of(marked.gold, gold.content)
        yield Fault(marked.gold.id, "missed statement", _speech_line(gold), gold.content, sentence, _near(near))


def _extra_statements(marked: Marked) -> Iterator[Fault]:
    for mine in marked.statements.extra:
        gold_near = [gold for gold in marked.gold.statements if _close(gold, mine)]
        near = [(f"{_speech_line(gold)}: {gold.content}", _speech_differences(gold, mine)) for gold in gold_near]
        yield Fault(marked.gold.id, "extra statement", said_line(mine), mine.content, mine.content, _near(near))


def _near(found: Iterable[tuple[str, tuple[str, ...]]]) -> tuple[str, ...]:
    return tuple(f"{line} ({' and '.join(other) or 'same, but paired elsewhere'})" for line, other in found)


def _close(gold: GoldStatement, mine: Said) -> bool:
    return content_f1(gold.content, mine.content) >= _NEAR


def _speech_differences(gold: GoldStatement, mine: Said) -> tuple[str, ...]:
    f1 = content_f1(gold.content, mine.content)
    speaker = () if same_speaker(gold, mine.speaker) else ("speaker",)
    return (*speaker, f"words {f1:.2f}")


def gold_line(gold: GoldEvent) -> str:
    """A gold event in short: "CONSULT visit FRA GOV|MIL → IRQ, actual"."""
    arrow = " ↔ " if gold.symmetric else " → "
    sides = arrow.join(filter(None, (" + ".join(gold.source), " + ".join(gold.recipient))))
    return f"{' '.join(filter(None, (gold.type, gold.mode)))} {sides}, {gold.status}"


def told_line(mine: Told) -> str:
    """One of our events in short, with the frame that fired."""
    event = mine.event
    arrow = " ↔ " if event.symmetric else " → "
    sides = arrow.join(" + ".join(map(_name, side)) or "?" for side in (mine.source, mine.recipient))
    return f"{' '.join(filter(None, (event.type, event.mode)))} {sides}, {event.status} [{event.why}]"


def said_line(mine: Said) -> str:
    """One of our statements in short, without its words."""
    return f"{mine.statement.kind}, {_name(mine.speaker) if mine.speaker else 'nobody'}"


def _speech_line(gold: GoldStatement) -> str:
    return f"{gold.kind}, {gold.speaker} ({gold.speaker_code})"


def _name(actor: Actor) -> str:
    return f"{actor.name} ({' '.join((actor.country or actor.code or '?', *actor.sectors))})"


def sentence_of(document: GoldDocument, words: str) -> str:
    """The stretch between full stops or line ends in which the words first stand."""
    start = document.text.index(words)
    before, after = document.text[:start], document.text[start + len(words) :]
    return (_STOP.split(before)[-1] + words + _STOP.split(after)[0]).strip()
