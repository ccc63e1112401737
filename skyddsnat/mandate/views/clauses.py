"""A clause of the decision, and an obligation, each with its chain."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires
from skyddsnat.mandate import access
from skyddsnat.mandate.chain import chain_for, obligation_url
from skyddsnat.mandate.overview import owed_by, records_by_activity
from skyddsnat.mandate.views.activities import activities_table
from skyddsnat.mandate.views.frame import in_language, long_date, page, the_assignment, trail


@requires(access.READ)
def clause(request: AuthenticatedRequest, slug: str, number: str) -> HttpResponseBase:
    """One sentence: what it orders, how, and what is done about it."""
    found = get_object_or_404(access.clauses_for(request.user), assignment__slug=slug, number=number)
    assignment = the_assignment(request, slug)
    activities = access.activities_for(request.user).filter(clauses=found).order_by("number")
    context = page(
        request,
        assignment,
        clause=found,
        breadcrumb=trail(assignment),
        chain=chain_for(found),
        passage=_passage(assignment.text, found.span_start, found.span_end),
        requirements=[in_language(row, "wording") for row in found.requirements.all()],
        obligations=[
            {
                "label": in_language(row.obligation, "what"),
                "url": obligation_url(assignment, row.obligation),
                "due": row.obligation.due,
                "state": {"text": row.state.text, "tone": row.state.tone},
            }
            for row in owed_by(found.obligations.select_related("recipient"))
        ],
        table=activities_table(
            assignment, activities, records_by_activity(assignment), caption=_("Insatser")
        ),
    )
    return render_lists(request, "mandate/clause.html", context)


@requires(access.READ)
def obligation(request: AuthenticatedRequest, slug: str, pk: int) -> HttpResponse:
    """What must be handed in, to whom and by when, and the document that answers it."""
    found = get_object_or_404(access.obligations_for(request.user), assignment__slug=slug, pk=pk)
    assignment = the_assignment(request, slug)
    owed = owed_by([found])[0]
    document = owed.fulfilment
    then = assignment.decided_on
    recipient = found.recipient
    facts = [
        {"label": _("Slag"), "value": str(found.get_kind_display())},
        {
            "label": _("Till"),
            "value": (recipient.name_on(then) if recipient and then else None) or recipient or "",
        },
        {"label": _("Senast"), "value": long_date(found.due)},
        *([{"label": _("Återkommer"), **in_language(found, "rule")}] if found.rule else []),
        {"label": _("Läge"), "value": "", "tag": {"text": owed.state.text, "tone": owed.state.tone}},
        {
            "label": _("Handling"),
            "value": document.label if document else "",
            "url": document.url if document else "",
            "change": _("Visa"),
            "missing": True,
        },
        {"label": _("Klar den"), "value": long_date(document.on) if document else ""},
    ]
    if found.clause is not None:
        url = reverse("mandate:clause", args=[slug, found.clause.number])
        facts.append({"label": _("Mening"), "value": found.clause.number, "url": url, "change": _("Visa")})
    context = page(
        request,
        assignment,
        obligation=found,
        breadcrumb=trail(assignment),
        chain=chain_for(found),
        facts=facts,
        passage=_passage(assignment.text, found.span_start, found.span_end),
    )
    return render(request, "mandate/obligation.html", context)


def _passage(text: str, start: int | None, end: int | None) -> str:
    """The decision's own words, when its text is there."""
    return "" if start is None or not text else " ".join(text[start:end].split())
