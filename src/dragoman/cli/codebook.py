"""`dragoman codebook`: look into the codebook, and check that it keeps its promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from dragoman.cli import Failed, chosen_format

if TYPE_CHECKING:
    from dragoman.codebook import Codebook
    from dragoman.codebook.types import EventType

folders_option = click.option(
    "--codebook", "folders", multiple=True, metavar="DIR", help="A folder to lay over our codebook."
)


@click.group(short_help="Show what the codebook says; check its examples.")
def codebook() -> None:
    """The codebook: types, frames, actors, offices and cues, all as data."""


@codebook.command(short_help="Show a type: definition, use, modes, examples.")
@click.argument("type_name", required=False, metavar="[TYPE]")
@click.option("--format", "form", type=click.Choice(("table", "json")), help="Default: JSON into a pipe.")
@folders_option
def show(type_name: str | None, form: str | None, folders: tuple[str, ...]) -> None:
    """Show an event type, or all of them in short."""
    from dragoman.codebook import Codebook

    book = Codebook(folders)
    names = [_known(type_name, book)] if type_name else list(book.types)
    if chosen_format(form) == "json":
        _print_json([_plain(book.types[name], book) for name in names], single=bool(type_name))
    else:
        _print_tables(names, book, single=bool(type_name))


@codebook.command(short_help="Code every example of the frame files.")
@click.argument("file", required=False, metavar="[FILE]")
@folders_option
def check(file: str | None, folders: tuple[str, ...]) -> None:
    """Code every example and counter-example of the frame files, or of one ("consult/visit"), and name the failures.

    Exit code 1 where one fails.
    """
    from dragoman.check import check as failures
    from dragoman.coder import Coder

    coder = Coder(folders)
    examples = [each for each in coder.book.frames.examples if file in {None, each.file}]
    if not examples:
        raise Failed(f"no frame file {file!r} with examples")
    failed = 0
    for failure in failures(coder, file=file):
        failed += 1
        click.echo(f"{failure.example.file}: {failure.example.text}\n    wanted {failure.wanted}; got {failure.got}")
    click.echo(f"{len(examples) - failed} of {len(examples)} examples hold")
    if failed:
        raise click.exceptions.Exit(1)


def _known(name: str, book: Codebook) -> str:
    if name.upper() not in book.types:
        raise Failed(f"no type {name!r}; there are {', '.join(book.types)}")
    return name.upper()


def _frames(name: str, book: Codebook) -> int:
    return sum(frame.type == name for frame in book.frames)


def _plain(kind: EventType, book: Codebook) -> dict[str, Any]:
    import msgspec

    return {**msgspec.to_builtins(kind), "frames": _frames(kind.type, book)}


def _print_json(types: list[dict[str, Any]], *, single: bool) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(types[0] if single else types)))


def _print_tables(names: list[str], book: Codebook, *, single: bool) -> None:
    from rich.console import Console

    from dragoman.cli.show_type import type_list, type_view

    console = Console(highlight=False)
    if single:
        console.print(type_view(book.types[names[0]], _frames(names[0], book)))
    else:
        console.print(type_list([(book.types[name], _frames(name, book)) for name in names]))
