"""How the plan stands with the manager: never approved, waiting, returned or approved, and what has changed since."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.models import Assignment, PlanVersion
from skyddsnat.mandate.plan.snapshot import differences, frozen_plan
from skyddsnat.mandate.views.frame import long_date, own_words, swedish_day

TONES = {
    PlanVersion.SENT: "info",
    PlanVersion.APPROVED: "success",
    PlanVersion.RETURNED: "warning",
    PlanVersion.WITHDRAWN: "neutral",
}


def version_tag(version: PlanVersion) -> dict[str, str]:
    return {"text": str(version.get_state_display()), "tone": TONES[version.state]}


def standing(user: User, assignment: Assignment) -> dict[str, Any]:
    """What the plan's page says of approval, and whether the user can send it now."""
    versions = list(access.plan_versions_for(user).filter(assignment=assignment).order_by("-version"))
    waiting = next((row for row in versions if row.state == PlanVersion.SENT), None)
    approved = next((row for row in versions if row.state == PlanVersion.APPROVED), None)
    latest = versions[0] if versions else None
    changed = len(differences(approved.data["plan"], frozen_plan(assignment))) if approved else 0
    returned = latest if latest is not None and latest.state == PlanVersion.RETURNED else None
    return {
        "sentence": _sentence(approved, changed),
        "waiting": waiting,
        "approved": approved,
        "returned": returned,
        "remark": own_words(returned.remark) if returned else None,
        "versions": versions,
        "can_send": access.may_write(user) and waiting is None and (approved is None or changed > 0),
        "may_decide": access.may_decide(user),
    }


def _sentence(approved: PlanVersion | None, changed: int) -> str:
    if approved is None:
        return _("Planen är inte godkänd än.")
    values = {
        "version": approved.version,
        "date": long_date(approved.decided_at and swedish_day(approved.decided_at)),
    }
    said = _("Version %(version)s godkändes %(date)s.") % values
    if not changed:
        return said + " " + _("Inget har ändrats sedan dess.")
    return (
        said
        + " "
        + ngettext(
            "%(count)s sak har ändrats sedan dess.", "%(count)s saker har ändrats sedan dess.", changed
        )
        % {"count": changed}
    )


def versions_table(assignment: Assignment, versions: list[PlanVersion]) -> dict[str, Any]:
    """Every version that has been sent, the latest first."""

    def row(version: PlanVersion) -> dict[str, Any]:
        decided = version.decided_by.name if version.decided_by else ""
        return {
            "url": reverse("mandate:plan-version", args=[assignment.slug, version.version]),
            "cells": [
                _("Version %(version)s") % {"version": version.version},
                {"value": "", "tag": version_tag(version)},
                f"{version.sent_by.name}, {long_date(swedish_day(version.sent_at))}",
                f"{decided}, {long_date(swedish_day(version.decided_at))}" if version.decided_at else "",
            ],
        }

    return {
        "caption": _("Versioner av planen"),
        "caption_hidden": True,
        "columns": [
            {"label": _("Version")},
            {"label": _("Läge")},
            {"label": _("Skickad av")},
            {"label": _("Avgjord av")},
        ],
        "rows": [row(version) for version in versions],
        "empty": {
            "heading": _("Ingen version är skickad än"),
            "text": _("När planen är färdig skickar du den till chefen. Då fryses den som den är."),
        },
    }
