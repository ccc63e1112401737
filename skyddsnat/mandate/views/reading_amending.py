"""A decision that changes another: which assignment it is, the new dates and sums, and taking a change back."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.amendments import amend_assignment, undo_amendment
from skyddsnat.mandate.actions.readings import choose_authority
from skyddsnat.mandate.forms.amendments import AmendForm, ChosenAssignmentForm
from skyddsnat.mandate.forms.readings import AuthorityForm
from skyddsnat.mandate.models import Amendment, Assignment, Reading
from skyddsnat.mandate.views.frame import format_kr, language, long_date, page, posted, swedish_day, trail


@requires(access.WRITE)
def reading_authority(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Say which of the addressed authorities we are."""
    reading = get_object_or_404(access.readings_for(request.user), pk=pk)
    if request.method == "POST":
        form = AuthorityForm([row["name"] for row in reading.draft["authorities"]], request.POST)
        try:
            if form.is_valid():
                choose_authority(reading=reading, name=form.cleaned_data["name"], by=request.user)
            else:
                messages.error(request, _("Välj en av myndigheterna som beslutet nämner."))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(reading)


@requires(access.WRITE)
def reading_amend(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Put what the decision changes in force in the assignment it changes, value by value."""
    reading = get_object_or_404(access.readings_for(request.user), pk=pk)
    assignments = list(access.assignments_for(request.user))
    asked = request.GET.get("uppdrag", "")
    found = next((each for each in assignments if each.slug == asked), None) or changed_by(request, reading)
    trail_here = [*trail(), {"label": reading.file_name, "url": reading.get_absolute_url()}]
    if found is None:
        choose = ChosenAssignmentForm(assignments)
        context = {"reading": reading, "breadcrumb": trail_here, "cancel_url": reading.get_absolute_url()}
        return render(request, "mandate/reading_amend_choose.html", {**context, "form": choose})
    form = AmendForm(found, list(reading.items.all()), posted(request), language=language())
    if form.is_valid():
        try:
            made = amend_assignment(
                assignment=found, reading=reading, dues=form.dues(), ceiling=form.ceiling(), by=request.user
            )
        except ChangedMeanwhile:
            form.add_error(
                None,
                _(
                    "Någon annan har hunnit ändra uppdraget. Öppna sidan på nytt, så att du ser vad som gäller nu."
                ),
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            said = ngettext(
                "%(count)d ändring är införd. Den kan tas tillbaka.",
                "%(count)d ändringar är införda. De kan tas tillbaka.",
                len(made),
            )
            messages.success(request, said % {"count": len(made)})
            return redirect(f"{found.get_absolute_url()}#andringar")
    return render(
        request,
        "mandate/reading_amend.html",
        {
            "reading": reading,
            "assignment": found,
            "form": form,
            "breadcrumb": trail_here,
            "cancel_url": reading.get_absolute_url(),
        },
    )


@requires(access.WRITE)
def amendment_undo(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Ask first, then take a change back: another sum or day governs everything from that moment."""
    amendment = get_object_or_404(access.amendments_for(request.user), assignment__slug=slug, pk=pk)
    back = f"{reverse('mandate:assignment', args=[slug])}#andringar"
    if request.method != "POST" and amendment.undone_at is None:
        context = page(
            request, amendment.assignment, breadcrumb=trail(amendment.assignment), cancel_url=back,
            what=_what(amendment), before=_before(amendment), after=_after(amendment), dnr=amendment.dnr,
        )  # fmt: skip
        return render(request, "mandate/amendment_undo.html", context)
    if request.method == "POST":
        try:
            undo_amendment(amendment=amendment, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Ändringen är tillbakatagen."))
    return redirect(back)


def changed_by(request: AuthenticatedRequest, reading: Reading) -> Assignment | None:
    """The assignment that the decision says it changes, by its registration number."""
    numbers = [row["number"] for row in reading.draft.get("amends", [])]
    return access.assignments_for(request.user).filter(dnr__in=[n for n in numbers if n]).first()


def notices(request: AuthenticatedRequest, reading: Reading) -> dict[str, Any]:
    """What the reading page says above the text: whose it is, and what it changes or goes on with."""
    names = [row["name"] for row in reading.draft.get("authorities", [])]
    cited = [
        row
        for row in reading.draft.get("references", [])
        if row["kind"] == "dnr" and row["relation"] in RELATED
    ]
    known = {
        each.dnr: each
        for each in access.assignments_for(request.user).filter(dnr__in=[row["number"] for row in cited])
    }
    return {
        "authority_form": AuthorityForm(names, initial={"name": reading.ours}) if len(names) > 1 else None,
        "amends": [
            {
                "number": row["number"],
                "day": row.get("decided_on"),
                "assignment": known.get(row["number"]),
            }
            for row in cited
            if row["relation"] in ("amends", "extends", "replaces")
        ],
        "goes_on": [
            known[row["number"]] for row in cited if row["relation"] in GOES_ON and row["number"] in known
        ],
        "amended": reading.amended,
    }


GOES_ON = ("continues", "builds_on")
RELATED = ("amends", "extends", "replaces", *GOES_ON)


def amendment_rows(assignment: Assignment, *, may_write: bool) -> list[dict[str, Any]]:
    """What later decisions have changed, the latest first, with the old value and who did it."""
    return [
        {
            "what": _what(change),
            "before": _before(change),
            "after": _after(change),
            "dnr": change.dnr or (change.reading.file_name if change.reading else ""),
            "reading_url": change.reading.get_absolute_url() if may_write and change.reading else "",
            "by": change.made_by.name,
            "on": long_date(swedish_day(change.made_at)),
            "undone": change.undone_by.name if change.undone_by else "",
            "undo_url": reverse("mandate:amendment-undo", args=[assignment.slug, change.pk])
            if may_write and change.undone_by is None
            else "",
        }
        for change in assignment.amendments.select_related("obligation", "reading", "made_by", "undone_by")
    ]


def _what(change: Amendment) -> str:
    return str(change.obligation) if change.obligation else _("Högsta belopp")


def _before(change: Amendment) -> str:
    if change.old_ore is not None:
        return format_kr(change.old_ore)
    return long_date(change.old_due) or _("inget datum")


def _after(change: Amendment) -> str:
    return format_kr(change.new_ore) if change.new_ore is not None else long_date(change.new_due)
