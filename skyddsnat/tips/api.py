"""What other rooms may use of tips."""

from skyddsnat.tips.filing.api import destroy_due, ensure_filing_key, unsafe_settings
from skyddsnat.tips.form.elsewhere import Ways, register_ways
from skyddsnat.tips.kinds import Kind
from skyddsnat.tips.models import Receiver, TeamKey

__all__ = [
    "Kind",
    "Receiver",
    "TeamKey",
    "Ways",
    "destroy_due",
    "ensure_filing_key",
    "register_ways",
    "unsafe_settings",
]
