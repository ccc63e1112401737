"""What is ordered: tasks ("… i uppdrag att"), principles for the whole, and requirements on how to do it."""

import re
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.addressees import GETS, GIVES
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.read_sentence import Read
from skyddsnat.mandate.reading.sections import is_background

TASK_LEAD = re.compile(r"\buppdra\w*\b[^.]{0,80}?(?:(?P<att>\satt)\b|:)", re.IGNORECASE)
LIST_END = re.compile(r"(?:\batt|:)$")
PRINCIPLE = re.compile(
    r"\b(?:genomföras|bedrivas|utföras|genomsyras|präglas|ske|utgå från|utgå ifrån|bedrivs|genomförs)\b.{0,80}?"
    r"\b(?:med (?:särskilt )?fokus på|med (?:särskild )?hänsyn till|med beaktande av|utifrån ett|ur ett|"
    r"\w*perspektiv|"
    r"barnets bästa|barnets rättigheter|mänskliga rättigheter|jämställdhet|principen om|konventionen)\b",
    re.IGNORECASE,
)
PRINCIPLE_SUBJECT = re.compile(
    r"\b(?:uppdraget|deluppdragen|arbetet|insatserna|verksamheten|genomförandet|alla insatser)\b",
    re.IGNORECASE,
)
NEXT_TASK = re.compile(r"(?:, |,? (?:samt|dels|respektive) |, och |; )(?=att\b)|,? och (?=att\b)")
SUBORDINATE = re.compile(
    r"\b(?:om|för|av|på|till|innebär|så|genom|med|utan|vikten av|visar|anser|det|vara|är|framgår)\s*$",
    re.IGNORECASE,
)
TALK = re.compile(r"\b(?:om|på|innebär|visar|säkerställa|konstatera|tillse|följa) att\b", re.IGNORECASE)
DETAIL = re.compile(
    r"^(?:Det|Detta|Häri|I detta) (?:innebär|ingår|omfattar)\b|^(?:I uppdraget|I detta) (?:ingår|ligger)\b"
)
INCLUDES = re.compile(
    r"\b(?:i uppdraget ingår|uppdraget (?:omfattar|innebär|består|innefattar|syftar till))\b", re.IGNORECASE
)
WHOLE = re.compile(r"\bi sin helhet\b|\bhela uppdraget\b", re.IGNORECASE)
WORD = re.compile(r"[a-zåäöé]{4,}|\bEU\b", re.IGNORECASE)
COMMON = frozenset(
    [
        "upp",
        "arbe",
        "skal",
        "myndi",
        "inom",
        "unde",
        "samt",
        "olik",
        "eller",
        "dess",
        "dett",
        "vara",
        "finns",
        "gene",
        "särs",
        "sina",
        "ocks",
        "ända",
        "mell",
    ]
)


@dataclass
class Clause:
    """One thing ordered. ``kind``: task | principle | requirement; ``under``: the task it details, None for all."""

    kind: str
    number: str
    text: str
    span: tuple[int, int]
    under: str | None = None
    by: str = ""
    heading: str = ""
    dates: list[dict[str, object]] = field(default_factory=list)


class Subjects:
    """What each task speaks of, to find the one a section's heading means."""

    def __init__(self, tasks: list[Clause]) -> None:
        self._count = len(tasks)
        self._tasks: dict[str, list[int]] = {}
        for index, task in enumerate(tasks):
            for word in _stems(task.text):
                self._tasks.setdefault(word, []).append(index)

    def under(self, read: Read) -> str | None:
        """The number of the task that the heading above a sentence speaks of; None when it is the whole."""
        if self._count == 1:
            return "1"
        if WHOLE.search(read.text):
            return None
        scores: dict[int, float] = {}
        for word in _stems(read.sentence.heading):
            holders = self._tasks.get(word, [])
            # A word that many tasks share tells little.
            for index in holders if len(holders) < 20 else ():
                scores[index] = scores.get(index, 0) + 1 / len(holders)
        best = max(scores.values(), default=0)
        leading = [index for index, score in scores.items() if score == best]
        return str(leading[0] + 1) if best >= 0.9 and len(leading) == 1 else None


def _stems(text: str) -> set[str]:
    return {word.casefold()[:6] for word in WORD.findall(text)} - COMMON


def find_clauses(reads: list[Read]) -> list[Clause]:
    """All clauses in the order of the text."""
    tasks = _tasks(reads)
    letter = not tasks
    clauses = list(tasks)
    subjects = Subjects(tasks)
    previous: Clause | None = None
    for read in reads:
        clause = None if read.in_task else _further(read, subjects, previous, letter)
        if clause is not None:
            clauses.append(clause)
            read.covered = True
        previous = clause if clause is not None and clause.kind == "requirement" else None
    clauses.sort(key=lambda each: each.span)
    _number(clauses)
    return clauses


def _tasks(reads: list[Read]) -> list[Clause]:
    """The "att" items of "Regeringen ger X i uppdrag …", listed or in running text."""
    found: list[Clause] = []
    leads: dict[int, str] = {}
    for read, following in zip(reads, [*reads[1:], None], strict=False):
        sentence, text = read.sentence, read.text
        if sentence.too_long:
            continue
        if sentence.lead is not None and sentence.lead.start in leads:
            if sentence.first:
                found.append(_task(read, 0, len(text), leads[sentence.lead.start]))
            continue
        given = GIVES.search(text)
        if not given and not (GETS.search(text) and not is_background(read.sentence)):
            continue
        lead = TASK_LEAD.search(text, given.start() if given else 0)
        if lead is None:
            continue
        by = next((duty.name for duty in read.duties if duty.whose == "ours"), "")
        opens = following is not None and following.sentence.lead is sentence
        if LIST_END.search(text) or opens:
            leads[sentence.start] = by
            _claim_ska(read, [duty for duty in read.duties if duty.whose == "ours"])
            read.covered = True
        short = opens and len(text) - lead.end() < 40
        if lead["att"] and not short and not text.rstrip(" :").endswith(" att"):
            found += [_task(read, a, b, by) for a, b in _inline(text, lead.start("att") + 1)]
    return found


def _task(read: Read, start: int, end: int, by: str) -> Clause:
    text = read.text[start:end].rstrip(" ,;")
    text = re.sub(r",? (?:samt|och)$", "", text)
    for duty in read.duties:
        if start <= duty.ska < end and duty.whose != "other":
            read.claim(duty.ska, duty.ska + 3)
    clause = Clause(
        "task", "", text, read.sentence.place(start, start + len(text)), None, by, read.sentence.heading
    )
    _dates(read, clause, start, end)
    read.covered = read.in_task = True
    return clause


def _inline(text: str, start: int) -> list[tuple[int, int]]:
    """The tasks of a running sentence; an "att" that hangs on "om", "för" or "innebär" opens no new task."""
    pieces, begin = [], start
    for match in NEXT_TASK.finditer(text, start):
        head = text[begin : match.start()]
        if SUBORDINATE.search(head) or TALK.search(head):
            continue
        pieces.append((begin, match.start()))
        begin = match.end()
    pieces.append((begin, len(text)))
    return pieces


def _further(read: Read, subjects: Subjects, previous: Clause | None, letter: bool) -> Clause | None:
    """A principle or a requirement, when the sentence binds us without being a dated obligation or about money."""
    if read.covered or read.sentence.kind == "heading" or read.sentence.too_long:
        return None
    ours = [duty for duty in read.duties if duty.whose == "ours" and duty.ska >= 0]
    text = read.text
    if not ours and LIST_END.search(text):
        return None
    lead_ours = read.sentence.lead is not None and read.duties[:1] and read.duties[0].whose == "ours"
    detail = previous is not None and DETAIL.search(text)
    listed = read.sentence.kind == "item" and lead_ours and _orders(read)
    if not (ours or detail or listed or (INCLUDES.search(text) and not is_background(read.sentence))):
        return None
    _claim_ska(read, ours)
    kind = "requirement"
    if ours and PRINCIPLE.search(text) and PRINCIPLE_SUBJECT.search(text[: ours[0].ska + 60]):
        kind = "principle"
    elif letter and ours and any(duty.name for duty in ours):
        kind = "task"
    under = previous.under if detail and previous else subjects.under(read) if kind == "requirement" else None
    by = next((duty.name for duty in ours if duty.name), "")
    clause = Clause(kind, "", text, read.span, under, by, read.sentence.heading)
    _dates(read, clause, 0, len(text))
    return clause


def _orders(read: Read) -> bool:
    """Does the list the item stands in open with an order ("Myndigheten ska:", "I uppdraget ingår att")?"""
    lead = read.sentence.lead
    return lead is not None and bool(re.search(r"\bska(?:ll)?\b", lead.text) or INCLUDES.search(lead.text))


def _claim_ska(read: Read, duties: list[Duty]) -> None:
    for duty in duties:
        if duty.ska >= 0:
            read.claim(duty.ska, duty.ska + 3)


def _dates(read: Read, clause: Clause, start: int, end: int) -> None:
    """Keep a clause's dates beside it: a period or a start is no deadline but must not be lost."""
    for date in read.dates:
        if start <= date.start < end and (date.day or date.precision in ("month", "year", "years")):
            known = date.day.isoformat() if date.day else None
            place = read.sentence.place(date.start, date.end)
            clause.dates.append({"date": known, "year": date.year, "role": date.role, "span": list(place)})
            if date.role != "deadline":
                read.claim(date.start, date.end)


def _number(clauses: list[Clause]) -> None:
    """Tasks 1, 2 …; principles P1 …; requirements 2.1 under task 2, 0.1 for the whole."""
    count: dict[str, int] = {}
    for clause in clauses:
        key = {"task": "", "principle": "P"}.get(clause.kind, f"{clause.under or 0}.")
        count[key] = count.get(key, 0) + 1
        clause.number = f"{key}{count[key]}"
