"""That tips with a workplace's code have been received: where and in which month, and nothing more."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from skyddsnat.industry.models.company import Site


class TipReceived(models.Model):
    """A receiver has said that tips with the workplace's code arrived that month: one, or many, which is not kept.

    No receiver, no content, no number and nobody who gave a tip. There is no room for it.
    """

    site = models.ForeignKey(
        Site, models.CASCADE, related_name="tips_received", verbose_name=_("arbetsplats")
    )
    month = models.DateField(_("månad"), help_text="Its first day.")
    noted_on = models.DateField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-month", "site", "pk"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["site", "month"], name="industry_received_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="industry_received_month_begins"),
        ]

    def __str__(self) -> str:
        return f"{self.site} {self.month:%Y-%m}"
