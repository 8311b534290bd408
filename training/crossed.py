"""How much the model gains from codings of one's own: `.venv-training/bin/python training/crossed.py PAIRS.tsv`.

The marked sentences are cut into folds. For each fold a model is trained on our sentences and on the other folds, and
answers for the sentences of its own fold, which it has not seen; the answers of all folds are scored together. Our
reports are left out of this training, for time. The models are thrown away: what ships has not seen the sentences.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from dragoman.coder import Coder
from dragoman.pair import ROOTS
from dragoman.scoring.pair import PairItem, answers_of, pair_report, quads_of, read_pairs

HERE = Path(__file__).resolve().parent
# A root of the benchmarks that is two types of ours: learned as either, it is answered as the root.
TYPES = {root: kind for kind, root in reversed(ROOTS.items())}


def marked(item: PairItem) -> dict[str, str] | None:
    """The item as a sentence of our training data; None where a side is not marked."""
    text = item.sentence
    if not all(span.end > span.start for span in (item.source, item.target)) or item.source.meets(item.target):
        return None
    for name, span in sorted((("s", item.source), ("t", item.target)), key=lambda each: each[1], reverse=True):
        text = f"{text[: span.start]}<{name}>{span.of(text)}</{name}>{text[span.end :]}"
    return {"text": text, "type": TYPES.get(item.root, item.root)}


def answers(items: Sequence[PairItem], folds: int, epochs: int) -> Iterator[tuple[PairItem, str]]:
    """Each item with what a model that has not seen it answers."""
    for fold in range(folds):
        seen = (marked(item) for at, item in enumerate(items) if at % folds != fold)
        with TemporaryDirectory() as name:
            folder = Path(name)
            (folder / "data").mkdir()
            (folder / "data" / "sentences").symlink_to(HERE / "sentences")
            gold = folder / "seen.jsonl"
            gold.write_text("".join(f"{json.dumps(each)}\n" for each in seen if each), encoding="utf-8")
            command = [sys.executable, HERE / "train.py", "--data", folder / "data", "--gold", gold]
            subprocess.run([*command, "--out", folder / "own" / "reader", "--epochs", str(epochs)], check=True)
            kept = items[fold::folds]
            yield from zip(kept, answers_of(kept, Coder(folder / "own").code_pair), strict=True)


@click.command()
@click.argument("pairs", type=click.Path(path_type=Path, exists=True))
@click.option("--folds", default=2, show_default=True)
@click.option("--epochs", default=4, show_default=True)
def main(pairs: Path, folds: int, epochs: int) -> None:
    """Print the macro-F1 of the answers of all folds."""
    found = list(answers(read_pairs(pairs), folds, epochs))
    report = pair_report([item for item, _ in found], [answer for _, answer in found], quads_of(Coder().book.types))
    click.echo(json.dumps({"sentences": report.sentences, **report.figures}))


if __name__ == "__main__":
    main()
