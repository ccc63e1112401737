"""Sums that stand in an ordering sentence and still are none of what it gives: limits, penalties, comparisons."""

import re

from skyddsnat.mandate.reading.sums import BESIDES, SumMention

THRESHOLD = re.compile(
    r"\b(?:under|över|(?:under|över)stig\w*|(?:lägre|mindre|högre) än)(?: \w+)? $", re.IGNORECASE
)
# "Om bidrag över 300 000 kronor beviljas ska det anmälas": a limit of something else, nothing that is given.
ON_CONDITION = re.compile(
    r"\bbehöver (?:inte|ej)\b|^(?:Om|När|För den händelse)\b|, om \S+ (?:\S+ )?(?:över|under)"
)
# "inkomster under 250 000 kronor", "på mer än 100 000 kronor": a limit wherever it stands.
LIMIT = re.compile(
    r"(?<!inte )(?<!ej )(?<!inte till )(?<!ej till )\b(?:över|under|mer än|mindre än|lägre än|högre än|understiger) $",
    re.IGNORECASE,
)
PENALTY = re.compile(
    r"\b(?:vite\w*|skadestånd\w*|böter\w*|bötes\w*|(?:sanktions|straff|kontroll)avgift\w*|självrisk\w*|"
    r"prisbasbelopp\w*|timpris\w*)\b",
    re.IGNORECASE,
)
COMPARED = re.compile(r"\bsom jämförelse\b|\bi jämförelse med\b|\bkan (?:nämnas|jämföras)\b", re.IGNORECASE)
# "Av de 45 miljoner kronor som riksdagen har anvisat får verket": the whole that a part is taken of.
WHOLE = re.compile(r"\bav (?:de|det)(?: totalt| sammanlagt)? $", re.IGNORECASE)
WHOLE_OF = re.compile(
    r",? som (?:(?:riksdagen|regeringen|staten) |(?:\w+ ){0,3}?(?:har )?(?:anvisats|avsatts|anslagits|"
    r"avsätts|satsas)\b)"
)
# "Hela satsningen omfattar 120 miljoner kronor, varav verket disponerar 20": many share in it.
OF_MANY = re.compile(r"\b(?:satsningen|reformen|programmet|paketet)\b[^.;]*$", re.IGNORECASE)
SHARE = re.compile(r"[^.;]*?\b(?:varav|av vilka)\b")
# "Beloppet om 2 000 000 kronor upphör att gälla"
ENDS = re.compile(r"[^.;\d]{0,40}\b(?:upphör att gälla|upphävs|upphör)\b")
# "Regionen har anfört att kostnaden uppgår till": what somebody says, nothing that is given.
SAID = re.compile(
    r"\bhar\b[^.;]{0,90}\b(?:anfört|uppgett|uppgivit|framhållit|angett|angivit|hävdat)\b[^.;]*\batt\b[^.;]*$",
    re.IGNORECASE,
)
# "ersättningen uppgår till 475 miljoner kronor och berörs inte av uppdraget"
UNTOUCHED = re.compile(
    r"[^.;\d]{0,40}\bberörs (?:inte|ej) av (?:uppdraget|detta beslut|beslutet)\b", re.IGNORECASE
)
RATE = re.compile(r" ?(?:per|i) (?:timme|timmen|dygn|dag|natt|mil|kilometer)\b", re.IGNORECASE)


def told_aside(text: str, mention: SumMention) -> str:
    """Why a sum is none of what the sentence gives: it no longer holds, is a limit, or was given before."""
    if mention.replaced:
        return "replaced"
    if ENDS.match(text, mention.end):
        return "replaced"
    if UNTOUCHED.match(text, mention.end):
        return "money_elsewhere"
    before = text[: mention.start]
    if THRESHOLD.search(before) and ON_CONDITION.search(text):
        return "sum"  # "Belopp under 500 kronor behöver inte betalas tillbaka"
    if LIMIT.search(before) or RATE.match(text, mention.end):
        return "sum"
    if WHOLE.search(before) and WHOLE_OF.match(text, mention.end):
        return "money_elsewhere"
    if OF_MANY.search(before) and SHARE.match(text, mention.end) and "varav" not in before:
        return "money_elsewhere"
    if PENALTY.search(before) or SAID.search(before) or COMPARED.search(before):
        return "money_elsewhere"
    return "money_elsewhere" if BESIDES.search(before) else ""
