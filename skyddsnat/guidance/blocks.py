"""The blocks that a public page is made of. Few, so that every page looks and reads alike."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError

from skyddsnat.guidance.references import unknown_keys
from skyddsnat.guidance.spelling import spelled_out

FEATURES = ["h3", "bold", "ol", "ul", "link"]


def check_words(text: str) -> None:
    """Refuse a key that no shared value has, and what should have been a shared value."""
    if unknown := unknown_keys(text):
        raise ValidationError(
            _("Det finns inget delat värde som heter %(keys)s.") % {"keys": ", ".join(sorted(unknown))}
        )
    if spelled := spelled_out(text):
        raise ValidationError(
            _(
                "Nummer, adresser och lagrum skrivs som delade värden, så att de är rätt på alla språk. "
                "Byt ut %(found)s mot värdets nyckel: {{ nyckel }}."
            )
            % {"found": ", ".join(spelled)}
        )


class CheckedLine(blocks.CharBlock):
    """A line of words that is shown as it is: it names no value and spells none out."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if "{{" in cleaned:
            raise ValidationError(_("Här kan inget delat värde visas. Skriv det i en text i stället."))
        check_words(cleaned)
        return cleaned


class CheckedText(blocks.RichTextBlock):
    """Running text. `{{ key }}` in it stands for a shared value, and a key that does not exist is refused."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(features=FEATURES, **kwargs)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        check_words(cleaned.source)
        return cleaned


class Notice(blocks.StructBlock):
    """A framed note: what to do now, or what never to do."""

    tone = blocks.ChoiceBlock(
        choices=[("danger", _("Fara")), ("info", _("Bra att veta")), ("never", _("Gör aldrig"))],
        default="info",
        label=_("Slag"),
    )
    text = CheckedText(label=_("Text"))

    class Meta:
        template = "guidance/blocks/notice.html"
        label = _("Ruta")
        icon = "warning"


class More(blocks.StructBlock):
    """A question whose answer folds out."""

    question = CheckedLine(max_length=150, label=_("Frågan"))
    answer = CheckedText(label=_("Svar"))

    class Meta:
        template = "guidance/blocks/more.html"
        label = _("Fråga och svar")
        icon = "help"


class Way(blocks.StructBlock):
    """A large link to another page, or to a step by step guide."""

    GUIDES: ClassVar = [
        ("", _("en sida")),
        ("where", _("Var vänder jag mig?")),
        ("law", _("Är det ett brott?")),
    ]

    text = CheckedLine(max_length=80, label=_("Text"))
    hint = CheckedLine(
        max_length=150, required=False, label=_("Mer om det"), help_text=_("En kort mening under länken.")
    )
    page = blocks.PageChooserBlock(required=False, label=_("Sida"))
    guide = blocks.ChoiceBlock(choices=GUIDES, required=False, label=_("Vägvisare"))

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["guide"]):
            raise StructBlockValidationError(
                {"page": ValidationError(_("Välj antingen en sida eller en vägvisare."))}
            )
        return cleaned

    class Meta:
        label = _("Väg vidare")


class Ways(blocks.ListBlock):
    class Meta:
        template = "guidance/blocks/ways.html"
        label = _("Vägar vidare")
        icon = "link"

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Way(), **kwargs)


class Channel(blocks.CharBlock):
    """A number or an address to turn to, shown large."""

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if unknown_keys("{{ " + cleaned + " }}"):
            raise ValidationError(_("Det finns inget delat värde som heter %(keys)s.") % {"keys": cleaned})
        return cleaned

    class Meta:
        template = "guidance/blocks/channel.html"
        label = _("Nummer eller adress")
        icon = "mail"


BODY: list[tuple[str, blocks.Block]] = [
    (
        "heading",
        CheckedLine(max_length=120, template="guidance/blocks/heading.html", label=_("Rubrik"), icon="title"),
    ),
    ("text", CheckedText(template="guidance/blocks/text.html", label=_("Text"))),
    ("notice", Notice()),
    ("more", More()),
    ("ways", Ways()),
    ("channel", Channel()),
]
