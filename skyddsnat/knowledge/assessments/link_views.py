"""Personal links: making and revoking them, and following one on purpose."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, kept_to_itself, public, signed_in
from skyddsnat.knowledge.assessments import actions, parts
from skyddsnat.knowledge.assessments.access import link_of, links_for, remember_link
from skyddsnat.knowledge.assessments.links import make_link, revoke_link
from skyddsnat.knowledge.assessments.views import the_organisation, trail
from skyddsnat.knowledge.ladder.access import may_work_with
from skyddsnat.knowledge.ladder.parts import name_of
from skyddsnat.knowledge.models import Group

NEW = "new-assessment-link"  # shown once, then forgotten


@signed_in
def links(request: AuthenticatedRequest, method: str, code: str) -> HttpResponse:
    """The links of an organisation; a new one is shown once."""
    the_method, one = the_organisation(request, method, code)
    if not may_work_with(request.user, one):
        raise Http404
    here = reverse("knowledge:assessment-links", args=[the_method.code, one.code])
    if request.method == "POST":
        group = Group.LEADERS if request.POST.get("group") == Group.LEADERS else Group.STAFF
        try:
            _link, token = make_link(organisation=one, method=the_method, group=group, by=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        else:
            request.session[NEW] = token
        return redirect(here)
    token = request.session.pop(NEW, "")
    context = {
        "method": the_method,
        "name": name_of(one),
        "new": request.build_absolute_uri(reverse("knowledge:assessment-by-link", args=[token])) if token else "",
        "table": parts.links_table(links_for(request.user).filter(method=the_method, organisation=one)),
        "here": here,
        "choices": [{"label": group.label, "fields": {"group": group.value}} for group in Group],
        "breadcrumb": [
            *trail(),
            {**name_of(one), "label": name_of(one)["value"],
             "url": reverse("knowledge:assessment-result", args=[the_method.code, one.code])},
        ],
    }  # fmt: skip
    return kept_to_itself(render(request, "knowledge/assessments/links.html", context))


@signed_in
def link_revoke(request: AuthenticatedRequest, pk: int) -> HttpResponse:
    """Ask first, then let the link open nothing."""
    link = get_object_or_404(links_for(request.user), pk=pk)
    here = reverse("knowledge:assessment-links", args=[link.method.code, link.organisation.code])
    if request.method == "POST":
        revoke_link(link=link, by=request.user)
        messages.success(request, _("Länken är indragen."))
        return redirect(here)
    context = {
        "heading": _("Dra in länken"),
        "about": f"{link.organisation}, {Group(link.group).label}",
        "says": _("Den som har länken kan inte svara mer. Det som redan är svarat står kvar."),
        "submit": _("Dra in länken"),
        "cancel_url": here,
        "breadcrumb": trail(),
    }
    return render(request, "knowledge/ladder/remove.html", context)


@public
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """What the link is for. Only the button begins: programs that look at mails open links by themselves."""
    link = link_of(token)
    if link is None:
        return kept_to_itself(render(request, "knowledge/assessments/link_closed.html", status=410))
    if request.method == "POST":
        begun = actions.start_assessment(
            organisation=link.organisation, method=link.method, group=Group(link.group), by=None, link=link
        )
        remember_link(request, begun, link)
        if begun.submitted_on is not None:
            return redirect("knowledge:assessment-thanks", pk=begun.pk)
        return redirect("knowledge:assessment-answer", pk=begun.pk, number=1)
    context = {"link": link, "name": name_of(link.organisation), "group": Group(link.group).label}
    return kept_to_itself(render(request, "knowledge/assessments/by_link.html", context))
