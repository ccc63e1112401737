"""Keys by which a company's learning platform hands in that lessons are finished."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from skyddsnat.industry.models.company import Company


class CompanyToken(models.Model):
    """A key that hands in completions for one company and opens nothing else, one a platform. Only its hash is kept."""

    company = models.ForeignKey(Company, models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=60, help_text="The platform, in the contact's own words.")
    secret_sha256 = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["company", "name"],
                condition=Q(revoked_at__isnull=True),
                name="company_token_name_once",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="company_token_has_name"),
            models.CheckConstraint(
                condition=Q(secret_sha256__regex=r"^[0-9a-f]{64}$"),  # noqa: S106 - the shape of a hash
                name="company_token_is_a_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.company_id}:{self.pk}"
