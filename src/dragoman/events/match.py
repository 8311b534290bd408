"""Frames on a tree: which frames fire at a word, and who stands in their slots."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dragoman.codebook.frames import Frame, Frames
from dragoman.draft import Cast
from dragoman.events import slots
from dragoman.events.sides import ANY, Side, apart, first_in, parted, side_of
from dragoman.parse.tree import Sentence, Token

PARTS = {"VERB": "verb", "AUX": "verb", "NOUN": "noun", "PROPN": "noun", "ADJ": "adjective"}


_PARTICLES = frozenset({"prt", "advmod", "acomp", "oprd", "xcomp"})


@dataclass(frozen=True, slots=True)
class Match:
    """A frame that fired: its trigger words, and the two sides as far as the slots gave them."""

    frame: Frame
    sentence: Sentence
    trigger: Token
    words: tuple[Token, ...]
    source: Side | None
    recipient: Side | None

    @property
    def weight(self) -> tuple[int, int, int]:
        """How specific it is: sides found, conditions met, words matched."""
        sides = (self.source is not None) + (self.recipient is not None)
        return sides, len(self.frame.when) + len(self.frame.only), len(self.words)


def matches(sentence: Sentence, frames: Frames, cast: Cast, speaker: Side | None = None) -> Iterator[Match]:
    """All frames that fire in a sentence, left to right. ``speaker``: who says it, for claims and speaker slots."""
    for token in sentence.tokens:
        part = PARTS.get(token.pos)
        if part is None:
            continue
        participle = token.tag in {"VBN", "VBG"} and (part == "adjective" or token.dep in {"acomp", "oprd"})
        parts = ("adjective", "verb") if participle else (part,)
        for each in parts:
            for frame in frames.of(each, token.lemma):
                if frame.claims == (speaker is None):
                    continue
                found = match(frame, sentence, token, cast, speaker)
                if found is not None:
                    yield found


def match(frame: Frame, sentence: Sentence, token: Token, cast: Cast, speaker: Side | None) -> Match | None:
    """The frame at the token, or None where its words, voice or conditions do not fit or a filler is barred."""
    words = _words(frame, sentence, token)
    if words is None or not _voice_fits(frame, sentence, token):
        return None
    lit = _conditions(frame, sentence, token, words)
    if lit is None:
        return None
    bases = (token, *words[1:], *lit)
    source = _first_side(frame, "source", sentence, token, bases, cast, speaker, None)
    recipient = _first_side(frame, "recipient", sentence, token, bases, cast, speaker, source)
    if frame.symmetric and recipient is None and source is not None:
        source, recipient = parted(source)
    return Match(frame, sentence, token, tuple(sorted({token, *words, *lit}, key=lambda t: t.i)), source, recipient)


def _words(frame: Frame, sentence: Sentence, token: Token) -> tuple[Token, ...] | None:
    """The tokens of the frame's own word or words: the token, and its particle where the frame has one."""
    for phrase in frame.words:
        first, *rest = phrase.split()
        if first not in {token.lemma, "*"}:
            continue
        if not rest:
            return (token,)
        particles = [_particle(sentence, token, word) for word in rest]
        if all(p is not None for p in particles):
            return (token, *(p for p in particles if p is not None))
    return None


def _particle(sentence: Sentence, token: Token, word: str) -> Token | None:
    """The word that makes a phrase of the verb: its particle anywhere, a preposition only right behind it."""
    for child in sentence.children(token):
        if child.lower == word and (child.dep in _PARTICLES or child.i - token.i in {1, 2}):
            return child
    follower = sentence.tokens[token.i + 1 : token.i + 2]
    return follower[0] if follower and follower[0].lower == word else None


def _voice_fits(frame: Frame, sentence: Sentence, token: Token) -> bool:
    return frame.voice is None or (frame.voice == "passive") == slots.is_passive(sentence, token)


def _conditions(frame: Frame, sentence: Sentence, token: Token, words: tuple[Token, ...]) -> tuple[Token, ...] | None:
    """The tokens that meet `when`, or None where one is unmet or an `unless` holds."""
    lit: list[Token] = []
    for slot, wanted in frame.when.items():
        if slot == "clause":
            if not _has_clause(sentence, token, wanted):
                return None
            continue
        fillers = _fillers(slot, sentence, token, (token, *words[1:], *lit))
        if slot == "object":  # "was given a suspended sentence"
            fillers += sentence.children(token, "dobj")
        met = [t for t in fillers if _is_one_of(t, sentence, wanted)]
        if not met:
            return None
        lit.extend(met[:1])
    for slot, barred in frame.unless.items():
        if slot == "clause":
            if _has_clause(sentence, token, barred):
                return None
        elif any(_is_one_of(t, sentence, barred) for t in _fillers(slot, sentence, token, (token, *words[1:], *lit))):
            return None
    return tuple(lit)


def _has_clause(sentence: Sentence, token: Token, wanted: frozenset[str]) -> bool:
    """Whether a clause of a wanted form ("to", "that", "ing") or with a wanted verb hangs below."""
    return any(slots.clause_form(sentence, c) in wanted or c.lemma in wanted for c in slots.clauses(sentence, token))


def _is_one_of(token: Token, sentence: Sentence, words: frozenset[str]) -> bool:
    return "*" in words or any(t.lemma in words or t.lower in words for t in sentence.joined(token))


def _fillers(slot: str, sentence: Sentence, token: Token, bases: tuple[Token, ...]) -> tuple[Token, ...]:
    """The tokens in a slot of the trigger; ``bases``: trigger, particles and the light verb's noun."""
    verbal = token.pos in {"VERB", "AUX"}
    if slot == "subject":
        return slots.subjects(sentence, token) if verbal else slots.holders(sentence, token)
    if slot == "object":
        return slots.objects(sentence, token) or _behind_particle(sentence, bases)
    if slot == "dative":
        return slots.datives(sentence, token)
    if slot in {"poss", "compound"}:
        found: list[Token] = []
        for base in bases if not verbal else bases[1:] or bases:
            found.extend(sentence.children(base, "poss") if slot == "poss" else slots.modifiers(sentence, base))
        return tuple(found)
    if slot == "clause":
        return slots.clauses(sentence, token)
    if slot == "modal":
        return sentence.children(token, "aux")
    if slot == "neg":
        return sentence.children(token, "neg")
    if slot == "complement":
        return _complements(sentence, token)
    reach = bases + (_dobjs(sentence, token) if verbal else _light(sentence, token))
    return slots.after(sentence, reach, slot)


def _complements(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """What the object is called or made: "called the junta illegitimate", "labelled Iran a threat"."""
    below = sentence.children(verb, "oprd", "attr", "acomp", "ccomp", "xcomp")
    return tuple(t for t in below if t.dep not in {"ccomp", "xcomp"} or t.pos in {"ADJ", "NOUN", "PROPN"})


def _behind_particle(sentence: Sentence, bases: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "turned down the plan": the object, where the parser takes the particle for a preposition."""
    return tuple(noun for base in bases if base.dep == "prep" for noun in sentence.children(base, "pobj"))


def _dobjs(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    return sentence.children(verb, "dobj", "nsubjpass")


def _light(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """The verb whose object the noun is: its phrases may belong to the noun ("launched an attack on")."""
    above = sentence.head(noun)
    return (above,) if above is not None and above.pos == "VERB" and noun.dep in {"dobj", "nsubjpass"} else ()


def _first_side(
    frame: Frame, name: str, sentence: Sentence, token: Token, bases: tuple[Token, ...], cast: Cast,
    speaker: Side | None, other: Side | None,
) -> Side | None:  # fmt: skip
    """The first of the side's slots that an allowed actor stands in, but for those of the side found before."""
    for slot in frame.source if name == "source" else frame.recipient:
        if slot == "speaker":
            side = speaker
        elif slot == "clause":
            side = first_in(sentence, slots.clauses(sentence, token), cast, other)
        else:
            side = side_of(sentence, _fillers(slot, sentence, token, bases), cast)
        side = apart(side, other, cast) if side is not None and other is not None else side
        if side is not None and _allowed(frame.only, name, side):
            return side
    return None


def _allowed(only: Mapping[str, frozenset[str]], name: str, side: Side) -> bool:
    """Whether the side meets `only`: "itself" where it is asked for, and one of the other labels."""
    wanted = only.get(name, frozenset())
    if "itself" in wanted and "itself" not in side.labels:
        return False
    kinds = wanted - {"itself"}
    return not kinds or ANY in side.labels or bool(kinds & side.labels)
