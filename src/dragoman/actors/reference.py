"""Words that refer back: pronouns, "the kingdom", "the two sides", "his counterpart"."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dragoman.actors.builder import Builder, Figure
from dragoman.parse.tree import Quote, Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook.names import NameCues

_BODIES = frozenset({"country", "organisation", "group"})


def pronoun(builder: Builder, sentence: Sentence, token: Token, cues: NameCues) -> tuple[Figure, ...]:
    """Who a third-person pronoun stands for; empty where nobody fits."""
    place = (sentence.index, token.i)
    if token.lower in cues.person_pronouns:
        return _one_person(builder, place, quoted=builder.is_quoted(token))
    if token.lower in cues.thing_pronouns:
        figure = builder.latest(lambda f: f.kind in _BODIES or _is_body_role(f), before=place, reach=2)
        return (figure,) if figure else ()
    if token.lower in cues.plural_pronouns:
        return _plural(builder, place)
    return ()


def _one_person(builder: Builder, place: tuple[int, int], *, quoted: bool) -> tuple[Figure, ...]:
    """The last single person, named or not ("a spokesman"); within a sentence its subject first.

    The narrator's pronoun is none of those whom a speaker speaks of.
    """
    for spoken in builder.backwards(place, 4):
        if spoken.quoted and not quoted:
            continue
        figure = spoken.figures[0]
        single = len(spoken.figures) == 1 and spoken.kind != "plural"
        if single and (figure.kind == "person" or (figure.kind == "role" and not _is_body_role(figure))):
            return (figure,)
    return ()


def _is_body_role(figure: Figure) -> bool:
    return figure.kind == "role" and "body" in figure.kinds


def _plural(builder: Builder, place: tuple[int, int]) -> tuple[Figure, ...]:
    """The last mention of several actors or of a group of people."""
    for spoken in builder.backwards(place, 2):
        if len(spoken.figures) > 1 or spoken.kind == "plural" or spoken.figures[0].kind in {"group", "organisation"}:
            return spoken.figures
    return ()


def two_sides(builder: Builder, sentence: Sentence, token: Token) -> tuple[Figure, ...]:
    """The two nations most spoken of before, in the title or after it, by the last of each; persons before bodies."""
    parties: dict[str, Figure] = {}
    place = (sentence.index, token.i)
    counts = Counter(f.nation for s in builder.backwards(place, sentence.index) for f in s.figures if f.nation)
    principal = {nation for nation, _ in counts.most_common(2)}
    for spoken in builder.backwards(place, sentence.index):
        for figure in spoken.figures:
            if figure.nation not in principal or figure.nation is None:
                continue
            held = parties.get(figure.nation)
            if held is None and len(parties) == 2:
                continue
            if held is None or (figure.kind == "person" and held.kind != "person"):
                parties[figure.nation] = figure
    return tuple(parties.values()) if len(parties) == 2 else ()


def of_kind(builder: Builder, sentence: Sentence, token: Token, cues: NameCues) -> Figure | None:
    """The body or country last spoken of that "the <noun>" may mean ("the kingdom", "the bloc", "the country")."""
    place = (sentence.index, token.i)
    figure = builder.latest(lambda f: token.lemma in f.kinds, before=place, reach=12)
    if figure is None and token.lemma in {"country", "nation"} & cues.country_nouns:
        figure = builder.latest(lambda f: f.kind == "country", before=place, reach=6)
    return figure


def speaker(builder: Builder, sentences: tuple[Sentence, ...], index: int, quote: Quote | None) -> Figure | None:
    """Who says the words in a quotation: the subject outside it in its sentence, then in the sentences around it."""
    for offset in (0, 1, -1, 2, -2):
        if (
            not 0 <= index + offset < len(sentences)
            or abs(sentences[index + offset].paragraph - sentences[index].paragraph) > 1
        ):
            continue
        for spoken in builder.spoken:
            token = sentences[index + offset].tokens[spoken.head] if spoken.sentence == index + offset else None
            outside = token is not None and not (quote is not None and quote.span.holds(token.span))
            if outside and spoken.subject and spoken.figures[0].kind != "country":
                return spoken.figures[0]
    return None
