"""Forms for requests, the journey and the deadlines."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.models import Referral
from skyddsnat.cooperation.referrals.forms.fields import (
    AuthorityField,
    HandledForm,
    OnceForm,
    choice_field,
    day_field,
    line_field,
    moment_field,
    text_field,
)
from skyddsnat.cooperation.referrals.forms.safeguards import OfCase
from skyddsnat.cooperation.referrals.kinds import Answer, Basis, RequestKind
from skyddsnat.shared.dates import today

DRAFTED = (
    "kind", "basis", "asks", "report", "reasons", "funding", "duration", "supervision", "contact_plan",
    "translation_attached",
)  # fmt: skip


class RequestForm(HandledForm, OfCase):
    kind = choice_field(
        _("Vad ber ni om?"),
        RequestKind.choices,
        _("Till en placering behövs mottagarens ja. Det behövs inte när barnet placeras hos en förälder."),
    )
    organisation = AuthorityField(label=_("Vem frågar ni?"))
    asks = text_field(_("Vad ber ni om, med egna ord?"))
    basis = choice_field(
        _("Vad vilar en begäran om placering på?"),
        [("", _("Ingen placering")), *Basis.choices],
        _("Danmark står utanför Bryssel II b."),
        required=False,
    )
    report = text_field(
        _("Rapport om barnet"), _("Behövs för en placering."), rows=6, longest=8_000, required=False
    )
    reasons = text_field(_("Skälen till placeringen"), _("Behövs för en placering."), required=False)
    funding = line_field(_("Hur betalas det?"), _("Behövs för en placering."), longest=500, required=False)
    duration = line_field(
        _("Hur länge är det tänkt?"), _("Behövs för en placering."), longest=200, required=False
    )
    supervision = line_field(_("Tillsyn"), longest=500, required=False)
    contact_plan = text_field(
        _("Kontakt med föräldrarna, eller varför ingen"), rows=3, longest=1_000, required=False
    )
    translation_attached = forms.BooleanField(label=_("En översättning är bifogad"), required=False)

    def about(self, referral: Referral) -> None:
        """A new request begins with what the latest said."""
        last = referral.requests.last()
        if last is not None:
            self.initial |= {name: getattr(last, name) for name in DRAFTED}
        if referral.receiver is not None:
            self.initial["organisation"] = referral.receiver


class SendForm(OnceForm):
    on = day_field(_("Skickad den"))


class AcknowledgeForm(OnceForm):
    on = day_field(_("Kvitterad den"))


class AnswerForm(OnceForm):
    """The other authority's answer, as it came."""

    answer = choice_field(
        _("Vad är svaret?"), Answer.choices, _("Inget svar är inget ja. Vänta då med det här formuläret.")
    )
    at = day_field(_("Svaret kom den"))
    answered_by = line_field(_("Vem svarade?"), _("Funktionen räcker."), longest=150, required=False)
    reason = text_field(_("Skäl eller villkor"), rows=3, required=False)
    source = line_field(_("Var finns svaret?"), _("Till exempel handlingens nummer."), required=False)


class PlanForm(HandledForm, OfCase):
    travels_at = moment_field(_("När reser barnet?"))
    how = text_field(_("Hur reser barnet?"), _("Färdväg och byten."), rows=3, longest=2_000)
    escort = line_field(_("Vem följer med barnet hela vägen?"))
    handover = text_field(_("Var, när och till vem lämnas barnet?"), rows=3, longest=2_000)
    emergency = text_field(_("Vad görs om något går fel på vägen?"), rows=3, longest=1_000)


class ConfirmForm(OnceForm):
    """Who confirms, when, and where it is written."""

    who = line_field(_("Vem bekräftar?"), _("Namn eller funktion hos mottagaren."), longest=150)
    at = moment_field(_("När?"), _("Lämna tomt om det är nu."), required=False)
    source = line_field(_("Var står det?"), _("Till exempel handlingens nummer."), required=False)


class DeadlineForm(OnceForm, OfCase):
    what = line_field(_("Vad ska göras?"))
    due_on = day_field(_("Senast den"))
    source = line_field(_("Vad vilar tiden på?"), _("En lag, ett beslut eller ett eget mål."))
    source_url = forms.URLField(label=_("Länk till texten"), required=False, assume_scheme="https")

    def clean_due_on(self) -> object:
        day = self.cleaned_data["due_on"]
        if day < today():
            raise forms.ValidationError(say("Dagen har redan varit. Välj en dag som kommer."))
        return day


class PauseForm(OnceForm):
    why = line_field(_("Varför pausas tiden?"))


class ReadyForm(OnceForm):
    """A button, and nothing more to fill in."""
