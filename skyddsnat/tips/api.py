"""What other rooms may use of tips."""

from skyddsnat.tips.filing.api import destroy_due, ensure_filing_key, unsafe_settings
from skyddsnat.tips.room.demonstration import PASSPHRASE as DEMO_PASSPHRASE

__all__ = ["DEMO_PASSPHRASE", "destroy_due", "ensure_filing_key", "unsafe_settings"]
