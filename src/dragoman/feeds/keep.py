"""A batch of items into the ledger: coded without its lock, committed under it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.draft import Source
from dragoman.errors import LanguageError, LedgerBusyError, UnreadableError
from dragoman.feeds.hand import MOST_DEATHS, Hand
from dragoman.ledger import Ledger, open_writer
from dragoman.ledger.happenings.step import relate
from dragoman.ledger.tidy import DUE_COMMITS, tidy
from dragoman.read.given import Rejected

if TYPE_CHECKING:
    from dragoman.coder import Coder
    from dragoman.feeds.clock import Clock
    from dragoman.feeds.state import Errand, State
    from dragoman.ledger import Writer
    from dragoman.record import Article, Record

_WAIT = 5.0  # seconds of one wait for another writer; between two, the watch sees whether it is to end


@dataclass(frozen=True, slots=True)
class InHand:
    """An item that was fetched. page: its page, or why there is none; own: the feed's own text, where it is whole."""

    errand: Errand
    page: Source | Rejected
    own: Source | None


@dataclass(slots=True)
class Kept:
    """What came of the items. known: articles that were there; own_texts: read from the feed."""

    articles: int = 0
    known: int = 0
    own_texts: int = 0
    rejects: int = 0


@dataclass(slots=True)
class _Outcome:
    """What came of one item."""

    errand: Errand
    result: Article | Rejected
    own_text: bool = False
    record: Record | None = None


class Keeper:
    """Codes and commits. tell: takes a line for people."""

    def __init__(
        self, path: Path, coder: Coder, state: State, clock: Clock, tell: Callable[[str], None], *,
        keep_text: bool = True,
    ) -> None:  # fmt: skip
        self._path = path
        self._coder = coder
        self._state = state
        self._clock = clock
        self._tell = tell
        self._keep_text = keep_text
        self._hand = Hand(path)
        self.total = Kept()

    def keep(self, batch: Sequence[InHand]) -> None:
        """Commit what can be finished before the watch ends.

        What is to be done is remembered first, then comes the ledger, then that it is done: after a kill the same items
        are done again, and give the same articles.
        """
        self._state.commit()
        if not batch:
            return
        _ = self._coder.version  # its models are loaded before an item is in hand
        outcomes = list(self._coded(list(self._looked_at(batch))))
        self._hand.empty()
        if outcomes and not self._written(outcomes):
            return
        for each in outcomes:
            self._state.done(each.errand, own_text=each.own_text)
            self._count(each)
        self._state.give_back()
        self._state.commit()

    def _looked_at(self, batch: Sequence[InHand]) -> Iterator[_Outcome]:
        for each in batch:
            if self._clock.stopped:
                return
            if self._hand.take(each.errand.name):
                yield self._looked(each)
            else:
                reason = f"the process ended while it read this, {MOST_DEATHS} times"
                yield _Outcome(each.errand, Rejected(each.page.source_id, reason, UnreadableError))

    def _looked(self, each: InHand) -> _Outcome:
        """The article on the page; where that cannot be read, in the feed."""
        (page,) = self._coder.look_many([each.page])
        if not isinstance(page, Rejected) or each.own is None or page.error is LanguageError:
            return _Outcome(each.errand, page)
        self._tell(f"{page.source_id}: {page.reason}; the feed's own text is taken")
        (own,) = self._coder.look_many([each.own])
        return _Outcome(each.errand, own, own_text=True)

    def _coded(self, outcomes: Sequence[_Outcome]) -> Iterator[_Outcome]:
        """Those that the ledger does not know are coded; which they are is asked before, without the lock."""
        articles = [each.result.id for each in outcomes if not isinstance(each.result, Rejected)]
        known = self._known(articles) if articles else set()
        for each in outcomes:
            if self._clock.stopped:
                return
            if not isinstance(each.result, Rejected) and each.result.id not in known:
                self._hand.take(each.errand.name)
                (coded,) = self._coder.code_articles([each.result])
                if isinstance(coded, Rejected):
                    each.result = coded
                else:
                    each.record = coded
            yield each

    def _known(self, articles: list[str]) -> set[str]:
        with Ledger(self._path) as ledger:
            query = "SELECT article_id FROM articles WHERE article_id IN (SELECT unnest(?::VARCHAR[]))"
            return {each for (each,) in ledger.rows(query, [articles])}

    def _written(self, outcomes: Sequence[_Outcome]) -> bool:
        """Write a batch. False where the watch is to end while another process writes."""
        tell: Callable[[str], None] | None = self._tell
        while True:
            try:
                with open_writer(
                    self._path, keep_text=self._keep_text, made_by=self._coder.version, wait=_WAIT, on_wait=tell
                ) as writer:
                    self._write(outcomes, writer)
            except LedgerBusyError:
                if self._clock.stopped:
                    return False
                tell = None  # people know
            else:
                return True

    def _write(self, outcomes: Sequence[_Outcome], writer: Writer) -> None:
        for each in outcomes:
            if isinstance(each.result, Rejected):
                writer.reject(each.result)
            elif each.record is not None:
                writer.add(each.record)
        writer.commit()
        relate(writer, self._coder.book)
        commits = self._state.commits(writer.commits)
        if commits >= DUE_COMMITS:
            with suppress(LedgerBusyError):  # somebody reads on and on: another time
                tidy(writer)
                self._state.commits(-commits)

    def _count(self, each: _Outcome) -> None:
        self.total.rejects += isinstance(each.result, Rejected)
        self.total.own_texts += each.own_text
        self.total.articles += each.record is not None
        self.total.known += each.record is None and not isinstance(each.result, Rejected)
        if isinstance(each.result, Rejected):
            self._tell(f"{each.result.source_id}: {each.result.reason}")
