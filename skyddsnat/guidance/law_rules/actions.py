"""Changing the law's rules: proposed by one person, put in force by another, never changed afterwards."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.guidance.access import PUBLISH, WRITE
from skyddsnat.guidance.law_rules.in_force import published, read_text
from skyddsnat.guidance.models import LawRules, Publication
from skyddsnat.guidance.publication import renew


@transaction.atomic
def propose_rules(*, text: str, note: str, by: User, follows: LawRules | None) -> LawRules:
    """Keep a new rule file as a proposal. Raises RulesRefused with every fault, and then nothing is kept."""
    check_may(by, WRITE)
    read_text(text)
    same = LawRules.objects.filter(version=None, written_by=by, text=text, note=note).first()
    if same is not None:  # a double click
        return same
    made = LawRules.objects.create(text=text, note=note, written_by=by, follows=follows)
    record(by, "law_rules.proposed", made)
    return made


@transaction.atomic
def change_rules(*, proposal: LawRules, text: str, note: str, saves: int, by: User) -> LawRules:
    """Save a proposal anew; `saves` is the count when it was opened.

    Raises RulesRefused, Refused or ChangedMeanwhile.
    """
    check_may(by, WRITE)
    current = _locked(proposal)
    _check_own(current, by)
    if current.saves != saves:
        raise ChangedMeanwhile(
            current,
            _("Förslaget har sparats i ett annat fönster medan du skrev. Jämför innan du sparar igen."),
        )
    read_text(text)
    current.text, current.note, current.saves = text, note, saves + 1
    current.save(update_fields=["text", "note", "saves", "written_at"])
    record(by, "law_rules.changed", current)
    return current


@transaction.atomic
def discard_rules(*, proposal: LawRules, by: User) -> None:
    """Throw a proposal away. Only its writer may, and never once it is published."""
    check_may(by, WRITE)
    current = _locked(proposal)
    _check_own(current, by)
    record(by, "law_rules.discarded", current)
    current.delete()


@transaction.atomic
def publish_rules(*, proposal: LawRules, saves: int, by: User) -> LawRules:
    """Put a proposal in force, exactly as the reader saw it. Raises Refused, or RulesRefused when it has faults."""
    check_may(by, PUBLISH)
    Publication.objects.select_for_update().get()  # one at a time, so that versions follow each other
    current = _locked(proposal)
    if current.written_by_id == by.pk:
        raise Refused(_("Du har skrivit förslaget. Be någon annan läsa och godkänna det."))
    if current.saves != saves:
        raise Refused(_("Förslaget har ändrats sedan du öppnade det. Läs det igen innan du godkänner."))
    read_text(current.text)
    latest = published()
    current.version = latest.version + 1 if latest and latest.version else 1
    current.approved_by, current.approved_at = by, timezone.now()
    current.save(update_fields=["version", "approved_by", "approved_at"])
    record(by, "law_rules.published", current, version=current.version)
    renew()
    return current


def _locked(proposal: LawRules) -> LawRules:
    """The proposal as it is now, held until the end. Raises Refused when it is gone or published."""
    current = LawRules.objects.select_for_update().filter(pk=proposal.pk).first()
    if current is None:
        raise Refused(_("Förslaget har tagits bort."))
    if current.is_published:
        raise Refused(_("Versionen är publicerad och kan inte ändras. Skriv ett nytt förslag."))
    return current


def _check_own(proposal: LawRules, by: User) -> None:
    if proposal.written_by_id != by.pk:
        raise Refused(_("Bara den som har skrivit förslaget kan ändra det. Skriv ett eget utifrån det."))
