"""`dragoman recode`: the kept texts coded again."""

from __future__ import annotations

from pathlib import Path

import click

from dragoman.cli.options import codebook_option, counted, ledger_option, wait_option, written
from dragoman.cli.progress import watched


@click.command(short_help="Code a ledger's texts again with the present codebook.")
@ledger_option
@click.option("--all", "all_texts", is_flag=True, help="Also what the present coder and codebook have coded.")
@codebook_option
@wait_option
def recode(path: Path, all_texts: bool, folders: tuple[str, ...], wait: float) -> None:
    """Code the texts that the ledger keeps again, where another codebook, model or version coded them.

    How it was stays: `dragoman diff BEFORE now` shows what came, went and moved; judgements stay attached.
    """
    from dragoman.coder import Coder
    from dragoman.ledger.place import find
    from dragoman.ledger.recode import recode as recoded
    from dragoman.ledger.recode import stale

    find(path)
    coder = Coder(folders)
    with written(path, wait, made_by=coder.version) as writer:
        before = writer.snapshot()
        articles = stale(coder, writer, all_texts=all_texts)
        for _ in watched(recoded(articles, coder, writer), "coding again", len(articles)):
            pass
    click.echo(f"{counted(len(articles), 'article')} coded again")
    if articles:
        click.echo(f"what changed: dragoman diff {before} now --ledger {path}")
