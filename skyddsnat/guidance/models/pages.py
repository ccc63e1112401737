"""The public pages: one kind, made of a few blocks, in several languages."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from skyddsnat.guidance.blocks import BODY, check_words
from skyddsnat.guidance.fingerprints import fingerprint
from skyddsnat.guidance.forms import GuidancePageForm
from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.onward import onward_from
from skyddsnat.guidance.panels import SourcePanel
from skyddsnat.guidance.references import day_in_words
from skyddsnat.guidance.structured import about
from skyddsnat.shared.dates import STOCKHOLM


class GuidancePage(Page):
    """A public page in one language. Its translations are pages of their own, tied by `translation_key`."""

    AUDIENCES: ClassVar = [
        ("public", _("Alla besökare")),
        ("child", _("Barn och unga")),
        ("traveller", _("Resenärer")),
        ("trade", _("De som kör, tar emot och serverar")),
    ]

    lead = models.CharField(_("ingress"), max_length=400, blank=True)
    body = StreamField(BODY, blank=True, verbose_name=_("innehåll"))
    audience = models.CharField(_("för vem"), max_length=10, choices=AUDIENCES, default="public")
    checked_by = models.CharField(
        _("granskad av"),
        max_length=100,
        blank=True,
        help_text=_(
            "Den som talar språket och har läst texten. Tomt: sidan säger att ingen har gjort det än."
        ),
    )
    checked_on = models.DateField(_("granskad den"), null=True, blank=True)
    follows = models.CharField(
        max_length=64,
        blank=True,
        editable=False,
        help_text=_("Fingeravtryck av källan när texten översattes."),
    )

    content_panels: ClassVar = [SourcePanel(), *Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels: ClassVar = [
        MultiFieldPanel([FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")]),
        FieldPanel("show_in_menus"),
    ]
    settings_panels: ClassVar = [
        FieldPanel("audience"),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("checked_by"), FieldPanel("checked_on")]), FieldPanel("in_step")],
            heading=_("Språket"),
        ),
        *Page.settings_panels,
    ]
    base_form_class = GuidancePageForm
    template = "guidance/page.html"
    subpage_types: ClassVar = ["guidance.GuidancePage"]
    parent_page_types: ClassVar = ["wagtailcore.Page", "guidance.GuidancePage"]

    class Meta:
        verbose_name = _("sida")
        verbose_name_plural = _("sidor")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(checked_by="", checked_on=None)
                | (~models.Q(checked_by="") & models.Q(checked_on__isnull=False)),
                name="guidance_checked_by_and_on",
            )
        ]

    def clean(self) -> None:
        super().clean()
        try:
            check_words(self.lead)
        except ValidationError as wrong:
            raise ValidationError({"lead": wrong}) from None
        if bool(self.checked_by) != bool(self.checked_on):
            raise ValidationError({"checked_on": _("Skriv både vem som granskade och vilken dag.")})

    @property
    def source(self) -> GuidancePage | None:
        """The Swedish page that this one translates; None for a page that is itself the source."""
        if self.locale.language_code == "sv":
            return None
        return GuidancePage.objects.filter(
            translation_key=self.translation_key, locale__language_code="sv"
        ).first()

    @property
    def behind_source(self) -> bool:
        """Whether the source has been published with other words since this text was translated."""
        source = self.source
        return source is not None and source.live and self.follows != fingerprint(source)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Wagtail's context with what the page's frame needs; dates are in the words of the page's language."""
        changed = self.last_published_at
        return {
            **super().get_context(request, *args, **kwargs),
            **frame(self),
            "structured": about(self, self.locale.language_code),
            "onward": onward_from(self.translation_key, self.locale.language_code),
            "checked_on": day_in_words(self.checked_on) if self.checked_on else "",
            "changed_on": day_in_words(changed.astimezone(STOCKHOLM).date()) if changed else "",
        }

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page, only at an address of its own language: Wagtail would show the Swedish one where none is."""
        if self.locale.language_code != get_language():
            raise Http404
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return response

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """The page as visitors will see it, in its own language, inside the editor's frame."""
        request.is_public = True  # type: ignore[attr-defined]
        with translation.override(self.locale.language_code):
            response: TemplateResponse = super().serve_preview(request, mode_name)
            return response.render()
