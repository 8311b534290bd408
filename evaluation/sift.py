"""What the sift costs: of the events that the coder finds without it, how many are in reports that it lets pass?

`python evaluation/sift.py [FILE ...]`: files of reports as `dragoman read` takes them; without any, our held-out and
re-told reports. Prints for each file how many reports pass, and how many of the events and statements are in those.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dragoman.coder import Coder
from dragoman.read.sources import sources
from dragoman.record import Record

HERE = Path(__file__).resolve().parent
OURS = (HERE / "held-out.jsonl", *sorted((HERE / "retold").glob("*.jsonl")))


@dataclass(frozen=True, slots=True)
class Sifted:
    """One report as coded without the sift, and whether it would have passed."""

    record: Record
    passes: bool


def thorough() -> Coder:
    """A coder that reads every report."""
    with TemporaryDirectory() as folder:
        overlay = Path(folder) / "cues" / "sift.yaml"
        overlay.parent.mkdir()
        overlay.write_text("least: -100\n", encoding="utf-8")
        coder = Coder(folder)
        assert coder.book.sift.least == -100
        return coder


def sifted(path: Path, coder: Coder) -> Iterator[Sifted]:
    """The reports of a file."""
    cues = Coder().book.sift
    for record in coder.code_many(sources([str(path)])):
        if isinstance(record, Record):
            yield Sifted(record, cues.passes(record.article.text))


def told(name: str, found: Iterable[Sifted]) -> str:
    """One line of what passes."""
    reports = list(found)
    shares = []
    for layer in ("events", "statements"):
        every, kept = (
            sum(len(getattr(each.record, layer)) for each in reports if each.passes or not only) for only in (0, 1)
        )
        shares.append(f"{kept:,} of {every:,} {layer} ({kept / max(every, 1):.4f})")
    return f"{name}: {sum(each.passes for each in reports)} of {len(reports)} reports pass, with {', '.join(shares)}"


@click.command()
@click.argument("files", nargs=-1, type=click.Path(path_type=Path, exists=True))
def main(files: tuple[Path, ...]) -> None:
    """Measure the sift."""
    coder, every = thorough(), []
    for path in files or OURS:
        found = list(sifted(path, coder))
        every += found
        click.echo(told(path.name, found))
    click.echo(told("all", every))


if __name__ == "__main__":
    main()
