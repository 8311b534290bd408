"""Where soldiers rule: a report tells of a junta, or of officers who took power."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.actors.builder import Builder, Figure
from dragoman.actors.roles import SOLDIER
from dragoman.parse.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook.names import NameCues

_POWER = "power"


def juntas(builder: Builder, sentences: Iterable[Sentence], cues: NameCues) -> frozenset[str]:
    """The countries that soldiers rule."""
    named = (f.country for f in builder.figures.values() if f.noun in cues.juntas)
    took = (country for sentence in sentences for country in _took_power(builder, sentence, cues))
    return frozenset(country for country in (*named, *took) if country is not None)


def _took_power(builder: Builder, sentence: Sentence, cues: NameCues) -> Iterator[str | None]:
    """The countries of soldiers who take power in a sentence."""
    for token in sentence.tokens:
        verb = sentence.head(token) if token.lemma == _POWER and token.dep == "dobj" else None
        if verb is not None and verb.lemma in cues.take:
            for figure in _doers(builder, sentence, verb):
                if SOLDIER in figure.sectors:
                    yield figure.country


def _doers(builder: Builder, sentence: Sentence, verb: Token) -> Iterator[Figure]:
    """Who does it: the subject, else whom the sentence names last before it."""
    subject = sentence.child(verb, "nsubj")
    before = (subject,) if subject is not None else reversed(sentence.tokens[: verb.i])
    mentions = (builder.at(sentence.index, sentence.meant(token).i) for token in before)
    held = next((mention for mention in mentions if mention is not None), None)
    yield from map(builder.by_id, held.actors if held is not None else ())
