"""Adding, correcting and ending contacts."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.actors import access, actions
from skyddsnat.actors.forms import ContactForm
from skyddsnat.actors.models import Contact
from skyddsnat.actors.views.frame import trail
from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.shared.dates import today


@requires(access.WRITE)
def add_contact(request: AuthenticatedRequest, code: str) -> HttpResponse:
    """Enter a contact at an organisation."""
    organisation = get_object_or_404(access.organisations(request.user), code=code)
    form = ContactForm(request.POST or None)
    if form.is_valid():
        try:
            actions.add_contact(organisation=organisation, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är tillagd."))
            return redirect(organisation)
    context = {
        "form": form,
        "organisation": organisation,
        "breadcrumb": trail(organisation),
        "cancel_url": organisation.get_absolute_url(),
    }
    return render(request, "actors/contact.html", context)


@requires(access.WRITE)
def change_contact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Correct a contact."""
    contact = _contact(request, pk)
    kept = {name: getattr(contact, name) for name in ContactForm.base_fields}
    form = ContactForm(request.POST or None, initial=kept)
    if form.is_valid():
        try:
            actions.change_contact(contact=contact, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kontakten är ändrad."))
            return redirect(contact.organisation)
    context = {
        "form": form,
        "contact": contact,
        "organisation": contact.organisation,
        "breadcrumb": trail(contact.organisation),
        "cancel_url": contact.organisation.get_absolute_url(),
    }
    return render(request, "actors/contact.html", context)


@requires(access.WRITE)
def end_contact(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then end a contact as of today."""
    contact = _contact(request, pk)
    if request.method == "POST":
        try:
            actions.end_contact(contact=contact, on=today(), by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            messages.success(request, _("Kontakten är avslutad."))
        return redirect(contact.organisation)
    context = {
        "contact": contact,
        "breadcrumb": trail(contact.organisation),
        "cancel_url": contact.organisation.get_absolute_url(),
    }
    return render(request, "actors/end_contact.html", context)


def _contact(request: AuthenticatedRequest, pk: int) -> Contact:
    return get_object_or_404(access.contacts(request.user).select_related("organisation"), pk=pk)
