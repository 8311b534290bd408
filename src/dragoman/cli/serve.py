"""`dragoman serve`: the explorer and the API of a ledger."""

from __future__ import annotations

import signal
import socket
from pathlib import Path
from threading import Thread

import click

from dragoman.cli.options import as_of_option, codebook_option, ledger_option
from dragoman.errors import InputError

LOOPBACK = "127.0.0.1"


@click.command(short_help="Show a ledger in the browser, and answer questions over HTTP.")
@ledger_option
@click.option("--port", default=8000, type=click.IntRange(0, 65535), help="The port (8000); 0: any that is free.")
@click.option("--host", default=LOOPBACK, help=f"The address to listen on ({LOOPBACK}: this machine only).")
@click.option(
    "--allow-host",
    "allowed",
    multiple=True,
    metavar="NAME",
    help="A further name that browsers may call it by, such as that of a proxy before it.",
)
@click.option(
    "--token", envvar="DRAGOMAN_TOKEN", help="The key for judgements (DRAGOMAN_TOKEN); without it there are none."
)
@click.option("--seconds", default=10.0, type=click.FloatRange(min=0.1), help="The time limit of a question (10).")
@as_of_option
@codebook_option
def serve(
    path: Path, port: int, host: str, allowed: tuple[str, ...], token: str | None, seconds: float, as_of: str | None,
    folders: tuple[str, ...],
) -> None:  # fmt: skip
    """Serve the pages of a ledger at http://127.0.0.1:PORT/, a pair's at /pair/FRA/IRQ, and its API below /api.

    It answers to localhost, to the address it listens on and to each --allow-host: to other names it is deaf, so that
    no other site can make them point here. Ends with Ctrl-C or SIGTERM. Readers see what is written meanwhile.
    """
    import uvicorn

    from dragoman.api import ApiRoute, Opened, api_of
    from dragoman.web.hosts import Hosts
    from dragoman.web.site import make_site

    opened = Opened(path, as_of=as_of, seconds=seconds, codebook=folders)
    site = make_site(opened, ApiRoute(api_of(opened, token=token)), hosts=Hosts(host, allowed))
    Thread(target=site.state.assets.charts, daemon=True).start()
    server = uvicorn.Server(uvicorn.Config(site, host=host, port=port, log_level="warning", server_header=False))
    with _listening(host, port) as listening:
        click.echo(f"http://{host}:{listening.getsockname()[1]}/ shows {path}; Ctrl-C ends it", err=True)
        for each in (signal.SIGINT, signal.SIGTERM):
            signal.signal(each, signal.SIG_IGN)  # the server's own handlers end it; then they raise it once more
        server.run(sockets=[listening])
    opened.close()


def _listening(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port))
    except OSError as error:
        raise InputError(f"cannot listen on {host}:{port}: {error.strerror}; name another --port") from error
