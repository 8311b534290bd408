"""Slots: from a trigger word to the words that fill a frame's slots, across voice, control and coordination.

The labels are the ClearNLP set that spaCy's English models give. Every function returns tokens, nearest first.
"""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.parse.tree import Sentence, Token

_RELATIVES = frozenset({"who", "which", "that", "whom"})
_CLAUSES = ("ccomp", "xcomp", "advcl", "acl", "pcomp")
_DEPTH = 8


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Whether the verb form is passive: "was held", "troops led by"."""
    if sentence.child(verb, "nsubjpass", "auxpass", "agent") is not None:
        return True
    if verb.tag != "VBN":
        return False
    if verb.dep == "conj" and sentence.child(verb, "nsubj", "aux") is None:
        return is_passive(sentence, sentence.tokens[verb.head])
    return verb.dep in {"acl", "amod"} or (verb.dep == "advcl" and sentence.child(verb, "aux") is None)


def subjects(sentence: Sentence, verb: Token, depth: int = _DEPTH) -> tuple[Token, ...]:
    """Who does it: the logical subject of a verb, or the agent of a passive; empty where none is told."""
    if depth == 0:
        return ()
    if is_passive(sentence, verb):
        return _agents(sentence, verb)
    return _surface_subject(sentence, verb, depth)


def _agents(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    bases = (verb, *sentence.children(verb, "dobj", "oprd"))  # "were refused entry by China"
    phrases = [p for base in bases for p in sentence.children(base, "agent", "prep") if p.lower == "by"]
    found = [noun for phrase in phrases for noun in sentence.children(phrase, "pobj")]
    if not found:
        for joined in sentence.children(verb, "conj"):  # "was arrested and jailed by police"
            if is_passive(sentence, joined):
                found += _agents(sentence, joined)
    return tuple(found)


def _surface_subject(sentence: Sentence, verb: Token, depth: int = _DEPTH) -> tuple[Token, ...]:
    """The grammatical subject, own or borrowed from the clause that governs the verb."""
    own = sentence.child(verb, "nsubj", "nsubjpass")
    if own is not None:
        return (_antecedent(sentence, own),)
    above = sentence.head(verb)
    if above is None or depth == 0:
        return ()
    if verb.dep == "relcl":
        return (above,)
    if verb.dep == "conj":
        return _surface_subject(sentence, above, depth - 1)
    if verb.dep == "acl":
        return (above,) if verb.tag in {"VBG", "VBN"} else _holder(sentence, above, depth - 1)
    if verb.dep in {"xcomp", "ccomp"}:
        return _controller(sentence, above, depth - 1)
    if verb.dep == "pcomp":
        return _through_preposition(sentence, above, depth - 1)
    if verb.dep in {"advcl", "prep", "dep", "parataxis"} and above.pos in {"VERB", "AUX"}:
        return _surface_subject(sentence, above, depth - 1)
    return ()


def _antecedent(sentence: Sentence, subject: Token) -> Token:
    """The noun that a relative pronoun stands for; the token itself where it is none."""
    if subject.lower in _RELATIVES and subject.tag in {"WDT", "WP", "IN", "DT"}:
        return sentence.described(subject) or subject
    return subject


def _controller(sentence: Sentence, governor: Token, depth: int) -> tuple[Token, ...]:
    """Whose act an infinitive is: the governor's object ("urged Iran to stop"), else its subject."""
    if governor.pos in {"VERB", "AUX"}:
        if not is_passive(sentence, governor):
            controlled = sentence.child(governor, "dobj", "dative")
            if controlled is not None and controlled.pos in {"PROPN", "PRON", "NOUN"} and governor.lemma != "promise":
                return (controlled,)
        return _surface_subject(sentence, governor, depth)
    return _holder(sentence, governor, depth)


def _holder(sentence: Sentence, noun: Token, depth: int) -> tuple[Token, ...]:
    """Who has the readiness, the plan, the right: its owner, else the subject of the verb that it hangs on."""
    owner = sentence.child(noun, "poss")
    if owner is not None:
        return (owner,)
    above = sentence.head(noun)
    if above is not None and above.pos in {"VERB", "AUX"} and depth > 0:
        return _surface_subject(sentence, above, depth - 1)
    return ()


def _through_preposition(sentence: Sentence, preposition: Token, depth: int) -> tuple[Token, ...]:
    """ "accused Rabat of backing": Rabat. "agreed on sending", "after meeting": the subject of the verb above."""
    above = sentence.head(preposition)
    if above is None:
        return ()
    if above.pos in {"VERB", "AUX"}:
        if preposition.lower in {"of", "for", "from", "into"}:
            found = objects(sentence, above, depth)
            if found:
                return found
        return _surface_subject(sentence, above, depth)
    return _holder(sentence, above, depth)


def objects(sentence: Sentence, verb: Token, depth: int = _DEPTH) -> tuple[Token, ...]:
    """To whom it is done: the object, the subject of a passive, or the subject of the clause below."""
    if depth == 0:
        return ()
    if is_passive(sentence, verb):
        if verb.dep == "amod":
            return (sentence.tokens[verb.head],)
        return _surface_subject(sentence, verb, depth)
    own = sentence.children(verb, "dobj", "obj")
    if own:
        return tuple(_antecedent(sentence, token) for token in own)
    dative = sentence.children(verb, "dative")
    if dative and dative[0].pos != "ADP":
        return dative
    for clause in sentence.children(verb, "ccomp", "xcomp"):
        inner = sentence.child(clause, "nsubj", "nsubjpass")
        if inner is not None:
            return (inner,)
    shared = _shared_object(sentence, verb)
    if shared is not None:
        return (shared,)
    if verb.dep == "relcl" and sentence.child(verb, "nsubj") is not None:
        return (sentence.tokens[verb.head],)
    return ()


def _shared_object(sentence: Sentence, verb: Token) -> Token | None:
    """ "arrested and jailed him": the object of the last verb of a coordination serves the earlier ones."""
    for joined in sentence.children(verb, "conj"):
        if joined.pos == "VERB" and sentence.child(joined, "nsubj") is None and not is_passive(sentence, joined):
            own = sentence.child(joined, "dobj")
            if own is not None and own.i < joined.i + 6:
                return own
    return None


def datives(sentence: Sentence, verb: Token) -> tuple[Token, ...]:
    """The indirect object: "offered Lebanon help", "gave aid to Lebanon" (with its preposition taken off)."""
    found: list[Token] = []
    for child in sentence.children(verb, "dative"):
        found.extend(sentence.children(child, "pobj") if child.pos == "ADP" else (child,))
    own = sentence.children(verb, "dobj")
    if not found and len(own) > 1:
        found.append(own[0])
    if not found and is_passive(sentence, verb) and own:
        found.extend(sentence.children(verb, "nsubjpass"))  # "Lebanon was offered help"
    return tuple(found)


def after(sentence: Sentence, bases: tuple[Token, ...], preposition: str) -> tuple[Token, ...]:
    """The nouns behind a preposition that hangs on one of the bases, or on a preposition or particle of it;

    else on a noun in a phrase of the base, where parsers often hang it ("a visit by a minister to Iraq").
    """
    found: list[Token] = []
    for base in bases:
        for child in sentence.children(base):
            if child.dep in {"prep", "agent", "dative", "prt"} and child.lower == preposition:
                found.extend(_nouns_behind(sentence, child))
            elif child.dep in {"prep", "prt", "advmod", "pcomp"}:
                nested = [c for c in sentence.children(child, "prep", "pcomp") if c.lower == preposition]
                for inner in nested:
                    found.extend(_nouns_behind(sentence, inner))
    if not found:
        nouns = [
            n for base in bases for p in sentence.children(base, "prep", "agent") for n in sentence.children(p, "pobj")
        ]
        phrases = [p for noun in nouns for p in sentence.children(noun, "prep") if p.lower == preposition]
        found = [noun for phrase in phrases if preposition != "of" for noun in _nouns_behind(sentence, phrase)]
    return tuple(found)


def _nouns_behind(sentence: Sentence, preposition: Token) -> Iterator[Token]:
    yield from sentence.children(preposition, "pobj")
    for clause in sentence.children(preposition, "pcomp"):
        inner = sentence.child(clause, "dobj", "nsubj")
        yield inner if inner is not None and clause.pos in {"VERB", "AUX"} else clause


def modifiers(sentence: Sentence, noun: Token) -> tuple[Token, ...]:
    """Names and adjectives before a noun: "the French attack", "Iraq talks"."""
    return tuple(reversed(sentence.children(noun, "compound", "amod", "nmod", "nn")))


def holders(sentence: Sentence, word: Token) -> tuple[Token, ...]:
    """The subject of the verb that a noun or adjective hangs on: "launched an attack", "is ready"."""
    current = word
    for _ in range(4):
        above = sentence.head(current)
        if above is None:
            return subjects(sentence, word) if word.pos in {"ADJ", "NOUN"} else ()
        if above.pos in {"VERB", "AUX"}:
            return _surface_subject(sentence, above) if not is_passive(sentence, above) else subjects(sentence, above)
        current = above
    return ()


def clauses(sentence: Sentence, word: Token) -> tuple[Token, ...]:
    """The heads of the clauses right below a word, or below its object."""
    below = list(sentence.children(word, *_CLAUSES))
    for child in sentence.children(word, "dobj", "attr", "acomp", "prep"):
        below.extend(sentence.children(child, *_CLAUSES))
    return tuple(below)


def clause_form(sentence: Sentence, clause: Token) -> str:
    """The form of a clause: "to", "ing" or "that"."""
    if any(child.tag == "TO" for child in sentence.children(clause, "aux")):
        return "to"
    if clause.tag == "VBG" and sentence.child(clause, "aux", "nsubj") is None:
        return "ing"
    return "that"
