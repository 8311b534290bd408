"""The places of a report: which it names where, and where it was sent from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from dragoman.codebook.actors import fold
from dragoman.codebook.places import Place
from dragoman.draft import Draft
from dragoman.parse.tree import Sentence, Token
from dragoman.record import Actor
from dragoman.span import Span
from dragoman.whenwhere.toponyms import LED, Located, find_places, located

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_REACH = 6  # sentences back to the scene of a story
_SOON = 4  # sentences on to it


class Map:
    """The places of a report, sentence by sentence. dateline: the place that it was sent from."""

    def __init__(self, draft: Draft, book: Codebook) -> None:
        self._draft, self._book = draft, book
        self._cues = book.place_cues
        self._story = _countries(draft)
        self._plain = {token.text for s in draft.parse.sentences for token in s.tokens if token.text.islower()}
        self._actors = {m.span.of(draft.article.text): draft.cast.actor(m.actors[0]).kind for m in draft.cast.mentions}
        self._by_sentence = tuple(tuple(self._sentence(s)) for s in draft.parse.sentences)
        self._named = Counter(each.place for found in self._by_sentence for each in found if each.manner != "doer")
        self._towns = tuple(
            [each for each in found if each.manner in LED and each.place.kind != "country"]
            for found in self._by_sentence
        )
        self.dateline = self._of_dateline()

    def _sentence(self, sentence: Sentence) -> Iterator[Located]:
        text = self._draft.article.text
        for each in find_places(sentence, text, self._lookup, self._strange, self._cues):
            if each.token.ent != "PERSON" or each.manner in LED or self._may_be_place(sentence, each):
                yield each
        for token in sentence.tokens:
            found = self._described(sentence, token)
            if found is not None:
                place, span = found
                yield located(sentence, place, token.i, token.i + 1, self._cues, span)

    def _may_be_place(self, sentence: Sentence, each: Located) -> bool:
        """Whether a name that the parser takes for a person's is a place's: one of the story, and of nobody known."""
        mention = self._draft.cast.at(sentence, each.token)
        known = self._draft.cast.actor(mention.actors[0]) if mention is not None else None
        return each.place.country in self._story and (known is None or known.name == each.token.text)

    def _lookup(self, name: str) -> Place | None:
        """The place of a name; None for a word that the report also has in small letters, if it is no country."""
        if name.lower() in self._book.dates.months:
            return None
        place = self._book.places.in_story(name, self._story) or self._state(name)
        return place if place is None or place.kind == "country" or name.lower() not in self._plain else None

    def _state(self, name: str) -> Place | None:
        """The country of another name ("Britain"), the capital for a seat of government ("the White House")."""
        for each in self._book.actors.names_from(fold(name), 0):
            if len(each.text) == len(name) and each.known.country is not None:
                if each.use == "seat":
                    return self._book.places.capital(each.known.country)
                return self.country_of(each.known.country) if each.use == "name" else None
        return None

    def _strange(self, name: str, sure: bool) -> Place | None:
        """A place that the gazetteer does not know: taken to lie in the country that the story is at home in.

        sure: whether a noun says that it is a place, also where the cast has taken it for a person.
        """
        words = {*self._book.dates.weekdays, *self._book.dates.months, *self._cues.beyond}
        if self._draft.cast.home is None or {name.lower(), name.lower().split()[0]} & words:
            return None
        actor = self._actors.get(name)
        if actor is not None and not (sure and actor == "person"):
            return None
        return Place(name, self._draft.cast.home, None, None, None, 0, "unknown")

    def _described(self, sentence: Sentence, token: Token) -> tuple[Place, Span] | None:
        """ "the Iraqi capital", "Greek waters", "the kingdom"."""
        if token.lemma in self._cues.capitals:
            return self._of_country(sentence, token, self._book.places.capital)
        if token.lower in self._cues.grounds:
            return self._of_country(sentence, token, self.country_of, own=False)
        if token.lemma in self._cues.lands and token.pos == "NOUN" and sentence.child(token, "det") is not None:
            return self._land(sentence, token)
        return None

    def _land(self, sentence: Sentence, token: Token) -> tuple[Place, Span] | None:
        """The country that a noun is taken for by the cast, else the story's home."""
        mention = self._draft.cast.at(sentence, token)
        actor = self._draft.cast.actor(mention.actors[0]) if mention is not None else None
        country = actor.country if actor is not None and actor.kind == "country" else self._draft.cast.home
        place = self.country_of(country) if country is not None else None
        return (place, token.span) if place is not None else None

    def _of_country(
        self, sentence: Sentence, token: Token, find: Callable[[str], Place | None], *, own: bool = True
    ) -> tuple[Place, Span] | None:
        """A place of the country that the words before a noun name; without such words, of the story's home if own."""
        before = sentence.children(token, "amod", "poss", "compound")
        for child in before:
            mention = self._draft.cast.at(sentence, child)
            is_state = mention is not None and mention.kind != "place"
            country = self._draft.cast.actor(mention.actors[0]).country if mention is not None and is_state else None
            place = find(country) if country is not None else None
            if place is not None:
                return place, Span(child.span.start, token.span.end)
        home = self._draft.cast.home
        place = find(home) if home is not None and own and not before else None
        return (place, token.span) if place is not None else None

    def _of_dateline(self) -> Located | None:
        place = next((place for name in self._draft.datelines if (place := self._lookup(name)) is not None), None)
        if place is None or not self._draft.parse.sentences:
            return None
        first = self._draft.parse.sentences[0]
        return Located(place, first.tokens[0], "", Span(first.span.start, first.span.start))

    def in_sentence(self, sentence: Sentence) -> tuple[Located, ...]:
        """The places named in a sentence."""
        return self._by_sentence[sentence.index]

    def scene_of(self, sentence: Sentence) -> Located | None:
        """The town last named before a sentence, else the dateline's, else the first one named soon after it."""
        before = self._towns[max(sentence.index - _REACH, 0) : sentence.index]
        last = next((each for found in reversed(before) for each in reversed(found)), None)
        if last is not None or self.dateline is not None:
            return last or self.dateline
        return next(
            (each for found in self._towns[sentence.index + 1 : sentence.index + _SOON] for each in found), None
        )

    def country_of(self, code: str) -> Place | None:
        """A country as a place, by its ISO 3166 code."""
        known = self._book.actors.known.get(code)
        place = self._book.places.lookup(known.name, code) if known is not None else None
        return place if place is not None and place.kind == "country" else None

    def capital_of(self, code: str) -> Place | None:
        """The capital of a country as a place, by its ISO 3166 code."""
        return self._book.places.capital(code)

    def nations(self, ids: Iterable[str]) -> tuple[str, ...]:
        """The countries of some actors, sorted."""
        known = (*self._draft.cast.actors, *self._draft.implied)
        return tuple(sorted({actor.country for actor in known if actor.id in ids and actor.country is not None}))

    def seats(self, ids: Iterable[str]) -> tuple[Place, ...]:
        """Where the actors of no country among some sit, each as far as the codebook says."""
        known = (*self._draft.cast.actors, *self._draft.implied)
        bodies = (actor for actor in known if actor.id in ids and actor.country is None)
        found = (self._seat(actor) for actor in bodies)
        return tuple(dict.fromkeys(place for place in found if place is not None))

    def _seat(self, actor: Actor) -> Place | None:
        """The seat of a body, else of that which it counts as."""
        known = self._book.actors.named(actor.name)
        keys = (known.key if known is not None else "", actor.code or "")
        seat = next((self._cues.seats[key] for key in keys if key in self._cues.seats), None)
        return self._book.places.lookup(*seat) if seat is not None else None

    def named(self, place: Place) -> int:
        """How often the report names a place, not as a doer."""
        return self._named[place]


def _countries(draft: Draft) -> tuple[str, ...]:
    """The countries that the report is about: its home first, then the more spoken of."""
    of = {actor.id: actor.country for actor in draft.cast.actors}
    named = Counter(of[each] for mention in draft.cast.mentions for each in mention.actors)
    home = (draft.cast.home,) if draft.cast.home is not None else ()
    return tuple(dict.fromkeys((*home, *(country for country, _ in named.most_common() if country is not None))))
