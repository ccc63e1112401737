"""Whom we talk with: meetings, who took part, what was agreed. Functions are kept, never names of outside persons."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.mandate.models.activity import Activity
from skyddsnat.mandate.models.assignment import Assignment, Clause
from skyddsnat.mandate.models.evidence import Evidence


class Meeting(models.Model):
    """A conversation with actors, held or planned: on activities, on sentences of the decision, or on all of it."""

    MEETING, VIDEO, TELEPHONE, EMAIL = "meeting", "video", "telephone", "email"
    HEARING, WRITTEN, VISIT, OTHER = "hearing", "written", "visit", "other"
    FORMS: ClassVar = [
        (MEETING, _("Möte")),
        (VIDEO, _("Videomöte")),
        (TELEPHONE, _("Telefon")),
        (EMAIL, _("E-post")),
        (HEARING, _("Hearing")),
        (WRITTEN, _("Skriftligt samråd")),
        (VISIT, _("Besök")),
        (OTHER, _("På annat sätt")),
    ]

    assignment = models.ForeignKey(Assignment, on_delete=models.CASCADE, related_name="meetings")
    activities = models.ManyToManyField(Activity, related_name="meetings", blank=True)
    clauses = models.ManyToManyField(Clause, related_name="meetings", blank=True)
    day = models.DateField(_("Datum"))
    is_held = models.BooleanField(default=False)
    form = models.CharField(
        max_length=10,
        choices=FORMS,
        blank=True,
        help_text="Empty for conversations noted before forms were kept.",
    )
    about = models.CharField(_("Vad gällde det?"), max_length=300)
    said = models.TextField(_("Vad sades?"), blank=True)
    colleagues = models.ManyToManyField(User, related_name="+", blank=True)
    organisations = models.ManyToManyField(Organisation, through="Participation", related_name="meetings")
    in_ledger = models.BooleanField(default=False, help_text="Whether it is to count as evidence once held.")
    follow_up_on = models.DateField(null=True, blank=True)
    followed_up_on = models.DateField(null=True, blank=True)
    follow_up_note = models.CharField(max_length=500, blank=True)
    entered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["-day", "-id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(about__gt=""), name="meeting_is_about_something"),
            models.CheckConstraint(
                condition=Q(followed_up_on__isnull=True)
                | Q(is_held=True, follow_up_on__isnull=False, follow_up_note__gt=""),
                name="meeting_followed_up_with_words",
            ),
        ]

    def __str__(self) -> str:
        return self.about

    def get_absolute_url(self) -> str:
        return reverse("mandate:meeting", args=[self.assignment.slug, self.pk])


class Participation(models.Model):
    """An organisation at a meeting: what its people do there, and how many they were. No names."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participations")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="participations")
    functions = models.CharField(max_length=200, blank=True)
    persons = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering: ClassVar = ["id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="participation_once"),
            models.CheckConstraint(
                condition=Q(persons__isnull=True) | Q(persons__gte=1), name="participation_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return str(self.organisation)


class Agreement(models.Model):
    """What somebody promised at a meeting: an organisation or one of us, by a day or not."""

    OPEN, DONE, DROPPED = "open", "done", "dropped"
    STATES: ClassVar = [(OPEN, _("Öppen")), (DONE, _("Klar")), (DROPPED, _("Inte längre aktuell"))]

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agreements")
    what = models.CharField(max_length=300)
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    colleague = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="agreements"
    )
    due = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=8, choices=STATES, default=OPEN)
    settled_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(
        default=1, help_text="Counts saves, so that two editors do not overwrite."
    )

    class Meta:
        ordering: ClassVar = ["due", "id"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(what__gt=""), name="agreement_on_something"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=True, colleague__isnull=False)
                | Q(organisation__isnull=False, colleague__isnull=True),
                name="agreement_is_one_s_to_do",
            ),
            models.CheckConstraint(
                condition=Q(state="open", settled_on__isnull=True)
                | Q(state__in=["done", "dropped"], settled_on__isnull=False),
                name="agreement_settled_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def doer(self) -> str:
        """Who is to do it, in words."""
        return self.colleague.name if self.colleague else str(self.organisation)

    def is_overdue(self, day: datetime.date) -> bool:
        return self.state == self.OPEN and self.due is not None and self.due < day


class MeetingEvidence(models.Model):
    """Which row of the ledger a meeting, or an agreement made at it, has given, so that both are corrected together."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="proofs")
    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, null=True, related_name="proofs")
    evidence = models.OneToOneField(Evidence, on_delete=models.PROTECT, related_name="meeting_proof")

    class Meta:
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return str(self.evidence)
