"""How editors change the law's rules: the list, the rules, a proposal, and what it would change."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from skyddsnat.core.api import AuthenticatedRequest, ChangedMeanwhile, Refused, render_lists, requires
from skyddsnat.guidance.access import PUBLISH, WRITE, law_rules_for
from skyddsnat.guidance.law.api import RulesRefused
from skyddsnat.guidance.law_rules import actions, tables
from skyddsnat.guidance.law_rules.forms import LawRulesForm
from skyddsnat.guidance.law_rules.in_force import (
    faults_of,
    published,
    read_text,
    rules_now,
    shipped_text,
    text_before,
    text_now,
    version_of,
)
from skyddsnat.guidance.law_rules.listing import (
    fault_table,
    in_force_rows,
    proposals_table,
    trail,
    version_rows,
    versions_table,
)
from skyddsnat.guidance.models import LawRules
from skyddsnat.shared.dates import today

SHIPPED = "program"  # in the address of a new proposal: begin from the program's own file


@requires(WRITE)
def law(request: AuthenticatedRequest) -> HttpResponseBase:
    """What is in force, what is proposed, and every version there has been."""
    found = law_rules_for(request.user)
    context = {
        "breadcrumb": trail(),
        "rows": in_force_rows(published(), rules_now()),
        "refused": faults_of(published()),
        "passed": rules_now().verified_until < today(),
        "proposals": proposals_table(found.filter(version=None).order_by("-written_at")),
        "versions": versions_table(found.exclude(version=None).order_by("-version")),
    }
    return render_lists(request, "guidance/law_desk/law.html", context, personal=["proposals", "versions"])


@requires(WRITE)
def law_table(request: AuthenticatedRequest) -> HttpResponseBase:
    """Every rule in force by group, as tables and as files."""
    context = {"breadcrumb": trail(_("Reglerna")), "groups": tables.rule_tables(rules_now())}
    return render_lists(request, "guidance/law_desk/rules.html", context)


@requires(WRITE)
def law_new(request: AuthenticatedRequest) -> HttpResponse:
    """Write a proposal, beginning from what is in force, an older version or the program's own file."""
    begun = _begun(request)
    latest = published()
    form = _form(request, {"text": begun[0], "note": begun[1], "follows": latest.pk if latest else 0})
    if form.is_valid():
        try:
            made = actions.propose_rules(
                text=form.cleaned_data["text"],
                note=form.cleaned_data["note"],
                by=request.user,
                follows=version_of(form.cleaned_data["follows"]),
            )
        except RulesRefused as refused:
            return _write(request, form, trail(_("Ny version")), refused=refused)
        messages.success(request, _("Förslaget är sparat. Någon annan behöver läsa och godkänna det."))
        return redirect("guidance-desk:law-version", pk=made.pk)
    return _write(request, form, trail(_("Ny version")))


def _begun(request: AuthenticatedRequest) -> tuple[str, str]:
    """The text that a new proposal begins from, and what to say about it."""
    wanted = request.GET.get("fran", "")
    if wanted == SHIPPED:
        return shipped_text(), _("Programmets egna regler igen.")
    if wanted.isdigit() and len(wanted) < 10:
        version = get_object_or_404(law_rules_for(request.user), pk=int(wanted))
        if version.is_published:
            return version.text, _("Version %(number)s igen.") % {"number": version.version}
        return version.text, version.note
    return text_now(), ""


@requires(WRITE)
def law_edit(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Change one's own proposal."""
    proposal = _version(request, pk)
    if proposal.is_published or proposal.written_by_id != request.user.pk:
        return redirect(f"{reverse('guidance-desk:law-new')}?fran={pk}")
    form = _form(request, {"text": proposal.text, "note": proposal.note, "saves": proposal.saves})
    crumbs = trail((str(proposal), reverse("guidance-desk:law-version", args=[pk])), _("Ändra"))
    if not form.is_valid():
        return _write(request, form, crumbs, proposal=proposal)
    try:
        actions.change_rules(
            proposal=proposal,
            text=form.cleaned_data["text"],
            note=form.cleaned_data["note"],
            saves=form.cleaned_data["saves"] or 0,
            by=request.user,
        )
    except ChangedMeanwhile as meanwhile:
        form = _again(form, saves=meanwhile.current.saves)
        form.add_error(None, str(meanwhile))
        return _write(request, form, crumbs, proposal=proposal, theirs=meanwhile.current)
    except RulesRefused as refused:
        return _write(request, form, crumbs, proposal=proposal, refused=refused)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("guidance-desk:law")
    messages.success(request, _("Förslaget är sparat."))
    return redirect("guidance-desk:law-version", pk=pk)


def _form(request: AuthenticatedRequest, initial: dict[str, Any]) -> LawRulesForm:
    if request.method == "POST":
        return LawRulesForm(request.POST, request.FILES)
    return LawRulesForm(initial=initial)


def _again(form: LawRulesForm, **new: Any) -> LawRulesForm:
    """The form with what was written, a file's text in the place of the text, so that it can be mended here."""
    kept = {key: form.data.get(key, "") for key in ("note", "saves", "follows")}
    shown = LawRulesForm({**kept, "text": form.cleaned_data["text"], **new})
    shown.is_valid()
    return shown


def _write(
    request: AuthenticatedRequest,
    form: LawRulesForm,
    crumbs: list[dict[str, Any]],
    *,
    proposal: LawRules | None = None,
    theirs: LawRules | None = None,
    refused: RulesRefused | None = None,
) -> HttpResponse:
    if form.is_bound and form.files and "file" not in form.errors:
        form = _again(form)  # the browser keeps no chosen file
    back = (
        reverse("guidance-desk:law-version", args=[proposal.pk]) if proposal else reverse("guidance-desk:law")
    )
    context = {
        "form": form,
        "breadcrumb": crumbs,
        "proposal": proposal,
        "theirs": theirs,
        "faults": fault_table(refused.faults, form.cleaned_data["text"]) if refused else None,
        "cancel_url": back,
    }
    status = 422 if form.is_bound else 200
    return render(request, "guidance/law_desk/write.html", context, status=status)


@requires(WRITE)
def law_version(request: AuthenticatedRequest, pk: int) -> HttpResponseBase:
    """A proposal or a version: who, why, and what it changes in what is in force or was in force before it."""
    version = _version(request, pk)
    before = text_before(version)
    context: dict[str, Any] = {
        "one": version,
        "breadcrumb": trail(str(version)),
        "rows": version_rows(version),
        "refused": [fault.said(tables.language()) for fault in faults_of(version)],
        "own": version.written_by_id == request.user.pk,
        "may_publish": request.user.may(PUBLISH),
        "in_force": version.is_published and published() == version,
        "seen": {"saves": version.saves},
        "overtaken": not version.is_published and version.follows != published(),
    }
    if not context["refused"]:
        old, new = read_text(before), read_text(version.text)
        context |= {
            "changed": tables.rules_table(old, new),
            "words": tables.words_table(old, new),
            "turned": tables.answers_table(turned := tables.turned(before, version.text, today())),
            "more": max(0, len(turned) - tables.MOST_SHOWN),
        }
    return render_lists(request, "guidance/law_desk/version.html", context)


@requires(WRITE)
def law_file(request: AuthenticatedRequest, pk: int | None = None) -> HttpResponse:
    """The rule file as it is written, to work on elsewhere."""
    text = text_now() if pk is None else _version(request, pk).text
    name = "rules.yaml" if pk is None else f"rules-{pk}.yaml"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(text, content_type="application/yaml; charset=utf-8", headers=disposition)


@requires(WRITE)
def law_discard(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Throw one's own proposal away, after a question."""
    proposal = _version(request, pk)
    if request.method != "POST":
        return render(
            request,
            "guidance/law_desk/discard.html",
            {"one": proposal, "breadcrumb": trail(_version_crumb(proposal), _("Ta bort"))},
        )
    try:
        actions.discard_rules(proposal=proposal, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("guidance-desk:law-version", pk=pk)
    messages.success(request, _("Förslaget är borttaget."))
    return redirect("guidance-desk:law")


@requires(PUBLISH)
@require_POST
def law_publish(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Approve a proposal as it was read: it is in force at once."""
    sent = request.POST.get("saves", "")
    saves = int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 10 else 0
    try:
        made = actions.publish_rules(proposal=_version(request, pk), saves=saves, by=request.user)
    except RulesRefused as refused:
        messages.error(request, refused.faults[0].said(tables.language()))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Version %(number)s gäller nu.") % {"number": made.version})
    return redirect("guidance-desk:law-version", pk=pk)


def _version(request: AuthenticatedRequest, pk: int) -> LawRules:
    found: LawRules = get_object_or_404(law_rules_for(request.user), pk=pk)
    return found


def _version_crumb(version: LawRules) -> tuple[str, str]:
    return str(version), reverse("guidance-desk:law-version", args=[version.pk])
