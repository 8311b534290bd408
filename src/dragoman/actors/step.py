"""The actors step: goes through the text once, left to right, and says of each phrase whom it stands for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.actors.builder import Builder, Figure
from dragoman.actors.names import Hit, capital_runs, head_of, known_names, span_of
from dragoman.actors.persons import Link, Memory, find_tenure, introduce, links
from dragoman.actors.reference import of_kind, pronoun, speaker, two_sides
from dragoman.actors.roles import RoleHit, nation_of, role_hits
from dragoman.draft import Draft
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.places import Place

_LOCATIVES = frozenset(
    {"in", "at", "near", "from", "outside", "around", "across", "through", "into", "toward", "towards"}
)
_OF_ALL = 0.2
_CITY = 200_000  # inhabitants
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_PLACE_ENTS = frozenset({"GPE", "LOC", "FAC"})


@dataclass(frozen=True)
class Found:
    """What one sentence holds, before anyone is identified."""

    sentence: Sentence
    hits: tuple[Hit, ...]
    persons: tuple[Hit, ...]
    roles: tuple[RoleHit, ...]
    links: tuple[Link, ...]


def actors(draft: Draft, book: Codebook) -> Draft:
    """Add the actors layer."""
    text, day = draft.article.text, draft.article.published
    found = _find_all(draft, book)
    home = _home(found, _dateline_country(draft, book), book, day)
    builder = Builder(home, draft.split.quotes)
    memory = Memory()
    for each in found:
        _Reader(builder, memory, book, each, text, day).read()
    for each in found:
        _speakers(builder, draft, book, each.sentence)
    return replace(draft, cast=builder.cast())


def _find_all(draft: Draft, book: Codebook) -> list[Found]:
    text, day = draft.article.text, draft.article.published
    surnames: set[str] = set()
    found = [_find(sentence, text, book, day, surnames) for sentence in draft.parse.sentences]
    # a second look: a surname that stands in the title before the name is introduced in full
    return [_find(f.sentence, text, book, day, surnames) if f.sentence.is_title else f for f in found]


def _find(sentence: Sentence, text: str, book: Codebook, day: str | None, surnames: set[str]) -> Found:
    hits = list(known_names(sentence, text, book))
    roles = list(role_hits(sentence, hits, book))
    covered = [range(hit.start, hit.end) for hit in hits] + [range(role.start, role.end) for role in roles]
    persons: list[Hit] = []
    for start, end in capital_runs(sentence, covered, book.names.particles, book.names.honorifics):
        hit = _classify(sentence, start, end, text, book, day, roles, surnames)
        if hit is not None and hit.use == "person":
            persons.append(hit)
            surnames.add(hit.text.split()[-1])
        elif hit is not None:
            hits.append(hit)
    hits.sort(key=lambda hit: hit.start)
    return Found(sentence, tuple(hits), tuple(persons), tuple(roles), tuple(links(sentence, roles, persons)))


def _classify(
    sentence: Sentence, start: int, end: int, text: str, book: Codebook, day: str | None,
    roles: Sequence[RoleHit], surnames: set[str],
) -> Hit | None:  # fmt: skip
    """A run of capitals as person or place, or None where it is neither."""
    run = span_of(sentence, start, end).of(text)
    tokens = sentence.tokens[start:end]
    before = sentence.tokens[start - 1] if start else None
    labels = {token.ent for token in tokens}
    head = head_of(sentence, start, end)
    titled = any(
        role.role.kind != "organisation" and (role.end == start or (head.dep == "appos" and head.head == role.head))
        for role in roles
    )
    if labels == {"DATE"} and before is not None and before.pos == "ADP" and not titled:  # "in May"
        return None
    if titled or run.split()[-1] in surnames or find_tenure(book, run, day, (), title_case=False) is not None:
        return Hit(start, end, "person", run)
    locative = before is not None and before.lower in _LOCATIVES
    place = book.places.lookup(run, None) if locative or "PERSON" not in labels else None
    if place is not None and (locative or labels & _PLACE_ENTS or _is_city(place, tokens)):
        return Hit(start, end, "place", run, place=place)
    unlabelled = labels == {""} and 1 < end - start < 4 and start > 0 and all(t.tag == "NNP" for t in tokens)
    if ("PERSON" in labels or unlabelled) and not locative and any(token.tag.startswith("NNP") for token in tokens):
        return Hit(start, end, "person", run)
    return None


def _is_city(place: Place, tokens: Sequence[Token]) -> bool:
    """Whether a name can be taken for a city although the parser does not say so ("had bombed Odesa")."""
    return place.population >= _CITY and all(token.tag == "NNP" for token in tokens)


def _home(found: Sequence[Found], dateline: str | None, book: Codebook, day: str | None) -> str | None:
    """The country that the story is at home in: the most spoken of, by name or by its office-holders.

    The place that the report was sent from and the first nation of the title count more, that one where nothing but
    a preposition leads to it does not. The weights were chosen on reports coded by hand.
    """
    counts: Counter[str] = Counter()
    title: str | None = None
    for each in found:
        named = list(_named_countries(each, book, day))
        counts.update(country for _, country in named)
        if each.sentence.is_title and named:
            first, country = min(named)
            behind = first > 0 and each.sentence.tokens[first - 1].pos == "ADP"
            title = None if behind else country
    bonus = _OF_ALL * max(counts.total(), 1)
    return max(
        dict.fromkeys([*counts, *filter(None, (dateline,))]),
        key=lambda country: counts[country] + bonus * ((country == dateline) + (country == title)),
        default=None,
    )


def _named_countries(each: Found, book: Codebook, day: str | None) -> Iterator[tuple[int, str]]:
    """Where in a sentence a country is named, or a holder of an office in it."""
    for hit in each.hits:
        if (country := _country(hit)) is not None:
            yield hit.start, country
    for person in each.persons:
        tenure = find_tenure(book, person.text, day, (), title_case=False)
        if tenure is not None and tenure.country is not None:
            yield person.start, tenure.country


def _country(hit: Hit) -> str | None:
    if hit.place is not None:
        return hit.place.country
    return hit.known.country if hit.known is not None else None


def _dateline_country(draft: Draft, book: Codebook) -> str | None:
    """The country of the place that the report was sent from."""
    for piece in draft.article.furniture:
        if piece.kind == "dateline":
            place = book.places.lookup(re.split(r"[,(:–—/-]", piece.text)[0].strip(), None)
            return place.country if place is not None else None
    return None


def _speakers(builder: Builder, draft: Draft, book: Codebook, sentence: Sentence) -> None:
    """ "I" and "we" inside a quotation stand for the one who says it."""
    for token in sentence.tokens:
        if token.lower in book.names.speaker_pronouns and builder.at(sentence.index, token.i) is None:
            quote = next((q for q in draft.split.quotes if q.span.holds(token.span)), None)
            figure = speaker(builder, draft.parse.sentences, sentence.index, quote)
            if figure is not None:
                builder.mention(sentence, token, token.span, (figure,), "pronoun")


class _Reader:
    """Reads one sentence into the builder, token by token."""

    def __init__(
        self, builder: Builder, memory: Memory, book: Codebook, found: Found, text: str, day: str | None
    ) -> None:
        self.builder, self.memory, self.book = builder, memory, book
        self.found, self.sentence, self.text, self.day = found, found.sentence, text, day

    def read(self) -> None:
        hits = {hit.start: hit for hit in self.found.hits}
        persons = {hit.start: hit for hit in self.found.persons}
        roles = {role.start: role for role in self.found.roles}
        inside = {i for h in (*self.found.hits, *self.found.persons) for i in range(h.start, h.end)}
        for token in self.sentence.tokens:
            if token.i in hits:
                self._hit(hits[token.i])
            elif token.i in persons:
                self._person(persons[token.i])
            elif token.i in roles:
                self._role(roles[token.i])
            elif token.i not in inside and token.pos in {"PRON", "DET"}:
                self._pronoun(token)
            elif token.i not in inside and token.pos in {"NOUN", "PROPN", "NUM"}:
                self._description(token)

    def _pronoun(self, token: Token) -> None:
        if token.lower in self.book.names.both_words and token.dep in _ARGUMENTS:
            figures = two_sides(self.builder, self.sentence, token)  # "both denied it"
        else:
            figures = self._ahead(token) or pronoun(self.builder, self.sentence, token, self.book.names)
        self.builder.mention(self.sentence, token, token.span, figures, "pronoun")

    def _ahead(self, token: Token) -> tuple[Figure, ...]:
        """ "For her part, Parly said": the person named right after."""
        part = self.sentence.tokens[token.i + 1 : token.i + 2]
        if token.i > 2 or not part or part[0].lower != "part":
            return ()
        person = next((each for each in self.found.persons if each.start > token.i), None)
        held = self.memory.recall(person.text) if person is not None else None
        return (held,) if held is not None else ()

    def _hit(self, hit: Hit) -> None:
        head = head_of(self.sentence, hit.start, hit.end)
        span = span_of(self.sentence, hit.start, hit.end)
        country = hit.place.country if hit.place else hit.known.country if hit.known else None
        above = self.sentence.head(head)
        local = above is not None and above.dep == "prep" and above.lower in _LOCATIVES and head.dep == "pobj"
        if hit.use in {"place", "region"} or (hit.use == "seat" and local):
            if country is not None and country in self.book.actors.known:
                state = self.builder.known(self.book.actors.known[country])
                self.builder.mention(self.sentence, head, span, (state,), "place")
        elif hit.known is not None and hit.use == "people" and hit.known.country is not None:
            self.builder.mention(self.sentence, head, span, self._crowd(hit.known.country), "plural")
        elif hit.known is not None and not hit.linked:
            kind = "demonym" if hit.use == "adjective" else "name"
            self.builder.mention(self.sentence, head, span, (self.builder.known(hit.known),), kind)

    def _person(self, person: Hit) -> None:
        roles = [link.role for link in self.found.links if link.person is person]
        head = head_of(self.sentence, person.start, person.end)
        figure = introduce(self.builder, self.book, person.text, self.day, roles, self.memory)
        self._give_nation(figure, roles, head)
        self.builder.mention(self.sentence, head, span_of(self.sentence, person.start, person.end), (figure,), "name")

    def _give_nation(self, figure: Figure, roles: Sequence[RoleHit], head: Token) -> None:
        if figure.nation is not None:
            return
        for role in roles:
            nation = self._nation(self.sentence.tokens[role.head])
            if nation is not None:
                figure.country, figure.code = nation
                return
        own = nation_of(self.sentence, head, self.found.hits)
        if own is not None and own.known is not None:
            figure.country, figure.code = own.known.country, own.known.code
        elif figure.country is None:
            figure.country = self._local()

    def _nation(self, head: Token) -> tuple[str | None, str | None] | None:
        """Country and code that a noun phrase names, by a name in it or by a possessive pronoun."""
        hit = nation_of(self.sentence, head, self.found.hits)
        if hit is not None:
            if hit.known is not None:
                return hit.known.country, hit.known.code
            return (hit.place.country, None) if hit.place is not None else None
        for owner in self.sentence.children(head, "poss"):
            held = self.builder.at(self.sentence.index, owner.i)
            if held is not None:
                figure = self.builder.by_id(held.actors[0])
                return figure.country, figure.code
        return None

    def _local(self) -> str | None:
        """The country of the sentence's own place, else the article's home."""
        return self.builder.home

    def _role(self, role: RoleHit) -> None:
        head = self.sentence.tokens[role.head]
        span = span_of(self.sentence, role.start, role.end)
        linked = next((link.person for link in self.found.links if link.role is role), None)
        if linked is not None:
            if linked.start >= role.end:
                self._person(linked)
            held = self.memory.recall(linked.text)
            figures: tuple[Figure, ...] = (held,) if held is not None else ()
        else:
            figures = self._described(role, head)
        self.builder.mention(self.sentence, head, span, figures, "plural" if head.tag in {"NNS", "NNPS"} else "role")

    def _described(self, role: RoleHit, head: Token) -> tuple[Figure, ...]:
        """Whom a role noun without a name stands for."""
        if self._is_both(head):
            sides = two_sides(self.builder, self.sentence, head)
            if sides:
                return sides
        nation = self._nation(head)
        earlier = self._earlier(role, head, nation)
        if earlier is not None:
            return (earlier,)
        country, code = nation or (self._same_noun(role) or self._local(), None)
        figure = self.builder.figure(
            f"{role.role.noun} {country or code}",
            span_of(self.sentence, role.start, role.end).of(self.text),
            "role",
        )
        figure.country, figure.code, figure.sectors = country, code, role.sectors
        figure.kinds = ("body",) if role.role.kind == "organisation" else ()
        figure.office = role.role.office
        return (figure,)

    def _earlier(self, role: RoleHit, head: Token, nation: tuple[str | None, str | None] | None) -> Figure | None:
        """The person of the article whom "the minister" means."""
        if role.role.kind == "organisation" or head.tag in {"NNS", "NNPS"} or self.sentence.child(head, "det") is None:
            return None
        if any(det.lower in {"a", "an", "another", "no"} for det in self.sentence.children(head, "det")):
            return None
        place = (self.sentence.index, head.i)

        def fits(figure: Figure) -> bool:
            if figure.kind != "person" or (nation is not None and (figure.country, figure.code) != nation):
                return False
            named = role.role.noun in figure.nouns or (
                role.role.office is not None and role.role.office == figure.office
            )
            told = (
                any(role.role.noun in noun for noun in figure.nouns) or role.role.noun in (figure.office or "").lower()
            )
            return named or told or (nation is not None and bool(set(role.sectors) & set(figure.sectors)))

        return self.builder.latest(fits, before=place, reach=15)

    def _same_noun(self, role: RoleHit) -> str | None:
        """The country of the last actor called by the same noun, within three sentences."""
        for spoken in reversed(self.builder.spoken):
            if self.sentence.index - spoken.sentence > 3:
                return None
            for figure in spoken.figures:
                if figure.key.startswith(f"{role.role.noun} ") and figure.country is not None:
                    return figure.country
        return None

    def _description(self, token: Token) -> None:
        """Common nouns that refer back: "the kingdom", "the two sides", "his counterpart"."""
        cues = self.book.names
        figures: tuple[Figure, ...] = ()
        if token.lemma in cues.counterparts:
            figures = self._counterpart(token)
        elif (token.lemma in cues.both_sides and self._is_both(token)) or token.lower in cues.pairs:
            figures = two_sides(self.builder, self.sentence, token)
        elif token.lower in cues.crowds and token.dep in _ARGUMENTS and self._is_crowd(token):
            figures = self._crowd(self.builder.home)
        elif any(c.lower not in {"a", "an", "another"} for c in self.sentence.children(token, "det", "poss")):
            nation = self._nation(token) if token.lemma in cues.country_nouns else None
            if nation is not None and nation[0] is not None:
                figures = (self.builder.known(self.book.actors.known[nation[0]]),)
            else:
                figure = of_kind(self.builder, self.sentence, token, cues) or self._homeland(token)
                figures = (figure,) if figure is not None else ()
        self.builder.mention(self.sentence, token, self._phrase(token), figures, "role")

    def _homeland(self, token: Token) -> Figure | None:
        """ "The capital", "the archipelago": the country that the story is at home in."""
        known = self.book.actors.known.get(self.builder.home or "")
        return self.builder.known(known) if known is not None and token.lemma in self.book.names.home_nouns else None

    def _is_crowd(self, token: Token) -> bool:
        """ "Tens of thousands marched": a number without a noun of its own is people."""
        of = [noun for p in self.sentence.children(token, "prep") for noun in self.sentence.children(p, "pobj")]
        return token.tag in {"NNS", "JJ"} and all(noun.lower in self.book.names.crowds for noun in of)

    def _crowd(self, country: str | None) -> tuple[Figure, ...]:
        if country is None:
            return ()
        figure = self.builder.figure(f"people {country}", "people", "role")
        figure.country, figure.sectors = country, ("CVL",)
        return (figure,)

    def _phrase(self, token: Token) -> Span:
        first = min(
            (c.i for c in self.sentence.children(token, "det", "amod", "nummod", "poss") if c.i < token.i),
            default=token.i,
        )
        return span_of(self.sentence, first, token.i + 1)

    def _is_both(self, head: Token) -> bool:
        words = {child.lower for child in self.sentence.children(head)}
        return (
            head.tag == "NNS" and bool(words & self.book.names.both_words) and head.lemma in self.book.names.both_sides
        )

    def _counterpart(self, token: Token) -> tuple[Figure, ...]:
        """The other side: of the nation named ("his Iraqi counterpart"), else the last person of another nation."""
        place = (self.sentence.index, token.i)
        owner = next((self.builder.at(self.sentence.index, c.i) for c in self.sentence.children(token, "poss")), None)
        one = self.builder.by_id(owner.actors[0]) if owner else None
        hit = nation_of(self.sentence, token, self.found.hits)
        if hit is not None and hit.known is not None:
            figure = self.builder.figure(f"counterpart {hit.known.key}", f"counterpart ({hit.known.name})", "role")
            figure.country, figure.code = hit.known.country, hit.known.code
            figure.sectors = one.sectors if one else ("GOV",)
            return (figure,)
        other = self.builder.latest(
            lambda f: f.kind in {"person", "role"} and f.nation is not None and (one is None or f.nation != one.nation),
            before=place, reach=8,
        )  # fmt: skip
        return (other,) if other else ()
