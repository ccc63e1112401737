"""Guardian, measures, assessments, the child's view, consents, the risks of the journey, follow-ups."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import (
    Assessment,
    ChildView,
    Consent,
    FollowUp,
    Guardian,
    Measure,
    Referral,
    RiskAssessment,
)
from skyddsnat.cooperation.referrals.kinds import Answer, ConsentKind
from skyddsnat.cooperation.referrals.meeting_times import meet_goals
from skyddsnat.cooperation.referrals.owning import check_past, current, need, own_case, write
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User

type Codes = Mapping[str, str]  # handling, source_code, info_code


@transaction.atomic
def add_guardian(
    *, referral: Referral, role: str, appointed_on: datetime.date, by: User, name: str = "", contact: str = "",
    codes: Codes | None = None, once: uuid.UUID | None = None,
) -> Guardian:  # fmt: skip
    """Write down who can act for the child, and since when."""
    check_past(appointed_on)
    made = write(
        Guardian, referral, "guardian.added", once or uuid.uuid4(), by, name=name.strip(), contact=contact.strip(),
        role=need(role, _("Skriv vem som företräder barnet, till exempel god man.")), appointed_on=appointed_on,
        **(codes or {}),
    )  # fmt: skip
    meet_goals(made.referral, {"guardian"}, by)
    return made


@transaction.atomic
def end_guardian(*, guardian: Guardian, until: datetime.date, by: User) -> Guardian:
    """Say from which day the guardian no longer acts for the child."""
    found = current(guardian, by)
    if until < found.appointed_on:
        raise Refused(_("Dagen ligger före den då uppdraget började."))
    found.until = until
    found.save(update_fields=["until"])
    record(by, "guardian.ended", found)
    return found


@transaction.atomic
def add_measure(
    *, referral: Referral, phase: str, side: str, what: str, organisation: Organisation, by: User,
    due_on: datetime.date | None = None, done_on: datetime.date | None = None, outcome: str = "",
    codes: Codes | None = None, once: uuid.UUID | None = None,
) -> Measure:  # fmt: skip
    """Write down a measure: planned, or done already."""
    if done_on is not None:
        check_past(done_on)
    return write(
        Measure, referral, "measure.added", once or uuid.uuid4(), by, phase=phase, side=side, due_on=due_on,
        what=need(what, _("Skriv vad som görs.")), organisation=organisation, done_on=done_on, outcome=outcome.strip(),
        **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def finish_measure(*, measure: Measure, done_on: datetime.date, outcome: str, by: User) -> Measure:
    """Say that a measure is done, and what came of it."""
    check_past(done_on)
    found = current(measure, by)
    found.done_on, found.outcome = done_on, outcome.strip()
    found.save(update_fields=["done_on", "outcome"])
    record(by, "measure.done", found)
    return found


ASSESSED = (
    "risk_origin",
    "resilience_origin",
    "risk_destination",
    "resilience_destination",
    "sources",
    "conclusion",
)


@transaction.atomic
def write_assessment(
    *,
    referral: Referral,
    kind: str,
    by: User,
    codes: Codes | None = None,
    once: uuid.UUID | None = None,
    **said: str,
) -> Assessment:
    """Write a new version. It holds when somebody else has decided it."""
    missing = _(
        "Skriv risk och motståndskraft på båda platserna, källorna och slutsatsen. Skriv också om ni inte vet."
    )
    told = {name: need(said.get(name, ""), missing) for name in ASSESSED}
    case = own_case(referral, by)
    last = Assessment.objects.filter(referral=case, kind=kind).aggregate(last=Max("number"))["last"] or 0
    return write(
        Assessment, case, "best_interests.written", once or uuid.uuid4(), by, kind=kind, number=last + 1, **told,
        **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def decide_assessment(*, assessment: Assessment, by: User) -> Assessment:
    """Decide the latest version. Nobody decides what they wrote themselves."""
    found = current(assessment, by)
    if found.decided_at is not None:
        return found
    if found.written_by_id == by.pk:
        raise Refused(_("Du skrev den här bedömningen. En kollega i er organisation beslutar den."))
    newer = Assessment.objects.filter(
        referral=found.referral, kind=found.kind, number__gt=found.number, taken_back_at=None
    )
    if newer.exists():
        raise Refused(_("Det finns en nyare version. Besluta den i stället."))
    found.decided_by, found.decided_at = by, timezone.now()
    found.save(update_fields=["decided_by", "decided_at"])
    record(by, "best_interests.decided", found)
    return found


@transaction.atomic
def write_view(
    *, referral: Referral, by: User, heard_on: datetime.date | None = None, how: str = "", interpreter: str = "",
    view: str = "", not_heard_why: str = "", codes: Codes | None = None, once: uuid.UUID | None = None,
) -> ChildView:  # fmt: skip
    """Write what the child thinks, or why the child was not heard; never both."""
    if heard_on is not None:
        check_past(heard_on)
        need(how, _("Skriv hur barnet hördes, till exempel i ett samtal med en person barnet litar på."))
        need(view, _("Skriv vad barnet tycker, med barnets egna ord så långt det går."))
        if not_heard_why.strip():
            raise Refused(_("Barnet har hörts. Lämna frågan om varför barnet inte har hörts tom."))
    elif view.strip():
        raise Refused(_("Skriv dagen då barnet hördes."))
    else:
        need(not_heard_why, _("Skriv vad barnet tycker, eller varför barnet inte har hörts."))
    return write(
        ChildView, referral, "childview.written", once or uuid.uuid4(), by, heard_on=heard_on, how=how.strip(),
        interpreter=interpreter.strip(), view=view.strip(), not_heard_why=not_heard_why.strip(), **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def write_consent(
    *, referral: Referral, purpose: str, organisation: Organisation, kind: str, answer: str, said_on: datetime.date,
    by: User, guardian: Guardian | None = None, legal_source: str = "", note: str = "", codes: Codes | None = None,
    once: uuid.UUID | None = None,
) -> Consent:  # fmt: skip
    """Write a yes or no, for one purpose and one receiver; or the law or decision that stands in its place."""
    check_past(said_on)
    case = own_case(referral, by)
    if kind == ConsentKind.GUARDIAN:
        if guardian is None or guardian.referral_id != case.pk or guardian.taken_back_at is not None:
            raise Refused(
                _("Välj vem som har samtyckt eller sagt nej. Skriv in företrädaren först om den saknas.")
            )
        if said_on < guardian.appointed_on or (guardian.until is not None and said_on >= guardian.until):
            raise Refused(_("Företrädaren hade inte uppdraget den dagen."))
    else:
        guardian = None
    if kind == ConsentKind.REPLACEMENT:
        need(legal_source, _("Skriv lagen eller beslutet som ersätter samtycket."))
        if answer != Answer.YES:
            raise Refused(
                _(
                    "Det som ersätter ett samtycke är alltid ett ja. Skriv annars in ett nej från den som sa det."
                )
            )
    return write(
        Consent, case, "consent.written", once or uuid.uuid4(), by, purpose=purpose, organisation=organisation,
        kind=kind, answer=answer, said_on=said_on, guardian=guardian, note=note.strip(),
        legal_source=legal_source.strip() if kind == ConsentKind.REPLACEMENT else "", **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def withdraw_consent(*, consent: Consent, on: datetime.date, by: User) -> Consent:
    """Write down that a yes was taken back by the one who gave it. It stands that it was given."""
    check_past(on)
    found = current(consent, by)
    if found.withdrawn_on is not None:
        return found
    if found.answer != Answer.YES:
        raise Refused(_("Det är ett nej. Bara ett ja kan återkallas."))
    if on < found.said_on:
        raise Refused(_("Dagen ligger före den då samtycket gavs."))
    found.withdrawn_on = on
    found.save(update_fields=["withdrawn_on"])
    record(by, "consent.withdrawn", found)
    return found


@transaction.atomic
def assess_risks(
    *, referral: Referral, assessed_on: datetime.date, risks: str, measures: str, conclusion: str, by: User,
    codes: Codes | None = None, once: uuid.UUID | None = None,
) -> RiskAssessment:  # fmt: skip
    """Write the risks of the journey, what is done about them, and whether it can be made safely."""
    check_past(assessed_on)
    return write(
        RiskAssessment, referral, "riskassessment.written", once or uuid.uuid4(), by, assessed_on=assessed_on,
        risks=need(risks, _("Skriv vilka risker resan har.")), conclusion=conclusion,
        measures=need(measures, _("Skriv vad som görs åt riskerna.")), **(codes or {}),
    )  # fmt: skip


@transaction.atomic
def write_follow_up(
    *, referral: Referral, done_on: datetime.date, how: str, outcome: str, by: User,
    next_on: datetime.date | None = None, codes: Codes | None = None, once: uuid.UUID | None = None,
) -> FollowUp:  # fmt: skip
    """Write how the child is, and when to ask again."""
    check_past(done_on)
    made = write(
        FollowUp, referral, "followup.written", once or uuid.uuid4(), by, done_on=done_on,
        how=need(how, _("Skriv hur uppföljningen gjordes.")), outcome=need(outcome, _("Skriv hur barnet har det.")),
        next_on=next_on, **(codes or {}),
    )  # fmt: skip
    meet_goals(made.referral, {"first_follow_up"}, by)
    return made
