"""Which place belongs to which act: the locative phrase of its clause, never a mere word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.places import Place
from dragoman.draft import Act, Draft
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Where
from dragoman.span import Span
from dragoman.whenwhere.near import nearness

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_NEAR = 3
_REACH = 6  # sentences back to the scene of a story
_SOURCEWARD = frozenset({"from", "of", "to", "into", "over", "towards", "toward"})


@dataclass(frozen=True, slots=True)
class Located:
    """A place named in a sentence: the token of its name, the preposition before it, its span."""

    place: Place
    token: Token
    preposition: str
    span: Span


class Map:
    """The places of a report, sentence by sentence, and the place of its dateline."""

    def __init__(self, draft: Draft, book: Codebook) -> None:
        self._draft, self._book = draft, book
        self._cues = book.place_cues
        self._by_sentence = tuple(tuple(self._sentence(s)) for s in draft.parse.sentences)
        self._dateline = self._of_dateline()

    def _sentence(self, sentence: Sentence) -> Iterator[Located]:
        for token in sentence.tokens:
            above = sentence.head(sentence.first_conjunct(token))
            if above is None or above.lower not in self._cues.locatives:
                continue
            found = self._named(sentence, token) or self._capital(sentence, token)
            if found is not None:
                place, span = found
                yield Located(place, token, above.lower, span)

    def _named(self, sentence: Sentence, token: Token) -> tuple[Place, Span] | None:
        """The place of a proper name, by all its words or by the last of them."""
        if token.pos != "PROPN":
            return None
        first = token.i
        while first > 0 and sentence.tokens[first - 1].pos == "PROPN" and sentence.tokens[first - 1].head == token.i:
            first -= 1
        for start in (first, token.i):
            span = Span(sentence.tokens[start].span.start, token.span.end)
            place = self._book.places.lookup(span.of(self._draft.article.text), self._draft.cast.home)
            if place is not None:
                return place, span
        return None

    def _capital(self, sentence: Sentence, token: Token) -> tuple[Place, Span] | None:
        """ "the Iraqi capital"."""
        if token.lemma not in self._cues.capitals:
            return None
        for child in sentence.children(token, "amod", "poss", "compound"):
            mention = self._draft.cast.at(sentence, child)
            country = self._draft.cast.actor(mention.actors[0]).country if mention is not None else None
            place = self._book.places.capital(country) if country is not None else None
            if place is not None:
                return place, Span(child.span.start, token.span.end)
        home = self._draft.cast.home
        place = self._book.places.capital(home) if home is not None else None
        return (place, token.span) if place is not None else None

    def _of_dateline(self) -> Located | None:
        for piece in self._draft.article.furniture:
            if piece.kind == "dateline":
                name = re.split(r"[,(:–—/-]", piece.text)[0].strip()
                place = self._book.places.lookup(name, None)
                if place is not None and self._draft.parse.sentences:
                    first = self._draft.parse.sentences[0]
                    return Located(place, first.tokens[0], "", Span(first.span.start, first.span.start))
        return None

    def of(self, act: Act) -> Where | None:
        """The place of an act; None for acts that have none and where the text names none."""
        if act.mode in self._cues.without:
            return None
        sentence = self._draft.parse.sentences[act.sentence]
        trigger = sentence.tokens[act.head]
        speech = act.type not in self._cues.types
        found = self._nearest(sentence, trigger, speech=speech)
        if found is None and act.status == "actual":
            found = self._at_meeting(act) if speech else self._scene(act)
        return _where(found, self._draft.article.text) if found is not None else None

    def _nations(self, ids: Iterable[str]) -> set[str]:
        known = (*self._draft.cast.actors, *self._draft.implied)
        return {actor.country for actor in known if actor.id in ids and actor.country is not None}

    def _scene(self, act: Act) -> Located | None:
        """Where the story is: the city last named before, the dateline's, where a side is at home there;

        the country, where both sides are of it and the act is one that a state or a crowd does at home.
        """
        nations = self._nations((*act.source, *act.recipient))
        for sentence in reversed(self._draft.parse.sentences[max(act.sentence - _REACH, 0) : act.sentence]):
            for each in self._by_sentence[sentence.index]:
                if each.place.kind != "country" and each.place.country in nations:
                    return each
        if self._dateline is not None and self._dateline.place.country in nations:
            return self._dateline
        return self._at_home(act, nations)

    def _at_home(self, act: Act, nations: set[str]) -> Located | None:
        words = act.evidence[0].source or act.evidence[0].recipient
        if len(nations) != 1 or act.type not in self._cues.on_the_spot or words is None:
            return None
        country = self._book.actors.known.get(next(iter(nations)))
        place = self._book.places.lookup(country.name, country.country) if country is not None else None
        if place is None or place.kind != "country":
            return None
        return Located(place, self._draft.parse.sentences[act.sentence].tokens[act.head], "", words)

    def _at_meeting(self, act: Act) -> Located | None:
        """Where the parties have met, for what one then says to the other."""
        for met in self._draft.acts:
            if met.type != "CONSULT" or met.status != "actual" or met.mode in self._cues.without:
                continue
            if met.sentence > act.sentence:
                return None
            one, other = self._nations(met.source), self._nations(met.recipient)
            speaker, told = self._nations(act.source), self._nations(act.recipient)
            if one != other and ((speaker & one and told & other) or (speaker & other and told & one)):
                sentence = self._draft.parse.sentences[met.sentence]
                return self._nearest(sentence, sentence.tokens[met.head], speech=False)
        return None

    def _nearest(self, sentence: Sentence, trigger: Token, *, speech: bool) -> Located | None:
        near = []
        for each in self._by_sentence[sentence.index]:
            distance = nearness(sentence, trigger, each.token)
            opens = each.token.i <= _NEAR and each.preposition == "in"
            if distance is None or (speech and not opens):
                continue
            if each.place.kind == "country" and each.preposition in _SOURCEWARD - {"into", "of"}:
                continue
            near.append(
                (
                    each.place.kind == "country",
                    distance,
                    each.preposition in _SOURCEWARD,
                    abs(each.token.i - trigger.i),
                    each,
                )
            )
        return min(near, key=lambda n: n[:4])[4] if near else None


def _where(found: Located, text: str) -> Where:
    place = found.place
    return Where(
        found.span.of(text) or place.name, place.name, place.country, place.geonames, place.lat, place.lon, found.span
    )
