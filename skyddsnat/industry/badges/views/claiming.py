"""Making one's badge, and getting it as a file and on paper. The badge is in the page, not with us."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from skyddsnat.core.api import Refused, kept_to_itself, public
from skyddsnat.industry.badges import parts
from skyddsnat.industry.badges.access import claim_with
from skyddsnat.industry.badges.actions import claim_badge
from skyddsnat.industry.badges.checking import Naming, NotOursError, Verdict, check
from skyddsnat.industry.badges.forms import ClaimForm, HeldForm
from skyddsnat.industry.badges.printing import printed
from skyddsnat.industry.badges.rules import State
from skyddsnat.industry.badges.views.frame import JWT_TYPE, handed_out
from skyddsnat.industry.models import Badge
from skyddsnat.industry.training.changed import left_of
from skyddsnat.shared.badges.identity import tidy_name
from skyddsnat.shared.dates import today


@public
def new(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a name, or none, and make the badge. The same name again gives the same badge again."""
    claim = claim_with(secret)
    if claim is None:
        return kept_to_itself(render(request, "industry/badges/closed.html", status=HTTPStatus.NOT_FOUND))
    form = ClaimForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        name = tidy_name(form.cleaned_data["name"])
        try:
            badge, text = claim_badge(secret=secret, name=name)
        except Refused as refusal:
            form.add_error("name", str(refusal))
        else:
            return kept_to_itself(render(request, "industry/badges/made.html", _made(badge, text, name)))
    context = {
        "form": form, "facts": parts.claim_facts(claim), "made": claim.badge, "until": claim.expires_on,
    }  # fmt: skip
    return kept_to_itself(render(request, "industry/badges/new.html", context))


@public
@require_POST
def file(request: HttpRequest) -> HttpResponse:
    """The file that was in the page, as a download."""
    found = _held(request)
    if found is None:
        return redirect("industry:badge-check")
    verdict, text, _name = found
    return kept_to_itself(handed_out(text, JWT_TYPE, verdict.badge, "jwt"))


@public
@require_POST
def paper(request: HttpRequest) -> HttpResponse:
    """The badge on paper, with the name only when the file is for somebody of that name."""
    found = _held(request)
    if found is None or found[0].naming is Naming.DIFFERS or found[0].state is State.REVOKED:
        return redirect("industry:badge-check")
    verdict, _text, name = found
    shown = name if verdict.naming is Naming.FITS else ""
    return kept_to_itself(
        handed_out(printed(verdict.badge, name=shown), "application/pdf", verdict.badge, "pdf")
    )


def _made(badge: Badge, text: str, name: str) -> dict[str, Any]:
    return {
        "badge": badge, "name": name, "held": {"text": text, "name": name}, "facts": parts.badge_facts(badge),
        "left": left_of(text), "left_held": {"text": text},
    }  # fmt: skip


def _held(request: HttpRequest) -> tuple[Verdict, str, str] | None:
    """What the page sent back, when it is a badge of ours."""
    form = HeldForm(request.POST)
    if not form.is_valid():
        return None
    text, name = form.cleaned_data["text"].strip(), tidy_name(form.cleaned_data["name"])
    try:
        return check(text, name=name, on=today()), text, name
    except NotOursError:
        return None
