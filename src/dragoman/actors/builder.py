"""The cast while it is being put together: actors by key, their mentions, and who was spoken of last."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass, field

from dragoman.actors.roles import GENERAL, Owner
from dragoman.codebook.actors import Known, Role
from dragoman.draft import Cast, Mention
from dragoman.parse.tree import Quote, Sentence, Token, is_quoted
from dragoman.record import Actor
from dragoman.span import Span

BODIES = frozenset({"organisation", "group"})
_STATE = ("GOV",)  # a country that acts stands for its government
_JUNTA = ("GOV", "MIL")
PRIVATE = ("CVL",)  # a person of whom no office, party or calling is told
_SUBJECTS = {"nsubj", "nsubjpass", "agent"}


@dataclass
class Figure:
    """One actor being filled in. nouns: the role nouns said of him ("premier"), for later "the premier".

    noun: the one that stands for someone without a name ("soldiers")."""

    id: str
    key: str
    name: str
    kind: str
    country: str | None = None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    noun: str | None = None
    kinds: tuple[str, ...] = ()
    nouns: set[str] = field(default_factory=set)
    spans: list[Span] = field(default_factory=list)

    @property
    def nation(self) -> str | None:
        """Country or code: what tells one side from another."""
        return self.country or self.code

    def frozen(self) -> Actor:
        """The actor of the record."""
        spans = tuple(sorted(set(self.spans)))
        sectors = self.sectors or (PRIVATE if self.kind == "person" and self.country is not None else ())
        return Actor(self.id, self.name, self.kind, self.country, self.code, sectors, self.office, spans)


@dataclass(frozen=True, slots=True)
class Spoken:
    """Someone spoken of: where, as what, and who. quoted: whether in a quotation."""

    sentence: int
    head: int
    subject: bool
    quoted: bool
    kind: str
    figures: tuple[Figure, ...]


class Builder:
    """Collects figures and mentions in the order of the text; knows who was last spoken of.

    countries: how often the whole report names each.
    """

    def __init__(self, home: str | None, quotes: Sequence[Quote] = (), countries: Counter[str] | None = None) -> None:
        self.home = home
        self.countries = countries or Counter()
        self._quotes = quotes
        self.figures: dict[str, Figure] = {}
        self.spoken: list[Spoken] = []
        self.juntas: frozenset[str] = frozenset()
        self._mentions: dict[tuple[int, int], Mention] = {}

    def figure(self, key: str, name: str, kind: str) -> Figure:
        """The figure of a key, made when new."""
        if key not in self.figures:
            self.figures[key] = Figure(f"a{len(self.figures) + 1}", key, name, kind)
        return self.figures[key]

    def known(self, known: Known) -> Figure:
        """The figure of a codebook actor."""
        figure = self.figure(known.key, known.name, known.kind)
        figure.country, figure.code, figure.kinds = known.country, known.code, known.kinds
        figure.sectors = known.sectors or (_STATE if known.kind == "country" else ())
        return figure

    def mention(self, sentence: Sentence, head: Token, span: Span, figures: tuple[Figure, ...], kind: str) -> None:
        """Note that the words stand for the figures. The first mention at a head token wins."""
        key = (sentence.index, head.i)
        if not figures or key in self._mentions:
            return
        self._mentions[key] = Mention(sentence.index, head.i, span, tuple(f.id for f in figures), kind)
        for figure in figures:
            figure.spans.append(span)
        subject, quoted = is_subject(sentence, head), self.is_quoted(head)
        self.spoken.append(Spoken(sentence.index, head.i, subject, quoted, kind, figures))

    def is_quoted(self, token: Token) -> bool:
        """Whether the token stands in a quotation."""
        return is_quoted(token, self._quotes)

    def at(self, sentence: int, head: int) -> Mention | None:
        """The mention at a head token."""
        return self._mentions.get((sentence, head))

    def by_id(self, actor_id: str) -> Figure:
        """The figure of an id."""
        return next(figure for figure in self.figures.values() if figure.id == actor_id)

    def latest(self, fits: Callable[[Figure], bool], *, before: tuple[int, int], reach: int = 4) -> Figure | None:
        """Who was last spoken of among those that fit, before a place, at most ``reach`` sentences back.

        Sentence by sentence backwards; within a sentence subjects come first.
        """
        for spoken in self.backwards(before, reach):
            for figure in spoken.figures:
                if fits(figure):
                    return figure
        return None

    def backwards(self, before: tuple[int, int], reach: int) -> Iterator[Spoken]:
        """What was spoken of before a place, last sentence first; within a sentence subjects first."""
        earlier = [s for s in self.spoken if (s.sentence, s.head) < before and before[0] - s.sentence <= reach]
        yield from sorted(earlier, key=lambda s: (-s.sentence, not s.subject, -s.head))

    def soldiers_rule(self, countries: Set[str], rulers: Set[str]) -> None:
        """Of these countries the state and those who are only told to rule are of the army too."""
        for figure in self.figures.values():
            rules = figure.kind == "country" or figure.key == f"{figure.country} GOV" or figure.noun in rulers
            if rules and figure.country in countries and figure.sectors == _STATE:
                figure.sectors = _JUNTA
        self.juntas = frozenset(countries)

    def group_rules(self, country: str, code: str) -> None:
        """The state, its government and those in its offices are the armed group's too."""
        for figure in self.figures.values():
            if figure.country == country and figure.code is None and _STATE[0] in (figure.sectors or _STATE):
                figure.code = code

    def country_for(self, role: Role) -> str | None:
        """Whose somebody of the role is of whom nothing else is told: the story's home's, or of the first country that

        the report speaks of among those that have such an office.
        """
        told = (country for country in role.countries if self.countries[country])
        return self.home if self.home in role.countries else next(told, self.home)

    def cast(self) -> Cast:
        """The finished layer, only with actors that are spoken of."""
        mentions = tuple(sorted(self._mentions.values(), key=lambda m: (m.sentence, m.head)))
        actors = tuple(f.frozen() for f in self.figures.values() if f.spans)
        return Cast(actors, mentions, self.home, self.juntas)


def is_subject(sentence: Sentence, token: Token) -> bool:
    """Whether the token, or the coordination that it is part of, is a subject."""
    return sentence.first_conjunct(token).dep in _SUBJECTS


def owned_by(figure: Figure) -> Owner:
    """Those who belong to a figure: of its nation, and of its sectors where it is a body or stands apart."""
    lends = figure.kind in BODIES or "body" in figure.kinds or _is_apart(figure)
    return Owner(figure.country, figure.code, figure.sectors if lends else ())


def _is_apart(figure: Figure) -> bool:
    """Whether those of a person or role are of its own sectors and of no government: a rebel's envoy."""
    return figure.kind != "country" and not GENERAL & {*figure.sectors}
