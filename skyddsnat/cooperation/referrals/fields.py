"""The fields of a referral that can be shared, one by one: what each is called and what stands in it.

A text is what somebody wrote, in the language it was written in; words of a list are in the language asked for.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from skyddsnat.actors.models import Place
from skyddsnat.cooperation.kinds import Form
from skyddsnat.cooperation.models import Assessment, Referral
from skyddsnat.cooperation.referrals.kinds import AssessmentKind, Handling
from skyddsnat.cooperation.referrals.languages import language_said
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.shared.dates import STOCKHOLM, format_date, format_moment

type Text = Callable[[Standing, str], str]

CASE, CHILD, SAFETY, BEST, JOURNEY = "case", "child", "safety", "best", "journey"
GROUPS: dict[str, Any] = {
    CASE: gettext_lazy("Ärendet"),
    CHILD: gettext_lazy("Barnet"),
    SAFETY: gettext_lazy("Skydd och företrädare"),
    BEST: gettext_lazy("Barnets bästa och barnets egen syn"),
    JOURNEY: gettext_lazy("Begäran och resan"),
}


@dataclass(frozen=True, slots=True)
class SharedField:
    """A field that can be shared. `handling` is proposed; the one who shares decides."""

    code: str
    group: str
    label: Any
    of: Text
    handling: str = Handling.H2

    def text(self, referral: Referral, language: str) -> str:
        """What stands in it, empty when nothing does; `language` is "sv" or "en"."""
        with override(language):
            return self.of(Standing(referral), language).strip()


def _day(day: datetime.date | None, language: str) -> str:
    return format_date(day, language) if day else ""


def _forms(case: Standing, language: str) -> str:
    return ", ".join(str(Form(one).label) for one in case.child.forms if one in Form.values)


def _nationalities(case: Standing, language: str) -> str:
    column = "name_en" if language == "en" else "name"
    rows = Place.objects.filter(kind=Place.Kind.STATE, code__in=case.child.nationalities)
    names = dict(rows.values_list("code", column))
    return ", ".join(names.get(code, code) for code in case.child.nationalities)


def _languages(case: Standing, language: str) -> str:
    return ", ".join(language_said(code) for code in case.child.languages)


def _age(case: Standing, language: str) -> str:
    child = case.child
    parts = [str(child.get_age_basis_display())]
    if child.age_claimed is not None:
        parts.append(_("uppgiven ålder %(age)d år") % {"age": child.age_claimed})
    if child.age_from is not None:
        said = _("bedömd till %(low)d–%(high)d år den %(day)s")
        parts.append(
            said % {"low": child.age_from, "high": child.age_to, "day": _day(child.age_assessed_on, language)}
        )
    return "; ".join(parts)


def _guardian(case: Standing, language: str) -> str:
    one = case.guardian
    return (
        ", ".join(filter(None, (one.role, one.name, one.contact, _day(one.appointed_on, language))))
        if one
        else ""
    )


def _measures(case: Standing, language: str) -> str:
    return _lines(
        f"{one.get_phase_display()}: {one.what} ({_day(one.done_on or one.due_on, language) or _('ingen dag')})"
        for one in case.measures
    )


def _views(case: Standing, language: str) -> str:
    return _lines(
        f"{_day(one.heard_on, language)} {one.how}: {one.view}" if one.heard_on else one.not_heard_why
        for one in case.views
    )


def _assessed(kind: str, part: Callable[[Assessment], str]) -> Text:
    def of(case: Standing, language: str) -> str:
        latest = case.latest_assessment(kind)
        return part(latest) if latest is not None and latest.decided_at is not None else ""

    return of


def _origin_side(one: Assessment) -> str:
    return _lines((one.risk_origin, one.resilience_origin))


def _destination_side(one: Assessment) -> str:
    return _lines((one.risk_destination, one.resilience_destination))


def _requested(name: str) -> Text:
    def of(case: Standing, language: str) -> str:
        request = case.request or case.draft
        return str(getattr(request, name)) if request else ""

    return of


def _planned(name: str) -> Text:
    return lambda case, language: str(getattr(case.plan, name)) if case.plan else ""


def _travels(case: Standing, language: str) -> str:
    return format_moment(case.plan.travels_at.astimezone(STOCKHOLM)) if case.plan else ""


def _risks(case: Standing, language: str) -> str:
    return (
        _lines((case.risk.risks, case.risk.measures, str(case.risk.get_conclusion_display())))
        if case.risk
        else ""
    )


def _follow_ups(case: Standing, language: str) -> str:
    return _lines(f"{_day(one.done_on, language)} {one.how}: {one.outcome}" for one in case.followups)


def _lines(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


def _child(name: str) -> Text:
    return lambda case, language: str(getattr(case.child, name) or "")


FIELDS: tuple[SharedField, ...] = (
    SharedField("number", CASE, gettext_lazy("Ärendets nummer"), lambda case, language: case.referral.number),
    SharedField(
        "state", CASE, gettext_lazy("Var ärendet står"), lambda case, language: str(case.referral.get_state_display())
    ),
    SharedField("given_name", CHILD, gettext_lazy("Förnamn"), _child("given_name")),
    SharedField("family_name", CHILD, gettext_lazy("Efternamn"), _child("family_name")),
    SharedField(
        "born_on", CHILD, gettext_lazy("Födelsedag"), lambda case, language: _day(case.child.born_on, language)
    ),
    SharedField("age", CHILD, gettext_lazy("Ålder, och vad den vilar på"), _age),
    SharedField("sex", CHILD, gettext_lazy("Kön"), lambda case, language: str(case.child.get_sex_display())),
    SharedField("nationalities", CHILD, gettext_lazy("Medborgarskap"), _nationalities),
    SharedField("languages", CHILD, gettext_lazy("Språk"), _languages),
    SharedField("documents", CHILD, gettext_lazy("Handlingar"), _child("documents")),
    SharedField("forms", CHILD, gettext_lazy("Vad någon är orolig för"), _forms, Handling.H1),
    SharedField("signs", CHILD, gettext_lazy("Tecken som setts"), _child("signs"), Handling.H1),
    SharedField("guardian", SAFETY, gettext_lazy("Barnets företrädare"), _guardian),
    SharedField("measures", SAFETY, gettext_lazy("Hjälp och skydd"), _measures),
    SharedField("views", BEST, gettext_lazy("Barnets egen syn"), _views),
    SharedField(
        "bia", BEST, gettext_lazy("Bedömning av barnets bästa"),
        _assessed(AssessmentKind.BIA, lambda one: one.conclusion),
    ),
    SharedField(
        "bia_origin", BEST, gettext_lazy("Risk och motståndskraft där barnet kommer från"),
        _assessed(AssessmentKind.BIA, _origin_side),
    ),
    SharedField(
        "bia_destination", BEST, gettext_lazy("Risk och motståndskraft dit barnet kan komma"),
        _assessed(AssessmentKind.BIA, _destination_side),
    ),
    SharedField(
        "bid", BEST, gettext_lazy("Beslut om barnets bästa"), _assessed(AssessmentKind.BID, lambda one: one.conclusion)
    ),
    SharedField("asks", JOURNEY, gettext_lazy("Vad vi ber om"), _requested("asks")),
    SharedField("report", JOURNEY, gettext_lazy("Rapport om barnet"), _requested("report")),
    SharedField("reasons", JOURNEY, gettext_lazy("Skälen"), _requested("reasons")),
    SharedField("funding", JOURNEY, gettext_lazy("Hur det betalas"), _requested("funding")),
    SharedField("duration", JOURNEY, gettext_lazy("Hur länge"), _requested("duration")),
    SharedField("supervision", JOURNEY, gettext_lazy("Tillsyn"), _requested("supervision")),
    SharedField("contact_plan", JOURNEY, gettext_lazy("Kontakt med föräldrar, eller varför ingen"),
                _requested("contact_plan")),
    SharedField("risks", JOURNEY, gettext_lazy("Resans risker"), _risks),
    SharedField("travels_at", JOURNEY, gettext_lazy("När barnet reser"), _travels),
    SharedField("how", JOURNEY, gettext_lazy("Hur barnet reser"), _planned("how")),
    SharedField("escort", JOURNEY, gettext_lazy("Vem som följer med"), _planned("escort")),
    SharedField("handover", JOURNEY, gettext_lazy("Var och till vem barnet lämnas"), _planned("handover")),
    SharedField("emergency", JOURNEY, gettext_lazy("Om något går fel på vägen"), _planned("emergency")),
    SharedField("follow_ups", JOURNEY, gettext_lazy("Uppföljningar"), _follow_ups),
)  # fmt: skip


def field(code: str) -> SharedField | None:
    """The field of that code."""
    return next((one for one in FIELDS if one.code == code), None)
