"""What ties the languages of a shipped page together, so that a page can be found whatever it has come to be called."""

import uuid

NAMESPACE = uuid.UUID("5d6b8b0e-5c0c-4a53-9d3e-6c9a6a0f7d11")


def translation_key(key: str) -> uuid.UUID:
    """The translation key of the shipped page whose files are called `key`."""
    return uuid.uuid5(NAMESPACE, key)
