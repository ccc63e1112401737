"""What a step needs. Each function looks at how a case stands, and says in a sentence what is missing, or None."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals.kinds import Answer, CloseReason, Purpose, Safety
from skyddsnat.shared.dates import STOCKHOLM

if TYPE_CHECKING:
    from skyddsnat.cooperation.referrals.standing import Standing


@dataclass(frozen=True, slots=True)
class Missing:
    """A sentence on what is missing, and the form that helps: a name of `referrals/urls.py`, with a fact's number."""

    said: str
    form: str
    pk: int | None = None


def child_described(case: Standing) -> Missing | None:
    """At least the form of exploitation or the signs that made somebody worried."""
    if case.child.signs.strip() or case.child.forms:
        return None
    return Missing(_("Skriv varför någon är orolig för barnet: former eller tecken."), "referral-child")


def protection_given(case: Standing) -> Missing | None:
    """A measure of first help that has been done, in the sending state."""
    if any(one.phase == "protection" and one.side == "sending" and one.done_on for one in case.measures):
        return None
    return Missing(
        _("Skriv in den första hjälp och det skydd som barnet har fått, och dagen."), "referral-measure-new"
    )


def guardian_appointed(case: Standing) -> Missing | None:
    """A guardian, or who has custody and can act for the child, now."""
    if case.guardian is not None:
        return None
    return Missing(
        _("Barnet saknar god man eller vårdnadshavare som företräder det nu."), "referral-guardian-new"
    )


def child_heard(case: Standing) -> Missing | None:
    """The child's own view, or why it was not heard."""
    if case.views:
        return None
    return Missing(
        _("Skriv vad barnet själv tycker, eller varför barnet inte har hörts."), "referral-view-new"
    )


def assessment_decided(case: Standing) -> Missing | None:
    """A best interests assessment (BIA), decided by another than its writer."""
    return _decided(
        case,
        "bia",
        _("Bedömningen av barnets bästa (BIA) är inte beslutad av någon annan än den som skrev den."),
    )


def determination_decided(case: Standing) -> Missing | None:
    """A best interests determination (BID), decided by another than its writer."""
    return _decided(
        case,
        "bid",
        _("Beslutet om barnets bästa (BID) är inte fattat av någon annan än den som skrev det."),
    )


def _decided(case: Standing, kind: str, said: str) -> Missing | None:
    latest = case.latest_assessment(kind)
    if latest is not None and latest.decided_at is not None:
        return None
    if latest is not None:
        return Missing(said, "referral-assessment-decide", latest.pk)
    return Missing(said, "referral-assessment-new")


def receiver_chosen(case: Standing) -> Missing | None:
    """The authority in the other state that is to be asked."""
    if case.referral.receiver_id is not None:
        return None
    return Missing(_("Välj vilken myndighet i det andra landet som ärendet gäller."), "referral-basics")


def contact_allowed(case: Standing) -> Missing | None:
    """The lock: nothing goes to the country that the child comes from."""
    if case.may_contact_receiver:
        return None
    return Missing(
        _(
            "Ärendet är låst: ingen kontakt får tas med landet som barnet kommer från. Välj en annan mottagare."
        ),
        "referral-basics",
    )


def may_share(case: Standing) -> Missing | None:
    """A consent, or what stands in law in its place, to give information to that authority."""
    if case.consented(Purpose.INFORMATION):
        return None
    return Missing(
        _("Det finns inget samtycke till att uppgifter lämnas till mottagaren, och inget som ersätter det."),
        "referral-consent-new",
    )


def request_sent(case: Standing) -> Missing | None:
    """A request for the child to be received, sent to the chosen receiver and not answered with a no."""
    request = case.request
    if request is not None and request.answer != Answer.NO:
        return None
    said = _("Förfrågan till mottagaren är inte skickad.")
    draft = case.draft
    return (
        Missing(said, "referral-request-send", draft.pk)
        if draft is not None
        else Missing(said, "referral-request-new")
    )


def answered_yes(case: Standing) -> Missing | None:
    """A written yes. Silence is not a yes, however long it lasts."""
    request = case.request
    if request is not None and request.answer == Answer.YES:
        return None
    if request is None:
        return Missing(_("Det finns ingen skickad förfrågan att svara på."), "referral-request-new")
    if request.answer == Answer.NO:
        return Missing(_("Mottagaren har sagt nej."), "referral-request-answer", request.pk)
    if case.is_silent_too_long:
        said = _(
            "Tre månader har gått utan svar. Det är inte ett samtycke: utan ett ja får barnet inte placeras."
        )
    else:
        said = _("Mottagaren har inte svarat ja. Att ingen svarar är inte ett samtycke.")
    return Missing(said, "referral-request-answer", request.pk)


def answered_no(case: Standing) -> Missing | None:
    """A written no."""
    request = case.request
    if request is not None and request.answer == Answer.NO:
        return None
    said = _("Mottagaren har inte svarat nej.")
    return (
        Missing(said, "referral-request-answer", request.pk)
        if request
        else Missing(said, "referral-request-new")
    )


def risks_assessed(case: Standing) -> Missing | None:
    """The risks of the journey, assessed as safe to make."""
    if case.risk is not None and case.risk.conclusion == Safety.SAFE:
        return None
    if case.risk is not None:
        return Missing(
            _("Riskbedömningen säger att resan inte kan göras säkert nu. Gör en ny när läget är ett annat."),
            "referral-risk-new",
        )
    return Missing(_("Resans risker är inte bedömda."), "referral-risk-new")


def journey_planned(case: Standing) -> Missing | None:
    """A plan to that authority: how, with whom, when, and who receives the child."""
    if case.plan is not None:
        return None
    return Missing(
        _("Resan till den valda mottagaren är inte planerad: hur, med vem, när och vem som tar emot."),
        "referral-plan-new",
    )


def may_travel(case: Standing) -> Missing | None:
    """A consent, or what stands in law in its place, to the journey."""
    if case.consented(Purpose.TRANSFER):
        return None
    return Missing(
        _("Det finns inget samtycke till att barnet reser till mottagaren, och inget som ersätter det."),
        "referral-consent-new",
    )


def may_place(case: Standing) -> Missing | None:
    """For a placement: a consent, or what stands in law in its place, to it."""
    if not case.is_placement or case.consented(Purpose.PLACEMENT):
        return None
    return Missing(
        _("Det finns inget samtycke till att barnet placeras hos mottagaren, och inget som ersätter det."),
        "referral-consent-new",
    )


def child_agrees(case: Standing) -> Missing | None:
    """From fifteen the child says yes to a placement itself."""
    if not case.is_placement or not case.may_be_fifteen or case.child_consented:
        return None
    return Missing(
        _("Barnet är eller kan vara 15 år, och har inte själv samtyckt till placeringen."),
        "referral-consent-new",
    )


def reception_confirmed(case: Standing) -> Missing | None:
    """The receiver's word that it takes the child by that plan."""
    if case.plan is not None and case.plan.reception_at is not None:
        return None
    said = _("Mottagaren har inte bekräftat att den tar emot barnet enligt planen.")
    return (
        Missing(said, "referral-plan-reception", case.plan.pk)
        if case.plan
        else Missing(said, "referral-plan-new")
    )


def arrival_confirmed(case: Standing) -> Missing | None:
    """The receiver's word that the child has arrived."""
    if case.plan is not None and case.plan.arrival_at is not None:
        return None
    said = _("Mottagaren har inte bekräftat att barnet är framme.")
    return (
        Missing(said, "referral-plan-arrival", case.plan.pk)
        if case.plan
        else Missing(said, "referral-plan-new")
    )


def followed_up(case: Standing) -> Missing | None:
    """A follow-up made after the child arrived."""
    arrived = case.plan.arrival_at if case.plan else None
    if arrived is not None and any(
        one.done_on >= arrived.astimezone(STOCKHOLM).date() for one in case.followups
    ):
        return None
    return Missing(_("Ingen uppföljning är gjord efter att barnet kom fram."), "referral-follow-up-new")


def reason_fits(case: Standing) -> Missing | None:
    """A reason that agrees with where the case stands; no reason is asked before one is chosen."""
    reason, state = case.close_reason, case.referral.state
    if not reason:
        return None
    if (reason == CloseReason.DONE) != (state == State.FOLLOWED_UP):
        said = _(
            "Barnet kan bara vara framme och uppföljt när ärendet står som uppföljt. Då är det också orsaken."
        )
        return Missing(said, "")
    if reason == CloseReason.REFUSED and state != State.REFUSED:
        return Missing(_("Mottagaren har inte sagt nej i det här ärendet. Välj en annan orsak."), "")
    if reason == CloseReason.ADULT and case.is_child:
        said = _("Det är inte visat att personen är vuxen. Den som kan vara ett barn är ett barn.")
        return Missing(said, "referral-child")
    return None


def stood_there(case: Standing) -> Missing | None:
    """A case is opened again where it stood when it was closed."""
    if case.closed_from == case.reopens_to:
        return None
    return Missing(_("Ärendet öppnas där det stod när det avslutades."), "")
