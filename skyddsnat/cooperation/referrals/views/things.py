"""Each thing that is written in a case: its form, its action, how it is shown, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.models import (
    Assessment,
    ChildView,
    Consent,
    Deadline,
    Fact,
    FollowUp,
    Guardian,
    Measure,
    Request,
    RiskAssessment,
    TransferPlan,
)
from skyddsnat.cooperation.referrals.actions import journeys, requests, safeguards, timing
from skyddsnat.cooperation.referrals.forms import journeys as journey_forms
from skyddsnat.cooperation.referrals.forms import safeguards as forms
from skyddsnat.cooperation.referrals.kinds import Answer
from skyddsnat.core.models import User

type Do = Callable[[Any, Any, User], Any]  # the fact, the form, who


@dataclass(frozen=True, slots=True)
class Act:
    """Something to do with what is written: its own page, `says` before it is done."""

    code: str
    slug: str
    label: Any
    form: type[Any]
    do: Do
    done: Any
    may: Callable[[Any], bool]
    says: Any = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """A kind of thing in a case."""

    code: str
    slug: str
    model: type[Fact]
    form: type[Any]
    action: Callable[..., Fact]
    heading: Any  # over the list
    new: Any  # on the button, and over the form
    empty: Any
    says: Any = ""
    acts: tuple[Act, ...] = ()

    @property
    def relation(self) -> str:
        return f"{self.model._meta.model_name}s"


def _told(action: Callable[..., Any], name: str) -> Do:
    """An action that takes the fact by its name and what the form says."""
    return lambda fact, form, by: action(**{name: fact}, **form.values(), by=by)


def _answer(fact: Request, form: Any, by: User) -> Any:
    said = form.values()
    yes = said.pop("answer") == Answer.YES
    return requests.record_answer(referral=fact.referral, request=fact, yes=yes, by=by, **said)


def _confirmed(action: Callable[..., Any]) -> Do:
    return lambda fact, form, by: action(referral=fact.referral, by=by, **form.values())


def _running(one: Deadline) -> bool:
    return one.done_on is None and one.paused_since is None


THINGS: tuple[Thing, ...] = (
    Thing(
        "measure", "insatser", Measure, forms.MeasureForm, safeguards.add_measure, _("Hjälp och skydd"),
        _("Skriv in en insats"),
        _("Här står vad som görs för barnet: vem, när och vad det gav. Börja med det första skyddet."),
        acts=(
            Act(
                "measure-done", "gjord", _("Skriv in som gjord"), forms.DoneForm,
                _told(safeguards.finish_measure, "measure"),
                _("Insatsen är inskriven som gjord."), lambda one: one.done_on is None,
            ),
        ),
    ),
    Thing(
        "guardian", "foretradare", Guardian, forms.GuardianForm, safeguards.add_guardian, _("Barnets företrädare"),
        _("Skriv in en företrädare"),
        _("Ett barn utan företrädare kan inte samtycka eller resa. Skriv vem som får företräda barnet, och sedan när."),
        acts=(
            Act(
                "guardian-end", "slut", _("Uppdraget slutar"), forms.EndForm,
                _told(safeguards.end_guardian, "guardian"), _("Slutdagen är inskriven."),
                lambda one: one.until is None,
            ),
        ),
    ),
    Thing(
        "view", "barnets-syn", ChildView, forms.ViewForm, safeguards.write_view, _("Barnets egen syn"),
        _("Skriv in barnets egen syn"),
        _("Barnet ska höras. Skriv vad barnet tycker, hur och när, eller varför barnet inte har hörts."),
        _("Barnets syn är ett eget underlag. Den är inte samtycke, och samtycke är inte barnets syn."),
    ),
    Thing(
        "assessment", "bedomningar", Assessment, forms.AssessmentForm, safeguards.write_assessment,
        _("Barnets bästa"), _("Skriv en bedömning"),
        _("Skriv först bedömningen (BIA) och sedan beslutet (BID). En kollega beslutar det du har skrivit."),
        _("Väg risk mot det som skyddar barnet, både där barnet kommer från och dit barnet kan komma."),
        acts=(
            Act(
                "assessment-decide", "besluta", _("Besluta"), journey_forms.ReadyForm,
                _told(safeguards.decide_assessment, "assessment"), _("Bedömningen är beslutad."),
                lambda one: one.decided_at is None,
                _("Den som beslutar är en annan än den som skrev. Efter det ändras texten bara genom en ny version."),
            ),
        ),
    ),
    Thing(
        "consent", "samtycken", Consent, forms.ConsentForm, safeguards.write_consent, _("Samtycken"),
        _("Skriv in ett samtycke eller ett nej"),
        _("Ett samtycke gäller ett ändamål och en mottagare. Inget ja räcker till något annat."),
        acts=(
            Act(
                "consent-withdraw", "aterkalla", _("Skriv in att det är återkallat"), forms.WithdrawForm,
                _told(safeguards.withdraw_consent, "consent"), _("Samtycket är inskrivet som återkallat."),
                lambda one: one.answer == Answer.YES and one.withdrawn_on is None,
            ),
        ),
    ),
    Thing(
        "request", "forfragningar", Request, journey_forms.RequestForm, requests.write_request,
        _("Förfrågningar"), _("Skriv en förfrågan"),
        _("Här står vad ni har frågat andra myndigheter, när det skickades och vad de svarade. Tystnad är inget ja."),
        _("Inget skickas härifrån. Skriv sedan in dagen då den skickades."),
        acts=(
            Act(
                "request-send", "skickad", _("Skickad"), journey_forms.SendForm,
                _told(requests.send_request, "request"), _("Förfrågan är inskriven som skickad."),
                lambda one: one.sent_on is None,
            ),
            Act(
                "request-acknowledge", "kvitterad", _("Kvitterad"), journey_forms.AcknowledgeForm,
                _told(requests.acknowledge_request, "request"), _("Kvittot är inskrivet."),
                lambda one: one.sent_on is not None and one.acknowledged_on is None and not one.answer,
            ),
            Act(
                "request-answer", "svar", _("Skriv in svaret"), journey_forms.AnswerForm, _answer,
                _("Svaret är inskrivet. Ärendet flyttas när du tar nästa steg."),
                lambda one: one.sent_on is not None,
            ),
        ),
    ),
    Thing(
        "risk", "risker", RiskAssessment, forms.RiskForm, safeguards.assess_risks, _("Resans risker"),
        _("Bedöm resans risker"), _("Innan barnet reser bedöms riskerna på vägen, och vad som görs åt dem."),
    ),
    Thing(
        "plan", "resan", TransferPlan, journey_forms.PlanForm, journeys.write_plan, _("Resan"),
        _("Planera resan"),
        _("Planen säger hur barnet reser, med vem och vem som tar emot. Den görs när mottagaren har sagt ja."),
        _("En ny plan ersätter den förra, och mottagaren bekräftar den på nytt."),
        acts=(
            Act(
                "plan-reception", "mottagande", _("Mottagandet är bekräftat"), journey_forms.ConfirmForm,
                _confirmed(journeys.confirm_reception), _("Mottagandet är bekräftat."),
                lambda one: one.reception_at is None,
            ),
            Act(
                "plan-arrival", "framme", _("Barnet är framme"), journey_forms.ConfirmForm,
                _confirmed(journeys.confirm_arrival), _("Det är inskrivet att barnet är framme."),
                lambda one: one.reception_at is not None and one.arrival_at is None,
            ),
        ),
    ),
    Thing(
        "follow-up", "uppfoljning", FollowUp, forms.FollowUpForm, safeguards.write_follow_up, _("Uppföljning"),
        _("Skriv in hur barnet har det"), _("När barnet är framme frågar ni hur barnet har det, mer än en gång."),
    ),
    Thing(
        "deadline", "tider", Deadline, journey_forms.DeadlineForm, timing.add_deadline, _("Tider i ärendet"),
        _("Sätt en tid"), _("Här står vad som ska vara gjort och när, och vad tiden vilar på."),
        acts=(
            Act(
                "deadline-done", "klar", _("Gjort"), journey_forms.ReadyForm,
                _told(timing.finish_deadline, "deadline"), _("Det är inskrivet som gjort."),
                lambda one: one.done_on is None,
            ),
            Act(
                "deadline-pause", "pausa", _("Pausa"), journey_forms.PauseForm,
                _told(timing.pause_deadline, "deadline"), _("Tiden är pausad."),
                lambda one: _running(one) and one.code != "placement_answer",
            ),
            Act(
                "deadline-resume", "fortsatt", _("Fortsätt"), journey_forms.ReadyForm,
                _told(timing.resume_deadline, "deadline"),
                _("Tiden går igen, med lika många dagar som den stod still."),
                lambda one: one.done_on is None and one.paused_since is not None,
            ),
        ),
    ),
)  # fmt: skip
BY_CODE = {thing.code: thing for thing in THINGS}


def act_of(code: str) -> tuple[Thing, Act]:
    """The act of that name, with what it is done to."""
    return next((thing, act) for thing in THINGS for act in thing.acts if act.code == code)
