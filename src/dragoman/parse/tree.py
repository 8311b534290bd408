"""Sentences as trees of plain tokens: what the rooms behind the parser see of a parse.

Tokens name their head by its index in the sentence; nothing here knows which parser made the tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from dragoman.span import Span

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "expl"})
OBJECTS = frozenset({"dobj", "obj"})
_RELATIVES = frozenset({"WP", "WP$"})


@dataclass(frozen=True, slots=True)
class Token:
    """One word. ``i``: index in its sentence; ``head``: index of its head (its own at the root).

    ``pos``: universal part of speech, ``tag``: Penn tag, ``dep``: the label to the head (ClearNLP set),
    ``ent``: entity label of the parser or "", ``span``: characters of the article's text.
    """

    i: int
    text: str
    lower: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    ent: str
    span: Span

    @property
    def is_plural(self) -> bool:
        """Whether it is a noun or name in the plural."""
        return self.tag in {"NNS", "NNPS"}


@dataclass(frozen=True)
class Sentence:
    """One sentence: its place in the text, its paragraph's number (0 is the title where there is one), its tokens."""

    index: int
    paragraph: int
    span: Span
    tokens: tuple[Token, ...]
    is_title: bool = False

    @cached_property
    def _children(self) -> tuple[tuple[Token, ...], ...]:
        below: list[list[Token]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                below[token.head].append(token)
        return tuple(tuple(tokens) for tokens in below)

    def children(self, token: Token, *deps: str) -> tuple[Token, ...]:
        """The tokens right below one, left to right; only those with one of the labels, where labels are given."""
        below = self._children[token.i]
        return tuple([child for child in below if child.dep in deps]) if deps and below else below

    def child(self, token: Token, *deps: str) -> Token | None:
        """The first token below with one of the labels, or None."""
        return next(iter(self.children(token, *deps)), None)

    def head(self, token: Token) -> Token | None:
        """The token above, or None at the root."""
        return None if token.head == token.i else self.tokens[token.head]

    def ancestors(self, token: Token) -> Iterator[Token]:
        """The tokens above, nearest first."""
        above = self.head(token)
        while above is not None:
            yield above
            above = self.head(above)

    def meant(self, token: Token) -> Token:
        """The noun that "who" or "whose" stands for; any other token itself."""
        return self.described(token) or token if token.tag in _RELATIVES else token

    def described(self, token: Token) -> Token | None:
        """The noun that the relative clause around a token describes."""
        clause = next((each for each in self.ancestors(token) if each.dep == "relcl"), None)
        return self.tokens[clause.head] if clause is not None else None

    def subtree(self, token: Token) -> tuple[Token, ...]:
        """The token and all below it, in the order of the text."""
        found: list[Token] = []
        open_tokens = [token]
        while open_tokens:
            current = open_tokens.pop()
            found.append(current)
            open_tokens.extend(self._children[current.i])
        return tuple(sorted(found, key=lambda each: each.i))

    def phrase(self, token: Token) -> Span:
        """The span of a token's whole subtree."""
        tokens = self.subtree(token)
        return Span(tokens[0].span.start, tokens[-1].span.end)

    def joined(self, token: Token) -> tuple[Token, ...]:
        """The token and all that is coordinated with it ("Iraq, Iran and Kuwait"), from the first on."""
        found = [token]
        for each in found:
            found.extend(child for child in self._children[each.i] if child.dep == "conj")
        return tuple(found)

    def first_conjunct(self, token: Token) -> Token:
        """The token that a coordination starts with (the token itself where there is none)."""
        current = token
        while current.dep == "conj" and current.head != current.i:
            current = self.tokens[current.head]
        return current

    def root(self) -> Token | None:
        """The token that heads the sentence; None for an empty sentence."""
        return next((token for token in self.tokens if token.head == token.i), None)

    def within(self, span: Span) -> tuple[Token, ...]:
        """The tokens that lie in a span of characters."""
        return tuple(token for token in self.tokens if span.holds(token.span))


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: ``span`` with its marks, ``content`` without. ``open_end``: it goes on in the next paragraph."""

    span: Span
    content: Span
    open_end: bool = False


def heads_of(tokens: Sequence[Token]) -> list[Token]:
    """The tokens of a sentence that hang below none of the others."""
    inside = {token.i for token in tokens}
    return [token for token in tokens if token.head not in inside or token.head == token.i]


def is_quoted(token: Token, quotes: Iterable[Quote]) -> bool:
    """Whether a token stands in one of the quotations."""
    return any(quote.span.holds(token.span) for quote in quotes)


@dataclass(frozen=True, slots=True)
class Split:
    """The split layer: paragraphs, quotations, and each sentence's span with the number of its paragraph.

    has_title: whether paragraph 0 is the report's title.
    """

    paragraphs: tuple[Span, ...]
    sentences: tuple[tuple[int, Span], ...]
    quotes: tuple[Quote, ...]
    has_title: bool = False


@dataclass(frozen=True)
class Parse:
    """The parse layer: the sentences in the order of the text; none where none was parsed."""

    sentences: tuple[Sentence, ...] = ()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds the character, or None."""
        return next((s for s in self.sentences if s.span.start <= offset < s.span.end), None)

    def sentences_in(self, span: Span) -> tuple[Sentence, ...]:
        """The sentences that share a character with the span."""
        return tuple(sentence for sentence in self.sentences if sentence.span.meets(span))
