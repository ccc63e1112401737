"""Writing a section: the text beside what it becomes, what it may cite and lacks, and who else writes in it.

While somebody types, the program keeps a draft (`live`). Saving on top of somebody else's text is never silent: what
both changed is chosen between, what only one changed is put together and shown before it is saved.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, requires
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.access import WRITE, drafts_for, text_versions_for, texts_for, writing_now
from skyddsnat.reporting.actions import texts as actions
from skyddsnat.reporting.assembly.preview import Citable, preview
from skyddsnat.reporting.forms import TextForm
from skyddsnat.reporting.gaps import Talk, talk_of, text_faults
from skyddsnat.reporting.markdown import read
from skyddsnat.reporting.merging import BOTH, MINE, THEIRS, Merge, merge
from skyddsnat.reporting.models import ReportDraft
from skyddsnat.reporting.page import section as drawn
from skyddsnat.reporting.prose import word_count
from skyddsnat.reporting.sections import Section
from skyddsnat.reporting.templatetags.report import query_value
from skyddsnat.reporting.views.frame import (
    Context,
    clock,
    language,
    section_tabs,
    section_url,
    the_assignment,
    the_section,
    trail,
)

CHOICES = (THEIRS, MINE, BOTH)


@requires(WRITE)
def text(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponse:
    """Write one section. Two who write at once are told; nothing that was typed is lost."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    if request.method != "POST":
        return _opened(request, assignment, found)
    form = TextForm(request.POST)
    if not form.is_valid():
        return _page(request, assignment, found, form, request.POST.get("body", ""))
    wanted = request.POST.get("do", "save")
    if wanted == "merge":
        return _merged(request, assignment, found, form)
    if wanted == "preview":
        _keep_draft(request, assignment, found, form)
        return _page(request, assignment, found, form, form.cleaned_data["body"])
    return _saved(request, assignment, found, form)


def _opened(request: AuthenticatedRequest, assignment: Assignment, found: Section) -> HttpResponse:
    """The page as it is first seen: with the writer's own draft, when there is one."""
    draft = drafts_for(request.user, assignment).filter(section=found.key).first()
    if draft is None:
        form = TextForm(initial={"body": found.body, "version": found.version})
        return _page(request, assignment, found, form, found.body)
    if draft.started_from != found.version:
        return _met(request, assignment, found, draft.body, draft.started_from, draft=draft)
    form = TextForm(initial={"body": draft.body, "version": found.version})
    return _page(request, assignment, found, form, draft.body, draft=draft)


def _saved(
    request: AuthenticatedRequest, assignment: Assignment, found: Section, form: TextForm
) -> HttpResponse:
    data = form.cleaned_data
    try:
        actions.write_text(
            assignment=assignment, section=found.key, body=data["body"], version=data["version"],
            changed=data["changed"], by=request.user,
        )  # fmt: skip
    except ChangedMeanwhile as conflict:
        _keep_draft(request, assignment, found, form)
        messages.warning(request, str(conflict))
        return _met(request, assignment, found, data["body"], form.begun_from, changed=data["changed"])
    messages.success(request, _("Avsnittet är sparat."))
    return redirect("reporting:overview", assignment.slug)


def _keep_draft(
    request: AuthenticatedRequest, assignment: Assignment, found: Section, form: TextForm
) -> ReportDraft | None:
    body = form.cleaned_data["body"]
    return actions.save_draft(
        assignment=assignment, section=found.key, body=body, started_from=form.begun_from, by=request.user
    )


def _met(
    request: AuthenticatedRequest,
    assignment: Assignment,
    found: Section,
    mine: str,
    started_from: int,
    *,
    changed: str = "",
    draft: ReportDraft | None = None,
) -> HttpResponse:
    """Somebody else has saved since the text was begun: show what was put together, or what to choose between."""
    made = _merge(request, assignment, found, mine, started_from)
    initial = {"version": found.version, "changed": changed}
    body = made.text()
    if made.conflicts:
        body = mine
        initial["base"] = started_from
    form = TextForm(initial={**initial, "body": body})
    return _page(request, assignment, found, form, body, made=made, draft=draft)


def _merge(
    request: AuthenticatedRequest, assignment: Assignment, found: Section, mine: str, started_from: int
) -> Merge:
    base = text_versions_for(request.user, assignment, found.key).filter(number=started_from).first()
    return merge(base.body if base else "", found.body, actions.one_kind_of_newline(mine))


def _merged(
    request: AuthenticatedRequest, assignment: Assignment, found: Section, form: TextForm
) -> HttpResponse:
    """The text after the writer's choices. It is shown for a last look, not saved."""
    data = form.cleaned_data
    made = _merge(request, assignment, found, data["body"], form.begun_from)
    choices = [request.POST.get(f"choice-{n}", BOTH) for n in range(len(made.conflicts))]
    body = made.text([choice if choice in CHOICES else BOTH for choice in choices])
    actions.save_draft(
        assignment=assignment, section=found.key, body=body, started_from=found.version, by=request.user
    )
    messages.info(request, _("Texten är sammansatt efter dina val. Läs igenom den och spara."))
    form = TextForm(initial={"body": body, "version": found.version, "changed": data["changed"]})
    return _page(request, assignment, found, form, body)


def _page(
    request: AuthenticatedRequest,
    assignment: Assignment,
    found: Section,
    form: TextForm,
    body: str,
    *,
    made: Merge | None = None,
    draft: ReportDraft | None = None,
) -> HttpResponse:
    saved = texts_for(request.user, assignment).filter(section=found.key).first()
    context = {
        "assignment": assignment,
        "section": found,
        "form": form,
        "merge": made,
        "saved": saved,
        "draft": draft,
        "draft_at": clock(draft.saved_at) if draft else "",
        "talk": talk_of(assignment, request.user).get(found.key, Talk()),
        "discard_url": section_url("discard", assignment, found),
        "live_url": section_url("live", assignment, found),
        "comments_url": section_url("comments", assignment, found),
        "tabs": section_tabs(request, assignment, found, "text"),
        "breadcrumb": trail(assignment),
        **_beside(request, assignment, found, body),
    }
    return render(request, "reporting/text.html", context)


def _beside(request: AuthenticatedRequest, assignment: Assignment, found: Section, body: str) -> Context:
    """What stands beside the text: how it will look, what is wrong and missing, what it may cite, who else writes."""
    shown = preview(assignment, found.key, body, language=language())
    codes = {one.code for one in shown.citable}
    return {
        "preview": drawn(shown.section, shown.record),
        "faults": text_faults(read(body, codes), codes),
        "gaps": shown.gaps,
        "numbers": [_number(one) for one in shown.citable],
        "words": word_count(body),
        "writers": _writers(request, assignment, found),
        "language": language(),
    }


def _number(one: Citable) -> dict[str, Any]:
    value = query_value(one.query) if one.query else ""
    return {
        "code": one.code, "name": one.name, "value": value, "definition": one.definition, "url": one.url,
        "typed": f"{{{{ {one.code} }}}}",
    }  # fmt: skip


def _writers(request: AuthenticatedRequest, assignment: Assignment, found: Section) -> list[str]:
    """Who else has something unsaved in the section, and since when."""
    others = writing_now(request.user, assignment).filter(section=found.key)
    return [
        _("%(name)s skriver i avsnittet sedan kl. %(clock)s.")
        % {"name": other.writer.name, "clock": clock(other.started_at)}
        for other in others
    ]


@requires(WRITE)
@require_POST
def live(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponse:
    """At a pause in the typing: keep the draft, and answer with the section as it will look."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    form = TextForm(request.POST)
    if not form.is_valid():
        return render(request, "reporting/live_refused.html", {"form": form})
    draft = _keep_draft(request, assignment, found, form)
    context = {
        "section": found,
        "draft_at": clock(draft.saved_at) if draft else "",
        **_beside(request, assignment, found, form.cleaned_data["body"]),
    }
    return render(request, "reporting/live.html", context)


@requires(WRITE)
def discard(request: AuthenticatedRequest, slug: str, section: str) -> HttpResponse:
    """Ask first, then throw one's own draft away."""
    assignment = the_assignment(request, slug)
    found = the_section(request, assignment, section)
    draft = get_object_or_404(drafts_for(request.user, assignment), section=section)
    if request.method == "POST":
        actions.discard_draft(draft=draft, by=request.user)
        messages.success(request, _("Utkastet är borta. Här är det sparade avsnittet."))
        return redirect(section_url("text", assignment, found))
    context = {
        "assignment": assignment,
        "section": found,
        "draft": draft,
        "cancel_url": section_url("text", assignment, found),
        "breadcrumb": trail(assignment, found),
    }
    return render(request, "reporting/discard.html", context)
