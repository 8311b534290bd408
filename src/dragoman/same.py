"""Whether two acts of one report are the same event told twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from dragoman.draft import Act, Draft
from dragoman.record import Actor, When

_VIOLENCE = "ASSAULT"
_NEAR = 3  # sentences
_MEETING_MODES = frozenset({None, "meet", "negotiate", "visit", "multilateral"})


def joined(
    one: Act,
    one_date: When | None,
    other: Act,
    other_date: When | None,
    draft: Draft,
    known: Mapping[str, Actor],
) -> bool:
    """Same type, sides, status and no two different dates; and told in the title or in the same words.

    Meetings of the same sides on the same day are one whatever the words, unless one is a visit. Victims of whom no
    doer is told are those of the violence against their nation that is told of near them.
    """
    if one.type != other.type or one.status != other.status:
        return False
    if one_date is not None and other_date is not None and one_date.edtf != other_date.edtf:
        return False
    if _is_toll(one, other, known):
        return True
    if not _same_sides(one, other, known):
        return False
    if _in_title(one, draft) != _in_title(other, draft) or (one.type == "ACCUSE" and one.sentence == other.sentence):
        return True
    if one.type == "CONSULT":
        return one.mode == other.mode or (
            one.mode in _MEETING_MODES and other.mode in _MEETING_MODES and "visit" not in {one.mode, other.mode}
        )
    return _lemma(one, draft) == _lemma(other, draft)


def _is_toll(one: Act, other: Act, known: Mapping[str, Actor]) -> bool:
    """Whether one tells of nobody but the victims of what the other tells of: "ten people were killed"."""
    near = one.type == _VIOLENCE and abs(one.sentence - other.sentence) <= _NEAR
    doers, victims = (one.source, other.source), _nations(one.recipient, known) & _nations(other.recipient, known)
    return near and bool(victims) and not all(doers) and any(doers)


def _in_title(act: Act, draft: Draft) -> bool:
    return draft.parse.sentences[act.sentence].is_title


def _lemma(act: Act, draft: Draft) -> str:
    return draft.parse.sentences[act.sentence].tokens[act.head].lemma


def _same_sides(one: Act, other: Act, known: Mapping[str, Actor]) -> bool:
    sides = (_nations(one.source, known), _nations(one.recipient, known))
    others = (_nations(other.source, known), _nations(other.recipient, known))
    return sides == others or (one.symmetric and other.symmetric and sides == others[::-1])


def _nations(ids: Iterable[str], known: Mapping[str, Actor]) -> frozenset[str | None]:
    return frozenset(known[each].country or known[each].code for each in ids)
