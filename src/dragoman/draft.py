"""The draft: one report on its way through the house. Each step returns a new one with its own layer added."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from dragoman.issues import Issue
from dragoman.model.reader import Heard, Reading, Spot
from dragoman.parse.tree import Parse, Sentence, Split, Token
from dragoman.record import Actor, Article, Evidence, Stance, When, Where
from dragoman.span import Span


@dataclass(frozen=True, slots=True)
class Source:
    """What the caller gave: text or HTML, and what he knows about it. ``published`` is an ISO date or None.

    published_basis: "metadata" where a feed gave the date, None for the caller's own word. published_else: the ISO date
    that holds where neither the caller nor the report itself gives one.
    """

    content: str
    is_html: bool = False
    source_id: str = "-"
    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None
    author: str | None = None
    published_basis: str | None = None
    published_else: str | None = None


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for one or more actors ("the two sides" stand for two).

    sentence: index of the sentence; head: index of the head token in it; span: the phrase's own characters.
    actors: ids, in the order in which they were introduced. kind: name, role, pronoun, place or demonym.
    """

    sentence: int
    head: int
    span: Span
    actors: tuple[str, ...]
    kind: str


@dataclass(frozen=True)
class Cast:
    """The actors layer: who there is, and which words stand for them.

    home: the country (alpha-3) that "the government" and "police" mean where nothing nearer says so.
    juntas: the countries that soldiers rule.
    """

    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    home: str | None = None
    juntas: frozenset[str] = frozenset()
    _by_head: dict[tuple[int, int], Mention] = field(default_factory=dict, repr=False, compare=False)
    _by_start: dict[int, Mention] = field(default_factory=dict, repr=False, compare=False)
    _by_id: dict[str, Actor] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        self._by_head.update({(m.sentence, m.head): m for m in self.mentions})
        self._by_start.update({m.span.start: m for m in self.mentions if m.kind == "name"})
        self._by_id.update({actor.id: actor for actor in self.actors})

    def actor(self, actor_id: str) -> Actor:
        """The actor of that id; KeyError where there is none."""
        return self._by_id[actor_id]

    def at(self, sentence: Sentence, token: Token) -> Mention | None:
        """The mention whose head is the token, or None. The parser may take the first word of a name for its head

        ("al" of "al-Sudani").
        """
        found = self._by_head.get((sentence.index, token.i))
        named = self._by_start.get(token.span.start) if found is None else None
        if named is not None and not named.span.holds(sentence.tokens[token.head].span):
            return named
        return found

    def nations(self, ids: Iterable[str]) -> frozenset[str]:
        """The countries and codes of some actors."""
        found = (self.actor(each) for each in ids)
        return frozenset(nation for actor in found if (nation := actor.country or actor.code) is not None)

    @cached_property
    def spoken(self) -> Counter[str]:
        """How often each nation is spoken of."""
        return Counter(nation for mention in self.mentions for nation in self.nations(mention.actors))

    @cached_property
    def spoken_in(self) -> Mapping[int, frozenset[str]]:
        """The nations that each sentence speaks of, by its index."""
        found: defaultdict[int, set[str]] = defaultdict(set)
        for mention in self.mentions:
            found[mention.sentence] |= self.nations(mention.actors)
        return {index: frozenset(nations) for index, nations in found.items()}

    def within(self, span: Span) -> tuple[Mention, ...]:
        """The mentions inside a span, in the order of the text."""
        return tuple(mention for mention in self.mentions if span.holds(mention.span))


@dataclass(frozen=True, slots=True)
class Sight(Spot):
    """A possible trigger, as the model sees it, in the text of the article."""


@dataclass(frozen=True, slots=True)
class Seen(Sight):
    """A sight with what the model makes of it."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Act:
    """An event before it has a date, a place and a claimant. Fields as in ``record.Event``.

    why: "frame consult/visit#arrive-in, model 0.93"; sentence: index of the first evidence's sentence; head: index of
    the trigger's head token in it (dates and places hang below it). sight: what the model sees there.
    """

    type: str
    mode: str | None
    contexts: tuple[str, ...]
    cameo: str
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    symmetric: bool
    status: str
    evidence: tuple[Evidence, ...]
    why: str
    confidence: float
    sentence: int
    head: int
    sight: Seen | None = None


@dataclass(frozen=True, slots=True)
class Said:
    """A statement before events are linked to it. Fields as in ``record.Statement``."""

    speaker: str | None
    addressee: str | None
    kind: str
    cue: Span | None
    content: Span
    about: tuple[str, ...] = ()
    stance: tuple[Stance, ...] = ()


NO_ARTICLE = Article("", "", None, None, None, None, "unknown", "en", "")
NO_SPLIT = Split((), (), ())
NO_PARSE = Parse()
NO_CAST = Cast()


@dataclass(frozen=True)
class Draft:
    """Everything known so far. A layer is empty until its step has run.

    quiet: whether the report is about other things than acts between political actors; then all later layers are empty.
    """

    source: Source
    article: Article = NO_ARTICLE
    quiet: bool = False
    split: Split = NO_SPLIT
    parse: Parse = NO_PARSE
    cast: Cast = NO_CAST
    sights: tuple[tuple[Sight, ...], ...] = ()
    heard: tuple[Heard, ...] = ()
    acts: tuple[Act, ...] = ()
    implied: tuple[Actor, ...] = ()
    said: tuple[Said, ...] = ()
    dates: tuple[When | None, ...] = ()
    places: tuple[Where | None, ...] = ()
    issues: tuple[Issue, ...] = ()

    @property
    def datelines(self) -> Iterator[str]:
        """The names of the places that the report was sent from, as its datelines have them; one at most as a rule."""
        for piece in self.article.furniture:
            if piece.kind == "dateline":
                yield re.split(r"[,(:–—/]|(?<!\w)-|-(?!\w)", piece.text)[0].strip()
