"""Forms for what protects the child."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.models import Guardian, Referral
from skyddsnat.cooperation.referrals.forms.cases import People
from skyddsnat.cooperation.referrals.forms.fields import (
    AuthorityField,
    HandledForm,
    OnceForm,
    choice_field,
    day_field,
    line_field,
    text_field,
)
from skyddsnat.cooperation.referrals.kinds import (
    Answer,
    AssessmentKind,
    ConsentKind,
    Phase,
    Purpose,
    Safety,
    Side,
)


class OfCase:
    """A form that needs to know its case."""

    def about(self, referral: Referral) -> None:
        """Fill in what the case knows already."""


class GuardianForm(HandledForm, OfCase):
    role = line_field(
        _("Vem företräder barnet?"),
        _("Till exempel god man, särskilt förordnad vårdnadshavare, förälder."),
        longest=150,
    )
    name = line_field(_("Namn"), longest=150, required=False)
    contact = line_field(_("Telefon eller e-post"), longest=200, required=False)
    appointed_on = day_field(_("Förordnad den"))


class EndForm(OnceForm):
    until = day_field(_("Första dagen utan uppdraget"))


class MeasureForm(HandledForm, OfCase):
    phase = choice_field(_("Skede"), Phase.choices)
    side = choice_field(_("I vilket land?"), Side.choices)
    what = line_field(_("Vad görs?"), _("Till exempel skyddat boende, vård, skola, tolk."))
    organisation = AuthorityField(label=_("Vem gör det?"))
    due_on = day_field(_("Ska vara gjort den"), required=False)
    done_on = day_field(_("Gjort den"), _("Lämna tomt om det inte är gjort."), required=False)
    outcome = text_field(_("Vad blev resultatet?"), rows=3, longest=2_000, required=False)

    def about(self, referral: Referral) -> None:
        first = referral.state == "identified"
        self.initial |= {"organisation": referral.owner, "side": Side.SENDING}
        self.initial |= {"phase": Phase.PROTECTION} if first else {}


class DoneForm(OnceForm):
    done_on = day_field(_("Gjort den"))
    outcome = text_field(_("Vad blev resultatet?"), rows=3, longest=2_000, required=False)


class AssessmentForm(HandledForm, OfCase):
    kind = choice_field(_("Vad skriver du?"), AssessmentKind.choices)
    risk_origin = text_field(_("Risker där barnet kommer från"))
    resilience_origin = text_field(
        _("Vad som skyddar barnet där barnet kommer från"),
        _("Människor, skola, hälsa, det barnet själv klarar."),
    )
    risk_destination = text_field(_("Risker dit barnet kan komma"))
    resilience_destination = text_field(_("Vad som skyddar barnet dit barnet kan komma"))
    sources = text_field(
        _("Källor, och hur de stämmer med varandra"),
        _("Är ärendet låst får ingen källa i barnets land frågas."), rows=3, longest=2_000,
    )  # fmt: skip
    conclusion = text_field(_("Slutsats: vad är bäst för barnet, och varför?"))

    def about(self, referral: Referral) -> None:
        """A new version begins with what the latest said."""
        kind = self.initial.get("kind")
        latest = referral.assessments.filter(taken_back_at=None).order_by("written_at")
        last = (latest.filter(kind=kind) if kind else latest).last()
        if last is not None and kind:
            self.initial |= {name: getattr(last, name) for name in ASSESSED_FIELDS}


ASSESSED_FIELDS = (
    "risk_origin", "resilience_origin", "risk_destination", "resilience_destination", "sources", "conclusion",
)  # fmt: skip


class ViewForm(HandledForm, OfCase):
    heard_on = day_field(_("Barnet hördes den"), _("Lämna tomt om barnet inte har hörts."), required=False)
    how = line_field(
        _("Hur hördes barnet?"), _("Till exempel i ett samtal med en person barnet litar på."), required=False
    )
    interpreter = line_field(_("Tolk, och språk"), longest=150, required=False)
    view = text_field(
        _("Vad tycker barnet?"), _("Med barnets egna ord så långt det går. Lägg inget till."), required=False
    )
    not_heard_why = line_field(
        _("Om barnet inte har hörts: varför?"), longest=500, required=False
    )  # fmt: skip


class ConsentForm(HandledForm, OfCase):
    kind = choice_field(
        _("Vems ord är det?"),
        ConsentKind.choices,
        _("Barnets egen syn skrivs in för sig. Till en placering frågas barnet självt från 15 år."),
    )
    purpose = choice_field(
        _("Vad gäller det?"), Purpose.choices, _("Ett ja gäller ett ändamål och en mottagare.")
    )
    organisation = AuthorityField(label=_("Vilken mottagare gäller det?"))
    answer = choice_field(_("Svar"), Answer.choices)
    said_on = day_field(_("Sagt den"))
    guardian = People(
        Guardian.objects.none(),
        label=_("Vem sa det?"),
        required=False,
        help_text=_(
            "Välj bland dem som företräder barnet. Behövs när ordet är vårdnadshavarens eller gode mannens."
        ),
    )
    legal_source = line_field(
        _("Lag eller beslut som ersätter samtycket"),
        _("Till exempel paragrafen, eller domstolens namn och dagen."),
        required=False,
    )
    note = line_field(_("Hur samtycket gavs"), longest=500, required=False)

    def about(self, referral: Referral) -> None:
        rows = referral.guardians.filter(taken_back_at=None)
        field: Any = self.fields["guardian"]
        field.queryset, field.label_from_instance = (
            rows,
            lambda one: ", ".join(filter(None, (one.role, one.name))),
        )
        self.initial |= {"organisation": referral.receiver, "guardian": rows.last()}


class WithdrawForm(OnceForm):
    on = day_field(_("Återkallat den"))


class RiskForm(HandledForm, OfCase):
    assessed_on = day_field(_("Bedömt den"))
    risks = text_field(_("Vilka risker har resan?"), _("Vägen, byten, människor som söker barnet, hälsa."))
    measures = text_field(_("Vad görs åt riskerna?"))
    conclusion = choice_field(_("Slutsats"), Safety.choices)


class FollowUpForm(HandledForm, OfCase):
    done_on = day_field(_("Uppföljt den"))
    how = line_field(_("Hur gjordes det?"), _("Till exempel samtal med barnet och den som tog emot."))
    outcome = text_field(_("Hur har barnet det?"))
    next_on = day_field(_("Följ upp igen den"), required=False)


class WhyForm(forms.Form):
    """Why something is taken back."""

    why = line_field(_("Varför tas det tillbaka?"), _("Det står kvar i historiken, men räknas inte längre."))
