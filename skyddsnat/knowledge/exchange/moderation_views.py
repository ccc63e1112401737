"""Looking after the exchange: first posts, what is reported, and what is hidden."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires, signed_in
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.exchange import moderating, parts
from skyddsnat.knowledge.exchange.access import posts_for, posts_to_moderate
from skyddsnat.knowledge.exchange.forms import WhyForm

A_PAGE = 20


@requires(WRITE)
def moderate(request: AuthenticatedRequest) -> HttpResponse:
    """What waits, the oldest first, with what others say of it."""
    page = Paginator(posts_to_moderate(request.user).order_by("pk"), A_PAGE).get_page(request.GET.get("page"))
    rows = [
        parts.shown_post(post, request.user, asker=False)
        | {
            "url": post.get_absolute_url(), "title": post.title or (post.question.title if post.question else ""),
            "reports": getattr(post, "open_reports", []),
        }
        for post in page
    ]  # fmt: skip
    context = {"posts": rows, "page": page, "breadcrumb": parts.trail()}
    return render(request, "knowledge/exchange/moderate.html", context)


@requires(WRITE)
@require_POST
def approve(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    post = get_object_or_404(posts_for(request.user), pk=pk)
    try:
        moderating.approve_post(post=post, by=request.user, version=_version_read(request))
        messages.success(request, _("Inlägget visas nu för andra."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(post)


def _version_read(request: AuthenticatedRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isdecimal() and len(given) < 9 else None


@requires(WRITE)
def hide(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask why, then hide the post."""
    post = get_object_or_404(posts_for(request.user), pk=pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            moderating.hide_post(post=post, reason=form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Inlägget är dolt. Den som skrev ser varför."))
            return redirect(post)
    context = {
        "form": form, "heading": _("Dölj inlägget"), "submit": _("Dölj inlägget"),
        "cancel_url": post.get_absolute_url(),
        "lead": _("Bara den som skrev och vi ser det sedan. Den som skrev ser varför."),
        "breadcrumb": parts.question_trail(post.question or post),
    }  # fmt: skip
    return render(request, "knowledge/exchange/form.html", context)


@signed_in
def report(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask the staff to look at a post."""
    post = get_object_or_404(posts_for(request.user), pk=pk)
    form = WhyForm(request.POST or None)
    if form.is_valid():
        try:
            moderating.report_post(post=post, why=form.cleaned_data["text"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Tack. Vi läser inlägget."))
            return redirect(post)
    context = {
        "form": form, "heading": _("Anmäl inlägget"), "submit": _("Skicka"), "cancel_url": post.get_absolute_url(),
        "lead": _("Vi läser det och döljer det om det behövs."),
        "breadcrumb": parts.question_trail(post.question or post),
    }  # fmt: skip
    return render(request, "knowledge/exchange/form.html", context)
