"""Reading, asking and answering."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import (
    AuthenticatedRequest,
    ChangedMeanwhile,
    Refused,
    kept_to_itself,
    public,
    render_lists,
    signed_in,
)
from skyddsnat.knowledge.exchange import actions, parts
from skyddsnat.knowledge.exchange.access import (
    check_may_read,
    digest_with,
    followed_by,
    may_moderate,
    may_write,
    own_posts_for,
    posts_for,
    posts_to_moderate,
    questions_for,
)
from skyddsnat.knowledge.exchange.digests import stop_letters
from skyddsnat.knowledge.exchange.forms import AddForm, ChangeForm, PostForm, QuestionForm
from skyddsnat.knowledge.exchange.rules import can_be_changed
from skyddsnat.knowledge.exchange.subjects import subject_name, subjects
from skyddsnat.knowledge.models import Post

A_PAGE = 30


@signed_in
def exchange(request: AuthenticatedRequest) -> HttpResponseBase:
    """The questions by subject, the newest first; and whether one follows the subject."""
    check_may_read(request.user)
    chosen = request.GET.get("amne", "")
    chosen = chosen if chosen in subjects() else ""
    found = questions_for(request.user).order_by("-pk")
    rows = found.filter(subject=chosen) if chosen else found
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    followed = followed_by(request.user)
    context = {
        "table": parts.questions_table(page, every=lambda: parts.questions_table(rows, every=list)["rows"]),
        "page": page, "subjects": parts.subject_tabs(chosen), "chosen": chosen, "follows": chosen in followed,
        "chosen_name": subject_name(chosen) if chosen else "",
        "followed": [subject_name(code) for code in subjects() if code in followed],
        "may_write": may_write(request.user), "breadcrumb": parts.first_step(),
        "to_moderate": posts_to_moderate(request.user).count() if may_moderate(request.user) else 0,
    }  # fmt: skip
    return render_lists(request, "knowledge/exchange/exchange.html", context)


@signed_in
def ask(request: AuthenticatedRequest) -> HttpResponse:
    """Ask the others."""
    if not may_write(request.user):
        raise PermissionDenied
    form = QuestionForm(
        request.POST or None, user=request.user, initial={"subject": request.GET.get("amne", "")}
    )
    if form.is_valid():
        values = form.cleaned_data
        try:
            post = actions.ask_others(
                subject=values["subject"], title=values["title"], text=values["text"], method=values["method"],
                author=form.author, once=values["once"], by=request.user,
            )  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(post))
            return redirect(post)
    context = {
        "form": form, "heading": _("Fråga andra"), "submit": _("Skicka frågan"), "breadcrumb": parts.trail(),
        "cancel_url": reverse("knowledge:exchange"),
        "lead": _("Andra yrkesverksamma svarar. De ser din funktion och organisation, inte ditt namn."),
    }  # fmt: skip
    return render(request, "knowledge/exchange/form.html", context)


@signed_in
def question(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One question with its answers, and room for another."""
    one = get_object_or_404(questions_for(request.user), pk=pk)
    answers = posts_for(request.user).filter(question=one).order_by("-helped", "pk")
    open_ = one.state == Post.State.SHOWN and may_write(request.user)
    form = PostForm(request.POST or None, user=request.user) if open_ else None
    if form is not None and form.is_valid():
        values = form.cleaned_data
        try:
            post = actions.answer_other(
                question=one, text=values["text"], author=form.author, once=values["once"], by=request.user
            )
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _said(post))
            return redirect(one.get_absolute_url() + f"#inlagg-{post.pk}")
    asker = one.by_id == request.user.pk
    context = {
        "one": one, "post": parts.shown_post(one, request.user, asker=False), "form": form,
        "answers": [parts.shown_post(post, request.user, asker=asker) for post in answers],
        "subject": subject_name(one.subject), "breadcrumb": parts.trail(),
    }  # fmt: skip
    return render(request, "knowledge/exchange/question.html", context)


def _said(post: Post) -> str:
    if post.state == Post.State.WAITING:
        return _("Tack. Dina första inlägg läses av oss innan andra ser dem.")
    return _("Tack, ditt inlägg syns nu.")


@signed_in
def change(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """One's own post, within half an hour."""
    post = get_object_or_404(own_posts_for(request.user), pk=pk)
    if not can_be_changed(post.posted_at, timezone.now()) and request.method == "GET":
        return redirect("knowledge:exchange-add", pk)
    initial = {"title": post.title, "text": post.text, "version": post.version}
    form = ChangeForm(request.POST or None, initial=initial, is_question=post.question_id is None)
    done = form.is_valid() and _changed(request, form, lambda values: actions.change_post(
        post=post, text=values["text"], title=values.get("title", ""), version=values["version"], by=request.user
    ))  # fmt: skip
    return redirect(post) if done else _post_page(request, form, post, _("Ändra inlägget"), _("Spara"))


@signed_in
def add(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """More below one's own post."""
    post = get_object_or_404(own_posts_for(request.user), pk=pk)
    form = AddForm(request.POST or None, initial={"version": post.version})
    done = form.is_valid() and _changed(request, form, lambda values: actions.add_to_post(
        post=post, text=values["text"], version=values["version"], by=request.user
    ))  # fmt: skip
    return (
        redirect(post) if done else _post_page(request, form, post, _("Lägg till i inlägget"), _("Lägg till"))
    )


def _changed(request: AuthenticatedRequest, form: Any, change: Callable[[dict[str, Any]], Post]) -> bool:
    """Whether it was saved; else the form says why not and keeps what was typed."""
    try:
        saved = change(form.cleaned_data)
    except ChangedMeanwhile as conflict:
        typed = request.POST.copy()
        typed["version"] = str(conflict.current.version)
        form.data, form.theirs = typed, conflict.current
        form.add_error(None, str(conflict))
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, _said_of(saved))
    return True


def _said_of(saved: Post) -> str:
    if saved.state == Post.State.WAITING:
        return _("Sparat. Vi läser inlägget innan andra ser det.")
    return _("Sparat.")


def _post_page(
    request: AuthenticatedRequest, form: Any, post: Post, heading: str, submit: str
) -> HttpResponse:
    context = {
        "form": form, "heading": heading, "submit": submit, "theirs": getattr(form, "theirs", None),
        "cancel_url": post.get_absolute_url(), "breadcrumb": parts.question_trail(post.question or post),
    }  # fmt: skip
    return render(request, "knowledge/exchange/form.html", context)


@signed_in
@require_POST
def turn(request: AuthenticatedRequest, pk: int, on: bool) -> HttpResponse:
    """Take one's own post back, or put it back."""
    post = get_object_or_404(own_posts_for(request.user), pk=pk)
    verb = actions.put_back_post if on else actions.withdraw_post
    try:
        verb(post=post, by=request.user)
        messages.success(request, _("Inlägget är tillbaka.") if on else _("Inlägget är tillbakataget."))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(post)


@signed_in
@require_POST
def helped(request: AuthenticatedRequest, pk: int, on: bool) -> HttpResponse:
    """The one who asked says what helped."""
    post = get_object_or_404(posts_for(request.user), pk=pk, question__by=request.user)
    try:
        actions.say_helped(answer=post, helped=on, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect(post)


@signed_in
@require_POST
def follow(request: AuthenticatedRequest, subject: str) -> HttpResponse:
    """Want the week's letter about the subject, or no more."""
    on = request.POST.get("on") == "1"
    try:
        actions.follow(subject=subject, on=on, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("knowledge:exchange")
    said = _("Du får ett mejl i veckan när något är nytt.") if on else _("Du får inga fler mejl om ämnet.")
    messages.success(request, said)
    return redirect(reverse("knowledge:exchange") + f"?amne={subject}")


@public
def stop(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The way out of the week's letter, without signing in. Opening the page changes nothing."""
    digest = digest_with(secret)
    stopped = request.method == "POST" and digest is not None
    if stopped and digest is not None:
        stop_letters(digest=digest)
    status = 200 if digest is not None else 404
    context = {"known": digest is not None, "stopped": stopped}
    return kept_to_itself(render(request, "knowledge/exchange/stop.html", context, status=status))
