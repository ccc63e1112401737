"""Keeping files, once each, by fingerprint."""

from skyddsnat.core.models import StoredFile
from skyddsnat.shared.hashing import sha256_hex


def store(content: bytes, media_type: str) -> StoredFile:
    """Keep `content` and return its row; the same bytes are kept once."""
    stored, _ = StoredFile.objects.get_or_create(
        sha256=sha256_hex(content),
        defaults={"content": content, "media_type": media_type, "size": len(content)},
    )
    return stored
