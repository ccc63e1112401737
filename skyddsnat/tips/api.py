"""What other rooms may use of tips."""

from skyddsnat.tips.filing.api import add_message, destroy_due, ensure_filing_key, file_tip, unsafe_settings
from skyddsnat.tips.models import Receiver, Tip
from skyddsnat.tips.room.actions.frame import Frame, add_member, add_receiver, switch
from skyddsnat.tips.room.actions.handing import Handed, hand_over
from skyddsnat.tips.room.actions.keys import Guarded, keep_key
from skyddsnat.tips.room.actions.team import NewKey, make_team_key
from skyddsnat.tips.room.actions.tips import answer, close, note, take
from skyddsnat.tips.room.demonstration import PASSPHRASE as DEMO_PASSPHRASE
from skyddsnat.tips.room.locking import stamp_of

__all__ = [
    "DEMO_PASSPHRASE",
    "Frame",
    "Guarded",
    "Handed",
    "NewKey",
    "Receiver",
    "Tip",
    "add_member",
    "add_message",
    "add_receiver",
    "answer",
    "close",
    "destroy_due",
    "ensure_filing_key",
    "file_tip",
    "hand_over",
    "keep_key",
    "make_team_key",
    "note",
    "stamp_of",
    "switch",
    "take",
    "unsafe_settings",
]
