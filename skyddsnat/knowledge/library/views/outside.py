"""A reviewer's page: the draft and a form, opened by a link without an account."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from skyddsnat.core.api import kept_to_itself, public
from skyddsnat.knowledge.library import reviews
from skyddsnat.knowledge.library.desk_forms import CommentForm
from skyddsnat.knowledge.library.showing import day_in_words, entry_context


@public
def review(request: HttpRequest, key: str) -> HttpResponse:
    """The draft as it is now, and a form for what the reader thinks. A link that has closed says so and no more."""
    link = reviews.open_link(key)
    if link is None:
        return kept_to_itself(render(request, "knowledge/library/review_closed.html", status=404))
    form = CommentForm(request.POST or None)
    if form.is_valid():
        told = form.cleaned_data
        reviews.say(link=link, text=told["text"], name=told["name"], once=told["once"])
        return kept_to_itself(redirect(f"{request.path}?tack=1#kommentera"))
    draft = link.page.get_latest_revision_as_object()
    context = entry_context(draft) | {
        "form": form,
        "draft_of": link,
        "said": request.GET.get("tack") == "1",
        "until": day_in_words(link.expires_on),
        "readings": [],
        "is_published": False,  # the paper is of what is published, not of the draft
        "breadcrumb": [],
    }
    return kept_to_itself(render(request, "knowledge/library/review.html", context))
