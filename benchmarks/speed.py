"""How fast reports become records, beside spaCy's own small English pipeline over the same texts.

`python benchmarks/speed.py [--articles 1100] [--world FILE ...]`. The mix is that of a general news stream: one report
in five about politics, diplomacy, war or crime (in Reuters' RCV1 collection, 804,414 articles of a year, the topics
GPOL, GDIP, GVIO, GDEF, GCRIM and GVOTE have some 180,000 labels, on fewer articles: Lewis et al., JMLR 5, 2004), the
others about companies, markets, the economy, sport, weather and the like. The fifth is from our held-out and re-told
reports and from the files named (such as Wikinews as JSONL); the others are made from `quiet.jsonl`: two articles of a
topic in one, with other numbers, which makes them about as long as the fifth. None of it was learned from.

Both read the same pieces of the mix by turns, in one process on one thread, so that a busy machine slows both alike.
Then `--workers` processes read what one process reads, and a new process reads one report.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

from figures import Figure, at_least, at_most, show

from dragoman.coder import Coder
from dragoman.draft import Source
from dragoman.parse.resolver import stock_model
from dragoman.read.sources import Rejected, sources
from dragoman.record import Record
from dragoman.scale.workers import Workers

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
OURS = (ROOT / "evaluation" / "held-out.jsonl", *sorted((ROOT / "evaluation" / "retold").glob("*.jsonl")))
COMMAND = "from dragoman.cli import main; main()"
SPACY = "import spacy; from dragoman.parse.resolver import stock_model; stock_model()('A minister spoke.')"
EXAMPLE = ROOT / "examples" / "kishida-in-seoul.txt"
WORLD = 0.2  # of the articles
WARM = 20  # articles that each reads before the clock runs
PIECE = 50  # articles that each reads before it is the other's turn
_NUMBER = re.compile(r"\d+")


def world(paths: Sequence[Path], random: Random) -> list[Source]:
    """Reports of what states and other political actors do, in random order."""
    found = [each for each in sources([str(path) for path in paths]) if isinstance(each, Source)]
    random.shuffle(found)
    return found


def quiet(random: Random) -> Iterator[Source]:
    """Articles about other things without end: the paragraphs of two of a topic, with other numbers."""
    by_topic: dict[str, list[dict[str, Any]]] = {}
    every = [json.loads(line) for line in (HERE / "quiet.jsonl").read_text(encoding="utf-8").splitlines()]
    for each in every:
        by_topic.setdefault(each["topic"], []).append(each)
    number = 0
    while True:
        one = random.choice(every)
        other = random.choice(by_topic[one["topic"]])
        paragraphs = [one["text"], other["text"]]
        text = renumbered("\n\n".join(paragraphs), random)
        yield Source(text, source_id=f"quiet-{number}", title=one["title"], published="2024-03-14")
        number += 1


def renumbered(text: str, random: Random) -> str:
    """The text with other numbers."""
    return _NUMBER.sub(lambda match: str(random.randrange(1, 10 ** len(match[0]) + 1)), text)


def mix(articles: int, paths: Sequence[Path]) -> list[Source]:
    """The news: world reports and quiet articles in their proportion, shuffled."""
    random = Random(1)
    told = world(paths, random)[: round(articles * WORLD)]
    found = [*told, *islice(quiet(random), articles - len(told))]
    random.shuffle(found)
    return found


def timed(do: Callable[[], Any]) -> float:
    """Seconds that something takes."""
    begun = time.perf_counter()
    do()
    return time.perf_counter() - begun


def beside(texts: Sequence[Source], coder: Coder) -> tuple[float, float, list[Record]]:
    """Seconds of the coder and of spaCy's pipeline over the same texts; the records.

    By turns, and in turn the first: a machine may grow slower or faster meanwhile.
    """
    model, records, ours, theirs = stock_model(), list[Record](), 0.0, 0.0
    list(model.pipe([each.content for each in texts[:WARM]]))
    pieces = [texts[start : start + PIECE] for start in range(0, len(texts), PIECE)]
    for number, piece in enumerate(pieces):
        if number % 2:
            ours += timed(partial(_code, piece, coder, records))
        theirs += timed(partial(list, model.pipe([each.content for each in piece])))
        if not number % 2:
            ours += timed(partial(_code, piece, coder, records))
    return ours, theirs, records


def _code(piece: Sequence[Source], coder: Coder, records: list[Record]) -> None:
    records.extend(each for each in coder.code_many(piece) if not isinstance(each, Rejected))


def with_workers(texts: Sequence[Source], workers: int) -> tuple[float, float]:
    """Seconds that many processes take, once they are warm; and the most memory that one of them held, in MB."""
    with Workers(workers) as several:
        list(several.code_many(texts[: 8 * workers]))
        seconds = timed(lambda: list(several.code_many(texts)))
        asked = [several._send(_peak, []) for _ in range(4 * workers)]
        return seconds, max(each.result()[0] for each in asked)


def _peak(_: tuple[str, ...], __: Sequence[Any]) -> list[float]:
    """In a worker: its own peak. (What the system says of children counts the parent's memory in.)"""
    return [megabytes("VmHWM")]


def megabytes(field: str) -> float:
    """Memory of this process: VmRSS, what it holds now, or VmHWM, the most that it held."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.findall(rf"{field}:\s+(\d+)", status)[0]) / 1000


def started(code: str, *words: str) -> float:
    """Seconds of a new process of Python, the best of three."""
    run = [sys.executable, "-c", code, *words]
    return min(timed(lambda: subprocess.run(run, check=True, capture_output=True)) for _ in range(3))


def figures(articles: int, paths: Sequence[Path], workers: int) -> list[Figure]:
    """Measure all."""
    coder, texts = Coder(), mix(articles, paths)
    list(coder.code_many(texts[:WARM]))
    ours, theirs, records = beside(texts, coder)
    sentences = sum(len(re.findall(r"[.!?][\"”’]*(?:\s|$)", each.content)) for each in texts)
    told = world(paths, Random(2))[: round(articles * WORLD)]
    own, spacy, _ = beside(told, coder)
    alone = timed(lambda: list(coder.code_many(texts)))
    many, memory = with_workers(texts, workers)
    return [
        Figure("articles", len(texts)),
        Figure("of them read further than the sift", sum(all(i.step != "sift" for i in r.issues) for r in records)),
        Figure("events", sum(len(each.events) for each in records)),
        Figure("articles a second, one process", round(len(texts) / ours, 1)),
        Figure("sentences a second, about", round(sentences / ours)),
        at_least("speed against spaCy's pipeline", round(theirs / ours, 2), 2.0, "times"),
        Figure("the same on reports of the world alone", round(spacy / own, 2)),
        at_least(f"speed of {workers} processes against one", round(alone / many, 2), 0.9 * workers, "times"),
        at_most("memory of a worker", round(memory), 700, "MB"),
        at_most("start to first record", round(started(COMMAND, "read", str(EXAMPLE)), 2), 3.0, "s"),
        Figure("start of spaCy's pipeline to its first sentence, s", round(started(SPACY), 2)),
        at_most("--help", round(started(COMMAND, "--help"), 2), 0.3, "s"),
    ]


def main() -> int:
    """The benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=1_100)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--world", type=Path, nargs="*", default=[], help="more reports of the world")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    found = figures(given.articles, [*OURS, *given.world], given.workers)
    return show("reports into records", found, as_json=given.json)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    sys.exit(main())
