"""The library: an entry is a Wagtail page in one language, below a root that no site serves."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Site

from skyddsnat.actors.models import Organisation
from skyddsnat.knowledge.blocks import BODY, SOURCES
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.library.forms import LibraryPageForm
from skyddsnat.knowledge.library.panels import BehindPanel
from skyddsnat.knowledge.library.rules import SOURCE, check_change_is_told
from skyddsnat.knowledge.library.showing import entry_context
from skyddsnat.knowledge.models.choices import ChoiceList
from skyddsnat.knowledge.models.method import Method
from skyddsnat.mandate.models import Evidence

RESERVED = {"redaktion", "granska", "bidra"}
"""Addresses below the library that are no entry's."""


class Kind(models.TextChoices):
    """What an entry is."""

    METHOD = "method", _("Metod")
    GUIDE = "guide", _("Vägledning")
    RESEARCH = "research", _("Forskning")
    EXPERIENCE = "experience", _("Erfarenhet")
    LAW = "law", _("Lagen i korthet")


class Audience(models.TextChoices):
    """For whom an entry is written."""

    SOCIAL = "social", _("Socialtjänst")
    HEALTH = "health", _("Hälso- och sjukvård")
    SCHOOL = "school", _("Skola")
    POLICE = "police", _("Polis")
    PROSECUTOR = "prosecutor", _("Åklagare")
    MIGRATION = "migration", _("Migrationsmyndighet")
    NGO = "ngo", _("Civilsamhälle")


class Level(models.TextChoices):
    """How well what an entry says is known to work or to hold."""

    TESTED = "tested", _("Prövad i forskning")
    FOLLOWED = "followed", _("Uppföljd i praktiken")
    EXPERIENCE = "experience", _("Bygger på erfarenhet")
    RULES = "rules", _("Bygger på lag och regler")
    COMPILED = "compiled", _("Sammanställd ur källor, inte prövad")


def _any_site() -> int:
    """Wagtail wants a page to belong to a site; ours are shown whatever it is."""
    return next((site for site, *_rest in Site.get_site_root_paths()), 0)


class LibraryRoot(Page):
    """What the library's pages of a language hang on. Shown nowhere."""

    max_count_per_parent = None
    subpage_types: ClassVar = ["knowledge.LibraryPage"]
    parent_page_types: ClassVar = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("bibliotek")
        verbose_name_plural = _("bibliotek")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """The roots come with the program, one a language."""
        return False

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        return (_any_site(), settings.SITE_ADDRESS, reverse("knowledge:library"))


class LibraryPage(Page):
    """An entry in one language. Its translations are pages of their own, tied by `translation_key`."""

    kind = models.CharField(_("slag"), max_length=10, choices=Kind.choices, default=Kind.GUIDE)
    lead = models.CharField(
        _("ingress"), max_length=400, help_text=_("Vad läsaren får veta, i en eller två meningar.")
    )
    audiences = ChoiceList(
        models.CharField(max_length=10, choices=Audience.choices), verbose_name=_("för vem"), default=list, blank=True,
        help_text=_("Ingen ikryssad betyder att texten är för alla yrkesverksamma."),
    )  # fmt: skip
    situation = models.CharField(
        _("situation"), max_length=300, blank=True, help_text=_("När läsaren har nytta av texten.")
    )
    asks = models.TextField(
        _("vad det kräver av läsaren"),
        blank=True,
        help_text=_("Tid, kunskap, beslut och samarbete som behövs."),
    )
    level = models.CharField(
        _("hur väl prövat"), max_length=10, choices=Level.choices, default=Level.COMPILED
    )
    body = StreamField(BODY, blank=True, verbose_name=_("innehåll"))
    sources = StreamField(SOURCES, blank=True, verbose_name=_("källor"))
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("avsändare"), on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
        help_text=_("Organisationen som har skrivit texten. Tomt: den som leder uppdraget."),
    )  # fmt: skip
    reviewed_on = models.DateField(_("granskad den"), null=True, blank=True)
    review_due = models.DateField(
        _("granskas igen senast"),
        null=True,
        blank=True,
        help_text=_("Den dagen påminner skrivbordet redaktörerna."),
    )
    change_note = models.CharField(
        _("vad som har ändrats"), max_length=300, blank=True,
        help_text=_("Läsarna ser det vid versionen. Behövs varje gång texten publiceras på nytt."),
    )  # fmt: skip
    follows = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Fingeravtryck av källan när texten översattes."),
    )
    method = models.ForeignKey(
        Method, on_delete=models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    content_panels: ClassVar = [
        BehindPanel(),
        *Page.content_panels,
        FieldPanel("lead"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("level")]),
        FieldPanel("audiences"),
        FieldPanel("situation"),
        FieldPanel("asks"),
        FieldPanel("body"),
        FieldPanel("sources"),
        MultiFieldPanel(
            [FieldPanel("change_note"), FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_due")])],
            heading=_("Version och granskning"),
        ),
    ]
    promote_panels: ClassVar = [FieldPanel("slug")]
    settings_panels: ClassVar = [FieldPanel("organisation"), FieldPanel("in_step"), *Page.settings_panels]
    base_form_class = LibraryPageForm
    template = "knowledge/library/entry.html"
    subpage_types: ClassVar[list[str]] = []
    parent_page_types: ClassVar = ["knowledge.LibraryRoot"]

    class Meta:
        verbose_name = _("text i biblioteket")
        verbose_name_plural = _("texter i biblioteket")
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="knowledge_library_kind"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="knowledge_library_level"),
            models.CheckConstraint(
                condition=Q(audiences__contained_by=Audience.values), name="knowledge_library_audiences"
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on=None) | Q(review_due=None) | Q(review_due__gt=F("reviewed_on")),
                name="knowledge_library_review_after",
            ),
        ]

    def clean(self) -> None:
        super().clean()
        self.check_days()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("Den adressen är upptagen. Välj en annan.")})

    def check_days(self) -> None:
        """Refuse a review that is due before the one that was made."""
        if self.reviewed_on and self.review_due and self.review_due <= self.reviewed_on:
            raise ValidationError({"review_due": _("Välj en dag efter den när texten granskades.")})

    @property
    def language(self) -> str:
        code: str = self.locale.language_code
        return code

    @property
    def source(self) -> LibraryPage | None:
        """The Swedish page that this one translates; None for a page that is itself the source."""
        if self.language == SOURCE:
            return None
        return LibraryPage.objects.filter(
            translation_key=self.translation_key, locale__language_code=SOURCE
        ).first()

    @property
    def behind_source(self) -> bool:
        """Whether the source has been published with other words since this text was translated."""
        source = self.source
        return source is not None and source.live and self.follows != fingerprint(source)

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str]:
        """Where readers find the page: at our own address, whatever site Wagtail serves."""
        address = reverse("knowledge:library-entry", args=[self.slug])
        return (_any_site(), settings.SITE_ADDRESS, f"{address}?sprak={self.language}")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), **entry_context(self)}

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as readers will see it, in its own language, inside the editor's frame."""
        with translation.override(self.language):
            response: Any = super().serve_preview(request, mode_name)
            made: HttpResponse = response.render()
            return made

    def check_publishable(self, revision: Any) -> None:
        """Refuse a new version that does not say what changed."""
        said = revision.as_object()
        latest = self.versions.order_by("-number").first()
        check_change_is_told(
            versions=latest.number if latest else 0,
            same=latest is not None and latest.fingerprint == fingerprint(said),
            note=said.change_note,
        )

    @transaction.atomic
    def publish(self, revision: Any, *args: Any, **kwargs: Any) -> Any:
        """As Wagtail does, once it is told what changed. Raises Refused when it is not."""
        self.check_publishable(revision)
        return super().publish(revision, *args, **kwargs)


class LibraryVersion(models.Model):
    """An entry was published with words that it had not before. Never changed."""

    page = models.ForeignKey(LibraryPage, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    published_on = models.DateField()
    what_changed = models.CharField(max_length=300, blank=True)
    fingerprint = models.CharField(max_length=64)
    evidence = models.ForeignKey(
        Evidence, on_delete=models.PROTECT, null=True, related_name="+", help_text="Its row in the ledger."
    )

    class Meta:
        ordering: ClassVar = ["-number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["page", "number"], name="knowledge_version_once"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(what_changed=""), name="knowledge_version_says_what_changed"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="knowledge_version_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.number}"
