"""A requisition that the figures propose: the reasoning step by step, and putting it aside."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import AuthenticatedRequest, Refused, requires
from skyddsnat.economy import access, rules
from skyddsnat.economy.actions import put_aside
from skyddsnat.economy.budget_forms import typed_kr
from skyddsnat.economy.forms import ReasonForm
from skyddsnat.economy.outcome import open_document
from skyddsnat.economy.proposals import needs_of, proposal_for, put_aside_already, standing_proposal
from skyddsnat.economy.requisitioning import Needs, Proposal, Reason, thresholds
from skyddsnat.economy.views.frame import Context, format_kr, long_date, page, the_assignment, trail, url
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


@requires("economy.read")
def proposal(request: AuthenticatedRequest, slug: str) -> HttpResponse:
    """The proposal and what it rests on. It is never sent by itself: a person prepares it, a manager approves."""
    assignment = the_assignment(request, slug)
    found = proposal_for(assignment)
    may_write = access.may_write(request.user)
    aside = put_aside_already(assignment, found) if found else None
    form = None
    if found is not None and may_write and aside is None:
        form = ReasonForm(
            request.POST if request.method == "POST" else None,
            label=_("Varför läggs förslaget åt sidan?"),
            hint=_("Det kommer tillbaka när siffrorna ändras. Skriv inga personuppgifter."),
        )
        if form.is_bound and form.is_valid():
            try:
                put_aside(
                    assignment=assignment, proposal=found, reason=form.cleaned_data["reason"], by=request.user
                )
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Förslaget är lagt åt sidan."))
                return redirect(url("start", assignment))
    context = page(
        request,
        assignment,
        breadcrumb=trail(assignment),
        found=found,
        reasons=reason_words(found) if found else [],
        rows=_steps(found) if found else _standing(needs_of(assignment)),
        waiting=None if found else open_document(assignment, rules.REQUISITION),
        days=format_number(thresholds().ahead_days),
        start_url=url("start", assignment),
        aside=aside,
        form=form,
        prepare_url=prepare_url(assignment, found) if found and may_write else "",
        amount=format_kr(found.amount_ore) if found else "",
    )
    return render(request, "economy/proposal.html", context)


def prepare_url(assignment: Assignment, found: Proposal) -> str:
    """The page that prepares the requisition, with the proposed sum filled in."""
    return reverse(
        "economy:prepare",
        args=[assignment.slug, rules.REQUISITION],
        query={"belopp": typed_kr(found.amount_ore)},
    )


def headline(found: Proposal) -> str:
    return _("Förslag: rekvirera %(sum)s.") % {"sum": format_kr(found.amount_ore)}


def reason_words(found: Proposal) -> list[str]:
    """Why a requisition is proposed, each a sentence."""
    figures, needs = found.needs.figures, found.needs
    values = {
        "day": long_date(needs.last_day),
        "used": format_kr(figures.used_ore),
        "requisitioned": format_kr(figures.requisitioned_ore),
        "over": format_kr(figures.used_ore - figures.requisitioned_ore),
        "left": format_kr(figures.unused_ore),
        "soon": format_kr(needs.soon_ore),
        "days": format_number(thresholds().ahead_days),
    }
    words = {
        Reason.LATE: _(
            "Sista dagen för rekvisitionen var %(day)s och inget är rekvirerat. Hör med mottagaren om den "
            "fortfarande tas emot."
        ),
        Reason.OVERDRAWN: _("%(used)s är använt, %(over)s mer än de %(requisitioned)s som är rekvirerade."),
        Reason.NEAR: _("Sista dagen för rekvisitionen är %(day)s och inget är rekvirerat."),
        Reason.BEGUN: _("%(used)s är använt och inget är rekvirerat."),
        Reason.RUNS_LOW: _(
            "%(left)s är kvar av det rekvirerade, och %(soon)s väntas gå åt de närmaste %(days)s dagarna."
        ),
    }
    return [words[reason] % values for reason in found.reasons]


def _standing(needs: Needs) -> list[Context]:
    """What is used, expected, requisitioned and allowed."""
    figures, days = needs.figures, format_number(thresholds().ahead_days)
    return [
        {"label": _("Använt hittills"), "value": format_kr(figures.used_ore)},
        {
            "label": _("Väntas gå åt de närmaste %(days)s dagarna") % {"days": days},
            "value": format_kr(needs.soon_ore),
        },
        {"label": _("Prognos för hela året"), "value": format_kr(needs.year_ore)},
        {"label": _("Rekvirerat hittills"), "value": format_kr(figures.requisitioned_ore)},
        {"label": _("Högst enligt beslutet"), "value": format_kr(figures.ceiling_ore)},
    ]


def _steps(found: Proposal) -> list[Context]:
    """The reckoning, step by step."""
    figures, needs = found.needs.figures, found.needs
    rows: list[Context] = [
        *_standing(needs),
        {
            "label": _("Så betalas pengarna"),
            "value": _("En gång: hela årets prognos rekvireras.")
            if needs.once
            else _("I delar: det som är använt och det som väntas snart."),
        },
        {
            "label": _("Avrundat uppåt till hela"),
            "value": format_kr(thresholds().rounding_ore),
        },
        {"label": _("Att rekvirera"), "value": format_kr(found.amount_ore)},
    ]
    if figures.requisitioned_ore:
        rows.append({"label": _("Mer än i dag"), "value": format_kr(found.more_ore)})
    return rows


def proposal_notice(request: AuthenticatedRequest, assignment: Assignment) -> Context | None:
    """The proposal on the economy's first page, for those who may prepare it; not once it is put aside."""
    if not access.may_write(request.user):
        return None
    found = standing_proposal(assignment)
    if found is None:
        return None
    return {
        "heading": headline(found),
        "reasons": reason_words(found),
        "prepare_url": prepare_url(assignment, found),
        "url": url("proposal", assignment),
    }
