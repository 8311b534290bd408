"""The statements step: who said what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft, Mention, Said
from dragoman.events import slots
from dragoman.events.sides import side_of
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Actor
from dragoman.span import Span
from dragoman.statements.claims import claims
from dragoman.statements.direct import Quoted, quoted
from dragoman.statements.heard import heard
from dragoman.statements.indirect import Reported, reported, trim

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_MARKS = '"“”„«»'


def statements(draft: Draft, book: Codebook) -> Draft:
    """Add the statements, and the acts that are done by saying them ("Paris had broken the accords": an accusation)."""
    strangers = Strangers(draft)
    direct = _direct(draft, book, strangers)
    held = [said.content for said in direct]
    indirect = [
        _said(draft, each, strangers)
        for sentence in draft.parse.sentences
        if not sentence.is_title
        for each in heard(
            reported(sentence, draft.article.text, book.speech, draft.split.quotes), sentence, draft, book
        )
        if not any(content.holds(each.content) or each.content.holds(content) for content in held)
    ]
    said = tuple(sorted([*direct, *_outermost(indirect)], key=lambda s: s.content))
    draft = replace(draft, said=said, implied=(*draft.implied, *strangers.actors))
    return claims(draft, book)


class Strangers:
    """Speakers that no earlier step knows ("an eyewitness's brother"): kept by their words, without country."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.actors: list[Actor] = []

    def add(self, sentence: Sentence, token: Token) -> str:
        """The id of a new actor named by the token's phrase, as far as a clause or comma in it."""
        phrase = sentence.phrase(token)
        clauses = (sentence.phrase(c).start for c in sentence.children(token, "relcl", "acl") if c.i > token.i)
        span = Span(phrase.start, min(clauses, default=phrase.end))
        number = len(self._draft.cast.actors) + len(self._draft.implied) + len(self.actors) + 1
        name = span.of(self._draft.article.text).split(",")[0].strip()
        self.actors.append(Actor(f"a{number}", name, "role", None, None, (), None, (span,)))
        return self.actors[-1].id


def _direct(draft: Draft, book: Codebook, strangers: Strangers) -> list[Said]:
    """The quotations; one without a cue belongs to the speaker before it in its paragraph, or in the one above."""
    found: list[Said] = []
    last: tuple[int, str | None] = (-9, None)
    for each in quoted(draft.parse, draft.split.quotes, draft.article.text, book.speech):
        speaker = _speaker(draft, each.sentence, each.subject, strangers) if each.cue else None
        paragraph = each.sentence.paragraph
        if speaker is None:
            speaker = last[1] if paragraph - last[0] <= 1 else None
            speaker = _announced(draft, each) or speaker or _nearest(draft, each)
        if speaker is not None:
            last = (paragraph, speaker)
        content = trim(draft.article.text, each.quote.content)
        found.append(
            Said(
                speaker,
                _addressee(draft, each.sentence, each.cue, speaker),
                "direct",
                each.cue.span if each.cue else None,
                content,
            )
        )
    return found


def _announced(draft: Draft, each: Quoted) -> str | None:
    """Who speaks by the sentence above, where it ends in a colon ("a statement by the Prime Minister, which said:")."""
    index = each.sentence.index
    if index == 0 or each.cue is not None:
        return None
    above = draft.parse.sentences[index - 1]
    if not above.span.of(draft.article.text).endswith(":"):
        return None
    inside = [m for m in draft.cast.mentions if m.sentence == above.index and m.kind in {"name", "role"}]
    return inside[-1].actors[0] if inside else None


def _nearest(draft: Draft, each: Quoted) -> str | None:
    """The person last spoken of as a subject before the quotation, within a paragraph."""
    for sentence in reversed(draft.parse.sentences[: each.sentence.index + 1]):
        if each.sentence.paragraph - sentence.paragraph > 1:
            return None
        inside = [m for m in draft.cast.mentions if m.sentence == sentence.index and not each.quote.span.holds(m.span)]
        named = [m for m in inside if _is_subject(sentence, m) and draft.cast.actor(m.actors[0]).kind != "country"]
        if named:
            return named[0].actors[0]
    return None


def _is_subject(sentence: Sentence, mention: Mention) -> bool:
    return sentence.first_conjunct(sentence.tokens[mention.head]).dep in {"nsubj", "nsubjpass"}


def _said(draft: Draft, each: Reported, strangers: Strangers) -> Said:
    text = draft.article.text
    kind = "mixed" if any(mark in each.content.of(text) for mark in _MARKS) else "indirect"
    if any(q.content.holds(each.content) for q in draft.split.quotes):
        kind = "direct"
    speaker = _speaker(draft, each.sentence, each.subject, strangers)
    return Said(speaker, _addressee(draft, each.sentence, each.cue, speaker), kind, each.cue_span, each.content)


def _speaker(draft: Draft, sentence: Sentence, subject: Sequence[Token], strangers: Strangers) -> str | None:
    side = side_of(sentence, subject[:1], draft.cast)
    if side is not None:
        return side.actors[0]
    if subject and subject[0].pos in {"NOUN", "PROPN"}:
        return strangers.add(sentence, subject[0])
    return None


def _addressee(draft: Draft, sentence: Sentence, cue: Token | None, speaker: str | None) -> str | None:
    if cue is None:
        return None
    told = (*slots.datives(sentence, cue), *sentence.children(cue, "dobj"), *slots.after(sentence, (cue,), "to"))
    actors = [m.actors[0] for t in told if (m := draft.cast.at(sentence, t)) is not None]
    return next((actor for actor in actors if actor != speaker), None)


def _outermost(found: Sequence[Said]) -> list[Said]:
    """The statements whose content is not part of another's with the same speaker or none."""
    kept: list[Said] = []
    for said in found:
        if said.content.end - said.content.start < 3 or (said.speaker is None and said.kind == "indirect"):
            continue
        if not any(
            o is not said
            and o.content.holds(said.content)
            and (o.content != said.content)
            and o.speaker == said.speaker
            for o in found
        ):
            kept.append(said)
    return kept


def covers(said: Said, span: Span) -> bool:
    """Whether the words lie in the statement's content."""
    return said.content.holds(span)
