"""Which place belongs to which act: the locative phrase of its clause, never a mere word."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dragoman.codebook.places import Place
from dragoman.draft import Act, Draft
from dragoman.model.reader import OPEN, Reading
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Where
from dragoman.span import Span
from dragoman.whenwhere.near import nearness

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_NEAR = 3
_REACH = 6  # sentences back to the scene of a story
_SOON = 4  # sentences on to it
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

    def in_sentence(self, sentence: Sentence) -> tuple[Located, ...]:
        """The places named in a sentence."""
        return self._by_sentence[sentence.index]

    def scene_of(self, sentence: Sentence) -> Located | None:
        """The town last named before a sentence, else the dateline's, else the first one named soon after it."""
        before = reversed(self._by_sentence[max(sentence.index - _REACH, 0) : sentence.index])
        after = self._by_sentence[sentence.index + 1 : sentence.index + _SOON]
        towns = [each for named in before for each in reversed(named) if each.place.kind != "country"]
        if not towns and self._dateline is not None:
            return self._dateline
        return next(iter(towns), None) or next((p for named in after for p in named if p.place.kind != "country"), None)

    def country_of(self, code: str) -> Place | None:
        """A country as a place, by its ISO 3166 code."""
        known = self._book.actors.known.get(code)
        place = self._book.places.lookup(known.name, code) if known is not None else None
        return place if place is not None and place.kind == "country" else None

    def of(self, act: Act) -> Where | None:
        """The place of an act as the model takes it to stand to the report; where it is not sure, by the rules."""
        if act.sight is not None:
            cues, reading = self._book.model, act.sight.reading
            options = self._options(act, reading)
            best = reading.choose("placed", options, opened=cues.unplaced, least=cues.placed)
            if best is not None:
                found = options[best]
                return _where(found, self._draft.article.text) if found is not None else None
        return self._by_rule(act)

    def _options(self, act: Act, reading: Reading) -> dict[str, Located | None]:
        """What each answer of the model comes to, where it comes to something."""
        sentence = self._draft.parse.sentences[act.sentence]
        seen = (p for p in self.in_sentence(sentence) if reading.where and p.span.meets(reading.where.span))
        named = next(seen, None) or self._nearest(sentence, sentence.tokens[act.head], speech=False)
        found = {OPEN: None, "words": named, "scene": self.scene_of(sentence), "country": self._in_country(act)}
        return {answer: place for answer, place in found.items() if place is not None or answer == OPEN}

    def _in_country(self, act: Act) -> Located | None:
        """The country of the one that it is done to, else of its doer."""
        evidence = act.evidence[0]
        for side, words in ((act.recipient, evidence.recipient), (act.source, evidence.source)):
            nations = self._nations(side)
            place = self.country_of(next(iter(nations))) if len(nations) == 1 else None
            if place is not None:
                token = self._draft.parse.sentences[act.sentence].tokens[act.head]
                return Located(place, token, "", words or evidence.trigger)
        return None

    def _by_rule(self, act: Act) -> Where | None:
        """The place of the act's own words, or of the story; None for acts that have none."""
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
        place = self.country_of(next(iter(nations)))
        if place is None:
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
