"""Finding the places that a sentence names, and how each stands in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from dragoman.codebook.places import Place, PlaceCues
from dragoman.parse.tree import OBJECTS, SUBJECTS, Sentence, Token
from dragoman.span import Span

LED = ("within", "towards", "label")  # manners in which a place is where something is, goes or comes from
_LONGEST = 6  # tokens of a name: "Port-au-Prince" has five
_PARTS = frozenset({"compound", "poss", "nmod", "amod", "nummod"})
_PLACE_ENTS = frozenset({"", "GPE", "LOC", "FAC"})
_SKIPPED = frozenset({"DET", "ADJ", "NUM", "PUNCT"})

Lookup = Callable[[str], Place | None]
Strange = Callable[[str, bool], Place | None]


@dataclass(frozen=True, slots=True)
class Located:
    """A place named in a sentence: the token that its name hangs on, the preposition before it, its span.

    manner: "within" and "towards" behind such a preposition, "object" of a verb, "doer", "label" ("Oslo: ..."), "part"
    of another name or phrase ("a Paris court"), "other".
    """

    place: Place
    token: Token
    preposition: str
    span: Span
    manner: str = "other"


def find_places(sentence: Sentence, text: str, lookup: Lookup, strange: Strange, cues: PlaceCues) -> Iterator[Located]:
    """The places that a sentence names, left to right, the longest names first.

    lookup: the place of a name; strange: what a name that it does not know may stand for, also given whether a noun

    says that it is a place's.
    """
    at = 0
    while at < len(sentence.tokens):
        found = _named(sentence, at, text, lookup) or _unknown(sentence, at, text, lookup, strange, cues)
        if found is None:
            at += 1
            continue
        place, end = found
        yield located(sentence, place, at, end, cues)
        at = end


def _named(sentence: Sentence, start: int, text: str, lookup: Lookup) -> tuple[Place, int] | None:
    """The place of the longest name that starts at a token, and the index behind it."""
    first = sentence.tokens[start]
    if not first.text[0].isupper():
        return None
    for end in range(min(start + _LONGEST, len(sentence.tokens)), start, -1):
        last = sentence.tokens[end - 1]
        if not last.text[0].isalpha() or (end - start == 1 and not _may_stand_alone(sentence, first)):
            continue
        place = lookup(Span(first.span.start, last.span.end).of(text))
        if place is not None:
            return place, end
    return None


def _may_stand_alone(sentence: Sentence, token: Token) -> bool:
    """Whether one word can be a place's name: not where it is a part of a person's name."""
    if token.ent != "PERSON":
        return token.pos == "PROPN" or token.ent != ""
    beside = sentence.tokens[max(token.i - 1, 0) : token.i + 2]
    return not any(each.ent == "PERSON" and each.text[0].isupper() for each in beside if each.i != token.i)


def _unknown(
    sentence: Sentence, start: int, text: str, lookup: Lookup, strange: Strange, cues: PlaceCues
) -> tuple[Place, int] | None:
    """A name that is no known place but stands where one would ("in X", "the town of X", "X airport", "Camp X").

    With the index behind it. It lies in the country that is named behind it ("X, Oman").
    """
    end = _end_of_name(sentence, start)
    if end == start:
        return None
    sure = _is_called_place(sentence, start, end, cues)
    if not sure and not _is_led(sentence, start, end, cues):
        return None
    place = strange(Span(sentence.tokens[start].span.start, sentence.tokens[end - 1].span.end).of(text), sure)
    if place is None:
        return None
    around = _around(sentence, end, text, lookup)
    return (place._replace(country=around.country) if around is not None else place), end


def _end_of_name(sentence: Sentence, start: int) -> int:
    end = start
    while end < len(sentence.tokens) and _is_name(sentence.tokens[end], within=end > start):
        end += 1
    return end - (sentence.tokens[end - 1].text == "-") if end > start else end


def _is_called_place(sentence: Sentence, start: int, end: int, cues: PlaceCues) -> bool:
    """Whether a noun says that the name is a place's: "the town of X", "X airport", "Mount X"."""
    tokens = sentence.tokens
    behind = tokens[end] if end < len(tokens) else None
    if behind is not None and behind.pos == "NOUN" and behind.dep != "compound" and behind.lower in cues.settlements:
        return True
    if end - start > 1 and (tokens[start].lower in cues.heights or tokens[end - 1].lower in cues.landmarks):
        return True
    return start > 1 and tokens[start - 1].lower == "of" and tokens[start - 2].text in cues.settlements


def _is_led(sentence: Sentence, start: int, end: int, cues: PlaceCues) -> bool:
    """Whether a preposition leads to the name: right before it, or with an article where the parser takes it for a

    place's name.
    """
    is_place = all(token.ent in _PLACE_ENTS for token in sentence.tokens[start:end])
    before = start - 1
    while is_place and before > 0 and sentence.tokens[before].pos in {"DET", "ADJ"}:
        before -= 1
    word = sentence.tokens[before].lower if before >= 0 else ""
    is_person = end - start > 1 and any(token.ent == "PERSON" for token in sentence.tokens[start:end])
    return word in cues.within and (is_place or (word != "at" and not is_person))


def _around(sentence: Sentence, end: int, text: str, lookup: Lookup) -> Place | None:
    """What a name is said to lie in: the known place that stands behind it and a comma."""
    if end >= len(sentence.tokens) or sentence.tokens[end].text != ",":
        return None
    found = _named(sentence, end + 1, text, lookup) if end + 1 < len(sentence.tokens) else None
    return found[0] if found is not None and found[0].kind in {"country", "region"} else None


def _is_name(token: Token, *, within: bool) -> bool:
    return (token.pos == "PROPN" and token.text[0].isupper()) or (within and token.text == "-")


def located(
    sentence: Sentence, place: Place, start: int, end: int, cues: PlaceCues, span: Span | None = None
) -> Located:
    """A place with how its name, between two token indexes, stands in the sentence. span: its words, if other."""
    tokens = sentence.tokens
    token = next((t for t in tokens[start:end] if not start <= t.head < end or t.head == t.i), tokens[end - 1])
    preposition, manner = _manner(sentence, token, start, end, cues)
    words = span or Span(tokens[start].span.start, tokens[end - 1].span.end)
    return Located(place, token, preposition, words, manner)


def _manner(sentence: Sentence, token: Token, start: int, end: int, cues: PlaceCues) -> tuple[str, str]:
    if start == 0 and _is_label(sentence.tokens[end : end + _LONGEST], cues):
        return "", "label"
    before = start - 1
    while before > 0 and sentence.tokens[before].pos in _SKIPPED and sentence.tokens[before].text != ",":
        before -= 1
    word = sentence.tokens[before] if before >= 0 else None
    kind = _kind(word, cues) if word is not None and word.lower != "of" else None
    if word is not None and kind is not None:
        return word.lower, kind
    return _by_tree(sentence, token, cues)


def _is_label(after: tuple[Token, ...], cues: PlaceCues) -> bool:
    """ "Oslo:", "Oslo, ABC News -": what stands between a place and the news that it comes with."""
    for token in after:
        if token.text in cues.labels:
            return True
        if token.pos not in {"PROPN", "PUNCT", "NUM"}:
            return False
    return False


def _by_tree(sentence: Sentence, token: Token, cues: PlaceCues) -> tuple[str, str]:
    """How the phrase stands that a name is the head of, or a part of."""
    is_part = False
    current = token
    for _ in sentence.tokens:
        current = sentence.first_conjunct(current)
        above = sentence.head(current)
        if above is None:
            return "", "other"
        if current.dep in _PARTS:
            is_part, current = True, above
        elif above.lower == "of" and (noun := sentence.head(above)) is not None and noun.lemma in cues.settlements:
            current = noun
        elif above.pos in {"ADP", "SCONJ"} and (kind := _kind(above, cues)) is not None:
            return above.lower, kind
        else:
            break
    if is_part:
        return "", "part"
    return "", "object" if current.dep in OBJECTS else "doer" if current.dep in SUBJECTS else "other"


def _kind(token: Token, cues: PlaceCues) -> str | None:
    if token.lower in cues.within:
        return "within"
    return "towards" if token.lower in cues.towards else None
