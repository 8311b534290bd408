"""What an imported row's code means here: type, mode, class and weight, or the reason why it is not taken."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from dragoman.ledger.exchange.cells import RefusedError

if TYPE_CHECKING:
    from dragoman.codebook import Codebook

_SHORTEST = 3  # digits of a code in a data set; two are a root, or three that lost their zero


@dataclass(frozen=True, slots=True)
class Act:
    """An act in our terms. goldstein: the weight of the codebook, for rows that bring none."""

    type: str
    mode: str | None
    cameo: str
    quad: int
    goldstein: float


class Acts:
    """Looks acts up; what was looked up once is remembered."""

    def __init__(self, book: Codebook) -> None:
        self._book = book
        self._codes: dict[str, Act | str] = {}

    def of_code(self, code: str) -> Act:
        """The act of a CAMEO code, with its leading zero or without ("42" is 042, "341" is 0341).

        Raises RefusedError for a code that is unknown or that PLOVER has no type for.
        """
        if code not in self._codes:
            self._codes[code] = self._of_code(code)
        return _taken(self._codes[code])

    def of_text(self, text: str) -> Act:
        """The act of an ICEWS event text, in upper or lower case. Raises RefusedError as ``of_code`` does."""
        code = self._book.exchange.texts.get(text.strip().casefold())
        return _taken(f"no CAMEO code for the event text {text!r}") if code is None else self.of_code(code)

    def of_plover(self, kind: str, mode: str | None) -> Act:
        """The act of a PLOVER type and mode; a mode that the codebook does not have is kept as it is.

        Raises RefusedError for a type that does not exist.
        """
        known = self._book.types.get(kind)
        if known is None:
            raise RefusedError(f"no PLOVER type {kind!r}")
        cameo, goldstein = self._modes.get((kind, mode or ""), (known.cameo, known.goldstein))
        return Act(kind, mode, cameo, known.quad, goldstein)

    def _of_code(self, written: str) -> Act | str:
        code = self._padded(written.strip().removesuffix(".0"))
        if code is None:
            return f"no CAMEO code {written!r}"
        known = self._book.cameo[code]
        if known.plover is None:
            return f"CAMEO {code} ({known.name}) has no PLOVER type"
        return Act(known.plover, known.mode, code, self._book.types[known.plover].quad, known.goldstein)

    def _padded(self, code: str) -> str | None:
        known = self._book.cameo
        if code in known and len(code) >= _SHORTEST:
            return code
        return next((each for each in (f"0{code}", code) if each in known), None)

    @cached_property
    def _modes(self) -> dict[tuple[str, str], tuple[str, float]]:
        types = self._book.types.values()
        return {(kind.type, mode.name): (mode.cameo, mode.goldstein) for kind in types for mode in kind.modes}


def _taken(found: Act | str) -> Act:
    if isinstance(found, str):
        raise RefusedError(found)
    return found
