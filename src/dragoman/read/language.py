"""Which language a text is in. Dragoman reads English; for any other it says which it seems to be."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from dragoman.errors import LanguageError
from dragoman.lean import import_spacy

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_SAMPLE = 1_000  # characters
_LETTERS = 60
_SURE = 0.95
_PLAIN = 0.3  # of the words; of English news nearly all have more, spaCy's examples of 60 other languages at most 0.16


def check_english(text: str, name: str) -> None:
    """Raises LanguageError where the text is surely not English. Texts of a few words pass."""
    sample = text[:_SAMPLE]
    if _is_plainly_english(sample) or sum(character.isalpha() for character in sample) < _LETTERS:
        return
    code, sureness = _identifier().classify(sample)
    if code != "en" and sureness >= _SURE:
        raise LanguageError(f"{name}: the text seems to be {_english_name(code)} ({code}); Dragoman reads English")


def _is_plainly_english(text: str) -> bool:
    """Whether the commonest English words make up so much of a text that nobody need identify its language."""
    import_spacy()
    from spacy.lang.en.stop_words import STOP_WORDS

    words = text.lower().split()
    return sum(word in STOP_WORDS for word in words) >= _PLAIN * len(words)


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
