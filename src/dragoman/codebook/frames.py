"""Frames: verbs, nouns and adjectives with slots for who does what to whom. Format: docs/codebook.md."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from dragoman.codebook.files import find, read_yaml
from dragoman.errors import CodebookError

PARTS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective"}
SIDES = ("source", "recipient")
_FRAME_FIELDS = {
    *PARTS, *SIDES, "id", "mode", "cameo", "contexts", "when", "unless", "only", "voice", "source_else",
    "recipient_else", "symmetric", "status", "confidence", "claims",
}  # fmt: skip
_FILE_FIELDS = {
    "type",
    "mode",
    "cameo",
    "about",
    "contexts",
    "frames",
    "examples",
    "counter_examples",
    "source",
    "licence",
}
_CONFIDENCE = {"verb": 0.9, "noun": 0.75, "adjective": 0.8}


@dataclass(frozen=True, slots=True)
class Frame:
    """One frame. ``name`` is "consult/visit#arrive-in"; ``part`` is verb, noun or adjective.

    source, recipient: slots in order of preference. when, unless: slot -> lemmas. only: side -> kinds or sectors.
    """

    name: str
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...]
    part: str
    words: tuple[str, ...]
    source: tuple[str, ...]
    recipient: tuple[str, ...]
    when: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unless: Mapping[str, frozenset[str]] = field(default_factory=dict)
    only: Mapping[str, frozenset[str]] = field(default_factory=dict)
    voice: str | None = None
    source_else: str | None = None
    recipient_else: str | None = None
    symmetric: bool = False
    status: str | None = None
    confidence: float = 0.9
    claims: bool = False


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that a frame file promises to code (``counter``: promises not to code as its type)."""

    file: str
    type: str
    mode: str | None
    text: str
    source: str | None = None
    recipient: str | None = None
    status: str = "actual"
    counter: bool = False


@dataclass(frozen=True)
class Frames:
    """All frames, found by their part of speech and first word; and the examples of their files."""

    frames: Mapping[str, Frame]
    examples: tuple[Example, ...]
    _index: Mapping[tuple[str, str], tuple[Frame, ...]]

    def of(self, part: str, lemma: str) -> tuple[Frame, ...]:
        """The frames of that part of speech whose first word is the lemma (or "*", any), in the order of the files."""
        return self._index.get((part, lemma), ()) + self._index.get((part, "*"), ())

    @cached_property
    def hyphened(self) -> frozenset[str]:
        """The words with a hyphen ("sit-in"), which a tokeniser would cut."""
        return frozenset(
            word for frame in self.frames.values() for phrase in frame.words for word in phrase.split() if "-" in word
        )

    def __iter__(self) -> Iterator[Frame]:
        return iter(self.frames.values())


def load_frames(folders: Sequence[Path]) -> Frames:
    """All frame files of the folders. Raises CodebookError naming file and frame where a rule is broken."""
    frames: dict[str, Frame] = {}
    examples: list[Example] = []
    for path in find(folders, "frames/*/*.yaml"):
        content = read_yaml(path)
        frames.update((frame.name, frame) for frame in _frames(path, content))
        examples.extend(_examples(path, content))
    index: defaultdict[tuple[str, str], list[Frame]] = defaultdict(list)
    for frame in frames.values():
        for word in dict.fromkeys(phrase.split()[0] for phrase in frame.words):
            index[frame.part, word].append(frame)
    return Frames(frames, tuple(examples), {key: tuple(found) for key, found in index.items()})


def _frames(path: Path, content: Any) -> Iterator[Frame]:
    if not isinstance(content, dict) or "type" not in content or "frames" not in content:
        raise CodebookError(f"{path}: a frame file needs `type` and `frames`")
    if unknown := set(content) - _FILE_FIELDS:
        raise CodebookError(f"{path}: unknown field {sorted(unknown)[0]!r}")
    seen: set[str] = set()
    for entry in content["frames"]:
        frame = _frame(path, content, entry)
        if frame.name in seen:
            raise CodebookError(f"{path}: frame id {frame.name.split('#')[1]!r} stands twice")
        seen.add(frame.name)
        yield frame


def _frame(path: Path, content: dict[str, Any], entry: dict[str, Any]) -> Frame:
    where = f"{path}: frame {entry.get('id', '?')!r}"
    if unknown := set(entry) - _FRAME_FIELDS:
        raise CodebookError(f"{where}: unknown field {sorted(unknown)[0]!r}")
    parts = [part for part in PARTS if part in entry]
    if len(parts) != 1 or "id" not in entry:
        raise CodebookError(f"{where}: needs an `id` and exactly one of verbs, nouns, adjectives")
    part = PARTS[parts[0]]
    if not entry.get("source") and not entry.get("source_else"):
        raise CodebookError(f"{where}: needs a `source` slot (or `source_else`)")
    inherited = {key: entry.get(key, content.get(key)) for key in ("mode", "cameo", "contexts")}
    return Frame(
        name=f"{path.parent.name}/{path.stem}#{entry['id']}",
        type=content["type"],
        mode=inherited["mode"],
        cameo=str(inherited["cameo"] or ""),
        contexts=_words(inherited["contexts"]),
        part=part,
        words=tuple(sorted(_words(entry[parts[0]]), key=lambda word: -len(word.split()))),
        source=_words(entry.get("source")),
        recipient=_words(entry.get("recipient")),
        when=_conditions(where, entry.get("when")),
        unless=_conditions(where, entry.get("unless")),
        only=_conditions(where, entry.get("only")),
        voice=entry.get("voice"),
        source_else=entry.get("source_else"),
        recipient_else=entry.get("recipient_else"),
        symmetric=bool(entry.get("symmetric", False)),
        status=entry.get("status"),
        confidence=float(entry.get("confidence", _CONFIDENCE[part])),
        claims=bool(entry.get("claims", False)),
    )


def _words(value: Any) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(map(str, value))


def _conditions(where: str, value: Any) -> dict[str, frozenset[str]]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise CodebookError(f"{where}: expected SLOT: words, found {value!r}")
    return {slot: frozenset(_words(words)) for slot, words in value.items()}


def _examples(path: Path, content: dict[str, Any]) -> Iterator[Example]:
    file, kind, mode = f"{path.parent.name}/{path.stem}", content["type"], content.get("mode")
    for entry in content.get("examples", ()):
        yield Example(
            file,
            kind,
            mode,
            entry["text"],
            entry.get("source"),
            entry.get("recipient"),
            entry.get("status", "actual"),
        )
    for entry in content.get("counter_examples", ()):
        yield Example(file, kind, mode, entry["text"], counter=True)
