"""What other rooms may use of tips."""

from skyddsnat.tips.filing.api import (
    KEY_FILE,
    KEY_TABLE,
    NoKeysError,
    destroy_due,
    ensure_filing_key,
    load_keys,
    unsafe_settings,
    write_keys,
)

__all__ = [
    "KEY_FILE",
    "KEY_TABLE",
    "NoKeysError",
    "destroy_due",
    "ensure_filing_key",
    "load_keys",
    "unsafe_settings",
    "write_keys",
]
