"""Jobs that take longer than a page may."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.models.people import User


class Work(models.Model):
    """A job as the person who started it sees it: how far it has come and how it ended (see `jobs.py`)."""

    WAITING, RUNNING, FINISHED, FAILED = "waiting", "running", "finished", "failed"
    STATES: ClassVar = [
        (WAITING, _("Väntar")),
        (RUNNING, _("Pågår")),
        (FINISHED, _("Klart")),
        (FAILED, _("Avbrutet")),
    ]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=60)
    label = models.CharField(max_length=200)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="works")
    state = models.CharField(max_length=10, choices=STATES, default=WAITING)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=1000, blank=True, help_text="What stopped it, for the person.")
    result_url = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-created_at"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["finished", "failed"], ended_at__isnull=False)
                | Q(state__in=["waiting", "running"], ended_at__isnull=True),
                name="work_ended_says_when",
            )
        ]

    def __str__(self) -> str:
        return self.label

    def get_absolute_url(self) -> str:
        return reverse("core:work", args=[self.pk])

    @property
    def has_ended(self) -> bool:
        return self.state in {self.FINISHED, self.FAILED}
