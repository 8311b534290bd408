"""The actors step: goes through the text once, left to right, and says of each phrase whom it stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.builder import BODIES, Builder, Figure, owned_by
from dragoman.actors.day import day_of, years_in
from dragoman.actors.find import CITY, LOCATIVES, Found, at_home, find_all, full_names, in_full, named_by_role
from dragoman.actors.home import dateline_country, home_of, likeliest, spoken_of
from dragoman.actors.junta import juntas
from dragoman.actors.names import Hit, head_of, in_brackets, span_of
from dragoman.actors.persons import Memory, introduce
from dragoman.actors.reference import (
    ARGUMENTS,
    is_both,
    is_crowd,
    is_of_something,
    is_the_two,
    is_two,
    leaves,
    of_kind,
    opposite,
    pronoun,
    speaker,
    two_sides,
)
from dragoman.actors.roles import Owner, RoleHit, adjective_of, is_foreign, nation_of, owner_of
from dragoman.draft import Draft
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.actors import Known
    from dragoman.codebook.places import Place

_OFFICIALS = ("GOV",)  # who speaks as "Samantha Power (United States)", and who resigns
_STATES = "IGO"
_DEFINITE = frozenset({"the", "this", "that"})
_NOUNS = frozenset({"NOUN", "PROPN", "NUM"})
_FAR = 12  # sentences back
_SCENES = LOCATIVES & {"in", "at", "near", "outside", "across"}


def actors(draft: Draft, book: Codebook) -> Draft:
    """Add the actors layer."""
    text, day = draft.article.text, day_of(draft, book)
    found = find_all(draft, book, day)
    whole = full_names(found)
    home = home_of(found, dateline_country(draft, book), book, day, whole)
    spoken = spoken_of(found)
    found = [at_home(each, home, spoken) for each in found]
    builder = Builder(home, draft.split.quotes, spoken)
    memory = Memory(dated=draft.article.published is not None)
    named = named_by_role(found)
    for each in found:
        _Reader(builder, memory, book, each, text, day, named, whole).read()
    for each in found:
        _speakers(builder, draft, book, each.sentence)
    builder.soldiers_rule(juntas(builder, [each.sentence for each in found], book.names), book.names.rulers)
    for rule in book.actors.rules:
        if day is not None and rule.holds_on(day):
            builder.group_rules(rule.country, rule.code)
    return replace(draft, cast=builder.cast())


def _speakers(builder: Builder, draft: Draft, book: Codebook, sentence: Sentence) -> None:
    """ "I" and "we" inside a quotation stand for the one who says it."""
    for token in sentence.tokens:
        if token.lower in book.names.speaker_pronouns and builder.at(sentence.index, token.i) is None:
            quote = next((q for q in draft.split.quotes if q.span.holds(token.span)), None)
            figure = speaker(builder, draft.parse.sentences, sentence.index, quote, book.names)
            if figure is not None:
                builder.mention(sentence, token, token.span, (figure,), "pronoun")


class _Reader:
    """Reads one sentence into the builder, token by token."""

    def __init__(
        self, builder: Builder, memory: Memory, book: Codebook, found: Found, text: str, day: str | None,
        named: Mapping[str, str], whole: Mapping[str, str],
    ) -> None:  # fmt: skip
        self.builder, self.memory, self.book, self.named, self.whole = builder, memory, book, named, whole
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
            elif token.i not in inside and (token.pos in _NOUNS or token.lower in self.book.names.crowds):
                self._description(token)
            elif token.i not in inside and token.pos in {"PRON", "DET"}:
                self._pronoun(token)

    def _pronoun(self, token: Token) -> None:
        if token.lower in self.book.names.both_words and token.dep in ARGUMENTS:
            figures = two_sides(self.builder, self.sentence, token)  # "both denied it"
        else:
            figures = self._ahead(token) or pronoun(self.builder, self.sentence, token, self.book.names)
        kind = "plural" if token.lower in self.book.names.plural_pronouns else "pronoun"
        self.builder.mention(self.sentence, token, token.span, figures, kind)

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
        local = above is not None and above.dep == "prep" and above.lower in LOCATIVES and head.dep == "pobj"
        if hit.use in {"place", "region"} or (hit.use == "seat" and local):
            if country is not None and country in self.book.actors.known:
                state = self.builder.known(self.book.actors.known[country])
                self.builder.mention(self.sentence, head, span, (state,), "place")
        elif hit.known is not None and hit.use == "people" and hit.known.country is not None:
            self.builder.mention(self.sentence, head, span, self._people(hit.known, head), "plural")
        elif hit.known is not None and not hit.linked:
            kind = "demonym" if hit.use == "adjective" else "name"
            self.builder.mention(self.sentence, head, span, (self.builder.known(hit.known),), kind)

    def _people(self, known: Known, head: Token) -> tuple[Figure, ...]:
        """ "The Russians" as a whole are the state; "Russians", "three Russians" are people of it."""
        whole = any(child.lower == "the" for child in self.sentence.children(head, "det"))
        if whole and self.sentence.child(head, "nummod", "amod") is None:
            return (self.builder.known(self.book.actors.known[known.country or ""]),)
        return self._crowd(known.country)

    def _person(self, person: Hit) -> None:
        roles = [self._lent(link.role) for link in self.found.links if link.person is person]
        head = head_of(self.sentence, person.start, person.end)
        years = years_in(self.sentence.span.of(self.text))
        roles = roles or list(self._led(head))
        figure = self._introduced(person.text, roles, years)
        if not figure.sectors and leaves(self.sentence, head, self.book.names):
            figure.sectors = _OFFICIALS
        self._give_nation(figure, roles, head, in_brackets(self.sentence, person.end, self.found.hits))
        self.builder.mention(self.sentence, head, span_of(self.sentence, person.start, person.end), (figure,), "name")

    def _introduced(self, name: str, roles: Sequence[RoleHit], years: Sequence[str]) -> Figure:
        whole = in_full(name, self.whole)
        return introduce(self.builder, self.book, name, self.day, roles, self.memory, years, whole)

    def _led(self, head: Token) -> Iterator[RoleHit]:
        """The body that he leads or that is his by the words behind a name: "who heads the opposition"."""
        for clause in self.sentence.children(head, "relcl"):
            leads = clause.lemma in self.book.names.heads
            for noun in self.sentence.children(clause, "nsubj", "dobj"):
                his = any(owner.tag == "WP$" for owner in self.sentence.children(noun, "poss"))
                if his or (leads and noun.dep == "dobj"):
                    yield from (r for r in self.found.roles if r.head == noun.i and r.role.kind == "organisation")

    def _lent(self, role: RoleHit) -> RoleHit:
        """The role with the sectors of the body that it is said to be of: "Hezbollah's leader" is of no government."""
        owner = self._owner(self.sentence.tokens[role.head])
        return replace(role, sectors=owner.lends(role)) if owner is not None else role

    def _give_nation(self, figure: Figure, roles: Sequence[RoleHit], head: Token, behind: Hit | None) -> None:
        """Whose the person is. ``behind``: what stands in brackets behind his name."""
        if figure.nation is not None:
            return
        for role in roles:
            owner = self._owner(self.sentence.tokens[role.head])
            if owner is not None:
                figure.country, figure.code = owner.nation
                return
        own = behind or nation_of(self.sentence, head, self.found.hits)
        owner = owner_of(own) if own is not None and own.known is not None else None
        if owner is None:
            figure.country = likeliest(figure.name, self.builder.home, self.builder.countries, self.book)
            return
        figure.country, figure.code = owner.nation
        figure.sectors = figure.sectors or owner.sectors or (_OFFICIALS if behind is not None else ())

    def _owner(self, head: Token) -> Owner | None:
        """Whose a noun phrase says that someone is: of a nation ("his Tajik colleague"), else by a pronoun or name."""
        nation = adjective_of(self.sentence, head, self.found.hits)
        if nation is not None:
            return owner_of(nation)
        for each in self.sentence.children(head, "poss"):
            held = self.builder.at(self.sentence.index, self.sentence.meant(each).i)
            one = self.builder.by_id(held.actors[0]) if held is not None and each.pos == "PRON" else None
            if one is not None and (one.country is not None or head.lemma not in self.book.names.of_states):
                return owned_by(one)
        hit = nation_of(self.sentence, head, self.found.hits)
        if hit is not None:
            return owner_of(hit)
        for each in self.sentence.children(head, "poss"):
            held = self.builder.at(self.sentence.index, self.sentence.meant(each).i)
            if held is not None and each.pos != "PRON":
                return owned_by(self.builder.by_id(held.actors[0]))
        behind = [n for p in self.sentence.children(head, "prep") for n in self.sentence.children(p, "pobj")]
        body = next((body for noun in behind if (body := self._body(noun)) is not None), None)
        return owned_by(body) if body is not None else None

    def _scene(self, head: Token) -> str | None:
        """The country where the sentence says that it is done: "In Seoul police arrested two men"."""
        clause = next((t for t in self.sentence.ancestors(head) if t.pos in {"VERB", "AUX"}), None)
        if clause is None:
            return None
        for phrase in self.sentence.children(clause, "prep"):
            for noun in self.sentence.children(phrase, "pobj") if phrase.lower in _SCENES else ():
                hit = next((hit for hit in self.found.hits if hit.holds(noun.i) and not hit.linked), None)
                if hit is not None and hit.known is not None:
                    return hit.known.country
                if hit is not None and hit.place is not None and self._is_likely(hit.place):
                    return hit.place.country
        return None

    def _is_likely(self, place: Place) -> bool:
        """Whether a place is big, or in a country that the report names elsewhere: many villages share a name."""
        known = self.builder.countries[place.country] > 1 or place.country == self.builder.home
        return known or place.population >= CITY

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
        self.builder.mention(self.sentence, head, span, figures, "plural" if head.is_plural else "role")

    def _described(self, role: RoleHit, head: Token) -> tuple[Figure, ...]:
        """Whom a role noun without a name stands for."""
        if is_both(self.sentence, head, self.book.names):
            sides = two_sides(self.builder, self.sentence, head)
            if sides:
                return sides
        other = self.book.actors.known.get(opposite(self.builder, self.sentence, head, self.book.names) or "")
        if other is not None:
            return (self.builder.known(other),)
        owner = self._owner(head)
        if owner is None and is_two(self.sentence, head, self.book.names):  # "both armies"
            sides = two_sides(self.builder, self.sentence, head)
            if sides:
                return tuple(self._as(role, Owner(side.country, side.code)) for side in sides)
        body = self._body(head) if owner is None else None
        if body is not None:
            return (body,)
        owner = owner or self._kin(role, head)
        earlier = self._earlier(role, head, owner)
        if earlier is not None:
            return (earlier,)
        if owner is None and self.sentence.is_title and not head.is_plural and role.role.noun in self.named:
            name = self.named[role.role.noun]
            return (self._introduced(name, [role], ()),)
        if owner is None and is_foreign(self.sentence, role, self.book.names.strangers):
            return (self._as(role, Owner(None, None)),)
        country = self._scene(head) or self._same_noun(role) or self.builder.country_for(role.role)
        return (self._as(role, owner or Owner(country, None)),)

    def _as(self, role: RoleHit, owner: Owner) -> Figure:
        """Who plays a role for a nation or body."""
        country, code = owner.nation
        sectors = owner.lends(role)
        figure = self.builder.figure(
            f"{role.role.noun} {country or code} {'|'.join(sectors)}",
            span_of(self.sentence, role.start, role.end).of(self.text),
            "role",
        )
        figure.country, figure.code, figure.sectors = country, code, sectors
        figure.kinds = ("body",) if role.role.kind == "organisation" else ()
        figure.office, figure.noun = role.role.office, role.role.noun
        return figure

    def _body(self, head: Token) -> Figure | None:
        """The body last spoken of that "the bloc", "this agency" means, with an article that says that it is known;

        none that has a name of its own ("the High Security Council").
        """
        parts = (head, *self.sentence.children(head, "compound", "amod", "nmod"))
        own = len(parts) > 1 and all(each.text[0].isupper() for each in parts)
        if own or not any(det.lower in _DEFINITE for det in self.sentence.children(head, "det")):
            return None
        place = (self.sentence.index, head.i)
        return self.builder.latest(lambda f: f.kind in BODIES and head.lemma in f.kinds, before=place, reach=_FAR)

    def _kin(self, role: RoleHit, head: Token) -> Owner | None:
        """Whose "the Secretary-General" and "observers" are: of the body of states that the report spoke of last."""
        if _STATES not in role.sectors:
            return None
        place = (self.sentence.index, head.i)
        states = self.builder.latest(lambda f: f.kind in BODIES and _STATES in f.sectors, before=place, reach=_FAR)
        return Owner(states.country, states.code) if states is not None else None

    def _earlier(self, role: RoleHit, head: Token, owner: Owner | None) -> Figure | None:
        """The person of the article whom "the minister" means."""
        if role.role.kind == "organisation" or head.is_plural or self.sentence.child(head, "det") is None:
            return None
        if any(det.lower in {"a", "an", "another", "no"} for det in self.sentence.children(head, "det")):
            return None
        place = (self.sentence.index, head.i)

        def fits(figure: Figure) -> bool:
            if figure.kind != "person" or (owner is not None and (figure.country, figure.code) != owner.nation):
                return False
            alike = owner is not None and bool(set(owner.lends(role)) & set(figure.sectors))
            if owner is not None and owner.sectors:  # "the ANC leader" is nobody of the government
                return alike
            named = role.role.noun in figure.nouns or (
                role.role.office is not None and role.role.office == figure.office
            )
            told = any(
                role.role.noun in noun and not set(noun.split()) & self.book.names.deputies
                for noun in (*figure.nouns, (figure.office or "").lower())
            )
            return named or told or alike

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
        cues, kind = self.book.names, "role"
        figures: tuple[Figure, ...] = ()
        if token.lemma in cues.counterparts:
            figures = self._counterpart(token)
        elif is_both(self.sentence, token, cues) or token.lower in cues.pairs or is_the_two(self.sentence, token, cues):
            figures = two_sides(self.builder, self.sentence, token)
        elif is_crowd(self.sentence, token, cues):
            figures, kind = self._crowd(self._scene(token) or self.builder.home), "plural"
        elif any(c.lower not in {"a", "an", "another"} for c in self.sentence.children(token, "det", "poss")):
            owner = self._owner(token) if token.lemma in cues.country_nouns | cues.home_nouns else None
            state = self.book.actors.known.get(owner.country or "") if owner is not None else None
            if state is not None:
                figures = (self.builder.known(state),)
            else:
                figure = of_kind(self.builder, self.sentence, token, cues) or self._homeland(token)
                figures = (figure,) if figure is not None and not is_of_something(self.sentence, token) else ()
        self.builder.mention(self.sentence, token, self._phrase(token), figures, kind)

    def _homeland(self, token: Token) -> Figure | None:
        """ "The capital", "the archipelago": the country that the story is at home in."""
        known = self.book.actors.known.get(self.builder.home or "")
        return self.builder.known(known) if known is not None and token.lemma in self.book.names.home_nouns else None

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

    def _counterpart(self, token: Token) -> tuple[Figure, ...]:
        """The other side: of the nation named ("his Iraqi counterpart"), else the last person of another nation."""
        place = (self.sentence.index, token.i)
        owner = next((self.builder.at(self.sentence.index, c.i) for c in self.sentence.children(token, "poss")), None)
        one = self.builder.by_id(owner.actors[0]) if owner else None
        hit = nation_of(self.sentence, token, self.found.hits)
        if hit is not None and hit.known is not None:
            figure = self.builder.figure(f"counterpart {hit.known.key}", f"counterpart ({hit.known.name})", "role")
            figure.country, figure.code = hit.known.country, hit.known.code
            figure.sectors = (one.sectors if one else ()) or _OFFICIALS
            return (figure,)
        other = self.builder.latest(
            lambda f: f.kind in {"person", "role"} and f.nation is not None and (one is None or f.nation != one.nation),
            before=place, reach=8,
        )  # fmt: skip
        return (other,) if other else ()
