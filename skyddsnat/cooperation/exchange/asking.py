"""What an authority can be asked in a case: the requests and plans that wait for its word."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.kinds import Asked
from skyddsnat.cooperation.models import Referral, Request, TransferPlan
from skyddsnat.core.api import Refused


@dataclass(frozen=True, slots=True)
class Question:
    """One thing that waits for one authority's word."""

    asked: Asked
    organisation: Organisation
    request: Request | None

    @property
    def code(self) -> str:
        """The question in a form."""
        return f"{self.asked}-{self.organisation.pk}-{self.request.pk if self.request else 0}"


def questions_of(referral: Referral, organisation: Organisation | None = None) -> list[Question]:
    """What waits for an answer, of one authority or of all."""
    sent = Request.objects.filter(referral=referral, taken_back_at=None, answer="").exclude(sent_on=None)
    found = [Question(Asked.ANSWER, one.organisation, one) for one in sent.select_related("organisation")]
    found += [
        Question(Asked.ACKNOWLEDGE, one.organisation, one)
        for one in sent.filter(acknowledged_on=None).select_related("organisation")
    ]
    plan = plan_of(referral)
    if plan is not None and plan.reception_at is None:
        found.append(Question(Asked.RECEPTION, plan.organisation, None))
    return [one for one in found if organisation is None or one.organisation.pk == organisation.pk]


def plan_of(referral: Referral) -> TransferPlan | None:
    """The plan of the journey that holds."""
    rows = TransferPlan.objects.filter(
        referral=referral, taken_back_at=None, organisation=referral.receiver_id
    )
    return rows.select_related("organisation").order_by("written_at", "pk").last()


def check_asks(referral: Referral, organisation: Organisation, asked: str, request: Request | None) -> None:
    """Raise Refused when nothing in the case waits for this word of this authority."""
    for one in questions_of(referral, organisation):
        if one.asked == asked and (one.request.pk if one.request else None) == (
            request.pk if request else None
        ):
            return
    raise Refused(_("Det finns inget i ärendet som väntar på det svaret. Ladda om sidan och välj igen."))
