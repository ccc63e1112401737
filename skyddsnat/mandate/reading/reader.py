"""Puts the draft together: reads the file, finds each kind of thing, lists what is left over."""

import datetime
import re
from bisect import bisect_left

from skyddsnat.mandate.reading.addressees import GETS, GIVES, TITLE, find_cast
from skyddsnat.mandate.reading.appropriations import find_appropriations
from skyddsnat.mandate.reading.clauses import find_clauses
from skyddsnat.mandate.reading.columns import unfold
from skyddsnat.mandate.reading.conditions import find_conditions
from skyddsnat.mandate.reading.document import Document, decode
from skyddsnat.mandate.reading.docx import is_docx, read_docx
from skyddsnat.mandate.reading.draft import Draft, Named, Reference
from skyddsnat.mandate.reading.duties import Binder
from skyddsnat.mandate.reading.duty_words import SKA
from skyddsnat.mandate.reading.money import find_money
from skyddsnat.mandate.reading.obligations import find_obligations
from skyddsnat.mandate.reading.pdf import read_pdf
from skyddsnat.mandate.reading.read_sentence import Read, read_sentence
from skyddsnat.mandate.reading.references import RANK, ReferenceMention, relation
from skyddsnat.mandate.reading.repeating import in_the_moneys_years
from skyddsnat.mandate.reading.sentences import sentences
from skyddsnat.mandate.reading.unread import find_unread

HEAD_LINES = 25
TITLE_LINE = re.compile(
    r"^(?:Uppdrag|Ändring av|Förlängning|Tilläggsuppdrag|Fortsatt uppdrag|Regleringsbrev|Förlängt uppdrag)\b"
)
DECIDED_LINE = re.compile(
    r"^(?:(?:Regerings|Regeringens )?beslut|Stockholm|Protokoll|Datum|Beslutad)\b|sammanträde|^\W*[\d-]{10}",
    re.IGNORECASE,
)


def read_bytes(data: bytes, source: str = "") -> Draft:
    """Read a decision from a file's bytes: text, PDF or Word document. Raises ``Unreadable``."""
    if b"%PDF-" in data[:1024]:
        return read_document(read_pdf(data, source))
    if is_docx(data):
        return read_document(read_docx(data, source))
    text, encoding = decode(data)
    return read_document(_in_order(text, source, encoding))


def read_text(text: str, source: str = "") -> Draft:
    """Read a decision from text."""
    return read_document(_in_order(text, source, ""))


def _in_order(text: str, source: str, encoding: str) -> Document:
    """The text, its columns one after the other when it is set in two."""
    unfolded = unfold(text)
    return Document(unfolded, source, encoding, unfolded=unfolded != text)


def read_document(document: Document) -> Draft:
    """Read a decoded decision into a draft."""
    found = sentences(document.text)
    cast = find_cast(found)
    binder = Binder(cast)
    reads = [read_sentence(sentence, binder) for sentence in found]
    draft = Draft(document, [Named(name, span) for name, span in cast.members])
    _head(draft, reads)
    decided = datetime.date.fromisoformat(draft.decided_on.value) if draft.decided_on else None
    draft.obligations = find_obligations(reads, decided, tuple(name for name, _ in cast.members))
    draft.sums = find_money(reads, cast)
    years = {year for each in draft.sums for year in (each.year, *each.years) if year}
    in_the_moneys_years(draft.obligations, years, decided)
    draft.appropriations = find_appropriations(reads)
    draft.conditions = find_conditions(reads, draft.sums, draft.obligations)
    draft.clauses = find_clauses(reads)
    tasks = [clause for clause in draft.clauses if clause.kind == "task"]
    for owed in draft.obligations:
        first = bisect_left(tasks, owed.span[0], key=lambda clause: clause.span[0])
        inside = [clause for clause in tasks[first : first + 2] if clause.span[1] <= owed.span[1]]
        owed.clause = inside[0].number if len(inside) == 1 else None
    draft.references = _references(reads, draft)
    draft.unread = find_unread(reads)
    return draft


def _head(draft: Draft, reads: list[Read]) -> None:
    """The decision's own title, date and number, from the lines above the first sentence."""
    for index, read in enumerate(reads):
        text = read.text
        if (
            index >= HEAD_LINES
            or read.sentence.too_long
            or SKA.search(text)
            or GIVES.search(text)
            or GETS.search(text)
        ):
            break
        if draft.title is None and (TITLE_LINE.search(text) or TITLE.search(text)):
            draft.title = Named(text, read.span)
            read.covered = True
        for date in read.dates:
            if date.day and draft.decided_on is None and _decides(text, date.role):
                draft.decided_on = Named(date.day.isoformat(), read.sentence.place(date.start, date.end))
                read.claim(date.start, date.end)
        for mention in read.references:
            bare = mention.kind == "dnr" and "(" not in text[: mention.start] and len(text) < 120
            if bare and draft.dnr is None and not TITLE_LINE.search(text):
                draft.dnr = Named(mention.number, read.sentence.place(mention.start, mention.end))


def _decides(text: str, role: str) -> bool:
    """Is a line with a date the one that dates the decision itself?"""
    return role in ("plain", "decided") and len(text) < 100 and bool(DECIDED_LINE.search(text))


def _references(reads: list[Read], draft: Draft) -> list[Reference]:
    """Cited numbers, each once with all its places, its strongest relation kept; the decision's own left out."""
    found: dict[tuple[str, str], Reference] = {}
    own = draft.dnr.value if draft.dnr else None
    for read in reads:
        for mention in read.references:
            if mention.number == own:
                continue
            span = read.sentence.place(mention.start, mention.end)
            how = relation(read.text, mention)
            known = found.get((mention.kind, mention.number))
            day = _cited_day(read, mention)
            if known is None:
                cited = Reference(mention.kind, mention.number, how, span, [span], day)
                found[mention.kind, mention.number] = cited
                continue
            known.decided_on = known.decided_on or day
            known.mentions.append(span)
            if RANK.index(how) > RANK.index(known.relation):
                known.relation, known.span = how, span
    return list(found.values())


def _cited_day(read: Read, mention: ReferenceMention) -> str:
    """The day of the cited decision: "beslut den 12 mars 2020 (S2020/01234)"."""
    if mention.kind != "dnr":
        return ""
    near = [d for d in read.dates if d.day and 0 <= mention.start - d.end < 12]
    return near[-1].day.isoformat() if near and near[-1].day else ""
