"""The guide's pages: one question at a time, the answers checked, the answer; and every rule.

Answers travel in the form and nowhere else: not in the address, not in a cookie, not in a cache, not in the log.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from skyddsnat.core.api import public
from skyddsnat.guidance.access import shared_values
from skyddsnat.guidance.law.api import Question, RuleBook
from skyddsnat.guidance.law_guide import days, steps
from skyddsnat.guidance.law_guide.frame import around
from skyddsnat.guidance.law_guide.outcome import outcome
from skyddsnat.guidance.law_guide.showing import answer_shown, check_rows, question_shown, rules_shown
from skyddsnat.guidance.law_rules.in_force import rules_now
from skyddsnat.shared.dates import today

MOST_VALUES, LONGEST = 10, 40
type Answers = dict[str, list[str]]


@public
@csrf_exempt  # a visitor has no cookie that another site could use, and nothing is changed
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """The page that comes after what was sent; the first question when nothing was."""
    book, now = rules_now(), today()
    if request.method != "POST":
        return _question(request, book, {}, steps.asked(book, {}, now)[0])
    sent = _sent(request)
    given = {key: list(values) for key, values in steps.sound(book, sent, now).items()}
    wanted, at = request.POST.get("go", ""), request.POST.get("at", "")
    asked = {question.key: question for question in steps.asked(book, given, now)}
    if wanted in asked:
        return _question(request, book, given, asked[wanted])
    if at in asked and wanted == "unknown":
        given[at] = [""]
    elif at in asked and at not in given:
        return _question(request, book, given, asked[at], wrong=sent[at])
    following = steps.next_question(book, given, now)
    if following is not None:
        return _question(request, book, given, following)
    given = {one.key: given[one.key] for one in steps.asked(book, given, now)}
    if wanted == "answer":
        shown = answer_shown(book, given, outcome(book, given, now), now, shared_values())
        return _page(request, "answer", given, **shown, checked=check_rows(book, given, now), here="answer")
    rows = check_rows(book, given, now)
    return _page(request, "check", given, rows=rows, previous=rows[-1]["key"])


def _sent(request: HttpRequest) -> Answers:
    """What the form holds, cut to what an answer can be. The question that was on the page always has an answer."""
    found: Answers = {}
    at = request.POST.get("at", "")
    for key in steps.QUESTIONS:
        values = [value[:LONGEST].strip() for value in request.POST.getlist(key)[:MOST_VALUES]]
        if key == at == steps.DATE:
            values = [days.joined([request.POST.get(part, "")[:LONGEST] for part in days.PARTS])]
        if key == at and not any(values):
            values = [steps.NOTHING if key in {*steps.CHOICES, steps.DATE} else ""]
        if values:
            found[key] = values if key == steps.TIES else values[-1:]
    return found


def _question(
    request: HttpRequest,
    book: RuleBook,
    given: Answers,
    question: Question,
    wrong: list[str] | None = None,
) -> HttpResponse:
    """One question, with what was answered before, or what was typed and cannot be used beside what to change."""
    now = today()
    before = [one.key for one in steps.asked(book, given, now)]
    place = before.index(question.key)
    values = wrong if wrong is not None else given.get(question.key, [])
    faults = steps.faults_of(book, question, wrong, now) if wrong is not None else {}
    others = {key: value for key, value in given.items() if key != question.key}
    shown = question_shown(question, values, faults)
    return _page(
        request,
        "question",
        others,
        **shown,
        here=question.key,
        number=place + 1,
        previous=before[place - 1] if place else "",
        status=422 if faults else 200,
    )


def _page(request: HttpRequest, name: str, given: Answers, status: int = 200, **shown: Any) -> HttpResponse:
    """A page of the guide that no browser, cache or next site gets to keep.

    `here` is what another language is asked for to show the same place; without it the answers are shown for checking.
    """
    hidden = [(key, value) for key, values in given.items() for value in values]
    context = {**around("law"), "hidden": hidden, **shown}
    response = render(request, f"guidance/law/{name}.html", context, status=status)
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


@public
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule with its dates. The same for everybody, so it is kept until rules are published."""
    context = around("law-rules")
    context |= rules_shown(rules_now(), context["speaks"])
    return render(request, "guidance/law/rules.html", context)


@public
def moved(request: HttpRequest, rules: str | None = None) -> HttpResponse:
    """The guide under another language's address."""
    return redirect("guidance:law-rules" if rules else "guidance:law", permanent=True)
