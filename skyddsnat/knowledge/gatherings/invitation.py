"""The words of an invitation, to paste into a mailing or a letter of one's own."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.knowledge.gatherings.when import when_said
from skyddsnat.knowledge.models import Gathering
from skyddsnat.shared.dates import format_date


def invitation(gathering: Gathering) -> list[dict[str, str]]:
    """The text in Swedish, and in English when the gathering has words in English."""
    languages = ["sv", "en"] if gathering.title_en else ["sv"]
    return [{"language": language, "text": _text(gathering, language)} for language in languages]


def _text(gathering: Gathering, language: str) -> str:
    with override(language):
        about = gathering.about_en if language == "en" and gathering.about_en else gathering.about
        lines = [
            _("Välkommen till %(title)s") % {"title": gathering},
            about,
            _("När: %(when)s") % {"when": when_said(gathering, language)},
            _("Var: %(where)s") % {"where": gathering.where_said},
            _("Anmäl er senast %(day)s, en person kan anmäla hela gruppen:")
            % {"day": format_date(gathering.closes_on, language)},
            settings.SITE_ADDRESS + reverse("knowledge:gathering", args=[gathering.pk]),
        ]  # fmt: skip
    return "\n\n".join(line for line in lines if line)
