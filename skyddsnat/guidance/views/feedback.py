"""Where a visitor says what does not work."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.core.api import from_elsewhere, public
from skyddsnat.guidance.feedback import receive
from skyddsnat.guidance.frame import frame
from skyddsnat.guidance.wording import words


class FeedbackForm(forms.Form):
    """The visitor's words; `address` is the page they came from, when the link told."""

    text = forms.CharField(max_length=2000)
    contact = forms.CharField(max_length=200, required=False)
    address = forms.RegexField(r"^/[\w/-]*$", max_length=200, required=False)


@public
@csrf_exempt  # a visitor has no cookie that another site could use
def give_feedback(request: HttpRequest) -> HttpResponse:
    """The form; what was written is still there when something is missing."""
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and not from_elsewhere(request) and form.is_valid():
        receive(
            text=form.cleaned_data["text"],
            contact=form.cleaned_data["contact"],
            address=form.cleaned_data["address"],
            language=get_language() or "sv",
        )
        return redirect("guidance:thanks")
    say = words(get_language() or "sv")
    wrong = {"text": say("feedback_empty")} if request.method == "POST" and "text" in form.errors else {}
    context = {**frame(None, guide="feedback"), "form": form, "wrong": wrong}
    return render(request, "guidance/feedback.html", context, status=422 if wrong else 200)


@public
def thanks(request: HttpRequest) -> HttpResponse:
    """The words have come in."""
    return render(request, "guidance/thanks.html", frame(None, guide="thanks"))
