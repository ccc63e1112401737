"""Staff keep the frame of receivers: who, where, when, members, on or off. No page here holds a sealed text."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    keep_form,
    render_lists,
    requires,
)
from skyddsnat.tips.access import ADMIN
from skyddsnat.tips.models import Member, Receiver
from skyddsnat.tips.room import parts
from skyddsnat.tips.room.access import (
    current_key,
    frame_for,
    keys_of,
    members_of,
    must_renew,
    openers_of,
    possible_members,
)
from skyddsnat.tips.room.actions import frame
from skyddsnat.tips.room.forms import DAYS, MemberForm, ReceiverForm, frame_of
from skyddsnat.tips.room.rules import fingerprint


@requires(ADMIN)
def receivers(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every receiver, on or off."""
    found = frame_for(request.user).select_related("organisation").order_by("name", "pk")
    return render_lists(request, "tips/room/frame.html", {"table": parts.frame_table(found)})


@requires(ADMIN)
def receiver(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """One receiver's frame: what is missing, and its members."""
    return _page(request, _the(request, pk))


def _page(request: AuthenticatedRequest, found: Receiver, form: MemberForm | None = None) -> HttpResponse:
    openers, keys = openers_of(found), keys_of(found)
    members = [
        {
            "row": one, "can_open": one.user_id in openers,
            "fingerprint": fingerprint(keys[one.user_id].recipient) if one.user_id in keys else "",
        }
        for one in members_of(found)
    ]  # fmt: skip
    current = current_key(found)
    context = {
        "receiver": found, "name": parts.name_of(found), "facts": parts.frame_facts(found, DAYS),
        "tag": parts.on_tag(found),
        "faults": frame.faults_of(found), "members": members, "must_renew": must_renew(found),
        "form": form or MemberForm(people=possible_members(request.user, found)), "breadcrumb": _trail(),
        "recovery": fingerprint(current.recovery) if current else "",
        "waiting": found.waiting_count,  # type: ignore[attr-defined]
    }  # fmt: skip
    return render(request, "tips/room/frame_receiver.html", context)


@requires(ADMIN)
def receiver_new(request: AuthenticatedRequest) -> HttpResponse:
    """Make a receiver."""
    form = ReceiverForm(request.POST or None, initial=dict(_usual_hours()))
    if form.is_valid():
        try:
            made = frame.add_receiver(frame=form.frame(), by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mottagaren är tillagd. Lägg till medlemmar härnäst."))
            return redirect("tips:frame-receiver", made.pk)
    return _form_page(request, form, _("Lägg till en mottagare"), reverse("tips:frame"), _trail())


def _usual_hours() -> dict[str, str]:
    return {f"{end}_{day}": at for day in range(5) for end, at in (("from", "08:00"), ("to", "16:30"))}


@requires(ADMIN)
def receiver_change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change a receiver's frame; the second of two is shown what the first saved."""
    found = _the(request, pk)
    form = ReceiverForm(request.POST or None, initial=frame_of(found))
    here = reverse("tips:frame-receiver", args=[pk])
    theirs: list[dict[str, Any]] = []
    if form.is_valid():
        version = form.cleaned_data["version"]
        try:
            frame.change_receiver(receiver=found, frame=form.frame(found), version=version, by=request.user)
        except ChangedMeanwhile as conflict:
            theirs = [{**row, "url": ""} for row in parts.frame_facts(conflict.current, DAYS)]
            keep_form(form, request, conflict)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Mottagaren är sparad."))
            return redirect(here)
    return _form_page(request, form, _("Ändra mottagaren"), here, _trail(found), theirs)


def _form_page(
    request: AuthenticatedRequest, form: ReceiverForm, heading: str, cancel: str, trail: Any, theirs: Any = ()
) -> HttpResponse:
    context = {"form": form, "heading": heading, "cancel_url": cancel, "breadcrumb": trail, "theirs": theirs}
    return render(request, "tips/room/frame_form.html", context)


@requires(ADMIN)
@require_POST
def switch_on(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Offer the receiver in the form."""
    try:
        frame.switch(receiver=_the(request, pk), on=True, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Mottagaren är påslagen. Nu går det att tipsa den."))
    return redirect("tips:frame-receiver", pk)


@requires(ADMIN)
def switch_off(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then offer the receiver no longer."""
    found = _the(request, pk)
    if request.method == "POST":
        frame.switch(receiver=found, on=False, by=request.user)
        messages.success(request, _("Mottagaren är avstängd. Det som redan har kommit finns kvar hos laget."))
        return redirect("tips:frame-receiver", pk)
    says = _(
        "Ingen kan tipsa laget så länge det är avstängt. Är det den enda mottagaren erbjuds inget formulär. "
        "Det som redan har kommit finns kvar, och laget kan svara på det."
    )
    return _ask(request, _("Stäng av mottagaren"), says, found)


@requires(ADMIN)
@require_POST
def member_add(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Let somebody into the team."""
    found = _the(request, pk)
    form = MemberForm(request.POST, people=possible_members(request.user, found))
    if not form.is_valid():
        return _page(request, found, form)
    frame.add_member(receiver=found, user=form.cleaned_data["user"], by=request.user)
    messages.success(
        request, _("Personen är med i laget, och ser inget förrän en kollega har delat lagets nyckel.")
    )
    return redirect("tips:frame-receiver", pk)


@requires(ADMIN)
def member_remove(request: AuthenticatedRequest, pk: int, member: int) -> HttpResponse:
    """Ask first, then take somebody out of the team."""
    found = _the(request, pk)
    one: Member = get_object_or_404(members_of(found), pk=member)
    if request.method == "POST":
        frame.remove_member(member=one, by=request.user)
        messages.success(request, _("Personen är inte med i laget längre."))
        return redirect("tips:frame-receiver", pk)
    says = _(
        "Personen ser ingenting från och med nu, och tips som personen äger väntar på en ny ägare. "
        "Laget behöver göra en ny nyckel. Den som lägger till personen igen måste dela nyckeln på nytt."
    )
    return _ask(request, _("Ta bort ur laget"), f"{one.user.name}. {says}", found)


def _ask(request: AuthenticatedRequest, heading: str, says: str, found: Receiver) -> HttpResponse:
    context = {
        "heading": heading, "says": says, "about": parts.name_of(found), "breadcrumb": _trail(found),
        "cancel_url": reverse("tips:frame-receiver", args=[found.pk]),
    }  # fmt: skip
    return render(request, "tips/room/frame_ask.html", context)


def _the(request: AuthenticatedRequest, pk: int) -> Receiver:
    return get_object_or_404(frame_for(request.user).select_related("organisation"), pk=pk)


def _trail(found: Receiver | None = None) -> list[dict[str, Any]]:
    items = [{"label": _("Mottagare av tips"), "url": reverse("tips:frame")}]
    if found is not None:
        items.append({"label": parts.name_of(found), "url": reverse("tips:frame-receiver", args=[found.pk])})
    return items
