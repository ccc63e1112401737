"""The certificate of attendance: a tagged PDF that says who took part in what."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused
from skyddsnat.knowledge.gatherings.when import when_said
from skyddsnat.knowledge.models import Participant
from skyddsnat.shared.typeset import render

TEMPLATE = Path(__file__).parent / "certificate.typ"


def check_certificate(participant: Participant) -> None:
    """Raise Refused for one who did not take part, and while the assignment has no registration number."""
    if not participant.attended:
        raise Refused(_("Bara den som var med får ett intyg. Fyll i närvaron först."))
    if not participant.registration.gathering.activity.assignment.dnr:
        raise Refused(_("Uppdraget saknar diarienummer. Fyll i det innan något intyg lämnar huset."))


def certificate(participant: Participant) -> bytes:
    """The PDF in the reader's language; the same bytes until something in it changes."""
    check_certificate(participant)
    registration = participant.registration
    gathering = registration.gathering
    assignment = gathering.activity.assignment
    language = "en" if get_language() == "en" else "sv"
    told = {
        "language": language,
        "title": _("Intyg"),
        "lead": _("%(name)s har deltagit i ”%(title)s”.") % {"name": participant.name, "title": gathering},
        "facts": [
            {"label": _("Slag"), "value": str(gathering.get_kind_display())},
            {"label": _("När"), "value": when_said(gathering, language)},
            {"label": _("Var"), "value": gathering.where_said},
            {"label": _("Organisation"), "value": registration.organisation_said},
            {"label": _("Ordnades av"), "value": str(assignment.authority)},
            {"label": _("Diarienummer"), "value": assignment.dnr},
        ],
        "site": str(assignment.authority),
        "demo": _("Demonstration: påhittade uppgifter") if settings.DEMO or assignment.is_demo else "",
    }
    return render(TEMPLATE, told, created=gathering.ends)
