"""The library's texts, as they are searched."""

from __future__ import annotations

from collections.abc import Iterator

from skyddsnat.knowledge.library.texts import searchable_documents
from skyddsnat.knowledge.search.sources import Document


def documents() -> Iterator[Document]:
    """Every published entry in every language."""
    for found in searchable_documents():
        yield Document(
            key=str(found.id),
            url=found.url,
            title=found.title,
            text=f"{found.lead}\n{found.text}",
            language=found.language,
            kind=found.kind,
            audiences=found.audiences,
        )
