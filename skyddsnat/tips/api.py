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
from skyddsnat.tips.form.elsewhere import Ways, register_ways
from skyddsnat.tips.form.invitation import invitation
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Receiver, TeamKey

__all__ = [
    "KEY_FILE",
    "KEY_TABLE",
    "Kind",
    "NoKeysError",
    "Receiver",
    "TeamKey",
    "Ways",
    "destroy_due",
    "ensure_filing_key",
    "invitation",
    "load_keys",
    "register_ways",
    "unsafe_settings",
    "write_keys",
]
