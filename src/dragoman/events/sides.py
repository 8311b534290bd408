"""From a slot's words to the actors that they stand for or belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, NamedTuple

from dragoman.draft import Cast, Mention
from dragoman.parse.tree import Sentence, Token, heads_of
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook.sides import SideCues

ANY = "any"  # the label of an actor of whom nothing is known: meets every demand on kinds and sectors
_OWNER_PREPOSITIONS = ("of", "by", "from", "against", "in", "between", "with", "on")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an act: actor ids, their labels (kinds, sectors, "itself" where the slot's own word is the actor),

    and the words.
    """

    actors: tuple[str, ...]
    labels: frozenset[str]
    span: Span | None

    def without(self, other: Side) -> Side | None:
        """The side but for the other's actors; None where nobody is left."""
        left = tuple(actor for actor in self.actors if actor not in other.actors)
        return replace(self, actors=left) if left else None


def apart(side: Side, other: Side, cast: Cast) -> Side | None:
    """The side but for the other's actors; nobody where it is only said whose a thing is, and it is the other's own:

    "Bush suspended American aid".
    """
    left = side.without(other)
    if left is None or "itself" in side.labels:
        return left
    nations = {cast.actor(actor).country for actor in other.actors}
    own = tuple(a for a in left.actors if cast.actor(a).kind == "country" and cast.actor(a).country in nations)
    return replace(left, actors=tuple(a for a in left.actors if a not in own)) if len(own) < len(left.actors) else None


def parted(side: Side) -> tuple[Side, Side | None]:
    """Two at a table: one on either side. More: all on one side (the other stays empty)."""
    if len(side.actors) != 2:
        return side, None
    first, second = side.actors
    return Side((first,), side.labels, side.span), Side((second,), side.labels, side.span)


class Deed(NamedTuple):
    """What is done: the type of the act, and the lemma of its trigger."""

    kind: str
    lemma: str

    def mutual(self, cues: SideCues) -> bool:
        """Whether two who do it do it with one another."""
        return self.kind in cues.mutual and self.lemma not in cues.to_others


def settled(
    source: Side | None, recipient: Side | None, deed: Deed, cast: Cast, cues: SideCues
) -> tuple[Side | None, Side | None]:
    """The two sides of an act: two who do together what is done together are one another's recipients;

    what is only a means of the act is no recipient.
    """
    if source is None:
        return source, recipient
    if recipient is None:
        nations = {cast.actor(actor).country or cast.actor(actor).code for actor in source.actors}
        return parted(source) if deed.mutual(cues) and len(nations) == 2 else (source, recipient)
    own = {cast.actor(actor).country for actor in source.actors}
    means = cues.means.get(deed.kind, frozenset())
    others = [cast.actor(actor) for actor in recipient.actors]
    used = all(each.country in own and each.kind == "role" and means & {*each.sectors} for each in others)
    return source, None if used else recipient


def side_of(sentence: Sentence, tokens: Sequence[Token], cast: Cast) -> Side | None:
    """The side that the tokens (with all that is coordinated with them) stand for; None where there is no actor."""
    mentions: list[Mention] = []
    itself = True
    for token in tokens:
        for joined in sentence.joined(token):
            mention = cast.at(sentence, joined)
            found = [mention] if mention is not None else _owners(sentence, joined, cast, 2)
            itself = itself and mention is not None
            mentions.extend(found)
    if not mentions:
        return None
    ids = tuple(dict.fromkeys(actor for mention in mentions for actor in mention.actors))
    labels = {label for mention in mentions for label in labels_of(mention, cast)}
    labels |= {"itself"} if itself else set()
    return Side(ids, frozenset(labels), Span(mentions[0].span.start, max(m.span.end for m in mentions)))


def is_owner(side: Side | None, other: Span | None, sentence: Sentence) -> bool:
    """Whether a side's words only say whose the other side is: "Turkish" in "Turkish aid workers were killed"."""
    if side is None or side.span is None or other is None:
        return False
    heads = heads_of(sentence.within(other))
    owners = (t for head in heads for t in sentence.children(head, "poss", "compound", "amod", "nmod"))
    return any(owner.span.meets(side.span) and not side.span.meets(other) for owner in owners)


def labels_of(mention: Mention, cast: Cast) -> set[str]:
    """The kinds and sectors of a mention's actors; "place" for places and countries."""
    labels: set[str] = {mention.kind}
    for actor_id in mention.actors:
        actor = cast.actor(actor_id)
        labels |= {actor.kind, *actor.sectors}
        if actor.kind == "country":
            labels.add("place")
    return labels


def _owners(sentence: Sentence, token: Token, cast: Cast, depth: int) -> list[Mention]:
    """Whose the thing is: "Iran's programme", "Indian and Chinese troops", "the decision of Paris", "fired by Iran"."""
    for child in sentence.children(token, "poss", "compound", "amod", "nmod"):
        found = [m for each in sentence.joined(child) if (m := cast.at(sentence, each)) is not None]
        if found:
            return found
    if depth == 0:
        return []
    phrases = [p for p in sentence.children(token, "prep", "agent") if p.lower in _OWNER_PREPOSITIONS]
    for phrase in sorted(phrases, key=lambda p: _OWNER_PREPOSITIONS.index(p.lower)):
        for noun in sentence.children(phrase, "pobj"):
            mention = cast.at(sentence, noun)
            found = [mention] if mention is not None else _owners(sentence, noun, cast, depth - 1)
            if found:
                return found
    for clause in sentence.children(token, "acl"):
        for agent in sentence.children(clause, "agent"):
            found = [m for noun in sentence.children(agent, "pobj") if (m := cast.at(sentence, noun)) is not None]
            if found:
                return found
    return []


def first_in(sentence: Sentence, tokens: Sequence[Token], cast: Cast, other: Side | None) -> Side | None:
    """The first actor anywhere below the tokens that is not the other side, its country or its government."""
    taken = {cast.actor(actor).country or cast.actor(actor).code for actor in other.actors} if other else set()
    for token in tokens:
        for each in sentence.subtree(token):
            mention = cast.at(sentence, each)
            if mention is None or (other is not None and set(mention.actors) & set(other.actors)):
                continue
            actor = cast.actor(mention.actors[0])
            own = (actor.country or actor.code) in taken and (actor.kind == "country" or set(actor.sectors) <= {"GOV"})
            if not own:
                return Side(mention.actors, frozenset(labels_of(mention, cast)), mention.span)
    return None
