"""`dragoman watch`: feeds into a ledger, for weeks."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dragoman.cli import Failed
from dragoman.cli.options import codebook_option, counted, ledger_option, print_rows, rows_option

if TYPE_CHECKING:
    from dragoman.feeds.clock import SystemClock
    from dragoman.feeds.fetch import Fetcher
    from dragoman.feeds.keep import Kept

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def _seconds(_ctx: click.Context, _option: click.Parameter, words: str) -> float:
    """The seconds of a span of time: 90s, 15m, 2h, 1d."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)([smhd])", words)
    if match is None:
        raise click.BadParameter(f"{words!r} is no span of time; write it as 90s, 15m, 2h or 1d")
    return float(match.group(1)) * _UNITS[match.group(2)]


@click.command(short_help="Watch feeds; keep what is new in a ledger.")
@click.argument(
    "feeds", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FEEDS]"
)
@ledger_option
@click.option("--once", is_flag=True, help="Read each feed once and end, as for cron.")
@click.option("--every", callback=_seconds, default="15m", metavar="TIME", help="How often each feed is asked (15m).")
@click.option("--pause", callback=_seconds, default="1s", metavar="TIME", help="Between two requests to a host (1s).")
@click.option("--allow-private", is_flag=True, help="Fetch from private networks and this machine too.")
@click.option("--keep-text/--no-keep-text", default=True, help="Keep the texts in the ledger, for recoding.")
@codebook_option
@click.option("--status", "is_status", is_flag=True, help="Show how each feed does, and end.")
@rows_option
def watch(
    feeds: Path | None, path: Path, once: bool, every: float, pause: float, allow_private: bool, keep_text: bool,
    folders: tuple[str, ...], is_status: bool, form: str | None,
) -> None:  # fmt: skip
    """Watch the feeds that the file FEEDS lists (one URL or file a line, # for comments): RSS, Atom, JSON Feed.

    The page of each new or changed item is fetched, read and kept; where there is no page to be had, the feed's own
    whole text. robots.txt is obeyed. What cannot be read is kept with its reason; feeds that fail are named on the
    standard error and by --status. SIGTERM and Ctrl-C end it with all that is finished kept; start it again and it
    goes on. The list is read again when it has changed.
    """
    if is_status:
        _show_status(path, form)
        return
    if feeds is None:
        raise Failed("name a file that lists feeds, one URL or file a line; or ask with --status")
    from dragoman.feeds.clock import SystemClock
    from dragoman.feeds.fetch import Fetcher
    from dragoman.feeds.listing import Listing

    listing = Listing(feeds)
    clock, fetcher = SystemClock(), Fetcher(allow_private=allow_private)
    with _stopped_by_signals(clock, fetcher):
        from dragoman.coder import Coder
        from dragoman.feeds.keep import Keeper
        from dragoman.feeds.state import State
        from dragoman.feeds.watch import Manners, Watch
        from dragoman.ledger import open_writer

        with open_writer(path, keep_text=keep_text, wait=60, on_wait=_tell):
            pass  # there is a ledger now
        with closing(State(path)) as state:
            keeper = Keeper(path, Coder(folders), state, clock, _tell, keep_text=keep_text)
            Watch(listing, state, keeper, fetcher, clock, _tell, Manners(every, pause)).run(once=once)
    _sum_up(keeper.total)


def _tell(line: str) -> None:
    click.echo(f"dragoman: {line}", err=True)


@contextmanager
def _stopped_by_signals(clock: SystemClock, fetcher: Fetcher) -> Iterator[None]:
    """SIGTERM and SIGINT end the watch: it finishes what it is at, and requests under way are cut."""

    def stop(_number: int, _frame: object) -> None:
        clock.stopped = True
        fetcher.stop()

    before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)


def _sum_up(kept: Kept) -> None:
    own = f", {kept.own_texts:,} from the feeds' own texts" if kept.own_texts else ""
    told = f"{counted(kept.articles, 'article')} added{own}; {kept.known:,} there already; "
    click.echo(f"{told}{kept.rejects:,} could not be read", err=True)


def _show_status(path: Path, form: str | None) -> None:
    import pyarrow as pa

    from dragoman.feeds.status import status

    rows = [
        {
            "feed": row["feed"], "last_success": _moment(row["succeeded"]), "next_due": _moment(row["due"]),
            "failures": row["failures"], "waiting": row["waiting"], "own_texts": row["own_texts"],
            "last_error": row["error"],
        }
        for row in status(path)
    ]  # fmt: skip
    columns = {name: pa.int64() for name in ("failures", "waiting", "own_texts")}
    names = ("feed", "last_success", "next_due", "failures", "waiting", "own_texts", "last_error")
    print_rows(pa.Table.from_pylist(rows, pa.schema([(n, columns.get(n, pa.string())) for n in names])), form)


def _moment(seconds: float | None) -> str | None:
    """A moment as people read it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d %H:%M:%SZ") if seconds is not None else None
