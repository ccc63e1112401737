"""What no translation may spell out itself: phone numbers, links and figures of the law, each with its source."""

from __future__ import annotations

import datetime
import re
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator, URLValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import RevisionMixin

PHONE = re.compile(r"\+?[0-9][0-9 -]{1,18}[0-9]")
# What a value of each kind must look like, and what to do when it does not.
SHAPES = {
    "phone": (PHONE, _("Skriv numret med siffror, till exempel 114 14.")),
    "number": (re.compile(r"\d{1,9}"), _("Skriv ett heltal med siffror.")),
    "date": (re.compile(r"\d{4}-\d{2}-\d{2}"), _("Skriv datumet som 2026-02-28.")),
    "paragraph": (re.compile(r".{2,80}"), _("Skriv var det står, till exempel 6 kap. 9 § brottsbalken.")),
}


class SharedValue(RevisionMixin, models.Model):
    """A phone number, a link or a figure of the law, kept once and shown wherever a text names its key."""

    KINDS: ClassVar = [
        ("phone", _("Telefonnummer")),
        ("link", _("Länk")),
        ("number", _("Tal i lagen")),
        ("date", _("Datum i lagen")),
        ("paragraph", _("Lagrum")),
    ]

    key = models.SlugField(
        _("nyckel"),
        primary_key=True,
        max_length=40,
        validators=[RegexValidator(r"^[a-z0-9-]+$", _("Små bokstäver a–z, siffror och bindestreck."))],
        help_text=_("Så nämns värdet i en text: {{ nyckel }}."),
    )
    kind = models.CharField(_("slag"), max_length=10, choices=KINDS)
    value = models.CharField(_("värde"), max_length=300)
    label = models.CharField(
        _("namn"), max_length=100, blank=True, help_text=_("Vart en länk leder, till exempel Bris.")
    )
    note = models.CharField(_("vad det gäller"), max_length=300, blank=True)
    source = models.CharField(_("källa"), max_length=300)
    checked_on = models.DateField(_("kontrollerat den"))

    panels: ClassVar = [
        FieldRowPanel([FieldPanel("key"), FieldPanel("kind")]),
        MultiFieldPanel([FieldPanel("value"), FieldPanel("label"), FieldPanel("note")], heading=_("Värdet")),
        MultiFieldPanel([FieldPanel("source"), FieldPanel("checked_on")], heading=_("Varifrån vi vet det")),
    ]

    class Meta:
        verbose_name = _("delat värde")
        verbose_name_plural = _("delade värden")
        ordering: ClassVar = ["key"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["phone", "link", "number", "date", "paragraph"]),
                name="guidance_value_kind",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="link") | models.Q(value__startswith="https://"),
                name="guidance_link_is_https",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.value}"

    def clean(self) -> None:
        """Refuse a value that its kind cannot be shown with."""
        if self.kind == "link":
            URLValidator(schemes=["https"], message=_("Skriv en adress som börjar med https://."))(self.value)
            if not self.label:
                raise ValidationError({"label": _("Skriv vart länken leder.")})
        elif self.kind in SHAPES:
            shape, what_to_do = SHAPES[self.kind]
            if not shape.fullmatch(self.value):
                raise ValidationError({"value": what_to_do})
            if self.kind == "date":
                self._check_day(what_to_do)

    def _check_day(self, what_to_do: object) -> None:
        try:
            datetime.date.fromisoformat(self.value)
        except ValueError:
            raise ValidationError({"value": what_to_do}) from None


class Publication(models.Model):
    """One row that counts every change of what visitors see, so that no process shows a page kept from before it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    generation = models.BigIntegerField(default=1)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=models.Q(id=1), name="guidance_one_publication"),
        ]

    def __str__(self) -> str:
        return str(self.generation)
