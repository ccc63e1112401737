"""What other rooms may use of tips."""

from skyddsnat.tips.counting.actions import choose_counting_activity
from skyddsnat.tips.counting.proof import count_tips
from skyddsnat.tips.filing.api import (
    KEY_FILE,
    KEY_TABLE,
    NoKeysError,
    add_message,
    destroy_due,
    ensure_filing_key,
    file_tip,
    load_keys,
    unsafe_settings,
    write_keys,
)
from skyddsnat.tips.form.elsewhere import Ways, register_ways
from skyddsnat.tips.form.invitation import invitation
from skyddsnat.tips.models import Receiver, TeamKey, Tip
from skyddsnat.tips.room.actions.frame import Frame, add_member, add_receiver, switch
from skyddsnat.tips.room.actions.handing import Handed, hand_over
from skyddsnat.tips.room.actions.keys import keep_key
from skyddsnat.tips.room.actions.successor import confirm_yes, note_used, say_yes, take_back_yes
from skyddsnat.tips.room.actions.team import make_team_key
from skyddsnat.tips.room.actions.tips import answer, close, note, take
from skyddsnat.tips.room.going_over import consent_standings, going_over
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.renewing import NewKey

__all__ = [
    "KEY_FILE",
    "KEY_TABLE",
    "Frame",
    "Handed",
    "NewKey",
    "NoKeysError",
    "Receiver",
    "TeamKey",
    "Tip",
    "Ways",
    "add_member",
    "add_message",
    "add_receiver",
    "answer",
    "choose_counting_activity",
    "close",
    "confirm_yes",
    "consent_standings",
    "count_tips",
    "destroy_due",
    "ensure_filing_key",
    "file_tip",
    "going_over",
    "hand_over",
    "invitation",
    "keep_key",
    "load_keys",
    "make_team_key",
    "note",
    "note_used",
    "register_ways",
    "say_yes",
    "stamp_of",
    "switch",
    "take",
    "take_back_yes",
    "unsafe_settings",
    "write_keys",
]
