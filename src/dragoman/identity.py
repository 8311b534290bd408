"""Content ids. An id carries its algorithm, so that a later one can stand beside it: ``b2:`` is BLAKE2b-128."""

from __future__ import annotations

from hashlib import blake2b


def content_id(*parts: str) -> str:
    """The id of some text parts: ``b2:`` and 32 hex digits. The same parts give the same id on any machine."""
    digest = blake2b(digest_size=16)
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return f"b2:{digest.hexdigest()}"


def bytes_id(content: bytes) -> str:
    """The id of some bytes, as those of a file."""
    return f"b2:{blake2b(content, digest_size=16).hexdigest()}"


def article_id(text: str, published: str | None, place: str | None) -> str:
    """The id of an article: its text, its ISO date and where it stood, a URL or an outlet. Copies elsewhere differ."""
    return content_id(text, published or "", place or "")
