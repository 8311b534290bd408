"""From coded reports, marked sentences and the codebook's examples to what the model learns from.

One encoder answers three readings: which words are the trigger of an act of which type and status, and which are
reported speech and its cue ("spot", "speech"); whether marked words are the trigger of an act and of which type, which
words name its sides, date and place, and how it stands to the report ("verdict", "roles", "asides"); and what a marked
source does to a marked target ("pair").
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from dragoman.actors.step import actors
from dragoman.codebook import Codebook
from dragoman.codebook.frames import Example as Promise
from dragoman.draft import Act, Draft, Source
from dragoman.events.implied import Implied
from dragoman.events.match import PARTS, matches
from dragoman.events.step import acts_of
from dragoman.model.encode import SOURCE, TARGET, TRIGGER, Encoded, Mark, encode
from dragoman.parse.split import split
from dragoman.parse.step import parse
from dragoman.parse.tree import Sentence, Token, heads_of
from dragoman.read.step import read
from dragoman.scoring.agree import plain as folded
from dragoman.scoring.pair import unmark
from dragoman.span import Span
from dragoman.whenwhere.dates import Calendar
from dragoman.whenwhere.places import Located, Map

NONE = "NONE"
TYPES = (
    NONE,
    *("AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "REQUEST", "ACCUSE"),
    *("REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "RETREAT"),
)
STATUSES = ("actual", "intended", "hypothetical", "denied")
SPEECH = ("out", "begin", "inside", "cue")
ROLES = ("other", "source", "recipient", "when", "where")
ASIDES: Mapping[str, tuple[str, ...]] = {
    "dated": ("words", "day", "published", "carried", "open"),
    "placed": ("words", "scene", "country", "open"),
    "together": ("no", "yes"),
    "mode": (
        *("visit", "meet", "phone", "virtual", "negotiate", "mediate", "multilateral", "third-party", "host"),
        *("demo", "riot", "strike", "obstruct", "hunger", "boycott"),
    ),
}
CARRIES = ("VERB", "NOUN", "ADJ", "PROPN", "ADV", "AUX")  # parts of speech that carry an act, the likeliest first
EMPTY = frozenset({"be", "have", "do"})  # verbs that tell nothing by themselves
SEED = 1453
PARTED = "AGREE"  # in reports also an agreement that was reached, which between marked actors is SUPPORT
OPTIONAL = 0.6  # how much of an act an arguable one is


@dataclass
class Example:
    """What one reading teaches. spot: piece -> soft distribution over TYPES; status, speech, roles: piece -> its class;

    asides: question -> its class, read at the trigger's mark; verdict, read there too, and pair: distributions over
    TYPES, or None.
    """

    encoded: Encoded
    spot: dict[int, dict[str, float]] = field(default_factory=dict)
    status: dict[int, str] = field(default_factory=dict)
    speech: dict[int, str] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    asides: dict[str, str] = field(default_factory=dict)
    verdict: dict[str, float] | None = None
    pair: dict[str, float] | None = None


def soft(types: str) -> dict[str, float]:
    """Several types that are all defensible share the weight."""
    names = types.split("|")
    return {name: 1 / len(names) for name in names}


def of_event(event: Mapping[str, Any]) -> dict[str, float]:
    """The types of a coded act; an arguable one is partly none."""
    share = 1.0 if event["required"] else OPTIONAL
    label = {name: weight * share for name, weight in soft(event["type"]).items()}
    return label if share == 1 else label | {NONE: 1 - share}


def with_actors(source: Source, book: Codebook) -> Draft:
    """The draft of a source with its trees and actors, before any model has looked at it."""
    return actors(_parsed(source, book), book)


def _parsed(source: Source, book: Codebook) -> Draft:
    draft = Draft(source)
    for step in (read, split, parse):
        draft = step(draft, book)
    return draft


@dataclass
class Report:
    """A coded report with what tells where its dates and places stand."""

    gold: Mapping[str, Any]
    draft: Draft
    book: Codebook
    calendar: Calendar
    map: Map

    def sentence_of(self, event: Mapping[str, Any]) -> Sentence | None:
        """The sentence that the trigger begins in."""
        at = self.draft.article.text.find(event["trigger"])
        return next((s for s in self.draft.parse.sentences if s.span.start <= at < s.span.end), None)

    def text_of(self, index: int) -> str:
        """The words of a sentence; nothing for the one before the first."""
        return self.draft.parse.sentences[index].span.of(self.draft.article.text) if index >= 0 else ""


@dataclass(frozen=True)
class Told:
    """A coded event in its sentence: where in the sentence's words the trigger and the words of the sides stand.

    whole: all that the coder took for the trigger; trigger: the words of it that carry the act.
    """

    event: Mapping[str, Any]
    whole: Span
    trigger: Span
    sides: Mapping[str, Span | None]


def from_reports(path: Path, book: Codebook, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of a file of reports."""
    for line in path.read_text(encoding="utf-8").splitlines():
        gold = json.loads(line)
        draft = with_actors(Source(gold["text"], published=gold["published"]), book)
        yield from _of_report(Report(gold, draft, book, Calendar(draft, book), Map(draft, book)), tokenizer)


def _of_report(report: Report, tokenizer: Tokenizer) -> Iterator[Example]:
    by_sentence: dict[int, list[Mapping[str, Any]]] = {}
    for event in report.gold["events"]:
        sentence = report.sentence_of(event)
        if sentence is not None:
            by_sentence.setdefault(sentence.index, []).append(event)
    for sentence in report.draft.parse.sentences:
        text = report.text_of(sentence.index)
        told = [_told(text, sentence, event) for event in by_sentence.get(sentence.index, [])]
        spotted = _spotted(report, sentence, told, tokenizer)
        yield spotted
        for each in told:
            yield from _of_event(report, sentence, each, tokenizer)
        if spotted.spot:
            yield from _of_no_event(report, sentence, told, tokenizer)


def _spotted(report: Report, sentence: Sentence, told: Sequence[Told], tokenizer: Tokenizer) -> Example:
    example = Example(encode(tokenizer, report.text_of(sentence.index), report.text_of(sentence.index - 1)))
    told_again = sentence.is_title and not told and report.gold["events"]
    if not told_again:  # what a title tells may be coded where it is told again
        example.spot = {piece: {NONE: 1.0} for piece, kind in enumerate(example.encoded.kinds) if kind}
    unclear = tuple(_unclear(report, sentence, told))
    for piece, own in _pieces(example):
        if any(words.meets(own) for words in unclear):
            example.spot.pop(piece, None)
    for each in told:
        label = of_event(each.event)
        for piece, own in _pieces(example):
            if each.trigger.meets(own):
                example.spot[piece] = label
                example.status[piece] = each.event["status"]
    _with_speech(example, report, sentence)
    return example


def _unclear(report: Report, sentence: Sentence, told: Sequence[Told]) -> Iterator[Span]:
    """Words of which nothing is to be learned: those that tell a coded act again, and the rest of a trigger."""
    text, by = report.draft.article.text, sentence.span.start
    for words in report.gold.get("again", ()):
        yield _found(text, words).moved(-by)
    for each in told:
        sides = [side for side in each.sides.values() if side is not None]
        words = (token.span.moved(-by) for token in sentence.within(each.whole.moved(by)))
        yield from (word for word in words if not any(side.meets(word) for side in sides))


def _pieces(example: Example) -> Iterator[tuple[int, Span]]:
    """The number of each of the sentence's own pieces among all, and its span."""
    return enumerate(example.encoded.spans, example.encoded.lead)


def _with_speech(example: Example, report: Report, sentence: Sentence) -> None:
    """Label the pieces of what is said in the sentence, and of the cues."""
    text = report.draft.article.text
    example.speech = {piece: "out" for piece, own in _pieces(example) if own.end > own.start}
    for said in report.gold["statements"]:
        at = text.find(said["content"])
        content = Span(at, at + len(said["content"]))
        cue = _cue(text, said["cue"], content)
        for piece in example.speech:
            own = example.encoded.spans[piece - example.encoded.lead].moved(sentence.span.start)
            if at >= 0 and content.meets(own):
                example.speech[piece] = "begin" if own.start <= content.start else "inside"
            elif cue is not None and cue.meets(own):
                example.speech[piece] = "cue"


def _cue(text: str, words: str | None, content: Span) -> Span | None:
    """The cue nearest to what is said, in its paragraph."""
    if not words:
        return None
    first, last = text.rfind("\n\n", 0, content.start) + 1, text.find("\n\n", content.end)
    paragraph = Span(first, last if last >= 0 else len(text))
    found = [Span(*each.span()) for each in re.finditer(rf"\b{re.escape(words)}\b", text)]
    inside = [each for each in found if paragraph.holds(each) and not content.meets(each)]
    return min(inside, key=lambda each: min(abs(each.start - content.end), abs(content.start - each.end)), default=None)


def _found(text: str, words: str) -> Span:
    at = max(text.find(words), 0)
    return Span(at, min(at + len(words), len(text)))


def _told(text: str, sentence: Sentence, event: Mapping[str, Any]) -> Told:
    trigger = _found(text, event["trigger"])
    sides = {side: _nearest(text, event[f"{side}_words"], trigger.start) for side in ("source", "recipient")}
    by = sentence.span.start
    taken = [span.moved(by) for span in sides.values() if span is not None]
    return Told(event, trigger, core(sentence, trigger.moved(by), taken).moved(-by), sides)


def core(sentence: Sentence, trigger: Span, sides: Sequence[Span] = ()) -> Span:
    """The words that carry an act, of all that a coder took for its trigger: the verb with its object and particle, the

    noun with what it is of; no words of a side, and no verb below them, which may tell another act.
    """
    inside = [t for t in sentence.within(trigger) if not any(side.meets(t.span) for side in sides)]
    heads = [t for t in heads_of(inside) if t.pos in CARRIES] or [t for t in inside if t.pos in CARRIES]
    if not heads:
        return trigger
    head = min(heads, key=lambda t: CARRIES.index(t.pos))
    if head.pos == "AUX":  # "are to meet"
        head = next((t for t in sentence.children(head, "xcomp", "acomp") if t in inside), head)
    kept = [head, *(t for t in _below(sentence, head) if t in inside)]
    if head.lemma in EMPTY and len(kept) == 1:  # "was at the table"
        kept.extend(t for t in inside if t.i > head.i)
    first, last = min(t.i for t in kept), max(t.i for t in kept)
    if any(side.meets(t.span) for side in sides for t in sentence.tokens[first:last]):
        return head.span
    return Span(sentence.tokens[first].span.start, sentence.tokens[last].span.end)


def _below(sentence: Sentence, head: Token) -> Iterator[Token]:
    """What belongs to an act's verb or noun."""
    yield from sentence.children(head, "prt", "dobj", "attr", "acomp", "compound")
    for of in sentence.children(head, "prep"):
        if head.pos == "NOUN" and of.lower == "of":
            yield from sentence.children(of, "pobj")


def _of_event(report: Report, sentence: Sentence, told: Told, tokenizer: Tokenizer) -> Iterator[Example]:
    text, context, event = report.text_of(sentence.index), report.text_of(sentence.index - 1), told.event
    dated, when = _dated(report, sentence, event)
    placed, where = _placed(report, sentence, event)
    example = Example(encode(tokenizer, text, context, [Mark(told.trigger, TRIGGER)]))
    _with_roles(example, {**told.sides, "when": when, "where": where})
    example.asides = {"together": "yes" if event.get("symmetric") else "no"}
    example.asides |= {name: label for name, label in (("dated", dated), ("placed", placed)) if label is not None}
    if event["mode"] in ASIDES["mode"]:
        example.asides["mode"] = event["mode"]
    example.verdict = of_event(event)
    yield example
    source, target = told.sides["source"], told.sides["recipient"]
    plain = event["required"] and PARTED not in event["type"]
    if source is not None and target is not None and not source.meets(target) and plain:
        yield _paired(text, source, target, event["type"], tokenizer)


def _of_no_event(report: Report, sentence: Sentence, told: Sequence[Told], tokenizer: Tokenizer) -> Iterator[Example]:
    """One of the words that would carry an act elsewhere and here carry none."""
    text, context, by = report.text_of(sentence.index), report.text_of(sentence.index - 1), sentence.span.start
    taken = [words.moved(by) for words in _unclear(report, sentence, told)]
    free = [t for t in sentence.tokens if _is_telling(t, report.book) and not any(t.span.meets(each) for each in taken)]
    if free:
        token = random.Random(f"{SEED} {text}").choice(free)
        example = Example(encode(tokenizer, text, context, [Mark(token.span.moved(-by), TRIGGER)]))
        example.verdict = {NONE: 1.0}
        yield example


def _is_telling(token: Token, book: Codebook) -> bool:
    """Whether an act could be told with the word: a frame begins with it, not only with any word."""
    part = PARTS.get(token.pos)
    return part is not None and book.frames.of(part, token.lemma) != book.frames.of(part, "")


def _nearest(sentence: str, words: str | None, at: int) -> Span | None:
    if not words:
        return None
    places = [match.start() for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", sentence)]
    if not places:
        return None
    start = min(places, key=lambda place: abs(place - at))
    return Span(start, start + len(words))


def _dated(report: Report, sentence: Sentence, event: Mapping[str, Any]) -> tuple[str | None, Span | None]:
    """How the gold date stands to the report, and the words that tell it; None where no reading gives it."""
    wanted, calendar = event["date"], report.calendar
    if wanted is None:
        return "open", None
    for dated in calendar.in_sentence(sentence):
        if wanted in dated.answers:
            return "words", dated.expression.span.moved(-sentence.span.start)
    if calendar.day is not None and wanted == calendar.day.edtf:
        return "day", None
    if wanted == report.gold["published"]:
        return "published", None
    before = calendar.last_before(sentence)
    return ("carried", None) if before is not None and wanted in before.answers else (None, None)


def _placed(report: Report, sentence: Sentence, event: Mapping[str, Any]) -> tuple[str | None, Span | None]:
    """How the gold place stands to the report, and the words that tell it; None where no reading gives it."""
    wanted, places = event["place"], report.map
    if wanted is None:
        return "open", None
    text = report.draft.article.text
    for located in places.in_sentence(sentence):
        if _is_place(located, wanted, text):
            return "words", located.span.moved(-sentence.span.start)
    scene = places.scene_of(sentence)
    if scene is not None and _is_place(scene, wanted, text):
        return "scene", None
    country = places.country_of(wanted[-3:])
    return ("country", None) if country is not None and wanted.startswith(country.name) else (None, None)


def _is_place(located: Located, wanted: str, text: str) -> bool:
    name, _, country = wanted.rpartition(", ")
    return located.place.country == country and folded(name) in {
        folded(located.place.name),
        folded(located.span.of(text)),
    }


def _with_roles(example: Example, found: Mapping[str, Span | None]) -> None:
    for piece, own in _pieces(example):
        if own.end > own.start:
            roles = [side for side, words in found.items() if words is not None and words.meets(own)]
            example.roles[piece] = roles[0] if roles else "other"


def _paired(sentence: str, source: Span, target: Span, types: str, tokenizer: Tokenizer) -> Example:
    example = Example(encode(tokenizer, sentence, "", [Mark(source, SOURCE), Mark(target, TARGET)]))
    example.pair = soft(types)
    return example


def _spotted_alone(sentence: str, trigger: Span, types: str, status: str, tokenizer: Tokenizer) -> Example:
    """Only the trigger is labelled: what else the sentence tells is not known."""
    example = Example(encode(tokenizer, sentence))
    for piece, own in _pieces(example):
        if trigger.meets(own):
            example.spot[piece] = soft(types)
            example.status[piece] = status
    return example


def _sides_alone(sentence: str, trigger: Span, source: Span, target: Span, tokenizer: Tokenizer) -> Example:
    """Only the sides are labelled, not the words of date and place."""
    example = Example(encode(tokenizer, sentence, "", [Mark(trigger, TRIGGER)]))
    for piece, own in _pieces(example):
        if source.meets(own) or target.meets(own):
            example.roles[piece] = "source" if source.meets(own) else "recipient"
    return example


def from_sentences(path: Path, book: Codebook, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples of a file of marked sentences. root: the type of the pair where it is not that of the act."""
    for line in path.read_text(encoding="utf-8").splitlines():
        marked = json.loads(line)
        pair = unmark(marked["text"], marked.get("root", marked["type"]))
        plain = pair.sentence
        yield _paired(plain, pair.source, pair.target, pair.root, tokenizer)
        if marked.get("trigger"):
            trigger = _carried(plain, _found(plain, marked["trigger"]), (pair.source, pair.target), book)
            yield _spotted_alone(plain, trigger, marked["type"], marked["status"], tokenizer)


def _carried(text: str, trigger: Span, sides: Sequence[Span], book: Codebook) -> Span:
    """The words of a sentence's trigger that carry the act."""
    draft = _parsed(Source(text), book)
    sentence = next((each for each in draft.parse.sentences if each.span.meets(trigger)), None)
    return core(sentence, trigger, sides) if sentence is not None and draft.article.text == text else trigger


def from_codebook(book: Codebook, tokenizer: Tokenizer) -> Iterator[Example]:
    """The examples and counter-examples of the frames: where the frames alone keep their promise, what they found."""
    for promise in book.frames.examples:
        draft = with_actors(Source(promise.text, published="2024-03-14"), book)
        acts = [
            act
            for sentence in draft.parse.sentences
            for act in acts_of(matches(sentence, book.frames, draft.cast), draft, book, Implied(draft.cast))
        ]
        yield from _of_promise(promise, draft, acts, tokenizer)


def _of_promise(promise: Promise, draft: Draft, acts: Sequence[Act], tokenizer: Tokenizer) -> Iterator[Example]:
    text = draft.article.text
    if promise.counter:
        if not acts:
            example = Example(encode(tokenizer, text))
            example.spot = {piece: {NONE: 1.0} for piece, kind in enumerate(example.encoded.kinds) if kind}
            yield example
        return
    act = next((each for each in acts if each.type == promise.type and each.status == promise.status), None)
    if act is None:
        return
    evidence = act.evidence[0]
    trigger = core(draft.parse.sentences[act.sentence], evidence.trigger)
    yield _spotted_alone(text, trigger, act.type, act.status, tokenizer)
    if evidence.source is not None and evidence.recipient is not None:
        yield _sides_alone(text, trigger, evidence.source, evidence.recipient, tokenizer)
        yield _paired(text, evidence.source, evidence.recipient, act.type, tokenizer)
