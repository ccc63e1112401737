"""The statements of a method: data that comes with the program, taken in as versions that are never changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.models import AssessmentForm, Group, Method
from skyddsnat.shared.yaml_files import read_yaml

SHIPPED = Path(__file__).parent / "forms"
GENERAL = "general"


@cache
def shipped(code: str) -> list[dict[str, str]]:
    """The statements in the file of the method, else the general ones."""
    path = SHIPPED / f"{code}.yaml"
    data: dict[str, dict[str, dict[str, str]]] = read_yaml(
        (path if path.exists() else SHIPPED / f"{GENERAL}.yaml").read_text()
    )
    return [
        {"code": name, "group": group, "sv": words["sv"], "en": words["en"]}
        for group in Group.values
        for name, words in data[group].items()
    ]


def form_of(method: Method, by: User | None) -> AssessmentForm:
    """The newest version of the method's statements; other words than the last ones make a new version."""
    latest = AssessmentForm.objects.filter(method=method).order_by("-version").first()
    statements = shipped(method.code)
    if latest is not None and latest.statements == statements:
        return latest
    version = latest.version + 1 if latest else 1
    form, made = AssessmentForm.objects.get_or_create(
        method=method, version=version, defaults={"statements": statements}
    )
    if made:
        record(by, "assessment_form.loaded", form, version=version)
    return form


def said(statement: dict[str, Any]) -> str:
    """The statement in the page's language."""
    return str(statement["en"] if get_language() == "en" else statement["sv"])
