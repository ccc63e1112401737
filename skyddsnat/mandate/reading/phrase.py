"""What is to be done, in the decision's own words, for a duty that has no kind of its own."""

import re

from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.recipients import find_recipients

# The words that lead up to a date or a recipient, left out of the short form together with it.
BEFORE_CUT = re.compile(
    r"(?:\b(?:senast|före|innan|den|till|hos|från|in till|vid|ställd till|med kopia till)\s*)+$",
    re.IGNORECASE,
)


def phrase(read: Read, duty: Duty, piece: Place) -> str:
    """For a duty without a kind of its own: the verb and what follows, as written, cut at 160 characters."""
    text = read.text
    after = max(duty.ska, piece[0])
    task = re.search(r"\buppdra\w*\b.{0,80}?\batt ", text[after : piece[1]]) if duty.ska < 0 else None
    after += task.end() if task else 0
    cuts = [(d.start, d.end) for d in read.dates] + [(r.start, r.end) for r in find_recipients(text)]
    parts, begin = [], after
    for start, end in sorted(cut for cut in cuts if after <= cut[0] and cut[1] <= piece[1]):
        parts.append(BEFORE_CUT.sub("", text[begin:start]))
        begin = end
    parts.append(text[begin : piece[1]])
    words = " ".join("".join(parts).split())
    words = re.sub(r"^(?:[,;] )?(?:(?:ska(?:ll)?|att|även|också|därför|vidare|och|samt) )*", "", words).strip(
        " .:;,–-"
    )
    words = re.sub(r"^\d{1,2}[.)] ", "", words)
    words = words.removeprefix(duty.name).lstrip(" ,") if duty.name else words
    if len(words) <= 160:
        return words
    return words[:160].rsplit(" ", 1)[0] + " …"
