"""A section as it reads now, with what is said of it: by those who write and those who approve."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting import rules
from skyddsnat.reporting.access import READ, comments_for, may_comment, read_up_to
from skyddsnat.reporting.actions import comments as actions
from skyddsnat.reporting.assembly.preview import preview
from skyddsnat.reporting.forms import AnswerForm, CommentForm
from skyddsnat.reporting.gaps import Talk, is_unread, talk_of
from skyddsnat.reporting.models import ReportComment
from skyddsnat.reporting.page import section as drawn
from skyddsnat.reporting.prose import paragraphs
from skyddsnat.reporting.sections import Section
from skyddsnat.reporting.views.frame import (
    language,
    section_tabs,
    section_url,
    the_assignment,
    the_section,
    trail,
)


@requires(READ)
def comments(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponseBase:
    """Read a section and what is said of it; `?stycke=2` comments on the second paragraph, `?svara=7` answers."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    if request.method == "POST":
        return _said(request, assignment, found)
    return _page(request, assignment, found, CommentForm())


def _said(request: AuthenticatedRequest, assignment: Assignment, found: Section) -> HttpResponseBase:
    _check_may_comment(request)
    form = CommentForm(request.POST)
    quote = _quoted(found, request.POST.get("stycke", ""))
    if not form.is_valid():
        return _page(request, assignment, found, form)
    made = actions.add_comment(
        assignment=assignment, section=found.key, body=form.cleaned_data["body"], quote=quote, by=request.user
    )
    messages.success(request, _("Kommentaren är tillagd."))
    return redirect(f"{section_url('comments', assignment, found)}#kommentar-{made.pk}")


def _check_may_comment(request: AuthenticatedRequest) -> None:
    if not may_comment(request.user):
        raise Http404


def _quoted(found: Section, place: str) -> str:
    """The paragraph at a place in the text, counted from 1."""
    pieces = paragraphs(found.body)
    return pieces[int(place) - 1] if place.isdecimal() and 0 < int(place) <= len(pieces) else ""


def _page(
    request: AuthenticatedRequest,
    assignment: Assignment,
    found: Section,
    form: CommentForm,
    *,
    answered: ReportComment | None = None,
    answer: AnswerForm | None = None,
) -> HttpResponseBase:
    wanted = request.POST if request.method == "POST" else request.GET
    place = wanted.get("stycke", "")
    shown = preview(assignment, found.key, found.body, language=language())
    threads = _threads(request, assignment, found)
    answering = str(answered.pk) if answered else request.GET.get("svara", "")
    context = {
        "assignment": assignment,
        "section": found,
        "preview": drawn(shown.section, shown.record),
        "language": language(),
        "pieces": [
            {"number": n, "text": text, "current": str(n) == place}
            for n, text in enumerate(paragraphs(found.body), 1)
        ],
        "open_threads": [thread for thread in threads if not thread["first"].resolved_at],
        "settled_threads": [thread for thread in threads if thread["first"].resolved_at],
        "listed": _listed(threads) if threads else None,
        "form": form,
        "hidden": {"stycke": place} if _quoted(found, place) else {},
        "quote": _quoted(found, place),
        "may_comment": may_comment(request.user),
        "answering": answering,
        "answer_form": answer or AnswerForm(auto_id="answer_%s"),
        "talk": talk_of(assignment, request.user).get(found.key, Talk()),
        "here": section_url("comments", assignment, found),
        "tabs": section_tabs(request, assignment, found, "comments"),
        "breadcrumb": trail(assignment),
    }
    return render_lists(request, "reporting/comments.html", context, personal=["listed"])


def _listed(threads: list[dict[str, Any]]) -> dict[str, Any]:
    """The same as a table, for the file."""
    rows = []
    for number, thread in enumerate(threads, start=1):
        settled = _("Avklarad") if thread["first"].resolved_at else _("Öppen")
        for said in (entry["comment"] for entry in thread["entries"]):
            body = said.body if said.removed_at is None else _("Kommentaren är borttagen.")
            rows.append({"cells": [number, said.at, said.by.name, body, said.quote, settled]})
    labels = (_("Tråd"), _("När"), _("Vem"), _("Kommentar"), _("Gäller stycket"), _("Läge"))
    return {"caption": _("Kommentarer"), "columns": [{"label": label} for label in labels], "rows": rows}


def _threads(request: AuthenticatedRequest, assignment: Assignment, found: Section) -> list[dict[str, Any]]:
    """Each comment with its answers, oldest first. A thread of nothing but what was taken back is left out."""
    rows = list(comments_for(request.user, assignment).filter(section=found.key).select_related("answers"))
    read_to, now = read_up_to(request.user, assignment), timezone.now()
    may = may_comment(request.user)
    standing = {text[: actions.LONGEST_QUOTE] for text in paragraphs(found.body)}
    threads: dict[int, dict[str, Any]] = {}
    for row in rows:
        entry = {
            "comment": row,
            "unread": is_unread(row, request.user, read_to),
            "may_change": may and rules.can_change(row, request.user, now),
            "may_remove": may and row.by_id == request.user.pk and row.removed_at is None,
        }
        if row.answers_id is None:
            changed = bool(row.quote) and row.quote not in standing
            threads[row.pk] = {"first": row, "entries": [entry], "quote_changed": changed}
        else:
            threads[row.answers_id]["entries"].append(entry)
    return [t for t in threads.values() if any(e["comment"].removed_at is None for e in t["entries"])]


def _the_comment(
    request: AuthenticatedRequest, slug: str, section: str, pk: int
) -> tuple[Assignment, Section, ReportComment]:
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    _check_may_comment(request)
    return (
        assignment,
        found,
        get_object_or_404(comments_for(request.user, assignment), section=section, pk=pk),
    )


@requires(READ)
@require_POST
def answer(request: AuthenticatedRequest, slug: str, section: str, pk: int) -> HttpResponseBase:
    """Answer in a thread."""
    assignment, found, comment = _the_comment(request, slug, section, pk)
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if form.is_valid():
        try:
            made = actions.answer_comment(comment=comment, body=form.cleaned_data["body"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Svaret är tillagt."))
            return redirect(f"{section_url('comments', assignment, found)}#kommentar-{made.pk}")
    return _page(request, assignment, found, CommentForm(), answered=comment, answer=form)


@requires(READ)
def change(request: AuthenticatedRequest, slug: str, section: str, pk: int) -> HttpResponse:
    """Change the words of one's own comment."""
    assignment, found, comment = _the_comment(request, slug, section, pk)
    form = CommentForm(request.POST or None, initial={"body": comment.body})
    back = f"{section_url('comments', assignment, found)}#kommentar-{pk}"
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_comment(comment=comment, body=form.cleaned_data["body"], by=request.user)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Kommentaren är ändrad."))
            return redirect(back)
    context = {
        "assignment": assignment,
        "section": found,
        "form": form,
        "cancel_url": back,
        "breadcrumb": trail(assignment, found),
    }
    return render(request, "reporting/comment_change.html", context)


@requires(READ)
def remove(request: AuthenticatedRequest, slug: str, section: str, pk: int) -> HttpResponse:
    """Ask first, then take back one's own comment."""
    assignment, found, comment = _the_comment(request, slug, section, pk)
    back = section_url("comments", assignment, found)
    if request.method == "POST":
        return _done(request, back, _("Kommentaren är borttagen."), actions.remove_comment, comment)
    context = {
        "assignment": assignment,
        "section": found,
        "comment": comment,
        "cancel_url": back,
        "breadcrumb": trail(assignment, found),
    }
    return render(request, "reporting/comment_remove.html", context)


@requires(READ)
@require_POST
def resolve(request: AuthenticatedRequest, slug: str, section: str, pk: int) -> HttpResponse:
    """Mark a thread as settled; it can be opened again."""
    assignment, found, comment = _the_comment(request, slug, section, pk)
    back = section_url("comments", assignment, found)
    return _done(request, back, _("Kommentaren är avklarad."), actions.resolve_comment, comment)


@requires(READ)
@require_POST
def reopen(request: AuthenticatedRequest, slug: str, section: str, pk: int) -> HttpResponse:
    """Open a settled thread again."""
    assignment, found, comment = _the_comment(request, slug, section, pk)
    back = section_url("comments", assignment, found)
    return _done(request, back, _("Kommentaren är öppen igen."), actions.reopen_comment, comment)


def _done(
    request: AuthenticatedRequest, back: str, words: str, act: Any, comment: ReportComment
) -> HttpResponse:
    try:
        act(comment=comment, by=request.user)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(back)


@requires(READ)
@require_POST
def mark_read(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponse:
    """Say that one has read what is said of the section."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    actions.read_comments(assignment=assignment, section=found.key, by=request.user)
    return redirect(section_url("comments", assignment, found))
