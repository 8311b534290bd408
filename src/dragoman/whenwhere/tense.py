"""How a word's clause is told: tense, and whether it tells the day's news or what lies behind it."""

from __future__ import annotations

from dragoman.parse.tree import Sentence, Token
from dragoman.whenwhere.near import clause_of

_FUTURE = frozenset({"will", "shall", "would", "to"})
_MODAL = _FUTURE | {"may", "might", "can", "could", "should", "must"}
_PERFECT = frozenset({"had", "'d"})
_PRESENT_PERFECT = frozenset({"have", "has", "'ve"})


def tense_of(sentence: Sentence, token: Token) -> str:
    """had, have, will, past, present or participle: the tense of the word's clause."""
    clause = clause_of(sentence, token)
    auxiliaries = _auxiliaries(sentence, clause)
    if auxiliaries & _PERFECT:
        return "had"
    if auxiliaries & _PRESENT_PERFECT:
        return "have"
    if auxiliaries & _MODAL:
        return "will"
    if clause.tag == "VBD" or auxiliaries & {"was", "were"}:
        return "past"
    return "present" if clause.tag in {"VBZ", "VBP"} or auxiliaries & {"is", "are"} else "participle"


def is_future(sentence: Sentence, token: Token) -> bool:
    """Whether the word's clause is still to come."""
    return bool(_auxiliaries(sentence, clause_of(sentence, token)) & _FUTURE)


def is_past_perfect(sentence: Sentence, token: Token) -> bool:
    """Whether the word's clause lies before what else is told."""
    return bool(_auxiliaries(sentence, clause_of(sentence, token)) & _PERFECT)


def is_main_line(sentence: Sentence, trigger: Token) -> bool:
    """Whether the act is told as the day's news: not in the past perfect, not in a clause that tells of earlier things.

    A relative clause behind a comma goes on with the news ("was received by X, who reaffirmed").
    """
    clause = clause_of(sentence, trigger)
    for verb in (clause, *(t for t in sentence.ancestors(clause) if t.pos in {"VERB", "AUX"})):
        if _auxiliaries(sentence, verb) & _PERFECT:
            return False
        if verb.dep in {"relcl", "acl"} and not _goes_on(sentence, verb):
            return False
        if verb.dep == "advcl" and sentence.child(verb, "mark") is not None:
            return False
    return True


def tells_past(sentence: Sentence, token: Token) -> bool:
    """Whether the word's clause is in the plain past and no clause above it tells of something else."""
    verb = clause_of(sentence, token)
    auxiliaries = _auxiliaries(sentence, verb)
    past = verb.tag == "VBD" or bool(auxiliaries & {"was", "were"})
    above = (verb, *sentence.ancestors(verb))
    return past and not auxiliaries & {"had", "have", "has"} and not any(t.dep == "relcl" for t in above)


def _goes_on(sentence: Sentence, verb: Token) -> bool:
    first = min(t.i for t in sentence.subtree(verb))
    opens = first > 0 and (sentence.tokens[first - 1].text == "," or sentence.tokens[first].lower == "in")
    return verb.dep == "relcl" and verb.tag == "VBD" and opens


def _auxiliaries(sentence: Sentence, verb: Token) -> set[str]:
    return {child.lower for child in sentence.children(verb, "aux", "auxpass")}
