"""Pages of gatherings that a person finds back to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Named, RecordKind
from skyddsnat.knowledge.gatherings.access import gatherings_for
from skyddsnat.knowledge.models import Gathering


def _named(row: Gathering) -> Named:
    return Named(str(row), str(row.get_kind_display()), swedish=row.is_in_swedish_only)


GATHERING = RecordKind("knowledge:gathering-desk", _("Träff"), {"pk": "pk"}, gatherings_for, _named)
