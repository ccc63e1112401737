"""The evaluation pack: what is in it, and fetching it."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.reporting.access import READ, may_close
from skyddsnat.reporting.evaluation.pack import build_evaluation_pack, rows_of
from skyddsnat.reporting.views.frame import the_assignment, trail
from skyddsnat.shared.hashing import sha256_hex
from skyddsnat.shared.money import format_number

AT_ONCE = 50_000  # rows of the ledger that a page may wait for; longer ones are made by the command


@requires(READ)
def evaluation(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """What the pack is for, what is left out of it, and how its numbers are worked out anew."""
    assignment = the_assignment(request, slug)
    rows = rows_of(assignment)
    context = {
        "assignment": assignment,
        "rows": format_number(rows),
        "is_long": rows > AT_ONCE,
        "may_build": may_close(request.user),
        "breadcrumb": trail(assignment),
    }
    return render(request, "reporting/evaluation.html", context)


@requires(READ)
@require_POST
def build(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """Make the pack and hand it over. It is not kept: the same ledger gives the same bytes."""
    assignment = the_assignment(request, slug)
    if not may_close(request.user) or rows_of(assignment) > AT_ONCE:
        raise Http404
    content = io.BytesIO()
    try:
        build_evaluation_pack(assignment=assignment, target=content, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:evaluation", slug)
    name = f"utvardering-{slug}-{sha256_hex(content.getvalue())[:8]}.zip"
    response = HttpResponse(content.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
