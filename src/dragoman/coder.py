"""The coder: text in, record out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.assemble import assemble
from dragoman.codebook import Codebook
from dragoman.draft import Draft, Source
from dragoman.errors import InputError
from dragoman.model.reader import load_reader
from dragoman.pair import code_pair
from dragoman.parse.resolver import load_model, model_name
from dragoman.pipeline import STEPS, run, run_again
from dragoman.read.sources import Rejected
from dragoman.record import Version
from dragoman.version import VERSION

if TYPE_CHECKING:
    from dragoman.record import Article, Record


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
        return Version(VERSION, self.book.id, f"{model_name(load_model())}, reader {load_reader().id}")

    def draft(self, source: Source) -> Draft:
        """All layers of one source, for those who want to look inside."""
        return run(source, self.book)

    def code_many(self, sources: Iterable[Source | Rejected]) -> Iterator[Record | Rejected]:
        """One record a source, in order; a source that cannot be read comes back as Rejected with its reason."""
        for source in sources:
            if isinstance(source, Rejected):
                yield source
                continue
            try:
                yield self.code(source)
            except InputError as error:
                yield Rejected.of(source.source_id, error)

    def code_pair(self, sentence: str, source_span: tuple[int, int], target_span: tuple[int, int]) -> str:
        """The PLOVER root that best says what the one actor did to the other; always answers one.

        Spans: characters of ``sentence``. Benchmarks of pair classification ask this forced choice among 15 roots:
        CONCEDE and RETREAT are one there, YIELD.
        """
        return code_pair(sentence, source_span, target_span, self.book)
