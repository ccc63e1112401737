"""Receivers with their members and keys, and what is sent to them sealed."""

from skyddsnat.tips.models.counting import CountedTip, CountingActivity
from skyddsnat.tips.models.keys import MemberKey, RecoverySheets, TeamKey, WrappedKey
from skyddsnat.tips.models.receivers import Member, Receiver
from skyddsnat.tips.models.room import HandOver, TimerPause
from skyddsnat.tips.models.successors import SuccessorConsent
from skyddsnat.tips.models.tips import FilingKey, Message, Tip, TipLayer

__all__ = [
    "CountedTip",
    "CountingActivity",
    "FilingKey",
    "HandOver",
    "Member",
    "MemberKey",
    "Message",
    "Receiver",
    "RecoverySheets",
    "SuccessorConsent",
    "TeamKey",
    "TimerPause",
    "Tip",
    "TipLayer",
    "WrappedKey",
]
