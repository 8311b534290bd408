"""What each layer brings: `python evaluation/ablation.py [GOLD.jsonl ...]`.

Each row is the coder with a small overlay of `cues/model.yaml` that takes one layer out. Without arguments: our
held-out reports, and where they are at hand (DRAGOMAN_SHARED names their folder) the development
reports and the marked sentences.
"""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

import click
import yaml
from gate import corpora, measure

from dragoman.coder import Coder

HEAR_NOTHING = {"said": 0, "hear": 2}
LAYERS: Mapping[str, Mapping[str, float]] = {
    "all": {},
    "frames alone": {
        **{
            "keep": 0,
            "add": 2,
            "retype": 0,
            "side": 2,
            "mode": 2,
            "together": 2,
            "dated": 2,
            "undated": 2,
            "dateless": 2,
        },
        **HEAR_NOTHING,
        "frame": 1000,
    },
    "model alone": {"keep": 2, "frame": 0},
    "no acts added by the model": {"add": 2},
    "frames' acts always stand": {"keep": 0},
    "dates without the model": {"dated": 2, "undated": 2, "dateless": 2},
    "speech by cues": HEAR_NOTHING,
}
REPORTS = ("event_f1", "event_precision", "event_recall", "status", "date", "place", "sector", "mode", "statement_f1")
PAIRS = ("roots", "quads", "binary")


def without(cues: Mapping[str, float], folder: Path) -> Coder:
    """The coder with those cues of the model."""
    (folder / "cues").mkdir(parents=True, exist_ok=True)
    (folder / "cues" / "model.yaml").write_text(yaml.safe_dump(dict(cues)), encoding="utf-8")
    return Coder(folder)


@click.command()
@click.argument("gold", nargs=-1, type=click.Path(path_type=Path, exists=True))
def main(gold: tuple[Path, ...]) -> None:
    """Print one table a corpus."""
    chosen = {path.stem: (path,) for path in gold} or corpora()
    for name, paths in chosen.items():
        with tempfile.TemporaryDirectory() as folder:
            rows = {layer: measure(paths, without(cues, Path(folder))) for layer, cues in LAYERS.items()}
        columns = [column for column in (*REPORTS, *PAIRS) if column in rows["all"]]
        click.echo(f"\n| {name} | {' | '.join(column.replace('_', ' ') for column in columns)} |")
        click.echo(f"|---|{'---|' * len(columns)}")
        for layer, figures in rows.items():
            click.echo(f"| {layer} | {' | '.join(_cell(figures.get(column)) for column in columns)} |")


def _cell(figure: float | None) -> str:
    return "–" if figure is None else f"{figure:.3f}"


if __name__ == "__main__":
    main()
