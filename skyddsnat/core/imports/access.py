"""Who may see which imports: a waiting file is its uploader's own; a loaded one, of those who may load the kind."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from skyddsnat.core.imports.kinds import Kind, kinds_for
from skyddsnat.core.models import Import, User


def imports_for(user: User) -> QuerySet[Import]:
    codes = [kind.code for kind in kinds_for(user)]
    found = Import.objects.filter(kind__in=codes).select_related(
        "uploaded_by", "loaded_by", "undone_by", "work"
    )
    return found.filter(Q(uploaded_by=user) | ~Q(state=Import.WAITING)).defer("content", "cells", "mending")


def kind_for(user: User, code: str) -> Kind | None:
    """The kind with that code, when the user may load it."""
    return next((kind for kind in kinds_for(user) if kind.code == code), None)


def may_import(user: User) -> bool:
    return bool(kinds_for(user))
