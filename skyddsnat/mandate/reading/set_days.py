"""Days without "senast" that a duty is for all the same: when something is held, opened or there."""

import re

from skyddsnat.mandate.reading.date_mention import DateMention
from skyddsnat.mandate.reading.duty import Duty

# Something that takes place or is there on a day of its own.
HELD_ON = re.compile(
    r"ska(?:ll)? (?:\w+ ){0,3}?(?:"
    r"(?:hålla|ordna|anordna|arrangera|kalla till|bjuda in till|delta i|delta vid|medverka vid|"
    r"medverka i) (?:\w+ ){0,3}?"
    r"(?:\w*möte|\w*möten|\w*konferens|\w*seminarium|\w*hearing|\w*utfrågning|\w*workshop|\w*avstämning(?:ar)?)"
    r"(?: [^,.;]{1,60}?)?"
    r"|(?:hållas|äga rum|ske|genomföras|ordnas|anordnas)(?: [^,.;]{1,60}?)?"
    r"|vara (?:\w+ )?(?:i drift|i bruk|på plats|tillgänglig\w*|öppe?n\w*|igång|införd\w*|klar\w*|färdig\w*|"
    r"driftsatt\w*|uppe)(?: [^,.;]{1,50}?)?"
    r"|(?:öppna|öppnas|invigas|lanseras|publiceras|driftsättas|tas i (?:bruk|drift))(?: [^,.;]{1,50}?)?"
    r"),? (?:den )?$",
    re.IGNORECASE,
)
DAYS_BEFORE = re.compile(
    r"(?:(?<=den )|(?:den )?)\d{1,2} [a-zåäö]{3,9}(?: (?:19|"
    r"20)\d\d)?(?:, (?:den )?\d{1,2} [a-zåäö]{3,9}(?: (?:19|20)\d\d)?)*"
    r"(?:,| och| samt) (?:den )?$"
)


def right_behind(text: str, duty: Duty, date: DateMention) -> bool:
    """ "X ska den 15 december 2026 betala": the day stands where only a deadline does."""
    return duty.ska >= 0 and bool(
        re.fullmatch(r"ska(?:ll)?(?: \w+)? ", text[duty.ska : date.start], re.IGNORECASE)
    )


def held_on(text: str, duty: Duty, date: DateMention) -> bool:
    """ "X ska ordna en konferens den 20 november 2016", "ska vara i drift den 1 januari 2017"."""
    if duty.ska < 0:
        return False
    before = text[duty.ska : date.start]
    if re.search(r"\bsom\b", before):
        return False
    # "den 3 oktober 2016 och den 6 februari 2017": the second goes as the first.
    earlier = DAYS_BEFORE.sub("", before)
    return bool(HELD_ON.match(before) or (earlier != before and HELD_ON.match(earlier)))
