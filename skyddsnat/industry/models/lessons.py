"""Lessons: a Wagtail page for each job and language, and what each published version of it was."""

from __future__ import annotations

from collections import Counter
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.models import Site as WagtailSite

from skyddsnat.industry.jobs import Job
from skyddsnat.industry.training.blocks import CLOSING, SCENES
from skyddsnat.industry.training.rules import LEARN, MEASURE, MEASURES, SceneKey
from skyddsnat.shared.languages import AT_WORK, direction


def _place() -> tuple[int, str, str]:
    """Where readers find lessons: at our own address, whatever site Wagtail serves."""
    site = next((site for site, *_rest in WagtailSite.get_site_root_paths()), 0)
    return (site, settings.SITE_ADDRESS, reverse("industry:training"))


class LessonRoot(Page):
    """The course in one language: what it is called, and what its lessons hang on."""

    lead = models.CharField(_("ingress"), max_length=400)
    language = models.CharField(
        _("språk"), max_length=2, choices=list(AT_WORK.items()), unique=True, editable=False
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("lead")]
    promote_panels: ClassVar[list[Any]] = []
    max_count_per_parent = None
    subpage_types: ClassVar = ["industry.LessonPage"]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    preview_modes: ClassVar[list[Any]] = []

    class Meta:
        verbose_name = _("utbildning")
        verbose_name_plural = _("utbildningar")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(language__in=list(AT_WORK)), name="industry_course_language")
        ]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """The roots come with the program, one a language."""
        return False

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        return _place()


class LessonPage(Page):
    """The lesson of one job in one language, which is its own: Wagtail's locales are those of the public pages."""

    job = models.CharField(_("yrke"), max_length=12, choices=Job.choices, editable=False)
    language = models.CharField(_("språk"), max_length=2, choices=list(AT_WORK.items()), editable=False)
    lead = models.CharField(_("ingress"), max_length=400)
    scenes = StreamField(SCENES, verbose_name=_("scener"))
    closing = StreamField(CLOSING, verbose_name=_("vad man gör"))
    checked_by = models.CharField(
        _("granskad av"), max_length=100, blank=True,
        help_text=_("Den som talar språket och har läst texten. Tomt: sidan säger att ingen har gjort det än."),
    )  # fmt: skip
    checked_on = models.DateField(_("granskad den"), null=True, blank=True)

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("scenes"),
        FieldPanel("closing"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("checked_by"), FieldPanel("checked_on")])], heading=_("Språket")
        ),
    ]
    promote_panels: ClassVar[list[Any]] = []
    template = "industry/training/preview.html"
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar = ["industry.LessonRoot"]

    class Meta:
        verbose_name = _("lektion")
        verbose_name_plural = _("lektioner")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "language"], name="industry_lesson_once"),
            models.CheckConstraint(condition=Q(job__in=Job.values), name="industry_lesson_job"),
            models.CheckConstraint(condition=Q(language__in=list(AT_WORK)), name="industry_lesson_language"),
            models.CheckConstraint(
                condition=Q(checked_by="", checked_on=None)
                | (~Q(checked_by="") & Q(checked_on__isnull=False)),
                name="industry_lesson_checked_by_and_on",
            ),
        ]

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """Lessons come with the program, one a job and language; editors change them."""
        return False

    def clean(self) -> None:
        super().clean()
        if bool(self.checked_by) != bool(self.checked_on):
            raise ValidationError({"checked_on": _("Skriv både vem som granskade och vilken dag.")})
        self.check_scenes()

    def check_scenes(self) -> None:
        """Refuse a lesson that cannot be taken: the same key twice, not two to measure with, none to learn of."""
        keys = Counter(block.value["key"] for block in self.scenes)
        uses = Counter(block.value["use"] for block in self.scenes)
        if any(count > 1 for count in keys.values()):
            raise ValidationError({"scenes": _("Två av scenerna har samma nyckel. Ge varje scen en egen.")})
        if uses[MEASURE] != MEASURES:
            raise ValidationError(
                {"scenes": _("En lektion ska ha två scener att mäta med. De ställs före och efter.")}
            )
        if not uses[LEARN]:
            raise ValidationError({"scenes": _("Lektionen har ingen scen att lära av. Lägg till minst en.")})

    @property
    def keys(self) -> dict[str, SceneKey]:
        """What is needed to judge answers: scene → its use, and how good each choice is."""
        return {
            block.value["key"]: SceneKey(
                block.value["use"], {one["key"]: one["quality"] for one in block.value["choices"]}
            )
            for block in self.scenes
        }

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        return _place()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "direction": direction(self.language)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """All the scenes below one another, inside the editor's frame."""
        request.is_public = True  # type: ignore[attr-defined]
        response: Any = super().serve_preview(request, mode_name)
        made: HttpResponse = response.render()
        return made


class LessonVersion(models.Model):
    """A lesson was published with words that it had not before. Never changed: answers are held against it."""

    page = models.ForeignKey(
        LessonPage,
        models.SET_NULL,
        null=True,
        related_name="versions",
        help_text="Empty when an editor has removed it.",
    )
    job = models.CharField(max_length=12, choices=Job.choices)
    language = models.CharField(max_length=2)
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    fingerprint = models.CharField(max_length=64)
    keys = models.JSONField(help_text="Scene → its use, and how good each choice is.")

    class Meta:
        ordering: ClassVar = ["job", "language", "-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["job", "language", "number"], name="industry_lesson_version_once"
            ),
            models.CheckConstraint(condition=Q(job__in=Job.values), name="industry_lesson_version_job"),
            models.CheckConstraint(condition=Q(number__gte=1), name="industry_lesson_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.job} {self.language} {self.number}"

    @property
    def scenes(self) -> dict[str, SceneKey]:
        """The scenes as the rules take them."""
        return {key: SceneKey(*row) for key, row in self.keys.items()}


class ShippedLesson(models.Model):
    """Taken in once: a lesson that an editor has removed does not come back."""

    job = models.CharField(max_length=12)
    language = models.CharField(max_length=2)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["job", "language"], name="industry_shipped_lesson_once")
        ]

    def __str__(self) -> str:
        return f"{self.language}/{self.job}"
