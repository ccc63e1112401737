"""What a document needs before it may be prepared or issued, and the figures it will hold."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.economy import rules
from skyddsnat.economy.actions.grants import figures_of, is_locked
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.economy.outcome import grant, standing_document
from skyddsnat.economy.rules import Figures
from skyddsnat.mandate.models import Assignment, Obligation
from skyddsnat.shared.dates import format_date, today
from skyddsnat.shared.money import format_kr


@dataclass(frozen=True)
class Draft:
    """What is asked for, and what holds now."""

    assignment: Assignment
    kind: str
    dated: datetime.date
    figures: Figures
    amount_ore: int
    replaced: MoneyDocument | None
    requisition: MoneyDocument | None
    repayment: MoneyDocument | None
    reason: str

    @property
    def repaid_ore(self) -> int:
        """What the document says is repaid: all that is requisitioned and not used, or nothing yet."""
        return 0 if self.kind == rules.REQUISITION else self.figures.unused_ore


def obligation_of(assignment: Assignment, kind: str) -> Obligation | None:
    """The sentence of the decision that orders the document, which also says to whom and by when."""
    return Obligation.objects.filter(assignment=assignment, kind=kind).order_by("due", "id").first()


def draft(
    assignment: Assignment,
    kind: str,
    *,
    dated: datetime.date,
    reason: str = "",
    amount_ore: int | None = None,
) -> Draft:
    """The document as it would be now. `amount_ore` is asked for in requisitions only; the ceiling when left out."""
    held = figures_of(grant(assignment))
    if kind == rules.REQUISITION:
        asked = held.ceiling_ore if amount_ore is None else amount_ore
        held = Figures(held.ceiling_ore, asked, held.used_ore)
        amount = asked
    else:
        amount = held.unused_ore if kind == rules.REPAYMENT else held.used_ore
    return Draft(
        assignment=assignment,
        kind=kind,
        dated=dated,
        figures=held,
        amount_ore=amount,
        replaced=standing_document(assignment, kind),
        requisition=standing_document(assignment, rules.REQUISITION),
        repayment=standing_document(assignment, rules.REPAYMENT),
        reason=reason.strip(),
    )


def check(wanted: Draft) -> None:
    """Raise Refused with the first thing that stops the document."""
    for obstacle in obstacles(wanted):
        raise Refused(obstacle)


def obstacles(wanted: Draft) -> list[str]:
    """Everything that stops the document, each a sentence that says what to do; empty when it may be made."""
    found = [*_frame(wanted), *_dates(wanted), *_version(wanted)]
    if wanted.kind == rules.REQUISITION:
        found += _requisition(wanted)
    else:
        found += _after_requisition(wanted)
    return found


def _frame(wanted: Draft) -> list[str]:
    assignment = wanted.assignment
    found = []
    if not assignment.dnr:
        found.append(
            _(
                "Beslutets diarienummer saknas. Ange det på uppdragets sida: utan det kan ingen handling "
                "lämna huset."
            )
        )
    if not assignment.appropriation:
        found.append(
            _("Anslaget saknas i uppdraget. Handlingen måste säga vilket anslag medlen kommer från.")
        )
    if assignment.decided_on is None:
        found.append(_("Beslutets datum saknas i uppdraget. Ange det på uppdragets sida."))
    obligation = obligation_of(assignment, wanted.kind)
    if assignment.payer_id is None and (obligation is None or obligation.recipient_id is None):
        found.append(_("Mottagaren saknas. Ange i uppdraget till vem handlingen ska skickas."))
    return found


def _dates(wanted: Draft) -> list[str]:
    found = []
    if wanted.dated > today():
        found.append(_("Handlingens datum ligger i framtiden. Välj dagens datum eller tidigare."))
    if wanted.assignment.decided_on and wanted.dated < wanted.assignment.decided_on:
        found.append(_("Handlingens datum ligger före beslutet. Välj ett senare datum."))
    if wanted.replaced and wanted.dated < wanted.replaced.dated:
        found.append(_("Rättelsen kan inte vara daterad före den handling den ersätter."))
    return found


def _version(wanted: Draft) -> list[str]:
    if wanted.replaced and not wanted.reason:
        return [
            _("Handlingen är redan utfärdad (version %(version)s). Skriv varför den ska rättas.")
            % {"version": wanted.replaced.version}
        ]
    if wanted.reason and not wanted.replaced:
        return [_("Det finns ingen utfärdad handling att rätta. Ta bort skälet.")]
    return []


def _requisition(wanted: Draft) -> list[str]:
    found = []
    if wanted.amount_ore <= 0:
        found.append(_("Skriv hur mycket som ska rekvireras, mer än noll."))
    if wanted.amount_ore > wanted.figures.ceiling_ore:
        found.append(
            _("Rekvisitionen får vara högst %(ceiling)s, som är det högsta beloppet i beslutet.")
            % {"ceiling": format_kr(wanted.figures.ceiling_ore)}
        )
    if is_locked(wanted.assignment):
        found.append(_("Den ekonomiska redovisningen är utfärdad. Förbered en rättelse av den först."))
    return found


def _after_requisition(wanted: Draft) -> list[str]:
    """A repayment and an account rest on the requisition that was issued."""
    requisition, unused = wanted.requisition, wanted.figures.unused_ore
    if requisition is None:
        return [_("Ingen rekvisition är utfärdad. Rekvirera medlen först.")]
    if wanted.dated < requisition.dated:
        return [
            _("Handlingen kan inte vara daterad före rekvisitionen, %(date)s.")
            % {"date": _said(requisition.dated)}
        ]
    if unused < 0:
        return [
            _(
                "Det är använt %(used)s men rekvirerat %(requisitioned)s. "
                "Ångra fördelningar så att det använda ryms i det rekvirerade."
            )
            % {"used": format_kr(wanted.figures.used_ore), "requisitioned": format_kr(requisition.amount_ore)}
        ]
    return _repayment(wanted, unused) if wanted.kind == rules.REPAYMENT else _account(wanted, unused)


def _repayment(wanted: Draft, unused: int) -> list[str]:
    found = []
    if unused == 0 and wanted.replaced is None:
        found.append(_("Allt som har rekvirerats är använt, så det finns inget att betala tillbaka."))
    if is_locked(wanted.assignment):
        found.append(_("Den ekonomiska redovisningen är utfärdad. Förbered en rättelse av den först."))
    return found


def _account(wanted: Draft, unused: int) -> list[str]:
    repaid = wanted.repayment.amount_ore if wanted.repayment else 0
    if unused and wanted.repayment is None:
        return [
            _("%(unused)s är inte använt. Utfärda återbetalningen innan redovisningen.")
            % {"unused": format_kr(unused)}
        ]
    if repaid != unused:
        return [
            _(
                "Återbetalningen är på %(repaid)s, men %(unused)s är inte använt. "
                "Rätta återbetalningen innan redovisningen."
            )
            % {"repaid": format_kr(repaid), "unused": format_kr(unused)}
        ]
    if wanted.repayment and wanted.dated < wanted.repayment.dated:
        return [
            _("Redovisningen kan inte vara daterad före återbetalningen, %(date)s.")
            % {"date": _said(wanted.repayment.dated)}
        ]
    return []


def _said(day: datetime.date) -> str:
    """A date in the reader's language."""
    return format_date(day, "en" if (get_language() or "sv").startswith("en") else "sv")
