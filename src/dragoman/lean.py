"""spaCy without its commands."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

_COMMANDS = ("spacy.cli", "spacy.cli.info")


def import_spacy() -> ModuleType:
    """The package ``spacy``, imported without its command line, which is nearly half of what it imports.

    spaCy wants one name of it, ``info``; that and ``spacy.cli`` are imported when somebody asks for them.
    """
    if "spacy" not in sys.modules:
        sys.modules.update({name: ModuleType(name) for name in _COMMANDS})
        sys.modules["spacy.cli.info"].info = _info  # type: ignore[attr-defined]
        try:
            import spacy  # noqa: F401
        finally:
            for name in _COMMANDS:
                del sys.modules[name]
    return sys.modules["spacy"]


def _info(*args: Any, **options: Any) -> Any:
    from spacy.cli.info import info

    return info(*args, **options)
