"""What an answer rests on, to cite it by."""

from __future__ import annotations

import msgspec


class Cited(msgspec.Struct, frozen=True):
    """What an answer rests on, to cite it by.

    snapshot: the state of the ledger; as_of: what was asked for when the server was begun; version: of Dragoman;
    codebook: the content id of the codebook that names nations, groups and types.
    """

    snapshot: int
    as_of: str | None
    version: str
    codebook: str
