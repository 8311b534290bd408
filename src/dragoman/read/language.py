"""Which language a text is in. Dragoman reads English; for any other it says which it seems to be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.errors import LanguageError

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 1000
_LETTERS = 60
_SURE = 0.95


def check_english(text: str, name: str) -> None:
    """Raises LanguageError where the text is surely not English. Texts of a few words pass."""
    sample = text[:_SAMPLE]
    if sum(character.isalpha() for character in sample) < _LETTERS:
        return
    code, sureness = _identifier().classify(sample)
    if code != "en" and sureness >= _SURE:
        raise LanguageError(f"{name}: the text seems to be {_english_name(code)} ({code}); Dragoman reads English")


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _english_name(code: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(code).get_language_name("en") or code)
    except (UnknownLocaleError, ValueError):
        return code
