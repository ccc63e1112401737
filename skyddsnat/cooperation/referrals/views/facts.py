"""Writing a thing down in a case, doing something with it, taking it back: one page each, by the table of things."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.models import Fact, Referral
from skyddsnat.cooperation.referrals.actions.taking_back import take_back
from skyddsnat.cooperation.referrals.forms.safeguards import WhyForm
from skyddsnat.cooperation.referrals.showing import said_of, title_of
from skyddsnat.cooperation.referrals.views.frame import form_page, refused, the_case, url_of
from skyddsnat.cooperation.referrals.views.things import BY_CODE, Thing, act_of
from skyddsnat.core.api import AuthenticatedRequest, Refused, requires


@requires(CASE)
def fact_new(request: AuthenticatedRequest, pk: uuid.UUID, thing: str) -> HttpResponse:
    """Write a thing down. The same form sent twice makes one."""
    case, kind = the_case(request, pk), BY_CODE[thing]
    form = kind.form(request.POST or None, initial=_asked(request, kind))
    form.about(case)
    if form.is_valid():
        codes = {"codes": form.codes()} if hasattr(form, "codes") else {}
        try:
            kind.action(
                referral=case, once=form.cleaned_data["once"], by=request.user, **form.values(), **codes
            )
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, _("Det är inskrivet."))
            return redirect(url_of(case, kind.code))
    return form_page(
        request,
        form,
        case,
        heading=str(kind.new),
        submit=_("Spara"),
        says=str(kind.says),
        cancel=url_of(case, thing),
    )


def _asked(request: AuthenticatedRequest, kind: Thing) -> dict[str, Any]:
    """What a link to the form fills in beforehand; only the choices that the form has itself."""
    found = {}
    for name in ("kind", "purpose"):
        field = kind.form.base_fields.get(name)
        if field is not None and request.GET.get(name) in dict(field.choices):
            found[name] = request.GET[name]
    return found


@requires(CASE)
def fact_act(request: AuthenticatedRequest, pk: uuid.UUID, fact: int, act: str) -> HttpResponse:
    """Do something with what is written: send, answer, decide, confirm, end, pause."""
    case = the_case(request, pk)
    kind, found = act_of(act)
    row = _the_fact(case, kind, fact)
    if not found.may(row) and request.method != "POST":
        messages.info(request, _("Det är redan gjort."))
        return redirect(url_of(case, kind.code))
    form = found.form(request.POST or None)
    if form.is_valid():
        try:
            found.do(row, form, request.user)
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, str(found.done))
            return redirect(url_of(case, kind.code))
    heading = f"{found.label}: {title_of(row)}"
    return form_page(
        request, form, case, heading=heading, submit=str(found.label), says=str(found.says),
        cancel=url_of(case, kind.code), about=said_of(row, kind.form),
    )  # fmt: skip


@requires(CASE)
def fact_back(request: AuthenticatedRequest, pk: uuid.UUID, fact: int, thing: str) -> HttpResponse:
    """Ask why, then take back what was written."""
    case, kind = the_case(request, pk), BY_CODE[thing]
    row = _the_fact(case, kind, fact)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            take_back(fact=row, why=form.cleaned_data["why"], by=request.user)
        except Refused as refusal:
            refused(form, request, refusal)
        else:
            messages.success(request, _("Det är taget tillbaka. Det står kvar i historiken."))
            return redirect(url_of(case, thing))
    heading = _("Ta tillbaka: %(what)s") % {"what": title_of(row)}
    return form_page(
        request, form, case, heading=heading, submit=_("Ta tillbaka"), danger=True, cancel=url_of(case, thing),
        about=said_of(row, kind.form),
    )  # fmt: skip


def _the_fact(case: Referral, kind: Thing, fact: int) -> Fact:
    """A thing of this case, of that kind, that stands."""
    rows: Any = getattr(case, kind.relation)
    found: Fact = get_object_or_404(rows, pk=fact)
    if found.taken_back_at is not None:
        raise Http404
    return found
