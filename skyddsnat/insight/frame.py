"""The way to a page of an assignment's indicators."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.mandate.models import Assignment


def trail(assignment: Assignment) -> list[dict[str, str]]:
    """From the assignments to the list of the assignment's indicators."""
    return [
        {"label": _("Uppdrag"), "url": reverse("mandate:assignments")},
        {"label": str(assignment), "url": assignment.get_absolute_url()},
        {"label": _("Indikatorer"), "url": reverse("insight:indicators", args=[assignment.slug])},
    ]
