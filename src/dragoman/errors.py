"""Everything that Dragoman raises, as one tree.

DragomanError
├── InputError              what was given cannot be read; the message says what to do
│   ├── NotFoundError       no such file or folder
│   ├── UnreadableError     binary, empty, too large, or an encoding that cannot be told
│   ├── LanguageError       a language that the coder does not read yet
│   └── DateError           a publication date that is no date
└── CodebookError           a codebook file breaks its own rules; names the file and the place
"""

from __future__ import annotations


class DragomanError(Exception):
    """The root: catch this to catch all that the package raises on purpose."""


class InputError(DragomanError):
    """What was given cannot be read."""


class NotFoundError(InputError):
    """No such file or folder."""


class UnreadableError(InputError):
    """Binary, empty, too large, or in an encoding that cannot be told."""


class LanguageError(InputError):
    """A text in a language that the coder does not read yet."""


class DateError(InputError):
    """A publication date that is no date."""


class CodebookError(DragomanError):
    """A codebook file breaks its own rules."""
