"""`dragoman judge`: a person's word on one event."""

from __future__ import annotations

import getpass
from pathlib import Path

import click

from dragoman.cli import Failed
from dragoman.cli.options import ledger_option, wait_option, written


@click.command(short_help="Accept, reject or correct an event.")
@click.argument("event_id")
@click.argument("verdict", type=click.Choice(("accept", "reject", "correct")))
@click.argument("changes", nargs=-1, metavar="[FIELD=VALUE]...")
@ledger_option
@click.option("--by", default=getpass.getuser, show_default="your user name", help="Who judges.")
@click.option("--note", help="Why.")
@wait_option
def judge(
    event_id: str, verdict: str, changes: tuple[str, ...], path: Path, by: str, note: str | None, wait: float
) -> None:
    """Keep a judgement of the event EVENT_ID: accept, reject, or correct with the right values (type=ACCUSE).

    The event stays as it was coded; the judgement stays with it when the text is coded again.
    """
    from dragoman.ledger.judge import judge as judged
    from dragoman.ledger.place import find

    find(path)
    fields = dict(each.split("=", 1) for each in changes if "=" in each)
    if len(fields) != len(changes):
        raise Failed("write what is to be corrected as FIELD=VALUE, as type=ACCUSE")
    with written(path, wait) as writer:
        click.echo(judged(writer, event_id, verdict, by, changes=fields, note=note))
