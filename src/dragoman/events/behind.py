"""Who is behind a deed that another act names: blamed for it, or asked to undo it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.draft import Act, Cast
from dragoman.events.implied import owned
from dragoman.events.slots import objects
from dragoman.parse.tree import Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook.sides import SideCues


def with_doer(act: Act, acts: Sequence[Act], sentence: Sentence, cast: Cast, cues: SideCues) -> Act:
    """The act with the doer of the deed for its recipient, where the report has told of such a deed by somebody of the

    recipient's nation: "condemned the killings", "called for the release of the editor". acts: all of the
    report, in the order of the text.
    """
    deeds = cues.deeds.get(act.type)
    if deeds is None:
        return act
    nations, kinds = cast.nations(act.recipient), {deeds.get(token.lemma) for token in _named(act, sentence)}
    for each in reversed(acts):
        told = each.evidence[0].trigger.end <= act.evidence[0].trigger.start and each.type in kinds
        if told and each.source and cast.nations(each.source) <= nations and not {*each.source} & {*act.source}:
            return replace(act, recipient=each.source)
    return act


def _named(act: Act, sentence: Sentence) -> Iterator[Token]:
    """The deeds that the act names: its objects, or what is done to those whom its words name."""
    words = act.evidence[0]
    if words.recipient is not None:
        yield from owned(sentence, words.recipient)
    else:
        yield from objects(sentence, sentence.tokens[act.head])
        yield from sentence.within(words.trigger)
