"""What the room's tables belong to: an assignment."""

from __future__ import annotations

from skyddsnat.core.api import import_kinds
from skyddsnat.core.models import User
from skyddsnat.mandate import access


def assignment_subjects(user: User) -> list[import_kinds.Subject]:
    if not access.may_write(user):
        return []
    found = access.assignments_for(user).order_by("-year", "title").values_list("slug", "title")
    return [import_kinds.Subject(slug, title, swedish=True) for slug, title in found]
