"""The rule file of the law guide, as editors have changed it."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _


class LawRules(models.Model):
    """A whole rule file: a proposal until somebody else than its writer has approved it, then a version.

    The highest version is in force; while there is none, the file that comes with the program is. `follows` is the
    version that the proposal began from, None when it was the program's file. `saves` counts how often the proposal
    has been saved, so that what is approved is what was read.
    """

    version = models.PositiveIntegerField(null=True, blank=True, unique=True)
    text = models.TextField()
    note = models.CharField(max_length=500)
    follows = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    saves = models.PositiveIntegerField(default=1)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["-version", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(version=None, approved_by=None, approved_at=None)
                | models.Q(version__gte=1, approved_by__isnull=False, approved_at__isnull=False),
                name="guidance_rules_approved_whole",
            ),
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("written_by")),
                name="guidance_rules_two_people",
            ),
            models.CheckConstraint(condition=~models.Q(text=""), name="guidance_rules_say_something"),
            models.CheckConstraint(condition=~models.Q(note=""), name="guidance_rules_say_why"),
        ]

    def __str__(self) -> str:
        if self.version is None:
            return _("Förslag %(number)s") % {"number": self.pk}
        return _("Version %(number)s") % {"number": self.version}

    @property
    def is_published(self) -> bool:
        return self.version is not None
