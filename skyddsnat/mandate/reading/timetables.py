"""A timetable written as a list under the words that order it."""

import re

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.dated_lines import is_entry
from skyddsnat.mandate.reading.predicates import PREDICATE
from skyddsnat.mandate.reading.read_sentence import Read
from skyddsnat.mandate.reading.sections import is_background

# "redovisas på följande sätt:", "Tidplan för redovisning:"
OF_FOLLOWING = re.compile(r"\bföljande\b|\benligt nedan|\bnedanstående\b|\btids?plan\w*|:$", re.IGNORECASE)


def in_timetable(read: Read, date: DateMention) -> bool:
    """ "Uppdraget ska redovisas på följande sätt:" and then "– Planering: 15 mars 2017"."""
    if is_entry(read.text) and date.role in ("plain", "deadline") and not is_background(read.sentence):
        return True
    lead = read.sentence.lead
    ordered = lead is not None and PREDICATE.search(lead.text) and OF_FOLLOWING.search(lead.text)
    alone = re.fullmatch(r"[^:;.]{2,60}(?::| [-–]) ", read.text[: date.start])
    return bool(ordered and alone and date.role == "plain" and not is_background(read.sentence))
