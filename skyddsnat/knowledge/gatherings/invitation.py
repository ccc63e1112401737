"""The words of an invitation, to paste into a mailing or a letter of one's own."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.knowledge.gatherings.when import when_said
from skyddsnat.knowledge.models import Gathering
from skyddsnat.shared.dates import format_date

NAME_LONGEST = 120  # of a mailing


def invitation(gathering: Gathering) -> list[dict[str, str]]:
    """The text in Swedish, and in English when the gathering has words in English."""
    languages = ["sv", "en"] if gathering.title_en else ["sv"]
    return [{"language": language, "text": _text(gathering, language)} for language in languages]


def invitation_letter(gathering: Gathering) -> dict[str, Any]:
    """The same as a letter that is not written yet, by the fields of a mailing; it leads to the gathering's page.

    It belongs to the gathering's activity and to no method: who is invited has not opened a method.
    """
    letter: dict[str, Any] = {
        "name": (_("Inbjudan: %(title)s") % {"title": gathering.title})[:NAME_LONGEST],
        "activity": gathering.activity_id,
        "leads_to": reverse("knowledge:gathering", args=[gathering.pk]),
    }
    for language, ending in {"sv": "", "en": "_en"}.items():
        if language == "sv" or gathering.title_en:
            with override(language):
                letter[f"subject{ending}"] = _braceless(_("Inbjudan: %(title)s") % {"title": gathering})
                how = _("Anmäl er senast %(day)s på sidan nedan. En person kan anmäla hela gruppen.") % {
                    "day": format_date(gathering.closes_on, language)
                }
            letter[f"body{ending}"] = _braceless("\n\n".join([*_lines(gathering, language), how]))
    return letter


def _braceless(text: str) -> str:
    """What stands in braces in a letter is filled in; here nothing is."""
    return text.replace("{", "(").replace("}", ")")


def _lines(gathering: Gathering, language: str) -> list[str]:
    """What it is, when and where."""
    with override(language):
        about = gathering.about_en if language == "en" and gathering.about_en else gathering.about
        lines = [
            _("Välkommen till %(title)s") % {"title": gathering},
            about,
            _("När: %(when)s") % {"when": when_said(gathering, language)},
            _("Var: %(where)s") % {"where": gathering.where_said},
        ]
    return [line for line in lines if line]


def _text(gathering: Gathering, language: str) -> str:
    with override(language):
        how = _("Anmäl er senast %(day)s, en person kan anmäla hela gruppen:") % {
            "day": format_date(gathering.closes_on, language)
        }
    address = settings.SITE_ADDRESS + reverse("knowledge:gathering", args=[gathering.pk])
    return "\n\n".join([*_lines(gathering, language), how, address])
