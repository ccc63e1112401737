"""From a badge to the lesson as it is now: only what has changed since, or the whole of it."""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from skyddsnat.core.api import kept_to_itself, public
from skyddsnat.industry.badges.checking import NotOursError
from skyddsnat.industry.badges.forms import UpdateForm
from skyddsnat.industry.training.access import lessons_at, open_site
from skyddsnat.industry.training.changed import left_of, news_said


@public
@require_POST
def update(request: HttpRequest) -> HttpResponse:
    """Ask at which workplace, and lead to the lesson there. Nothing is kept of the file or of who sent it."""
    given = "code" in request.POST
    form = UpdateForm(request.POST if given else None, initial={"text": request.POST.get("text", "")})
    try:
        left = left_of(request.POST.get("text", ""))
    except NotOursError:
        left = None
    if left is None:
        return redirect("industry:badge-check")
    if form.is_bound and form.is_valid():
        site = open_site(form.cleaned_data["code"])
        if site is None:
            form.add_error("code", form.no_such_code())
        elif left.lesson.pk not in {one.pk for one in lessons_at(site, left.lesson.language)}:
            form.add_error("code", form.no_such_job(left.lesson.get_job_display()))
        else:
            where = [site.code, left.lesson.language, left.lesson.job]
            if left.is_whole:
                return redirect("industry:training-lesson", *where)
            return redirect("industry:training-changed", *where, news_said(left))
    context = {"form": form, "left": left, "number": len(left.scenes), "total": len(left.lesson.scenes)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return kept_to_itself(render(request, "industry/badges/update.html", context, status=status))
