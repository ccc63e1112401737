"""Letters to chosen actors: what is written, to whom, and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.models import Organisation
from skyddsnat.core.models import User
from skyddsnat.knowledge.models.method import Group, Method
from skyddsnat.mandate.models import Activity

VERSION_HELP = "Counts saves, so that two editors do not overwrite."


class Selection(models.Model):
    """Which contacts are meant, as data: who they are is asked each time, so the list is never an old one.

    Within a kind of choice one of the chosen is enough; between the kinds all must hold.
    """

    kinds = ArrayField(models.CharField(max_length=12, choices=Organisation.Kind), default=list, blank=True)
    roles = ArrayField(models.CharField(max_length=50), default=list, blank=True)
    counties = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    municipalities = ArrayField(models.CharField(max_length=4), default=list, blank=True)
    words = models.CharField(
        max_length=300, blank=True, help_text="Words of the function, with commas between."
    )
    group = models.CharField(max_length=8, choices=Group.choices, default=Group.STAFF)

    class Meta:
        abstract = True

    @property
    def is_empty(self) -> bool:
        """Nothing is chosen, which means nobody."""
        return not (self.kinds or self.roles or self.counties or self.municipalities or self.words.strip())


class Segment(Selection):
    """A selection with a name, to be used again."""

    name = models.CharField(max_length=120, unique=True)
    name_en = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1, help_text=VERSION_HELP)

    class Meta:
        ordering: ClassVar = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(name__gt=""), name="knowledge_segment_has_a_name"),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_segment_group"),
        ]

    def __str__(self) -> str:
        return self.name_en if get_language() == "en" and self.name_en else self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:segment", args=[self.pk])


class Mailing(Selection):
    """A letter, in Swedish and perhaps in English, to everybody in its own selection or in one of its segments."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SENDING = "sending", _("Skickas")
        PAUSED = "paused", _("Pausat")
        STOPPED = "stopped", _("Stoppat")
        DONE = "done", _("Skickat")

    class Tells(models.TextChoices):
        """What the letter is evidence of when it belongs to no method: kinds of evidence."""

        GUIDANCE = "actor_reached", _("Metodstöd")
        EXPERIENCE = "experience_spread", _("Erfarenheter till myndigheter")

    name = models.CharField(max_length=120)
    method = models.ForeignKey(Method, models.PROTECT, null=True, blank=True, related_name="mailings")
    activity = models.ForeignKey(Activity, models.PROTECT, null=True, blank=True, related_name="mailings")
    tells = models.CharField(max_length=20, choices=Tells.choices, default=Tells.GUIDANCE)
    segments = models.ManyToManyField(Segment, blank=True, related_name="mailings")
    subject = models.CharField(max_length=150)
    body = models.TextField(max_length=20_000)
    subject_en = models.CharField(max_length=150, blank=True)
    body_en = models.TextField(max_length=20_000, blank=True)
    leads_to = models.CharField(
        max_length=300, default="/kunskap/bibliotek/", help_text="A page of this site."
    )
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    trouble = models.CharField(
        max_length=20, blank=True, help_text="Why it waits or paused by itself: a code."
    )
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    tested_version = models.PositiveIntegerField(
        null=True, help_text="Which version was last sent as a test."
    )
    sent_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1, help_text=VERSION_HELP)

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(name__gt="") & Q(subject__gt="") & Q(body__gt=""),
                name="knowledge_mailing_has_text",
            ),
            models.CheckConstraint(
                condition=Q(subject_en="", body_en="") | Q(subject_en__gt="", body_en__gt=""),
                name="knowledge_mailing_english_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(leads_to__regex=r"^/([^/\\]|$)"), name="knowledge_mailing_own_page"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", begun_at__isnull=True, sent_by__isnull=True)
                | ~Q(state="draft") & Q(begun_at__isnull=False, sent_by__isnull=False),
                name="knowledge_mailing_sent_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["stopped", "done"], ended_at__isnull=False)
                | Q(state__in=["draft", "sending", "paused"], ended_at__isnull=True),
                name="knowledge_mailing_ended_says_when",
            ),
            models.CheckConstraint(condition=Q(group__in=Group.values), name="knowledge_mailing_group"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("knowledge:mailing", args=[self.pk])

    @property
    def is_draft(self) -> bool:
        return self.state == self.State.DRAFT

    @property
    def has_ended(self) -> bool:
        return self.state in {self.State.STOPPED, self.State.DONE}

    @property
    def proof_activity(self) -> Activity | None:
        """The activity that the letters are evidence on."""
        return self.method.activity if self.method else self.activity
