"""What the room tells core about: what can be searched, imported and counted, and what waits for somebody."""

from __future__ import annotations

from skyddsnat.cooperation.counting.statistics import CASES
from skyddsnat.cooperation.directory import finders as directory
from skyddsnat.cooperation.directory.table import StateContactKind
from skyddsnat.cooperation.directory.waiting import waiting as old_contacts
from skyddsnat.cooperation.exchange.waiting import waiting as waiting_exchange
from skyddsnat.cooperation.questions import finders as questions
from skyddsnat.cooperation.questions.waiting import waiting as waiting_questions
from skyddsnat.cooperation.referrals import finders as referrals
from skyddsnat.cooperation.referrals.waiting import waiting as waiting_referrals
from skyddsnat.cooperation.successors.waiting import waiting as waiting_successors
from skyddsnat.core.api import (
    import_kinds,
    register_countable,
    register_record,
    register_search,
    register_waiting,
)


def tell_core() -> None:
    register_countable(CASES)
    import_kinds.register_import(StateContactKind())
    register_waiting("cooperation.directory", old_contacts)
    register_waiting("cooperation.questions", waiting_questions)
    register_waiting("cooperation.referrals", waiting_referrals)
    register_waiting("cooperation.exchange", waiting_exchange)
    register_waiting("cooperation.successors", waiting_successors)
    for finder in (*directory.FINDERS, questions.FINDER, referrals.FINDER):
        register_search(*finder)
    for kind in (*directory.RECORDS, questions.QUESTION, referrals.CASE):
        register_record(kind)
