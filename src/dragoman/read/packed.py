"""Files packed with gzip or Zstandard, unpacked as they are read, so that a bomb never lies unpacked in memory."""

from __future__ import annotations

import io
import zlib
from typing import BinaryIO, cast

DAMAGED = (EOFError, OSError, zlib.error)  # what reading a damaged file raises


def _gzip(stream: BinaryIO) -> BinaryIO:
    import gzip

    return cast(BinaryIO, gzip.GzipFile(fileobj=stream))


def _zstandard(stream: BinaryIO) -> BinaryIO:
    import pyarrow as pa

    return cast(BinaryIO, io.BufferedReader(pa.CompressedInputStream(stream, "zstd"), 1 << 16))


PACKED = {".gz": _gzip, ".zst": _zstandard}
