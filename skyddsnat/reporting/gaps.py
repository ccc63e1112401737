"""What stands between the texts and a report: references that lead nowhere, sections unwritten, talk not settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.models import User
from skyddsnat.insight.api import Indicator
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import comments_for, read_up_to, writing_now
from skyddsnat.reporting.assembly.numbers import MONEY_CODES
from skyddsnat.reporting.markdown import Reading, read
from skyddsnat.reporting.models import ReportComment, ReportText
from skyddsnat.reporting.prose import unknown_references
from skyddsnat.reporting.sections import headings_of, sections_of


@dataclass(frozen=True, slots=True)
class TextFault:
    """Something in a text that must be mended before a version is prepared (`stops`), or is not what it looks like."""

    text: str
    meant: str = ""  # the code that was perhaps meant
    stops: bool = True


def text_faults(reading: Reading, codes: Collection[str]) -> list[TextFault]:
    """What is wrong in a text that has been read, in words for the one who writes it."""
    found = [
        TextFault(_("Det finns ingen siffra som heter ”%(code)s”.") % {"code": one.typed}, one.meant)
        for one in unknown_references(reading, codes)
    ]
    found += [
        TextFault(
            _("En siffra kan inte stå i en rubrik: ”%(code)s”. Skriv den i texten under.") % {"code": code}
        )
        for code in dict.fromkeys(reading.in_headings)
    ]
    found += [
        TextFault(
            _("En siffra är påbörjad men inte avslutad: ”{{ %(text)s”. Skriv }} efter koden.")
            % {"text": text}
        )
        for text in dict.fromkeys(reading.left_open)
    ]
    return found + [
        TextFault(
            _("Adressen %(url)s blir ingen länk. Länkar börjar med https:// eller med / för våra egna sidor.")
            % {"url": url[:80]},
            stops=False,
        )
        for url in dict.fromkeys(reading.refused_links)
    ]


def citable_codes(assignment: Assignment) -> set[str]:
    """Codes of every number that a text may refer to."""
    codes = Indicator.objects.filter(assignment=assignment).values_list("code", flat=True)
    return set(codes) | set(MONEY_CODES)


def faulty_references(assignment: Assignment) -> list[str]:
    """References in the saved texts that stop a report, each with the section it stands in."""
    codes, headings = citable_codes(assignment), headings_of(assignment)
    found = []
    for text in ReportText.objects.filter(assignment=assignment, section__in=headings):
        reading = read(text.body, set())
        typed = [one.typed for one in unknown_references(reading, codes)] + reading.in_headings
        found += [f"{{{{ {code} }}}} ({headings[text.section]})" for code in dict.fromkeys(typed)]
        found += [f"{{{{ {one} ({headings[text.section]})" for one in dict.fromkeys(reading.left_open)]
    return found


# --- comments ---


@dataclass(frozen=True, slots=True)
class Talk:
    """How much has been said of a section: threads not settled, and what the reader has not read."""

    open: int = 0
    unread: int = 0


def talk_of(assignment: Assignment, user: User) -> dict[str, Talk]:
    """Section → what is said of it, as `user` sees it. One's own words are not unread."""
    read_to = read_up_to(user, assignment)
    opened: Counter[str] = Counter()
    unread: Counter[str] = Counter()
    for comment in comments_for(user, assignment).filter(removed_at__isnull=True).select_related("answers"):
        if comment.answers_id is None and comment.resolved_at is None:
            opened[comment.section] += 1
        if is_unread(comment, user, read_to):
            unread[comment.section] += 1
    return {key: Talk(opened[key], unread[key]) for key in opened | unread}


def is_unread(comment: ReportComment, user: User, read_to: dict[str, int]) -> bool:
    """Whether somebody else has said this, in a thread that is not settled, after the user last said to have read."""
    thread = comment.answers or comment
    return (
        comment.by_id != user.pk
        and thread.resolved_at is None
        and comment.removed_at is None
        and comment.pk > read_to.get(comment.section, 0)
    )


# --- before preparing ---


@dataclass(frozen=True, slots=True)
class Hindrance:
    """Something to see to before a version is prepared: it stops the version, or is only told of."""

    text: str
    stops: bool = False


def before_preparing(assignment: Assignment, user: User, lacking: int) -> list[Hindrance]:
    """Everything to know before freezing a version; `lacking` is how much the report cannot show."""
    found = [] if assignment.dnr else [Hindrance(_("Beslutets diarienummer saknas."), stops=True)]
    faults = faulty_references(assignment)
    if faults:
        words = _("Texten hänvisar till siffror som inte finns: %(codes)s.") % {"codes": ", ".join(faults)}
        found.append(Hindrance(words, stops=True))
    sections = sections_of(assignment, user)
    unwritten = [s.heading for s in sections if not s.is_written and not s.is_optional]
    if unwritten:
        found.append(Hindrance(_("Avsnitt utan text: %(names)s.") % {"names": "; ".join(unwritten)}))
    unsettled = sum(one.open for one in talk_of(assignment, user).values())
    if unsettled:
        words = ngettext(
            "%(n)s kommentar är inte avklarad.", "%(n)s kommentarer är inte avklarade.", unsettled
        )
        found.append(Hindrance(words % {"n": unsettled}))
    drafts = sorted({draft.writer.name for draft in writing_now(user, assignment)})
    if drafts:
        words = _("Osparade utkast finns hos: %(names)s.") % {"names": ", ".join(drafts)}
        found.append(Hindrance(words))
    if lacking:
        words = ngettext(
            "%(n)s uppgift saknar underlag. Den står i rapportens kapitel om det som saknas.",
            "%(n)s uppgifter saknar underlag. De står i rapportens kapitel om det som saknas.",
            lacking,
        )
        found.append(Hindrance(words % {"n": lacking}))
    return found
