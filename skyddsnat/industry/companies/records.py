"""Pages of companies that a person finds back to."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from skyddsnat.core.api import Named, RecordKind
from skyddsnat.industry.companies.access import companies_for
from skyddsnat.industry.companies.rules import number_said
from skyddsnat.industry.models import Company


def _named(row: Company) -> Named:
    return Named(str(row), number_said(row.number))


COMPANY = RecordKind("industry:company", _("Företag"), {"pk": "pk"}, companies_for, _named)
