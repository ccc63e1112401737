"""Pages of mailings that a person finds back to."""

from __future__ import annotations

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Named, RecordKind
from skyddsnat.knowledge.mailings.access import mailings_for
from skyddsnat.knowledge.models import Mailing


def _named(row: Mailing) -> Named:
    return Named(row.name, str(row.get_state_display()), swedish=get_language() == "en")


MAILING = RecordKind("knowledge:mailing", _("Utskick"), {"pk": "pk"}, mailings_for, _named)
