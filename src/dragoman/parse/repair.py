"""Mends of errors that small parsers make again and again, told by the form of the words alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dragoman.parse.tree import Token

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})


def repaired(tokens: Sequence[Token], lemmas: Mapping[str, str]) -> tuple[Token, ...]:
    """The tree with finite verbs taken off infinitives that they cannot be joined to, and right verb lemmas.

    "called on Baghdad to settle the matter and thanked the government": *thanked* joins *called*, not *settle*.
    lemmas: what the parser says -> what is meant ("stag" -> "stage").
    """
    return tuple(_named(_rejoined(token, tokens), lemmas) for token in tokens)


def _named(token: Token, lemmas: Mapping[str, str]) -> Token:
    return replace(token, lemma=lemmas[token.lemma]) if token.pos == "VERB" and token.lemma in lemmas else token


def _rejoined(token: Token, tokens: Sequence[Token]) -> Token:
    if token.dep != "conj" or token.tag not in _FINITE:
        return token
    above = tokens[token.head]
    if above.tag not in {"VB", "VBG"} or _has_finite_aux(above, tokens):
        return token
    current = above
    while current.head != current.i:
        current = tokens[current.head]
        if (
            current.i < token.i
            and (current.tag in _FINITE or _has_finite_aux(current, tokens))
            and current.pos in {"VERB", "AUX"}
        ):
            return replace(token, head=current.i)
    return token


def _has_finite_aux(verb: Token, tokens: Sequence[Token]) -> bool:
    return any(t.head == verb.i and t.dep in {"aux", "auxpass"} and t.tag in _FINITE for t in tokens)
