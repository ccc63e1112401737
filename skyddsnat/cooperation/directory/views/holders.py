"""Who holds a role: naming, changing from a day, one more beside, ending."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.directory import access, actions
from skyddsnat.cooperation.directory.catalogue import roles, said
from skyddsnat.cooperation.directory.forms import EndForm, HolderForm
from skyddsnat.cooperation.directory.views.frame import form_page, states_trail
from skyddsnat.cooperation.directory.wording import day_said, state_url
from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, keep_form, requires


@requires(WRITE)
def holder(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Name who holds a role, or who does so from a day in place of another."""
    return _holder(request, pk, beside=False)


@requires(WRITE)
def another_holder(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One more authority with the same role: a state may have several."""
    return _holder(request, pk, beside=True)


def _holder(request: AuthenticatedRequest, pk: int, *, beside: bool) -> HttpResponse:
    role, place = the_role(request, pk)
    form = HolderForm(request.POST or None, role=role)
    theirs: list[dict[str, str]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            actions.name_holder(
                role=role, holder=form.holder(), version=version, by=request.user, beside=beside
            )
        except ChangedMeanwhile as conflict:
            theirs = _facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Uppgiften är införd."))
            return redirect(state_url(place))
    more = None
    if role.organisation and not beside:
        label = _("Lägg till en myndighet till med samma roll")
        more = {"url": reverse("cooperation:holder-beside", args=[pk]), "label": label}
    return form_page(
        request, form, heading=str(role.kind), lead=said(roles()[role.kind_id].does), cancel=state_url(place),
        breadcrumb=states_trail(place), theirs=theirs, submit=_("Spara uppgiften"), more=more,
    )  # fmt: skip


@requires(WRITE)
def end_holder(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """The last day that somebody held a role."""
    role, place = the_role(request, pk)
    form = EndForm(request.POST or None, initial={"version": role.version})
    theirs: list[dict[str, str]] = []
    if form.is_valid():
        told = form.cleaned_data
        try:
            actions.end_holder(role=role, until=told["until"], version=told["version"], by=request.user)
        except ChangedMeanwhile as conflict:
            theirs = _facts(conflict.current)
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Rollen är avslutad. Kontakterna för den är också avslutade."))
            return redirect(state_url(place))
    return form_page(
        request, form, heading=_("Avsluta rollen"), lead=f"{role.kind}: {role.organisation or '–'}",
        cancel=state_url(place), breadcrumb=states_trail(place), theirs=theirs, submit=_("Avsluta rollen"),
    )  # fmt: skip


def the_role(request: AuthenticatedRequest, pk: int) -> tuple[OrganisationRole, Place]:
    role = get_object_or_404(access.changeable_roles(request.user), pk=pk)
    assert role.place is not None  # noqa: S101 - the directory's roles are states'
    return role, role.place


def _facts(role: OrganisationRole) -> list[dict[str, str]]:
    """What somebody else saved."""
    return [
        {"label": _("Ansvarig myndighet"), "value": str(role.organisation or _("Saknas"))},
        {"label": _("Från"), "value": day_said(role.valid_from)},
        {"label": _("Till och med"), "value": day_said(role.valid_to)},
        {"label": _("Källa"), "value": role.source},
    ]
