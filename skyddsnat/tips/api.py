"""What other rooms may use of tips."""

from skyddsnat.tips.filing.api import destroy_due, ensure_filing_key, unsafe_settings

__all__ = ["destroy_due", "ensure_filing_key", "unsafe_settings"]
