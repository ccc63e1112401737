"""One item of a decision being read in: it holds, it is changed, or it does not hold."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions import readings as actions
from skyddsnat.mandate.findings import BECOMES, KINDS
from skyddsnat.mandate.forms.readings import FORMS, ItemForm, RejectForm, as_typed, starting_values
from skyddsnat.mandate.models import HandledSentence, ReadingItem
from skyddsnat.mandate.views.frame import language, trail
from skyddsnat.mandate.views.reading_parts import finding, passage


@requires(access.WRITE)
def reading_item(request: AuthenticatedRequest, pk: int, position: int) -> HttpResponse:
    """The sentence in its surroundings, and the form of what it is. `?as=` makes an unread sentence something."""
    item = _item(request, pk, position)
    if item.reading.assignment_id is not None:
        return redirect(item.reading)
    kind = _kind(item, request.POST.get("as") or request.GET.get("as", ""))
    form, rejecting = _forms(request, item, kind)
    wanted = request.POST.get("answer", "") if request.method == "POST" else ""
    try:
        if wanted == "holds":
            return _hold(request, item)
        if wanted == "change" and form is not None and form.is_valid():
            actions.accept_item(
                item=item,
                values={**form.values(), "as": kind},
                by=request.user,
                seen=request.POST.get("seen", ""),
            )
            return _onward(request, item)
        if wanted == "reject" and rejecting.is_valid():
            actions.reject_item(
                item=item, by=request.user, seen=request.POST.get("seen", ""), **rejecting.cleaned_data
            )
            return _onward(request, item)
    except ChangedMeanwhile as conflict:
        item = conflict.current
        (rejecting if wanted == "reject" or form is None else form).add_error(
            None,
            _(
                "Någon annan har hunnit ta ställning till punkten. Läs vad som sparades och spara igen om det är fel."
            ),
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(item.reading)
    return _page(request, item, kind, form, rejecting)


def _forms(request: AuthenticatedRequest, item: ReadingItem, kind: str) -> tuple[ItemForm | None, RejectForm]:
    answer = request.POST.get("answer", "") if request.method == "POST" else ""
    form = None
    if kind in FORMS:
        form = FORMS[kind](request.POST if answer == "change" else None, initial=starting_values(item, kind))
    reason = {"comment": item.comment or _why_not(item), "handling": item.handling or _handling(item)}
    return form, RejectForm(request.POST if answer == "reject" else None, initial=reason)


def _page(
    request: AuthenticatedRequest, item: ReadingItem, kind: str, form: ItemForm | None, rejecting: RejectForm
) -> HttpResponse:
    here = reverse("mandate:reading-item", args=[item.reading_id, item.position])
    count = actions.progress(item.reading)
    text, spans = passage(item)
    reading = item.reading
    context: dict[str, Any] = {
        "reading": reading,
        "item": item,
        "kind": kind,
        "kind_name": KINDS[kind],
        "finding": finding(item),
        "form": form if form is not None and form.errors else rejecting,
        "item_form": form,
        "reject_form": rejecting,
        "choices": [
            {"label": KINDS[name], "url": f"{here}?as={name}", "current": name == kind}
            for name in BECOMES
            if item.kind in ("unread", "added")
        ],
        "reason": _why_not(item),
        "seen": actions.stamp(item),
        "text": text,
        "spans": spans,
        "breadcrumb": [*trail(), {"label": reading.file_name, "url": reading.get_absolute_url()}],
        "cancel_url": f"{reading.get_absolute_url()}#f-{item.position}",
        **count,
    }
    return render(request, "mandate/reading_item.html", context)


def _hold(request: AuthenticatedRequest, item: ReadingItem) -> HttpResponse:
    """What was proposed holds: it goes through the same form as a change, and what lacks is asked for."""
    form = FORMS[item.kind](as_typed(item.kind, item.proposed)) if item.kind in FORMS else None
    if form is None or not form.is_valid():
        return redirect("mandate:reading-item", item.reading_id, item.position)
    try:
        actions.accept_item(
            item=item,
            values={**form.values(), "as": item.kind},
            by=request.user,
            seen=request.POST.get("seen", ""),
        )
    except ChangedMeanwhile as conflict:
        messages.error(request, str(conflict))
    return redirect(f"{item.reading.get_absolute_url()}#f-{item.position}")


def _onward(request: AuthenticatedRequest, item: ReadingItem) -> HttpResponse:
    """To the next item that waits, after this one and then from the beginning; else back to the whole."""
    waiting = item.reading.items.filter(state=ReadingItem.PENDING)
    following = waiting.filter(position__gt=item.position).first() or waiting.first()
    if following is None:
        messages.success(request, _("Alla punkter har fått besked. Nu kan uppdraget skapas."))
        return redirect(item.reading)
    return redirect("mandate:reading-item", item.reading_id, following.position)


@requires(access.WRITE)
def reading_undo(request: AuthenticatedRequest, pk: int, position: int) -> HttpResponse:
    """Take back what was said of an item."""
    item = _item(request, pk, position)
    if request.method == "POST":
        try:
            actions.undo_item(item=item, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(f"{item.reading.get_absolute_url()}#f-{position}")


def _item(request: AuthenticatedRequest, pk: int, position: int) -> ReadingItem:
    return get_object_or_404(access.items_for(request.user), reading_id=pk, position=position)


def _kind(item: ReadingItem, asked: str) -> str:
    """What the item is or is being made into; only a sentence that was not understood can become something else."""
    if item.kind not in ("unread", "added"):
        return item.kind
    if asked in BECOMES:
        return asked
    return (item.confirmed or {}).get("as", item.kind)


def _why_not(item: ReadingItem) -> str:
    """The reader's own reason, as a first word for the person's."""
    if item.kind != "unread" and not item.proposed.get("who"):
        return ""
    return str(item.proposed.get("reason_en" if language() == "en" else "reason", ""))


def _handling(item: ReadingItem) -> str:
    """The reader's own guess at what the sentence is, where it has one."""
    guess = item.proposed.get("code", "") or (
        HandledSentence.SOMEBODY_ELSE if item.proposed.get("who") else ""
    )
    return guess if guess in dict(HandledSentence.HANDLINGS) else HandledSentence.OTHER
