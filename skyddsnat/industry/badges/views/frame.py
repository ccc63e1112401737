"""What the pages of badges share."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.industry.models import Badge

JWT_TYPE = "application/vc+jwt"


def desk_trail() -> list[dict[str, Any]]:
    """Breadcrumbs down to a badge, for those who may revoke it."""
    return [{"label": _("Intyg"), "url": reverse("industry:badges-desk")}]


def handed_out(content: bytes | str, kind: str, badge: Badge, ending: str) -> HttpResponse:
    """A file with the badge's number in its name."""
    how = "inline" if ending == "pdf" else "attachment"
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'{how}; filename="{_("intyg")}-{str(badge.pk)[:8]}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
