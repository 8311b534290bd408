"""How near a word in a sentence stands to an act: what tells whose date or place it is."""

from __future__ import annotations

from dragoman.parse.tree import Sentence, Token

OWN, SAME, ABOVE = 0, 1, 2
_REPORTING = frozenset(
    {
        "ccomp",
        "xcomp",
        "advcl",
        "acl",
        "pcomp",
        "conj",
        "parataxis",
        "dobj",
        "pobj",
        "prep",
        "nsubj",
        "nsubjpass",
        "attr",
    }
)


def clause_of(sentence: Sentence, token: Token) -> Token:
    """The verb of the clause that a word stands in (the word itself where it is a verb; the root at last)."""
    current = token
    while current.pos not in {"VERB", "AUX"} and current.head != current.i:
        current = sentence.tokens[current.head]
    return current


def nearness(sentence: Sentence, trigger: Token, word: Token) -> int | None:
    """0 below the trigger, 1 in its clause, 2 and more in the clauses above it; None where it belongs elsewhere."""
    if trigger.i in {t.i for t in sentence.ancestors(word)} and _direct(sentence, trigger, word):
        return OWN
    clause, wanted = clause_of(sentence, trigger), clause_of(sentence, word)
    distance = SAME
    current = clause
    while True:
        if current.i == wanted.i:
            return distance
        if current.head == current.i or current.dep == "relcl" or current.dep not in _REPORTING:
            return None
        if current.dep == "advcl" and sentence.child(current, "mark") is not None:
            return None
        current = clause_of(sentence, sentence.tokens[current.head])
        distance += 1


def _direct(sentence: Sentence, trigger: Token, word: Token) -> bool:
    """Whether no other verb stands between the word and the trigger above it."""
    for above in sentence.ancestors(word):
        if above.i == trigger.i:
            return True
        if above.pos in {"VERB", "AUX"} and above.dep not in {"xcomp"}:
            return False
    return False
