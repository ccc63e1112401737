"""Reads a Swedish government decision into a draft that a person confirms. Plain Python, no tables."""

from skyddsnat.mandate.reading.document import Document, Unreadable
from skyddsnat.mandate.reading.draft import Draft
from skyddsnat.mandate.reading.reader import read_bytes, read_text

__all__ = ["Document", "Draft", "Unreadable", "read_bytes", "read_text"]
