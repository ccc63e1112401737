"""What the other parts of the room use of filing."""

from skyddsnat.tips.filing.access import messages_of, sealed_of, tip_of_box
from skyddsnat.tips.filing.actions import Added, Filed, add_from_sender, add_message, file_tip
from skyddsnat.tips.filing.challenges import Challenge, new_challenge
from skyddsnat.tips.filing.durability import unsafe_settings
from skyddsnat.tips.filing.keys import ensure_filing_key
from skyddsnat.tips.filing.mailbox import Box, fetch
from skyddsnat.tips.filing.retention import destroy_due, destruction_day, hold_tip, kept_days, lift_hold
from skyddsnat.tips.filing.rules import AnotherSending, RefusedSending

__all__ = [
    "Added",
    "AnotherSending",
    "Box",
    "Challenge",
    "Filed",
    "RefusedSending",
    "add_from_sender",
    "add_message",
    "destroy_due",
    "destruction_day",
    "ensure_filing_key",
    "fetch",
    "file_tip",
    "hold_tip",
    "kept_days",
    "lift_hold",
    "messages_of",
    "new_challenge",
    "sealed_of",
    "tip_of_box",
    "unsafe_settings",
]
