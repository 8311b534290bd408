"""Whether an act happened, by the words around its trigger: actual, intended, hypothetical or denied."""

from __future__ import annotations

from dragoman.codebook.status import StatusCues
from dragoman.parse.tree import Sentence, Token

ACTUAL = "actual"
_DOWNWARD = frozenset({"xcomp", "ccomp", "acl", "advcl", "pcomp", "pobj", "dobj", "attr", "conj", "prep", "nsubjpass"})
_COMPLEMENT = frozenset({"xcomp", "ccomp", "acl", "pcomp", "pobj", "dobj", "nsubjpass", "nsubj"})


def status_of(sentence: Sentence, trigger: Token, cues: StatusCues, *, skip_own: bool = False) -> str:
    """The status that the trigger's own words and the words that govern it give; "actual" without any cue.

    skip_own: the trigger's own negation and modal are part of the act ("will not negotiate" rejects).
    """
    own = ACTUAL if skip_own else _own(sentence, trigger, cues)
    if own != ACTUAL:
        return own
    current = trigger
    while current.head != current.i and current.dep in _DOWNWARD:
        above = sentence.tokens[current.head]
        if _is_own_clause(sentence, current):
            break
        governed = _governed(sentence, current, above, cues)
        if governed is not None:
            return governed
        if above.dep == "relcl":
            break
        current = above
    return ACTUAL


def _is_own_clause(sentence: Sentence, token: Token) -> bool:
    """A clause that the words above say nothing of: joined on with its own subject, or told before its governor."""
    subject = sentence.child(token, "nsubj", "nsubjpass") is not None
    unmarked = sentence.child(token, "mark") is None
    return subject and (token.dep == "conj" or (token.dep in {"ccomp", "advcl"} and unmarked and token.i < token.head))


def _own(sentence: Sentence, trigger: Token, cues: StatusCues) -> str:
    """From the trigger's negation, modals, conditions and adjectives."""
    children = sentence.children(trigger)
    if any(c.lower in cues.negators and c.dep in {"neg", "det", "preconj", "advmod"} for c in children):
        return "denied"
    auxiliaries = [c for c in children if c.dep in {"aux", "auxpass"}]
    modal = next((cues.modals[c.lower] for c in auxiliaries if c.lower in cues.modals), None)
    if modal == "would":
        return "hypothetical" if _conditional(sentence, trigger, cues) else "intended"
    if modal is not None:
        return modal
    if any(c.dep == "mark" and c.lower in cues.conditions for c in children):
        return "hypothetical"
    if _is_to_be(sentence, trigger, auxiliaries):
        return "intended"
    for child in children:
        if child.dep in {"amod", "det", "compound"} and child.lower in cues.adjectives:
            return cues.adjectives[child.lower]
    if trigger.dep == "conj" and trigger.pos == "VERB" and not auxiliaries and sentence.child(trigger, "nsubj") is None:
        first = sentence.first_conjunct(trigger)
        return _own(sentence, first, cues) if first.pos in {"VERB", "AUX"} and first.i != trigger.i else ACTUAL
    return ACTUAL


def _conditional(sentence: Sentence, trigger: Token, cues: StatusCues) -> bool:
    """Whether an if-clause stands beside the trigger."""
    return any(
        mark.lower in cues.conditions
        for clause in sentence.children(trigger, "advcl")
        for mark in sentence.children(clause, "mark", "advmod")
    )


def _is_to_be(sentence: Sentence, trigger: Token, auxiliaries: list[Token]) -> bool:
    """ "is to visit", "are to hold": planned."""
    above = sentence.head(trigger)
    to = any(c.tag == "TO" for c in auxiliaries)
    return to and trigger.dep == "xcomp" and above is not None and above.lemma == "be" and above.pos in {"AUX", "VERB"}


def _governed(sentence: Sentence, current: Token, above: Token, cues: StatusCues) -> str | None:
    """What the word above makes of the act, or None where it says nothing."""
    if current.dep == "advcl":
        marks = [c.lower for c in sentence.children(current, "mark", "advmod")]
        if any(mark in cues.conditions for mark in marks):
            return "hypothetical"
        return None
    if current.dep == "conj" or above.pos == "ADP":
        return "denied" if above.lower in cues.negators else None
    if current.dep not in _COMPLEMENT:
        return None
    status = cues.governors.get(above.lemma) or cues.governors.get(above.lower)
    negated = any(c.dep == "neg" for c in sentence.children(above))
    if status is None:
        return _carried(sentence, current, above, cues)
    if status == "denied":
        return ACTUAL if negated else "denied"
    return status


def _carried(sentence: Sentence, current: Token, above: Token, cues: StatusCues) -> str | None:
    """The status of a light verb goes over to its noun: "will hold talks", "did not pay a visit"."""
    if above.pos not in {"VERB", "AUX"} or current.pos not in {"NOUN", "PROPN"}:
        if current.dep == "xcomp" and above.pos in {"VERB", "AUX", "ADJ"}:
            own = _own(sentence, above, cues)
            return own if own != ACTUAL else None
        return None
    own = _own(sentence, above, cues)
    return own if own != ACTUAL and current.dep in {"dobj", "nsubjpass", "attr", "pobj"} else None
