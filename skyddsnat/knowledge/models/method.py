"""A method that is spread, and how far organisations have come with it."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Activity, Evidence


class Method(models.Model):
    """A way of working that is followed towards practice. Its evidence belongs to `activity`."""

    code = models.SlugField(unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    activity = models.ForeignKey(
        Activity, on_delete=models.PROTECT, null=True, blank=True, related_name="methods"
    )
    is_experience = models.BooleanField(
        default=False, help_text="What was learnt with others: whom it reaches has received an experience."
    )

    class Meta:
        ordering: ClassVar = ["name"]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name


class Step(models.TextChoices):
    """What an organisation has done with a method, in order."""

    REACHED = "reached", _("Nådd")
    OPENED = "opened", _("Öppnat")
    ASSESSED = "assessed", _("Skattat sig själv")
    DECIDED = "decided", _("Beslutat")
    PRACTISED = "practised", _("Arbetar så")
    FOLLOWED_UP = "followed_up", _("Följt upp")


class Group(models.TextChoices):
    """Who in the organisation."""

    STAFF = "staff", _("Medarbetare")
    LEADERS = "leaders", _("Chefer")


class Rung(models.Model):
    """An organisation took a step on a day. What shows it is `reference`, which never identifies a person."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="rungs")
    method = models.ForeignKey(Method, on_delete=models.PROTECT, related_name="rungs")
    step = models.CharField(max_length=12, choices=Step.choices)
    group = models.CharField(max_length=8, choices=Group.choices, default=Group.STAFF)
    day = models.DateField()
    reference = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, related_name="+", help_text="Its row in the ledger."
    )

    class Meta:
        ordering: ClassVar = ["day", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "method", "step", "group", "day"], name="knowledge_rung_once_a_day"
            ),
            models.CheckConstraint(condition=Q(step__in=Step.values), name="knowledge_rung_step"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_rung_group"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.get_step_display()}"
