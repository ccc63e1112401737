"""Names on a day, for templates."""

import datetime

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language

from skyddsnat.actors.models import Organisation

register = template.Library()


@register.simple_tag
def name_on(organisation: Organisation, day: datetime.date) -> str:
    """What the organisation was called that day, in the page's language; empty when it did not exist."""
    row = organisation.name_row_on(day)
    if row is None:
        return ""
    if not (get_language() or "sv").startswith("en"):
        return row.name
    return row.name_en or format_html('<span lang="sv">{}</span>', row.name)
