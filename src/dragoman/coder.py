"""The coder: text in, record out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from dragoman.assemble import assemble
from dragoman.codebook import Codebook
from dragoman.draft import Draft, Source
from dragoman.errors import CodingError, InputError
from dragoman.model.reader import load_reader
from dragoman.pair import code_pair
from dragoman.parse.resolver import load_model, model_name
from dragoman.pipeline import STEPS, run, run_again
from dragoman.read.sources import Rejected
from dragoman.record import Article, Version
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.record import Record


T = TypeVar("T")
G = TypeVar("G")
_FAULTS = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    ValueError,
)


class Coder:
    """Reads reports with one codebook. Make one and use it for many: the parser is loaded once.

    codebook: folders that overlay our codebook, later ones on top. Raises CodebookError where one is missing.
    """

    def __init__(self, codebook: str | Path | Iterable[str | Path] | None = None) -> None:
        folders = [codebook] if isinstance(codebook, (str, Path)) else list(codebook or ())
        self.book = Codebook(folders)

    def read(
        self, text: str, *, published: str | None = None, publisher: str | None = None, url: str | None = None,
        title: str | None = None, source_id: str = "-", is_html: bool = False,
    ) -> Record:  # fmt: skip
        """The record of one report. ``published``: ISO date. Raises InputError where it cannot be read."""
        return self.code(Source(text, is_html, source_id, published, publisher, url, title))

    def code(self, source: Source) -> Record:
        """The record of one source."""
        return assemble(self.draft(source), self.book, self.version)

    def look(self, source: Source) -> Article:
        """The article of one source, read and not coded. Raises InputError where it cannot be read."""
        return run(source, self.book, until=STEPS[0]).article

    def code_again(self, article: Article) -> Record:
        """A new record of an article that was read before; text and spans stay as they are."""
        return assemble(run_again(article, self.book), self.book, self.version)

    @cached_property
    def version(self) -> Version:
        """What its records name as their maker: the package, the codebook, the parser's model and our own."""
        return Version(VERSION, self.book.id, f"{model_name(load_model())}, reader {load_reader(self.book.reader).id}")

    def draft(self, source: Source) -> Draft:
        """All layers of one source, for those who want to look inside."""
        return run(source, self.book)

    def code_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Record | Rejected]:
        """One record a source, in order; what cannot be read or coded comes back as Rejected with its reason."""
        return self.code_articles(self.look_many(sources))

    def look_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Article | Rejected]:
        """The article of each source, read and not coded, in order."""
        return (each if isinstance(each, Rejected) else _tried(self.look, each, each.source_id) for each in sources)

    def code_articles(self, articles: Iterable[Article | T]) -> Iterator[Record | Rejected | T]:
        """The record of each article, in order; what is no article passes by."""
        for each in articles:
            yield _tried(self.code_again, each, each.source_id) if isinstance(each, Article) else each

    def code_pair(self, sentence: str, source_span: tuple[int, int], target_span: tuple[int, int]) -> str:
        """The PLOVER root that best says what the one actor did to the other; always answers one.

        Spans: characters of ``sentence``. Benchmarks of pair classification ask this forced choice among 15 roots:
        CONCEDE and RETREAT are one there, YIELD.
        """
        return code_pair(sentence, source_span, target_span, self.book)


@cache
def coder_of(codebook: tuple[str, ...]) -> Coder:
    """The coder of a process that codes for others: made once for the same folders."""
    return Coder(codebook)


def _tried(do: Callable[[G], T], given: G, source_id: str) -> T | Rejected:
    """What comes of one report. One that cannot be read, or on which the coder itself fails, stops no run."""
    try:
        return do(given)
    except InputError as error:
        return Rejected.of(source_id, error)
    except _FAULTS as error:
        told = f"the coder failed on it ({type(error).__name__}: {error}); please report this with the text"
        return Rejected(source_id, told, CodingError)
