"""`{% fixed_script "sealing/age.js" %}`: a script that runs only when it is the one we published."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html

from skyddsnat.core.fixed_scripts import integrity

register = template.Library()


@register.simple_tag
def fixed_script(name: str) -> str:
    """The element that loads a static file after the page, with its hash."""
    return format_html('<script src="{}" integrity="{}" defer></script>', static(name), integrity(name))
