"""Conversations with actors about an activity."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.actions.activities import add_dialogue, remove_dialogue
from skyddsnat.mandate.forms.activities import DialogueForm
from skyddsnat.mandate.views.frame import page, posted, the_activity, trail


@requires(access.WRITE)
def dialogue_new(request: AuthenticatedRequest, slug: str, number: int) -> HttpResponse:
    """Note a conversation."""
    activity = the_activity(request, slug, number)
    form = DialogueForm(posted(request))
    back = reverse("mandate:activity", args=[slug, number])
    if form.is_valid():
        try:
            add_dialogue(activity=activity, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error("held_on", str(refusal))
        else:
            messages.success(request, _("Samrådet är inskrivet."))
            return redirect(f"{back}#samrad")
    context = page(
        request, activity.assignment, form=form, activity=activity, breadcrumb=trail(activity.assignment, activity),
        cancel_url=back,
    )  # fmt: skip
    return render(request, "mandate/dialogue_form.html", context)


@requires(access.WRITE)
def dialogue_remove(request: AuthenticatedRequest, slug: str, number: int, pk: int) -> HttpResponse:
    """Ask first, then take a conversation away."""
    activity = the_activity(request, slug, number)
    dialogue = get_object_or_404(access.dialogues_for(request.user), activity=activity, pk=pk)
    back = f"{reverse('mandate:activity', args=[slug, number])}#samrad"
    if request.method == "POST":
        remove_dialogue(dialogue=dialogue, by=request.user)
        messages.success(request, _("Samrådet är borttaget."))
        return redirect(back)
    context = page(
        request,
        activity.assignment,
        dialogue=dialogue,
        breadcrumb=trail(activity.assignment, activity),
        cancel_url=back,
    )
    return render(request, "mandate/dialogue_remove.html", context)
