"""Words that refer back: pronouns, "the kingdom", "the two sides", "his counterpart"."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.actors.builder import BODIES, Builder, Figure, Spoken
from dragoman.parse.tree import Quote, Sentence, Token

if TYPE_CHECKING:
    from dragoman.codebook.names import NameCues

ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_COUNTED = ARGUMENTS - {"pobj"}
_STOPS = frozenset(";:")
_STATE = "GOV"
_BODIES = BODIES | {"country"}
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_SAME_DOER = frozenset({"conj", "xcomp"})


def pronoun(builder: Builder, sentence: Sentence, token: Token, cues: NameCues) -> tuple[Figure, ...]:
    """Who a third-person pronoun stands for; empty where nobody fits."""
    if token.lower in cues.person_pronouns:
        return _one_person(_candidates(builder, sentence, token, 4))
    if token.lower in cues.thing_pronouns:
        figures = (f for spoken in _candidates(builder, sentence, token, 2) for f in spoken.figures)
        return tuple(f for f in figures if f.kind in _BODIES or _is_body_role(f))[:1]
    if token.lower in cues.plural_pronouns:
        return _plural(_candidates(builder, sentence, token, 2))
    return ()


def _candidates(builder: Builder, sentence: Sentence, token: Token, reach: int) -> Iterator[Spoken]:
    """Who was spoken of before a pronoun, last sentence first, but for those whom it cannot mean:

    the narrator's pronoun is nobody out of a quotation, "the bank had lied, it said" is not the bank, and in "Kerry
    said he had met him" the second is not the first.
    """
    quoted, told, doers = builder.is_quoted(token), _told(sentence, token), _doers(builder, sentence, token)
    for spoken in builder.backwards((sentence.index, token.i), reach):
        reported = spoken.sentence == sentence.index and spoken.head in told and spoken.kind != "pronoun"
        other_voice = spoken.quoted and not quoted
        if not reported and not other_voice and doers.isdisjoint(figure.id for figure in spoken.figures):
            yield spoken


def _told(sentence: Sentence, token: Token) -> set[int]:
    """The words of what the pronoun's own verb reports, where they come before it; and "asked by a reporter, he"."""
    verb = sentence.head(token)
    if verb is None or token.dep != "nsubj":
        return set()
    start = max((each.i for each in sentence.tokens[: token.i] if each.text in _STOPS), default=-1)
    clauses = [clause for clause in sentence.children(verb, "ccomp") if start < clause.i < token.i]
    agents = [agent for clause in sentence.children(verb, "advcl") for agent in sentence.children(clause, "agent")]
    return {each.i for below in (*clauses, *agents) for each in sentence.subtree(below) if each.i > start}


def _doers(builder: Builder, sentence: Sentence, token: Token) -> set[str]:
    """Who does what the verb above an object tells, whom the object cannot mean: its subject, or whom someone bids."""
    clause = next((each for each in sentence.ancestors(token) if each.pos in {"VERB", "AUX"}), None)
    while token.dep in _OBJECTS and clause is not None:
        above = sentence.head(clause)
        doer = sentence.child(clause, "nsubj", "nsubjpass")
        if doer is None and above is not None and clause.dep == "xcomp":
            doer = sentence.child(above, "dobj")
        if doer is not None:
            held = builder.at(sentence.index, sentence.meant(doer).i)
            return set(held.actors) if held is not None else set()
        clause = above if clause.dep in _SAME_DOER else None
    return set()


def _one_person(candidates: Iterator[Spoken]) -> tuple[Figure, ...]:
    """The first single person, named or not ("a spokesman")."""
    for spoken in candidates:
        figure = spoken.figures[0]
        single = len(spoken.figures) == 1 and spoken.kind != "plural"
        if single and (figure.kind == "person" or (figure.kind == "role" and not _is_body_role(figure))):
            return (figure,)
    return ()


def _is_body_role(figure: Figure) -> bool:
    return figure.kind == "role" and "body" in figure.kinds


def _plural(candidates: Iterator[Spoken]) -> tuple[Figure, ...]:
    """The last mention of several actors or of a group of people; of a body where there is none."""
    bodies: tuple[Figure, ...] = ()
    for spoken in candidates:
        if len(spoken.figures) > 1 or spoken.kind == "plural" or spoken.figures[0].kind == "group":
            return spoken.figures
        if not bodies and spoken.figures[0].kind == "organisation":
            bodies = spoken.figures
    return bodies


def two_sides(builder: Builder, sentence: Sentence, token: Token) -> tuple[Figure, ...]:
    """The two nations most spoken of before, by the last of each; a person of its government before others."""
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
            if held is None or (_leads(figure) and not _leads(held)):
                parties[figure.nation] = figure
    return tuple(parties.values()) if len(parties) == 2 else ()


def _leads(figure: Figure) -> bool:
    """Whether it is a person of a government."""
    return figure.kind == "person" and _STATE in figure.sectors


def is_both(sentence: Sentence, head: Token, cues: NameCues) -> bool:
    """ "The two sides", "both countries"; "the neighbours" with nothing that says which."""
    below = sentence.children(head)
    if head.tag != "NNS" or head.lemma not in cues.both_sides:
        return False
    words = [child.lower for child in below]
    alone = head.lemma in cues.opposed and words == ["the"]
    known = head.lemma not in cues.unknown or "both" in words or "the" in words  # "two men" may be anybody
    return alone or (known and any(word in cues.both_words for word in words))


def is_two(sentence: Sentence, head: Token, cues: NameCues) -> bool:
    """ "Both armies", "the two foreign ministers"."""
    words = {child.lower for child in sentence.children(head)}
    return head.is_plural and bool(words & cues.both_words) and bool(words & {"the", "both"})


def is_the_two(sentence: Sentence, token: Token, cues: NameCues) -> bool:
    """ "The two agreed": without a noun."""
    alone = token.lower in cues.both_words and token.dep in ARGUMENTS
    return alone and sentence.child(token, "det") is not None


def is_crowd(sentence: Sentence, token: Token, cues: NameCues) -> bool:
    """ "Tens of thousands marched", "killed 40", but not "the American one": a number without a noun is people."""
    counted = token.tag == "CD" and token.ent == "CARDINAL" and token.dep in _COUNTED
    told = token.lower in cues.crowds and token.dep in ARGUMENTS
    if not (counted or told) or any(each.ent == "NORP" for each in sentence.children(token, "amod")):
        return False
    of = [noun for phrase in sentence.children(token, "prep") for noun in sentence.children(phrase, "pobj")]
    return all(noun.lower in cues.crowds for noun in of)


def leaves(sentence: Sentence, head: Token, cues: NameCues) -> bool:
    """Whether a person gives up an office: "Okar resigned", "Okar, who quit in June"."""
    verbs = (*sentence.children(head, "relcl"), sentence.head(head) if head.dep == "nsubj" else None)
    return any(verb is not None and verb.lemma in cues.leave for verb in verbs)


def is_of_something(sentence: Sentence, token: Token) -> bool:
    """ "The state of emergency" is no state, "the city of light" not the story's."""
    return any(each.lower == "of" for each in sentence.children(token, "prep"))


def opposite(builder: Builder, sentence: Sentence, head: Token, cues: NameCues) -> str | None:
    """The other country last spoken of, where "its neighbour" is told of a country."""
    whose = sentence.child(head, "poss") if head.lemma in cues.opposed else None
    held = builder.at(sentence.index, whose.i) if whose is not None else None
    one = builder.by_id(held.actors[0]) if held is not None else None
    if one is None or one.country is None or not _is_state(one):
        return None
    place = (sentence.index, head.i)
    other = builder.latest(lambda f: f.country not in {None, one.country} and _is_state(f), before=place, reach=12)
    return other.country if other is not None else None


def _is_state(figure: Figure) -> bool:
    return figure.kind == "country" or figure.sectors == (_STATE,)


def of_kind(builder: Builder, sentence: Sentence, token: Token, cues: NameCues) -> Figure | None:
    """The body or country last spoken of that "the <noun>" may mean ("the kingdom", "the bloc", "the group"), or

    whose name ends so ("the League" for the Arab League).
    """
    place, noun = (sentence.index, token.i), token.lemma.lower()
    figure = builder.latest(lambda f: noun in f.kinds or _ends_so(f, token), before=place, reach=12)
    if figure is None and noun in {"country", "nation"} & cues.country_nouns:
        figure = builder.latest(lambda f: f.kind == "country", before=place, reach=6)
    if figure is None and noun in cues.body_nouns:
        figure = builder.latest(lambda f: f.kind in BODIES and f.sectors != (_STATE,), before=place, reach=6)
    return figure


def _ends_so(figure: Figure, token: Token) -> bool:
    """Whether a name of several words ends in the capitalised word."""
    words = figure.name.split()
    return figure.kind in BODIES and token.text[0].isupper() and len(words) > 1 and words[-1] == token.text


def speaker(
    builder: Builder, sentences: tuple[Sentence, ...], index: int, quote: Quote | None, cues: NameCues
) -> Figure | None:
    """Who says the words in a quotation: the subject outside it in its sentence, then in the sentences around it.

    Where nothing is quoted ("I am appalled" in a press release): whoever spoke before.
    """
    before = _voice(builder, sentences, index, cues) if quote is None else None
    if before is not None:
        return before
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


def _voice(builder: Builder, sentences: tuple[Sentence, ...], index: int, cues: NameCues) -> Figure | None:
    """Who spoke in the first person before a sentence, or the last person who did something."""
    for spoken in builder.backwards((index, 0), 6):
        spoke = sentences[spoken.sentence].tokens[spoken.head].lower in cues.speaker_pronouns
        if spoke or (spoken.subject and not spoken.quoted and spoken.figures[0].kind == "person"):
            return spoken.figures[0]
    return None
