"""A document: reading it, approving it, taking it back, and its files."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, render_lists, requires
from skyddsnat.economy import access, rules
from skyddsnat.economy.actions import issue_document, return_document, withdraw_document
from skyddsnat.economy.actions.documents import check_as_prepared, signature
from skyddsnat.economy.forms import ReasonForm
from skyddsnat.economy.frozen import late_words
from skyddsnat.economy.letters import PDF, as_csv, pdf
from skyddsnat.economy.models import MoneyDocument
from skyddsnat.economy.views.frame import (
    Context,
    language,
    money_chain,
    page,
    rows_url,
    say,
    state_tag,
    swedish_text,
    the_assignment,
    trail,
    url,
)
from skyddsnat.economy.views.paper import (
    account_table,
    activity_table,
    condition_rows,
    figure_rows,
    paper_table,
)
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json
from skyddsnat.shared.typeset import TypesettingFailed


@requires("economy.read")
def document(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponseBase:
    assignment = the_assignment(request, slug)
    found = _the_document(request, assignment, pk)
    waits = found.state == MoneyDocument.PREPARED
    stop = _stop(found) if waits else ""
    own = found.prepared_by_id == request.user.pk
    successor = found.successors.filter(state=MoneyDocument.ISSUED).first()
    rests_on_books = found.kind != rules.REQUISITION
    context = page(
        request,
        assignment,
        document=found,
        state=state_tag(found),
        breadcrumb=trail(assignment),
        chain=money_chain(
            found.obligation or assignment, "document", {"document": {"label": str(found)}, **_books(found)}
        ),
        rows=figure_rows(found.data, found.kind, rows_url(assignment, allotted="yes"), whole=True),
        late=late_words(found.data, language(), handed_in=found.state == MoneyDocument.ISSUED),
        conditions=condition_rows(found.data),
        activities=activity_table(assignment, found.data) if rests_on_books else None,
        accounts=account_table(assignment, found.data) if rests_on_books else None,
        events=_events(found),
        successor=successor,
        waits=waits,
        stop=stop,
        own=own,
        can_issue=waits and not stop and not own and access.may_approve(request.user),
        return_url=url("document_return", assignment, found.pk)
        if waits and not own and access.may_approve(request.user)
        else "",
        remark=found.remarks.select_related("by").last() if found.state == MoneyDocument.RETURNED else None,
        papers=paper_table(assignment, found.data) if found.data.get("attachments") else None,
        issue_url=url("document_issue", assignment, found.pk),
        seen={"seen": found.sha256},
        prepare_url=url("prepare", assignment, found.kind),
        withdraw_url=url("document_withdraw", assignment, found.pk),
    )
    return render_lists(request, "economy/document.html", context)


@requires("economy.approve")
def document_issue(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Approve what was read; the fingerprint tells that nothing has changed since."""
    assignment = the_assignment(request, slug)
    found = _the_document(request, assignment, pk)
    if request.method == "POST":
        try:
            issue_document(document=found, by=request.user, seen_sha256=request.POST.get("seen", ""))
        except Refused as refused:
            say(request, refused)
        else:
            words = _("Handlingen är utfärdad och låst. Hämta den som PDF och skicka den till mottagaren.")
            messages.success(request, words)
    return redirect(found)


@requires("economy.approve")
def document_return(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """Send a document back to the one who prepared it, with what is to be changed."""
    assignment = the_assignment(request, slug)
    found = _the_document(request, assignment, pk)
    form = ReasonForm(
        request.POST if request.method == "POST" else None,
        label=_("Vad behöver ändras?"),
        hint=_(
            "Den som har förberett handlingen ser anmärkningen på sitt skrivbord. Skriv inga personuppgifter."
        ),
        most=1000,
    )
    if request.method == "POST" and form.is_valid():
        try:
            return_document(
                document=found,
                remark=form.cleaned_data["reason"],
                by=request.user,
                seen_sha256=request.POST.get("seen", ""),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _("Handlingen är skickad tillbaka till %(name)s.") % {"name": found.prepared_by.name},
            )
            return redirect(found)
    context = page(
        request,
        assignment,
        form=form,
        breadcrumb=trail(assignment, (str(found), found.get_absolute_url())),
        heading=_("Skicka tillbaka handlingen"),
        lead=_("Den kan godkännas först när den har förberetts på nytt."),
        submit=_("Skicka tillbaka"),
        hidden={"seen": found.sha256},
        cancel_url=found.get_absolute_url(),
    )
    return render(request, "economy/ask.html", context)


@requires("economy.write")
def document_withdraw(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    assignment = the_assignment(request, slug)
    found = _the_document(request, assignment, pk)
    if request.method == "POST":
        try:
            withdraw_document(document=found, by=request.user)
        except Refused as refused:
            say(request, refused)
            return redirect(found)
        messages.success(request, _("Handlingen är återtagen. Den har inte lämnat huset."))
        return redirect(url("start", assignment))
    if found.state not in {MoneyDocument.PREPARED, MoneyDocument.RETURNED}:
        return redirect(found)
    context = page(
        request,
        assignment,
        document=found,
        breadcrumb=trail(assignment, (str(found), found.get_absolute_url())),
    )
    return render(request, "economy/withdraw.html", context)


@requires("economy.read")
def document_draft(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """The PDF as it would be, marked as a draft on its face."""
    found = _the_document(request, the_assignment(request, slug), pk)
    if found.state != MoneyDocument.PREPARED:
        raise Http404
    try:
        prepared = signature(found.prepared_by, found.prepared_at)
        content = pdf(found.data, created=found.prepared_at, approved=None, prepared=prepared)
    except TypesettingFailed as failed:
        say(request, Refused(_("Handlingen gick inte att framställa: %(why)s") % {"why": str(failed)}))
        return redirect(found)
    return _file(content, PDF, f"utkast-{_name(found)}.pdf", inline=True)


@requires("economy.read")
def document_pdf(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    found = _the_document(request, the_assignment(request, slug), pk)
    if found.pdf is None:
        raise Http404
    return _file(bytes(found.pdf.content), PDF, f"{_name(found)}.pdf", inline=True)


@requires("economy.read")
def document_json(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """The frozen data, byte for byte what its fingerprint covers."""
    found = _the_document(request, the_assignment(request, slug), pk)
    return _file(canonical_json(found.data), "application/json", f"{_name(found)}.json")


@requires("economy.read")
def document_csv(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    found = _the_document(request, the_assignment(request, slug), pk)
    prepared = signature(found.prepared_by, found.prepared_at)
    approved = signature(found.issued_by, found.issued_at) if found.issued_by and found.issued_at else None
    content = as_csv(found.data, prepared=prepared, approved=approved)
    return _file(content, "text/csv; charset=utf-8", f"{_name(found)}.csv")


def _the_document(request: AuthenticatedRequest, assignment: Assignment, pk: int) -> MoneyDocument:
    found = access.documents(request.user, assignment).select_related(
        "assignment", "obligation__assignment", "replaces", "prepared_by", "issued_by", "withdrawn_by", "pdf"
    )
    return get_object_or_404(found, pk=pk)


def _books(found: MoneyDocument) -> dict[str, Context]:
    """The vouchers that the document rests on, as a link of the chain."""
    count = len({row["voucher"] for row in found.data.get("rows", [])})
    return {"voucher": {"count": count, "url": rows_url(found.assignment, allotted="yes")}} if count else {}


def _stop(found: MoneyDocument) -> str:
    """Why the document cannot be issued as it is, "" when it can."""
    try:
        check_as_prepared(found)
    except Refused as refused:
        return str(refused)
    return ""


def _events(found: MoneyDocument) -> list[Context]:
    events: list[Context] = [{"on": found.prepared_at, "title": _("Förberedd"), "by": found.prepared_by.name}]
    events += [
        {
            "on": remark.at,
            "title": _("Skickad tillbaka"),
            "by": remark.by.name,
            "text": swedish_text(remark.text),
            "tone": "warning",
        }
        for remark in found.remarks.select_related("by")
    ]
    events.sort(key=lambda event: event["on"])
    if found.issued_by is not None:
        events.append(
            {
                "on": found.issued_at,
                "title": _("Godkänd och utfärdad"),
                "by": found.issued_by.name,
                "tone": "success",
            }
        )
    if found.withdrawn_by is not None:
        events.append({"on": found.withdrawn_at, "title": _("Återtagen"), "by": found.withdrawn_by.name})
    return events[::-1]


def _name(found: MoneyDocument) -> str:
    names = {
        rules.REQUISITION: "rekvisition",
        rules.REPAYMENT: "aterbetalning",
        rules.ACCOUNT: "ekonomisk-redovisning",
    }
    return f"{names[found.kind]}-{found.dated.isoformat()}-v{found.version}"


def _file(content: bytes, media_type: str, name: str, *, inline: bool = False) -> HttpResponse:
    how = "inline" if inline else "attachment"
    return HttpResponse(
        content, content_type=media_type, headers={"Content-Disposition": f'{how}; filename="{name}"'}
    )
