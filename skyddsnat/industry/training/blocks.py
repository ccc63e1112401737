"""The one block that a lesson is made of: a scene with a decision."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks import StructBlockValidationError

from skyddsnat.industry.training.rules import CHOICES, GOOD, QUALITIES, USES

KEY = RegexValidator(r"^[a-z0-9-]{2,40}$", _("Små bokstäver a–z, siffror och bindestreck."))
KEY_HINT = _("Svar på olika språk räknas ihop efter nyckeln. Byt den bara när frågan blir en annan.")


class ChoiceOfScene(blocks.StructBlock):
    """One of the three things that one could do."""

    key = blocks.CharBlock(max_length=40, validators=[KEY], label=_("Nyckel"))
    quality = blocks.ChoiceBlock(choices=QUALITIES, label=_("Hur bra"))
    text = blocks.TextBlock(max_length=400, rows=2, label=_("Valet"))
    feedback = blocks.TextBlock(
        max_length=900,
        rows=3,
        label=_("Svar på valet"),
        help_text=_("Vad som är bra med det, och vad som är bättre."),
    )


class Scene(blocks.StructBlock):
    """Something that happens at work, a question, and three choices."""

    key = blocks.CharBlock(max_length=40, validators=[KEY], label=_("Nyckel"), help_text=KEY_HINT)
    use = blocks.ChoiceBlock(choices=USES, label=_("Till vad"))
    happens = blocks.TextBlock(max_length=1500, rows=4, label=_("Vad som händer"))
    ask = blocks.CharBlock(max_length=200, label=_("Frågan"))
    choices = blocks.ListBlock(ChoiceOfScene(), min_num=CHOICES, max_num=CHOICES, label=_("Val"))

    class Meta:
        icon = "help"
        label = _("Scen")
        template = "industry/training/_preview_scene.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        keys = [one["key"] for one in cleaned["choices"]]
        if len(set(keys)) < len(keys):
            said = _("Två av valen har samma nyckel. Ge varje val en egen.")
            raise StructBlockValidationError({"choices": ValidationError(said)})
        if not any(one["quality"] == GOOD for one in cleaned["choices"]):
            said = _("Inget av valen är bra. Minst ett ska vara det.")
            raise StructBlockValidationError({"choices": ValidationError(said)})
        return cleaned


SCENES: list[tuple[str, blocks.Block]] = [("scene", Scene())]
CLOSING: list[tuple[str, blocks.Block]] = [
    ("sentence", blocks.TextBlock(max_length=500, rows=2, label=_("Mening")))
]
