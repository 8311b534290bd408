"""Which place belongs to which act: the locative phrase of its clause, never a mere word."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
        if found is None and act.type in self._cues.on_the_spot and act.status == "actual" and act.mode != "visit":
            found = self._scene(act)
        return _where(found, self._draft.article.text) if found is not None else None

    def _scene(self, act: Act) -> Located | None:
        """Where the story is: the city last named in the paragraph, else the dateline's; where a side is at home."""
        nations = {
            a.country for a in (*self._draft.cast.actors, *self._draft.implied) if a.id in (*act.source, *act.recipient)
        }
        sentences = self._draft.parse.sentences
        paragraph = sentences[act.sentence].paragraph
        for sentence in reversed(sentences[: act.sentence]):
            if sentence.paragraph != paragraph:
                break
            for each in self._by_sentence[sentence.index]:
                if each.place.kind != "country" and each.place.country in nations:
                    return each
        return self._dateline if self._dateline is not None and self._dateline.place.country in nations else None

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
