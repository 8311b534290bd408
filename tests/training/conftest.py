"""What tests of training data share: the module that makes examples, and the model's tokenizer."""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from scripts import script

from dragoman.model.encode import load_tokenizer
from dragoman.model.reader import HERE

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@pytest.fixture(scope="module")
def examples() -> ModuleType:
    return script("training/examples.py")


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return load_tokenizer(HERE)
