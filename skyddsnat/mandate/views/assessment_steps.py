"""The guided form: six steps with one page each, saved as a draft step by step."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, requires
from skyddsnat.mandate import access, convention, rules
from skyddsnat.mandate.actions import assessments as actions
from skyddsnat.mandate.forms.assessments import FORMS, OptionsForm, choices_of, options_initial, step_initial
from skyddsnat.mandate.guidance import GUIDANCE, STEP_TITLES
from skyddsnat.mandate.models import Activity
from skyddsnat.mandate.views.assessment_parts import step_rows, steps
from skyddsnat.mandate.views.assessments import assessment_frame
from skyddsnat.mandate.views.frame import Context, posted, the_activity, typed_on


@requires(access.WRITE)
def assessment_step(request: AuthenticatedRequest, slug: str, number: int, step: str) -> HttpResponse:
    """One step. The answers are saved as a draft; what is empty may be filled in later."""
    activity = the_activity(request, slug, number)
    if step not in rules.STEPS:
        raise Http404(step)
    found = activity.assessment
    overview = reverse("mandate:assessment", args=[slug, number])
    if found is not None and found.decided_at is not None:
        messages.info(request, _("Prövningen är beslutad och kan inte ändras."))
        return redirect(overview)
    form = FORMS[step](posted(request), step=step, initial=step_initial(activity, step))
    options = _options(request, activity) if step == "options" else None
    theirs: list[dict[str, Any]] = []
    if request.method == "POST" and "more" not in request.POST:
        valid = form.is_valid() & (options is None or options.is_valid())
        if valid:
            answers = form.values() | ({} if options is None else {"choices": choices_of(options)})
            try:
                actions.write_assessment(
                    activity=activity, by=request.user, version=form.cleaned_data["version"] or 0,
                    **answers, guided=True,
                )  # fmt: skip
            except ChangedMeanwhile as conflict:
                theirs = step_rows(conflict.current, step)
                form.data = typed_on(request, conflict.current.version)
                form.add_error(None, str(conflict))
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                following = neighbour(step, 1)
                if following and "stop" not in request.POST:
                    return redirect("mandate:assessment-step", slug, number, following)
                return redirect(overview)
    context = _context(request, activity, step)
    context |= {
        "form": form, "options": options, "theirs": theirs,
        "errors": _errors(options) if "more" not in request.POST else [],
    }  # fmt: skip
    return render(request, "mandate/assessment_step.html", context)


def _context(request: AuthenticatedRequest, activity: Activity, step: str) -> Context:
    """What stands around the form: where one is, help, and the Convention at hand."""
    slug, number, found = activity.assignment.slug, activity.number, activity.assessment
    back = neighbour(step, -1)
    return assessment_frame(
        request,
        activity,
        place=rules.STEPS.index(step) + 1,
        step_title=str(STEP_TITLES[step]),
        steps=steps(activity, step),
        guidance=GUIDANCE[step],
        articles=[] if step == "knowledge" else [row for row in convention.articles().values() if row.basic],
        source=convention.source(),
        is_copied=found is not None and step in found.copied,
        submit=_("Spara och fortsätt") if neighbour(step, 1) else _("Spara och kontrollera"),
        back_url=reverse("mandate:assessment-step", args=[slug, number, back]) if back else "",
        cancel_url=reverse("mandate:assessment", args=[slug, number]),
    )


def neighbour(step: str, way: int) -> str:
    """The step before (-1) or after (1); empty when there is none."""
    at = rules.STEPS.index(step) + way
    return rules.STEPS[at] if 0 <= at < len(rules.STEPS) else ""


def _options(request: AuthenticatedRequest, activity: Activity) -> Any:
    """The rows of options, with two more when they were asked for."""
    initial = options_initial(activity)
    if request.method != "POST":
        return OptionsForm(prefix="options", initial=initial)
    typed = request.POST.copy()
    asked = typed.get("options-TOTAL_FORMS", "")
    if not asked:  # sent by something that knows the question only
        typed["options-TOTAL_FORMS"], typed["options-INITIAL_FORMS"] = "0", "0"
    elif "more" in typed and asked.isascii() and asked.isdigit():
        typed["options-TOTAL_FORMS"] = str(min(int(asked) + 2, 20))
    return OptionsForm(typed, prefix="options", initial=initial)


def _errors(options: Any) -> list[dict[str, str]]:
    """What is wrong in the rows of options, for the list at the top of the page."""
    if options is None or not options.is_bound:
        return []
    return [
        {"url": f"#{row[name].auto_id}", "text": f"{row[name].label} – {error}"}
        for row in options
        for name, errors in row.errors.items()
        for error in errors
        if name != "__all__"
    ]
