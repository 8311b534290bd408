"""Keeps what a fuzzer finds, one input for each place that fails, and goes on."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from hashlib import blake2b
from pathlib import Path

import atheris


class Findings:
    """The inputs on which something failed, each in a file beside the traceback."""

    def __init__(self, folder: Path, suffix_of: Callable[[bytes], str]) -> None:
        self._folder, self._suffix_of = folder, suffix_of
        self._seen: set[str] = set()
        folder.mkdir(parents=True, exist_ok=True)

    def guarded(self, one: Callable[[bytes], None]) -> Callable[[bytes], None]:
        """The test of one input, its failures kept and not raised. Memory and time are libFuzzer's to guard."""

        def run(data: bytes) -> None:
            try:
                one(data)
            except Exception as error:  # noqa: BLE001 - anything that comes is a finding
                self._keep(data, error)

        return run

    def _keep(self, data: bytes, error: Exception) -> None:
        frames = traceback.extract_tb(error.__traceback__)
        place = f"{type(error).__name__} {frames[-1].filename}:{frames[-1].lineno}"
        if place in self._seen:
            return
        self._seen.add(place)
        name = blake2b(place.encode(), digest_size=6).hexdigest()
        (self._folder / f"{name}{self._suffix_of(data)}").write_bytes(data)
        (self._folder / f"{name}.told").write_text(
            "".join(traceback.format_exception(error)), errors="backslashreplace"
        )
        sys.stderr.write(f"FOUND {name}: {place}: {str(error)[:200]!a}\n")


def fuzz(one: Callable[[bytes], None]) -> None:
    """Run libFuzzer with the options of the command line."""
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
