"""Everything that Dragoman raises, as one tree.

DragomanError
├── InputError              what was given cannot be read; the message says what to do
│   ├── NotFoundError       no such file or folder
│   ├── UnreadableError     binary, empty, too large, or an encoding that cannot be told
│   ├── LanguageError       a language that the coder does not read yet
│   ├── DateError           a publication date that is no date
│   ├── CodingError         the coder failed on it, took too long, or its process died
│   └── FetchError          a page or feed that a server does not give
│       └── RefusedError    an address that is not fetched: its scheme, a private network, robots.txt
├── CodebookError           a codebook file breaks its own rules; names the file and the place
├── ClusterError            a cluster cannot be reached, or what is needed for it is not installed
└── LedgerError             a ledger cannot be opened, written or asked
    ├── LedgerMissingError  no ledger there
    ├── LedgerBusyError     another process writes to it; the message says which
    ├── LedgerFullError     no room left; what was committed before stands
    └── QueryError          a question that the ledger cannot answer
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


class CodingError(InputError):
    """The coder failed on a report, took too long over it, or its process died."""


class FetchError(InputError):
    """A page or feed that a server does not give."""


class RefusedError(FetchError):
    """An address that is not fetched: its scheme, a private network, robots.txt."""


class CodebookError(DragomanError):
    """A codebook file breaks its own rules."""


class ClusterError(DragomanError):
    """A cluster cannot be reached, or what is needed for it is not installed."""


class LedgerError(DragomanError):
    """A ledger cannot be opened, written or asked."""


class LedgerMissingError(LedgerError):
    """No ledger there."""


class LedgerBusyError(LedgerError):
    """Another process writes to the ledger."""


class LedgerFullError(LedgerError):
    """No room left to write; what was committed before stands."""


class QueryError(LedgerError):
    """A question that the ledger cannot answer."""
