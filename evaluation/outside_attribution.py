"""Our statements against PolNeAR: attributions with source, cue and content in US political news.

The corpus: E. Newell, D. Margolin and D. Ruths (2018), "An attribution relations corpus for political news", LREC.
The measures, each over all attributions of all documents, paired one to one within a role:

- exact and overlap: the strict and the lenient matching of spans that S. Pareti, T. O'Keefe, I. Konstas, J. R. Curran
  and I. Koprinska (2013), "Automatically detecting and attributing indirect quotations", EMNLP, report beside each
  other; here an overlap is one shared word.
- words: precision and recall over the single words of the role, as the overlap metric of BBC Citron's
  citron_evaluate.py and close to the partial match of B. Hollingsworth and S. Teufel (2005), which Pareti et al. use.
- whole: source, cue and content of one statement all overlap those of one attribution.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from outside_words import NOTHING, Alignment, Extent, Score, Words, data, extents, paired, score

from dragoman.assemble import assemble
from dragoman.coder import Coder
from dragoman.draft import Draft, Source
from dragoman.errors import InputError
from dragoman.record import Record, Statement
from dragoman.span import Span
from dragoman.version import VERSION

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, the words that say that he does, and what he says, each as words of the text."""

    source: Extent = NOTHING
    cue: Extent = NOTHING
    content: Extent = NOTHING

    def role(self, name: str) -> Extent:
        """The words of a role by its name."""
        return {"source": self.source, "cue": self.cue, "content": self.content}[name]

    @property
    def all(self) -> Extent:
        """All its words."""
        return self.source | self.cue | self.content


@dataclass(frozen=True, slots=True)
class Document:
    """An article of the corpus. published: from the file's name, ISO date."""

    name: str
    text: str
    published: str
    brat: str


def documents() -> list[Document]:
    """The development articles; of several annotators' files the first by name is taken."""
    texts, marks = data("attribution", "dev", "text"), data("attribution", "dev", "attributions")
    return [_document(path, marks) for path in sorted(texts.glob("*.txt"))]


def _document(path: Path, marks: Path) -> Document:
    by_annotator = sorted(each for each in marks.glob("*.ann") if each.stem.rpartition("_")[0] == path.stem)
    brat = by_annotator[0].read_text(encoding="utf-8")
    # no translation of line ends: the offsets count characters of the file
    return Document(path.stem, path.read_bytes().decode("utf-8"), path.stem.split("_")[1], brat)


def read_brat(brat: str, words: Words) -> list[Attribution]:
    """The attributions of a brat standoff file: T lines are spans (in pieces by ";"), E lines attributions of them."""
    spans: dict[str, list[Span]] = {}
    events: list[list[str]] = []
    for line in brat.split("\n"):
        name, _, rest = line.partition("\t")
        if name.startswith("T"):
            offsets = rest.split("\t")[0].split(" ", 1)[1]
            spans[name] = [Span(*map(int, piece.split())) for piece in offsets.split(";")]
        elif name.startswith("E"):
            events.append(rest.split()[1:])
    found = [_attribution(arguments, spans, words) for arguments in events]
    return [each for each in found if each.cue or each.content]


def _attribution(arguments: Sequence[str], spans: dict[str, list[Span]], words: Words) -> Attribution:
    pieces: dict[str, list[Span]] = {role: [] for role in ROLES}
    for argument in arguments:
        role, _, name = argument.partition(":")
        pieces[role.lower().rstrip("0123456789")] += spans[name]
    return _of_spans(pieces["source"], pieces["cue"], pieces["content"], words)


def _of_spans(source: Sequence[Span], cue: Sequence[Span], content: Sequence[Span], words: Words) -> Attribution:
    return Attribution(words.extent(*source), words.extent(*cue), words.without_that(words.extent(*content)))


def read_ours(document: Document, words: Words, coder: Coder) -> list[Attribution]:
    """Our statements as attributions; none where the text cannot be read."""
    try:
        draft = coder.draft(Source(document.text, source_id=document.name, published=document.published))
    except InputError:
        return []
    record = assemble(draft, coder.book, VERSION)
    aligned = Alignment(record.article.text, document.text)
    return [_ours(each, record, draft, aligned, words) for each in record.statements]


def _ours(each: Statement, record: Record, draft: Draft, aligned: Alignment, words: Words) -> Attribution:
    speaker = speaker_words(each, record, [sentence.span for sentence in draft.parse.sentences])
    source, cue = ([aligned.source(span)] if span is not None else [] for span in (speaker, each.cue))
    return _of_spans(source, cue, [aligned.source(each.content)], words)


def speaker_words(each: Statement, record: Record, sentences: Sequence[Span]) -> Span | None:
    """The speaker's mention in the sentence of the cue (of the content, where there is no cue): the one nearest to the

    cue outside the content; None where the sentence does not mention him.
    """
    if each.speaker is None:
        return None
    anchor = each.cue or each.content
    home = next((span for span in sentences if span.start <= anchor.start < span.end), anchor)
    mentions = [m for m in record.actor(each.speaker).mentions if home.holds(m) and not each.content.holds(m)]
    return min(mentions, key=lambda m: max(m.start - anchor.end, anchor.start - m.end), default=None)


def judge(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> dict[str, Score]:
    """All scores of one document."""
    scores: dict[str, Score] = {}
    for role in ROLES:
        wanted = [each.role(role) for each in gold if each.role(role)]
        found = [each.role(role) for each in ours if each.role(role)]
        scores[f"{role}, exact"], scores[f"{role}, overlap"] = extents(wanted, found)
        scores[f"{role}, words"] = _words(wanted, found)
    scores["whole, overlap"] = score(_whole(gold, ours), len(ours), len(gold))
    return scores


def judge_sourced(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> dict[str, Score]:
    """The scores against the attributions with a source; what we have of the others is neither right nor wrong."""
    kept = [each for each in gold if each.source]
    aside = [each for each in gold if not each.source]
    return judge(kept, [each for each in ours if _shared(each, kept) >= _shared(each, aside)])


def _shared(each: Attribution, others: Sequence[Attribution]) -> int:
    return max((len(each.all & other.all) for other in others), default=0)


def _words(gold: Sequence[Extent], ours: Sequence[Extent]) -> Score:
    wanted, found = NOTHING.union(*gold), NOTHING.union(*ours)
    return score(len(wanted & found), len(found), len(wanted))


def _whole(gold: Sequence[Attribution], ours: Sequence[Attribution]) -> int:
    """How many pairs by content also overlap in source and cue (or lack the same)."""
    pairs = paired([each.content for each in gold], [each.content for each in ours])
    return sum(_alike(gold[row], ours[column]) for row, column in pairs)


def _alike(gold: Attribution, ours: Attribution) -> bool:
    roles = [(gold.role(role), ours.role(role)) for role in ("source", "cue")]
    return all(wanted & found or not (wanted or found) for wanted, found in roles)


def measured(chosen: Iterator[Document], coder: Coder) -> list[tuple[dict[str, Score], dict[str, Score]]]:
    """For each document its scores on all attributions and on those with a source."""
    found = []
    for document in chosen:
        words = Words(document.text)
        gold, ours = read_brat(document.brat, words), read_ours(document, words, coder)
        found.append((judge(gold, ours), judge_sourced(gold, ours)))
    return found
