"""Two who change the same thing: the second is told in the form, and nothing that was typed is lost."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from skyddsnat.core.refusal import ChangedMeanwhile


def keep_form(form: Any, request: HttpRequest, conflict: ChangedMeanwhile) -> None:
    """Let what was typed stand, now knowing the version that somebody else saved."""
    typed = request.POST.copy()
    typed["version"] = str(conflict.current.version)
    form.data = typed
    form.add_error(None, str(conflict))
