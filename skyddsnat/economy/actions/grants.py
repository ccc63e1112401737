"""The one lock of the room: whoever writes about an assignment's money holds its grant's row first."""

import datetime
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.economy import rules
from skyddsnat.economy.models import Grant, MoneyDocument, PeriodLock
from skyddsnat.economy.rules import Figures
from skyddsnat.mandate.models import Assignment


def locked_grant(assignment: Assignment, *, by: User) -> Grant:
    """The assignment's grant, locked until the transaction ends; opened the first time, with the decision's ceiling.

    A later decision may give less than what is already used. The row then keeps what it must hold, so that costs can
    still be taken off the activities, while the ceiling given back, which says what may be added, is the decision's.
    """
    _grant, created = Grant.objects.get_or_create(
        assignment=assignment, defaults={"ceiling_ore": assignment.ceiling_ore}
    )
    grant = Grant.objects.select_for_update().get(assignment=assignment)
    if created:
        record(by, "grant.opened", grant, ceiling_ore=grant.ceiling_ore)
    _follow(grant, by)
    return grant


def follow_ceiling(assignment: Assignment, *, by: User) -> None:
    """Let the grant have the highest sum of a later decision."""
    grant = Grant.objects.select_for_update().filter(assignment=assignment).first()
    if grant is not None:
        _follow(grant, by)


def _follow(grant: Grant, by: User) -> None:
    """The sum is read anew: the caller's assignment may have been read before the decision was put in force."""
    decided = Assignment.objects.values_list("ceiling_ore", flat=True).get(pk=grant.assignment_id)
    held = max(decided, grant.used_ore, grant.requisitioned_ore)
    if grant.ceiling_ore != held:
        record(by, "grant.ceiling_changed", grant, old=grant.ceiling_ore, new=held)
        grant.ceiling_ore = held
        grant.save(update_fields=["ceiling_ore"])
    grant.ceiling_ore = decided


def figures_of(grant: Grant) -> Figures:
    return Figures(grant.ceiling_ore, grant.requisitioned_ore, grant.used_ore)


def is_locked(assignment: Assignment) -> bool:
    """Whether the account is issued and no correction of it is being prepared: then nothing may be allotted."""
    accounts = MoneyDocument.objects.filter(assignment=assignment, kind=MoneyDocument.ACCOUNT)
    states = set(accounts.values_list("state", flat=True))
    return MoneyDocument.ISSUED in states and not states & {MoneyDocument.PREPARED, MoneyDocument.RETURNED}


def check_not_locked(assignment: Assignment) -> None:
    if is_locked(assignment):
        raise Refused(
            _(
                "Den ekonomiska redovisningen är utfärdad, så fördelningen är låst. "
                "Förbered en rättelse av redovisningen om något behöver ändras."
            )
        )


def locked_months(assignment: Assignment) -> set[datetime.date]:
    """First days of the months in which nothing moves any more."""
    held = PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True)
    return set(held.values_list("month", flat=True))


def check_months_open(assignment: Assignment, days: Iterable[datetime.date]) -> None:
    rules.check_open(days, locked_months(assignment))


@contextmanager
def whole() -> Iterator[None]:
    """One transaction; what only the database could see (two people at once) becomes a refusal in words."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        words = _constraint_words(error)
        if words is None:
            raise
        raise Refused(words) from error


def _constraint_words(error: IntegrityError) -> str | None:
    diagnosis = getattr(error.__cause__, "diag", None)
    name = str(getattr(diagnosis, "constraint_name", "") or "")
    return {
        "grant_used_within_ceiling": _(
            "Det högsta beloppet i beslutet räcker inte. Ladda om sidan och fördela mindre."
        ),
        "economy_grant_used_ore_check": _("Det använda beloppet skulle bli negativt."),
        "grant_requisitioned_within_ceiling": _("Rekvisitionen är större än det högsta beloppet i beslutet."),
        "allotment_within_line": _(
            "Raden har redan fördelats av någon annan. Ladda om sidan för att se hur."
        ),
        "allotment_after_account": _("Den ekonomiska redovisningen är utfärdad, så fördelningen är låst."),
        "economy_allotment_reverses_id_key": _("Fördelningen är redan ångrad. Ladda om sidan."),
        "money_document_one_prepared": _(
            "Någon annan har just förberett handlingen. Ladda om sidan för att se den."
        ),
        "money_document_version_once": _(
            "Någon annan har just förberett handlingen. Ladda om sidan för att se den."
        ),
        "money_document_as_booked": _(
            "Siffrorna har ändrats sedan handlingen förbereddes. Förbered den på nytt."
        ),
        "sie_import_file_once": _("Filen laddas upp av någon annan just nu. Ladda om sidan."),
        "voucher_once": _("Filen läses in av någon annan just nu. Ladda om sidan."),
        **_closing_words(),
    }.get(name)


def _closing_words() -> dict[str, str]:
    """Of what months, papers, budgets and ticks refuse."""
    locked = _("Månaden har just låsts av någon annan. Ladda om sidan.")
    account = _("Den ekonomiska redovisningen är utfärdad, så underlagen är låsta.")
    return {
        "voucher_in_open_period": locked,
        "allotment_in_open_period": locked,
        "explanation_in_open_period": locked,
        "allotment_of_unexplained": _("Raden har just förklarats av någon annan. Ladda om sidan."),
        "explanation_after_account": account,
        "attachment_after_account": account,
        "row_explanation_one_holds": _("Raden är redan förklarad. Ladda om sidan."),
        "period_lock_once": _("Månaden är redan låst. Ladda om sidan."),
        "checklist_tick_once": _("Steget är redan avbockat. Ladda om sidan."),
        "proposal_aside_once": _("Förslaget är redan lagt åt sidan. Ladda om sidan."),
        "budget_lines_within_budget": _("Kostnadsslagen är tillsammans mer än insatsens budget."),
        "economy_attachment_replaces_id_key": _("Underlaget är redan ersatt. Ladda om sidan."),
    }
