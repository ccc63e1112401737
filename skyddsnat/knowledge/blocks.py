"""The blocks that an entry of the library is made of. Few, so that every entry looks and reads alike."""

from __future__ import annotations

from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

FEATURES = ["h3", "bold", "ol", "ul", "link"]


class Section(blocks.StructBlock):
    """A heading with running text below."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Rubrik"))
    text = blocks.RichTextBlock(features=FEATURES, label=_("Text"))

    class Meta:
        template = "knowledge/library/blocks/section.html"
        label = _("Rubrik och text")
        icon = "title"


class Steps(blocks.StructBlock):
    """What is done, in order."""

    heading = blocks.CharBlock(max_length=120, required=False, label=_("Rubrik"))
    steps = blocks.ListBlock(blocks.CharBlock(max_length=400), min_num=1, label=_("Steg"))

    class Meta:
        template = "knowledge/library/blocks/steps.html"
        label = _("Steg i ordning")
        icon = "list-ol"


class Citation(blocks.StructBlock):
    """Somebody's own words, with where they stand."""

    quote = blocks.TextBlock(label=_("Citat"))
    source = blocks.CharBlock(max_length=200, label=_("Varifrån"))

    class Meta:
        template = "knowledge/library/blocks/citation.html"
        label = _("Citat ur en källa")
        icon = "openquote"


def _address(*, required: bool) -> blocks.URLBlock:
    return blocks.URLBlock(required=required, validators=[URLValidator(schemes=["https"])], label=_("Adress"))


class Elsewhere(blocks.StructBlock):
    """A way on to another site."""

    text = blocks.CharBlock(max_length=120, label=_("Text"))
    url = _address(required=True)

    class Meta:
        template = "knowledge/library/blocks/elsewhere.html"
        label = _("Länk")
        icon = "link"


class Source(blocks.StructBlock):
    """Where a fact comes from, and up to which day it was read."""

    title = blocks.CharBlock(max_length=250, label=_("Källa"))
    url = _address(required=False)
    read_on = blocks.DateBlock(required=False, label=_("Läst den"))

    class Meta:
        label = _("Källa")
        icon = "doc-full"


BODY: list[tuple[str, blocks.Block]] = [
    ("section", Section()),
    ("steps", Steps()),
    ("citation", Citation()),
    ("elsewhere", Elsewhere()),
]
SOURCES: list[tuple[str, blocks.Block]] = [("source", Source())]
