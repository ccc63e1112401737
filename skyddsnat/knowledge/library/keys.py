"""What ties the languages of a shipped entry together, so that it can be found whatever it has come to be called."""

import uuid

NAMESPACE = uuid.UUID("0b6f8e52-8a36-4c0f-9b1e-5f2d1c7a9e44")


def translation_key(key: str) -> uuid.UUID:
    """The translation key of the shipped entry whose files are called `key`."""
    return uuid.uuid5(NAMESPACE, key)


ROOT = translation_key("")
