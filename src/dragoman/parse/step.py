"""The parse step: one tree a sentence. The only room that knows spaCy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.draft import Draft
from dragoman.parse.appositions import Apposition, appositions
from dragoman.parse.repair import repaired
from dragoman.parse.resolver import load_model
from dragoman.parse.tree import Parse, Sentence, Token
from dragoman.parse.worth import worth_parsing
from dragoman.span import Span

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from dragoman.codebook import Codebook

_BATCH = 64


def parse(draft: Draft, book: Codebook) -> Draft:
    """Add the parse layer: a tree for each sentence; for none of them where there is nothing to find in the report."""
    if not worth_parsing(draft, book):
        return draft
    text, split, model = draft.article.text, draft.split, load_model()
    spans = [span for _, span in split.sentences]
    layouts = [_layout(model.make_doc(span.of(text)), book) for span in spans]
    trees = _trees(model, layouts, spans, book.lemmas)
    sentences = (
        Sentence(i, number, span, tokens, is_title=number == 0 and split.has_title)
        for i, ((number, span), tokens) in enumerate(zip(split.sentences, trees, strict=True))
    )
    return replace(draft, parse=Parse(tuple(sentences)))


@dataclass(frozen=True)
class _Layout:
    """A tokenised sentence and the parts to parse: the sentence without its appositions, then each of these."""

    doc: Doc
    apart: tuple[Apposition, ...]
    parts: tuple[tuple[int, ...], ...]


def _layout(doc: Doc, book: Codebook) -> _Layout:
    _join_hyphens(doc, book)
    apart = tuple(appositions([token.text for token in doc], book))
    taken = {i for each in apart for i in range(each.start, each.end)}
    main = tuple(i for i in range(len(doc)) if i not in taken)
    return _Layout(doc, apart, (main, *(tuple(range(each.start + 1, each.end - 1)) for each in apart)))


def _join_hyphens(doc: Doc, book: Codebook) -> None:
    """One token again of the words with a hyphen that frames know ("sit-in")."""
    words = [token.text for token in doc]
    joints = [i for i, word in enumerate(words[:-1]) if word == "-" and i]
    if not joints:
        return
    with doc.retokenize() as retokenizer:
        for i in joints:
            joined = "".join(words[i - 1 : i + 2]).lower()
            if {joined, joined.removesuffix("s")} & book.frames.hyphened:
                retokenizer.merge(doc[i - 1 : i + 2])


def _trees(
    model: Language, layouts: Sequence[_Layout], spans: Sequence[Span], lemmas: Mapping[str, str]
) -> Iterator[tuple[Token, ...]]:
    """The tokens of each sentence, all parts parsed in batches."""
    parts = (_part(layout.doc, part) for layout in layouts for part in layout.parts)
    parsed = model.pipe(parts, batch_size=_BATCH)
    for layout, span in zip(layouts, spans, strict=True):
        yield _grafted(layout, [next(parsed) for _ in layout.parts], span.start, lemmas)


def _part(doc: Doc, part: Sequence[int]) -> Doc:
    """Some of a sentence's tokens as a document of their own: one sentence, whatever the parser would make of it."""
    from spacy.tokens import Doc

    words, spaces = [doc[i].text for i in part], [bool(doc[i].whitespace_) for i in part]
    return Doc(doc.vocab, words=words, spaces=spaces, sent_starts=[own == 0 for own in range(len(part))])


def _grafted(layout: _Layout, docs: Sequence[Doc], offset: int, lemmas: Mapping[str, str]) -> tuple[Token, ...]:
    """One tree out of the parts: each apposition hangs on its anchor, its commas too."""
    tokens: dict[int, Token] = {}
    anchors = (None, *(each.anchor for each in layout.apart))
    for part, doc, anchor in zip(layout.parts, docs, anchors, strict=True):
        for own, i in enumerate(part):
            tokens[i] = _token(layout.doc, doc, own, i, part, anchor, offset)
    for each in layout.apart:
        for comma in (each.start, each.end - 1):
            tokens[comma] = _comma(layout.doc, comma, each.anchor, offset)
    return repaired([tokens[i] for i in sorted(tokens)], lemmas)


def _token(whole: Doc, doc: Doc, own: int, i: int, part: Sequence[int], anchor: int | None, offset: int) -> Token:
    parsed = doc[own]
    is_root = parsed.head.i == own
    start = offset + whole[i].idx
    return Token(
        i=i,
        text=parsed.text,
        lower=parsed.lower_,
        lemma=parsed.lemma_.lower(),
        pos=parsed.pos_,
        tag=parsed.tag_,
        dep="appos" if is_root and anchor is not None else parsed.dep_,
        head=anchor if is_root and anchor is not None else part[parsed.head.i],
        ent=parsed.ent_type_,
        span=Span(start, start + len(parsed.text)),
    )


def _comma(whole: Doc, i: int, anchor: int, offset: int) -> Token:
    start = offset + whole[i].idx
    return Token(i, ",", ",", ",", "PUNCT", ",", "punct", anchor, "", Span(start, start + 1))
