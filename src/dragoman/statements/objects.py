"""Reported speech in a cue verb's object: "called the vote a farce", "accused Rabat of lying", "put the toll at 26"."""

from __future__ import annotations

from dragoman.codebook.speech import SpeechCues
from dragoman.events import slots
from dragoman.parse.tree import Sentence, Token
from dragoman.span import Span

_BARE_NOUN = 3
_COMMON_NOUNS = frozenset({"NN", "NNS"})
_RELATIVE_TAGS = frozenset({"WDT", "WP"})


def content(sentence: Sentence, verb: Token, cues: SpeechCues) -> Span | None:
    """What a verb that says more than its bare object reports; None where it does not."""
    rules = (
        (cues.name, _named), (cues.described, _described), (cues.of, _behind_of), (cues.blame, _blamed),
        (cues.gerund, _denied), (cues.count, _counted),
    )  # fmt: skip
    found = (rule(sentence, verb) for lemmas, rule in rules if verb.lemma in lemmas)
    return next((span for span in found if span is not None), None)


def whole(sentence: Sentence, verb: Token, cues: SpeechCues) -> Span | None:
    """ "expressed readiness to resume training": the object itself, where it is a noun of opinion."""
    if verb.lemma not in cues.object:
        return None
    nouns = (n for n in sentence.children(verb, "dobj") if n.lemma in cues.contents)
    return next((sentence.phrase(n) for n in nouns if len(sentence.subtree(n)) > _BARE_NOUN), None)


def _named(sentence: Sentence, verb: Token) -> Span | None:
    """ "called the vote a farce": object and predicate; "what he called a farce": the predicate."""
    for clause in sentence.children(verb, "ccomp", "oprd", "xcomp"):
        that = any(child.lower == "that" for child in sentence.children(clause, "mark"))
        if that or slots.clause_form(sentence, clause) == "to":
            continue
        predicate = sentence.phrase(clause)
        start = min(predicate.start, _object_start(sentence, verb) or predicate.start)
        if start > verb.span.start:
            return Span(start, predicate.end)
    nouns = [n for n in sentence.children(verb, "dobj") if n.tag not in _RELATIVE_TAGS]
    if len(nouns) == 2:
        return Span(sentence.phrase(nouns[0]).start, sentence.phrase(nouns[1]).end)
    return None


def _described(sentence: Sentence, verb: Token) -> Span | None:
    """ "dismissed the story as nonsense"."""
    nouns = sentence.children(verb, "dobj")
    behind = [p for base in (verb, *nouns) for p in sentence.children(base, "prep") if p.lower == "as"]
    if not behind:
        return None
    told = sentence.phrase(behind[-1])
    start = _object_start(sentence, verb)
    return Span(start if start is not None else behind[-1].span.end + 1, told.end)


def _object_start(sentence: Sentence, verb: Token) -> int | None:
    """Where the object begins that stands behind the verb."""
    starts = [sentence.phrase(noun).start for noun in sentence.children(verb, "dobj")]
    return next((start for start in starts if start > verb.span.start), None)


def _behind_of(sentence: Sentence, verb: Token) -> Span | None:
    """ "accused Rabat of backing rebels and of lying", "accused it of abuses on Monday", "warned of a war"."""
    things: list[Span] = []
    for preposition in sentence.subtree(verb):
        behind = sentence.children(preposition, "pcomp", "pobj")
        if preposition.i < verb.i or preposition.lower != "of" or not behind:
            continue
        told = Span(sentence.phrase(behind[0]).start, sentence.phrase(preposition).end)
        above = sentence.tokens[preposition.head]
        if behind[0].dep == "pcomp" or above == verb:
            return told
        if above.dep == "dobj" and behind[0].tag in _COMMON_NOUNS:
            things.append(told)
    return things[-1] if things else None


def _blamed(sentence: Sentence, verb: Token) -> Span | None:
    """ "criticised the premier for giving way", "charged Washington with staging a coup"."""
    for base in (verb, *sentence.children(verb, "dobj")):
        for preposition in sentence.children(base, "prep"):
            clause = sentence.child(preposition, "pcomp")
            if preposition.lower in {"for", "with"} and clause is not None:
                return sentence.phrase(clause)
    return None


def _denied(sentence: Sentence, verb: Token) -> Span | None:
    """ "denied having shelled hospitals", "denied any part in the attack"."""
    for clause in sentence.children(verb, "xcomp", "ccomp"):
        first = sentence.within(sentence.phrase(clause))[0]
        if first.tag == "VBG":
            return sentence.phrase(clause)
    nouns = sentence.children(verb, "dobj")
    return next((sentence.phrase(n) for n in nouns if any(d.lower == "any" for d in sentence.children(n, "det"))), None)


def _counted(sentence: Sentence, verb: Token) -> Span | None:
    """ "put the toll at 26", "put the delay down to bad weather"."""
    start = _object_start(sentence, verb)
    behind = [p for p in sentence.children(verb, "prep", "prt") if p.lower in {"at", "down"}]
    return Span(start, max(sentence.phrase(p).end for p in behind)) if start is not None and behind else None
