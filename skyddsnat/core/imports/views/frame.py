"""What the pages share: the steps, breadcrumbs, tags and finding the import."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.core.access import AuthenticatedRequest
from skyddsnat.core.imports.access import imports_for
from skyddsnat.core.imports.kinds import Kind, kind_named
from skyddsnat.core.models import Import

type Context = dict[str, Any]


def the_import(request: AuthenticatedRequest, pk: int) -> tuple[Import, Kind]:
    found = get_object_or_404(imports_for(request.user), pk=pk)
    return found, kind_named(found.kind)


def trail(*more: tuple[str, str]) -> list[Context]:
    items = [(_("Importer"), reverse("core:imports")), *more]
    return [{"label": label, "url": url} for label, url in items]


def subject_words(kind: Kind, source: Import, request: AuthenticatedRequest) -> Context:
    """What the rows belong to, as a cell."""
    for one in kind.subjects(request.user) if kind.needs_subject else []:
        if one.code == source.subject:
            return {"value": one.label, "swedish": one.swedish}
    return {"value": source.subject}


def steps(source: Import, current: str) -> list[Context]:
    """Where the person is. Done steps are links while the file waits."""
    order = ["file", "columns", "check", "loaded"]
    here = order.index(current)
    links = {"columns": reverse("core:import_columns", args=[source.pk]), "check": source.get_absolute_url()}
    labels = {
        "file": _("Välj fil"), "columns": _("Kolumner"), "check": _("Kontrollera"), "loaded": _("Inläst"),
    }  # fmt: skip
    found = []
    for n, step in enumerate(order):
        state = "done" if n < here else "current" if n == here else "todo"
        link = links.get(step, "") if state == "done" and source.waits else ""
        found.append({"label": labels[step], "state": state, "url": link})
    return found


def state_tag(source: Import) -> dict[str, str]:
    words = {
        Import.WAITING: (_("Väntar på dig"), "warning"),
        Import.LOADED: (_("Inläst"), "success"),
        Import.UNDONE: (_("Ångrad"), "neutral"),
    }
    text, tone = words[source.state]
    return {"text": text, "tone": tone}


def language() -> str:
    return "en" if (get_language() or "sv").startswith("en") else "sv"
