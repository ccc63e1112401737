"""The pages of a yes: how it stands, giving it, confirming it, taking it back. Rooms say whose it is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, pressed
from skyddsnat.core.models import User
from skyddsnat.mandate.handing_on.actions import living_consent, stage_of_consent
from skyddsnat.mandate.handing_on.forms import ConsentForm
from skyddsnat.mandate.handing_on.rules import Stage
from skyddsnat.mandate.models import ConsentToSuccessor
from skyddsnat.shared.dates import format_date, format_moment

TAGS = {
    Stage.NONE: "neutral", Stage.GIVEN: "warning", Stage.VALID: "success", Stage.PAST: "neutral",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a yes is given: by whom (`fault` says why not), with which acts of the room, at which addresses.

    `template` extends mandate/handing_on/consent.html and says what goes over and what does not.
    """

    table: type[ConsentToSuccessor]
    whose: Mapping[str, Any]
    name: str
    template: str
    fault: str
    give: Callable[..., object]
    confirm: Callable[..., object]
    take_back: Callable[..., object]
    urls: Mapping[str, str]
    breadcrumb: list[dict[str, str]]
    also: Mapping[str, Any] = field(default_factory=dict)

    def context(self, **more: Any) -> dict[str, Any]:
        return {"name": self.name, "urls": self.urls, "breadcrumb": self.breadcrumb, **self.also, **more}


def consent_page(request: AuthenticatedRequest, desk: Desk) -> HttpResponse:
    """How it stands, what goes over with a yes, and what may be done."""
    current = living_consent(desk.table, desk.whose)
    stage = stage_of_consent(current)
    own = current is not None and current.given_by_id == request.user.pk
    context = desk.context(
        stage=str(stage), fault=desk.fault, rows=_rows(current), waits_for_another=own and stage == Stage.GIVEN,
        may_confirm=not desk.fault and stage == Stage.GIVEN and not own,
        may_give=not desk.fault and stage in {Stage.NONE, Stage.PAST},
        may_take_back=not desk.fault and stage in {Stage.GIVEN, Stage.VALID},
    )  # fmt: skip
    return render(request, desk.template, context)


def consent_new_page(request: AuthenticatedRequest, desk: Desk) -> HttpResponse:
    """Say to whom and until when; what was filled in is checked on a page of its own before it is saved."""
    form = ConsentForm(request.POST or None)
    trail = [*desk.breadcrumb, {"label": _("Om systemet lämnas över"), "url": desk.urls["page"]}]
    if form.is_valid():
        if not request.POST.get("sure"):
            rows = [
                {"label": _("Myndigheten som tar över"), "value": str(form.cleaned_data["successor"])},
                {"label": _("Gäller till och med"), "value": _day(form.cleaned_data["until"])},
            ]
            context = desk.context(rows=rows, hidden=form.as_hidden()) | {"breadcrumb": trail}
            return render(request, "mandate/handing_on/sure.html", context)
        try:
            desk.give(by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Ert ja är sparat. Det gäller när en kollega har bekräftat det."))
            return redirect(desk.urls["page"])
    context = desk.context(form=form, cancel_url=desk.urls["page"]) | {"breadcrumb": trail}
    return render(request, "mandate/handing_on/new.html", context, status=422 if form.errors else 200)


def consent_confirm_page(request: AuthenticatedRequest, desk: Desk) -> HttpResponse:
    """Ask first, then let a colleague's yes count."""
    if request.method == "POST":
        seen = request.POST.get("seen", "")
        return pressed(
            request, lambda: desk.confirm(seen=int(seen) if seen.isdecimal() else 0, by=request.user),
            _("Bekräftat. Ert ja gäller nu."), desk.urls["page"],
        )  # fmt: skip
    return _ask(request, desk, confirming=True)


def consent_take_back_page(request: AuthenticatedRequest, desk: Desk) -> HttpResponse:
    """Ask first, then take the yes back."""
    if request.method == "POST":
        return pressed(
            request, lambda: desk.take_back(by=request.user), _("Ert ja är taget tillbaka. Inget följer med."),
            desk.urls["page"],
        )  # fmt: skip
    return _ask(request, desk, confirming=False)


def _ask(request: AuthenticatedRequest, desk: Desk, *, confirming: bool) -> HttpResponse:
    current = living_consent(desk.table, desk.whose)
    if current is None:
        messages.error(request, _("Det finns inget ja längre."))
        return redirect(desk.urls["page"])
    trail = [*desk.breadcrumb, {"label": _("Om systemet lämnas över"), "url": desk.urls["page"]}]
    context = desk.context(
        rows=_rows(current), hidden={"seen": current.pk}, confirming=confirming,
        was_used=current.used_at is not None,
    ) | {"breadcrumb": trail}  # fmt: skip
    return render(request, "mandate/handing_on/ask.html", context)


def consent_tag(consent: ConsentToSuccessor | None) -> dict[str, str]:
    """How it stands today, in a word. A yes that waits, or whose last day has been, takes nothing along."""
    stage = stage_of_consent(consent)
    return {"text": _stage(stage), "tone": TAGS[stage]}


def _rows(consent: ConsentToSuccessor | None) -> list[dict[str, Any]]:
    if consent is None:
        return []
    rows: list[dict[str, Any]] = [
        {"label": _("Läge"), "value": "", "tag": consent_tag(consent)},
        {"label": _("Myndigheten som tar över"), "value": str(consent.successor)},
        {"label": _("Gäller till och med"), "value": _day(consent.until)},
        {"label": _("Sa ja"), "value": _who(consent.given_by, consent.given_at)},
    ]
    if consent.confirmed_by is not None:
        rows.append({"label": _("Bekräftade"), "value": _who(consent.confirmed_by, consent.confirmed_at)})
    used = format_moment(consent.used_at) if consent.used_at else _("Inte än")
    return [*rows, {"label": _("Användes senast"), "value": used}]


def _stage(stage: Stage) -> str:
    return {
        Stage.NONE: _("Inget ja"), Stage.GIVEN: _("Väntar på en kollega"), Stage.VALID: pgettext("of a yes", "Gäller"),
        Stage.PAST: _("Tiden är ute"),
    }[stage]  # fmt: skip


def _who(user: User, moment: Any) -> str:
    return f"{user.name}, {format_moment(moment)}"


def _day(day: Any) -> str:
    return format_date(day, "en" if get_language() == "en" else "sv")
