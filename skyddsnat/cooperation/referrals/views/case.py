"""One case: where it stands, what is next and what is missing, everything in it, its history."""

from __future__ import annotations

import uuid

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from skyddsnat.cooperation.access import CASE
from skyddsnat.cooperation.kinds import State
from skyddsnat.cooperation.referrals import parts
from skyddsnat.cooperation.referrals.kinds import Handling, InfoCode, SourceCode
from skyddsnat.cooperation.referrals.showing import state_tag
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.cooperation.referrals.views.frame import the_case, trail
from skyddsnat.core.api import AuthenticatedRequest, render_lists, requires


@requires(CASE)
def referral(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """A case of one's own organisation."""
    case = the_case(request, pk)
    standing, writes = Standing(case), case.state != State.CLOSED
    running = case.deadlines.filter(taken_back_at=None).select_related("written_by", "done_by")
    context = {
        "case": case, "tag": state_tag(case), "line": parts.phase_line(case, standing),
        "steps": parts.next_steps(case, standing), "silent": standing.is_silent_too_long and not case.closed_at,
        "is_child": standing.is_child, "facts": parts.case_facts(case), "child": parts.child_facts(case, standing),
        "sections": parts.sections(case, writes=writes), "matrix": parts.consent_matrix(standing), "writes": writes,
        "deadlines": parts.deadline_rows(case, running.filter(done_on=None), writes=writes),
        "done": parts.deadline_rows(case, running.exclude(done_on=None), writes=False),
        "codes": [*Handling, *SourceCode, *InfoCode], "breadcrumb": trail(),
    }  # fmt: skip
    return render_lists(request, "cooperation/referrals/case.html", context)


@requires(CASE)
def history(request: AuthenticatedRequest, pk: uuid.UUID) -> HttpResponseBase:
    """What was written, moved and taken back."""
    case = the_case(request, pk)
    context = {
        "case": case,
        "events": parts.history(case),
        "breadcrumb": trail(case),
        "heading": _("Historik"),
    }
    return render(request, "cooperation/referrals/history.html", context)
