"""Trade bodies and chains, and the companies that are counted in their totals."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from skyddsnat.actors.models import Organisation
from skyddsnat.industry.models.company import Company


class TradeBody(models.Model):
    """An organisation with companies as members: a trade body, or a chain."""

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="trade_body")
    added_at = models.DateTimeField(auto_now_add=True)
    members = models.ManyToManyField(Company, through="BodyMember", related_name="bodies")

    class Meta:
        ordering: ClassVar = ["organisation__name"]

    def __str__(self) -> str:
        return str(self.organisation)


class BodyMember(models.Model):
    """A company that is counted in a body's totals."""

    body = models.ForeignKey(TradeBody, models.CASCADE, related_name="memberships")
    company = models.ForeignKey(Company, models.CASCADE, related_name="memberships")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["body", "company"], name="body_counts_a_company_once")
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.company_id}"
