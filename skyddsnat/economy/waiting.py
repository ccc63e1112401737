"""What waits for a person in the money: documents to approve, costs without activity, accounts not loaded for long."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.core.api import Task, Why
from skyddsnat.core.models import User
from skyddsnat.economy import access
from skyddsnat.economy.models import MoneyDocument, SieImport
from skyddsnat.economy.outcome import orphan_lines
from skyddsnat.economy.proposals import standing_proposal
from skyddsnat.economy.requisitioning import Proposal, Reason
from skyddsnat.mandate.api import assignments_under_way, obligation_tasks
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.dates import STOCKHOLM, today
from skyddsnat.shared.money import format_kr

SILENT_DAYS = 35  # a month's accounts are closed within some days of the next
KINDS = [kind for kind, _name in MoneyDocument.KINDS]


def find(user: User) -> Iterator[Task]:
    """Everything of this room that waits for the user."""
    if access.may_approve(user):
        yield from _to_approve(user)
    if not access.may_write(user):
        return
    assignments = assignments_under_way(user)
    proposals = {one: found for one in assignments if (found := standing_proposal(one))}
    if not user.may("mandate.write"):  # who leads the assignment is told of all that is owed, by its own room
        others = [
            kind for kind in KINDS if kind != MoneyDocument.REQUISITION
        ]  # a proposal says the same, and more
        yield from obligation_tasks([one for one in assignments if one not in proposals], kinds=KINDS)
        yield from obligation_tasks(list(proposals), kinds=others)
    for assignment, proposal in proposals.items():
        yield _proposed(assignment, proposal)
    for assignment in assignments:
        yield from _orphans(assignment)
        yield from _uploads(user, assignment)
        yield from _silent_accounts(assignment)


def _proposed(assignment: Assignment, proposal: Proposal) -> Task:
    """A requisition that the figures propose."""
    late = Reason.LATE in proposal.reasons
    return Task(
        Why.LATE if late else Why.DUE,
        _("Förslag: rekvirera %(sum)s") % {"sum": format_kr(proposal.amount_ore)},
        reverse("economy:proposal", args=[assignment.slug]),
        _("Försenad") if late else _("Pengarna räcker inte"),
        tone="danger" if late else "warning",
        due=proposal.needs.last_day if not proposal.needs.figures.requisitioned_ore else None,
        about=str(assignment),
    )


def _to_approve(user: User) -> Iterator[Task]:
    """Documents that another person has prepared."""
    prepared = MoneyDocument.objects.filter(state=MoneyDocument.PREPARED).exclude(prepared_by=user)
    for document in prepared.select_related("assignment", "prepared_by").order_by("prepared_at"):
        yield Task(
            Why.WAITING,
            document.get_kind_display(),
            document.get_absolute_url(),
            _("Godkänn"),
            since=document.prepared_at.astimezone(STOCKHOLM).date(),
            about=str(document.assignment),
            hint=_("Förberedd av %(name)s.") % {"name": document.prepared_by.name},
        )


def _orphans(assignment: Assignment) -> Iterator[Task]:
    count = orphan_lines(assignment).count()
    if count:
        yield Task(
            Why.WAITING,
            ngettext("%(count)d kostnad utan insats", "%(count)d kostnader utan insats", count)
            % {"count": count},
            reverse("economy:vouchers", args=[assignment.slug]),
            _("Fördela"),
            about=str(assignment),
            hint=_("En kostnad utan insats kan inte redovisas."),
            key=f"assignment:{assignment.pk}:orphans",
        )


def _uploads(user: User, assignment: Assignment) -> Iterator[Task]:
    for upload in SieImport.objects.filter(assignment=assignment, loaded_at__isnull=True, uploaded_by=user):
        yield Task(
            Why.WAITING,
            upload.name,
            reverse("economy:import_preview", args=[assignment.slug, upload.pk]),
            _("Granska och läs in"),
            since=upload.uploaded_at.astimezone(STOCKHOLM).date(),
            about=str(assignment),
            hint=_("Filen är uppladdad men inte inläst."),
        )


def _silent_accounts(assignment: Assignment) -> Iterator[Task]:
    """Activities have begun, and no accounts have been loaded for more than a month."""
    begun = assignment.activities.filter(started_on__isnull=False).order_by("started_on")
    first = begun.values_list("started_on", flat=True).first()
    if first is None:
        return
    loaded = SieImport.objects.filter(assignment=assignment, loaded_at__isnull=False)
    newest = loaded.order_by("-loaded_at").values_list("loaded_at", flat=True).first()
    since = newest.astimezone(STOCKHOLM).date() if newest else first
    if since <= today() - datetime.timedelta(days=SILENT_DAYS):
        yield Task(
            Why.SILENT,
            _("Verifikationer från bokföringen"),
            reverse("economy:import_new", args=[assignment.slug]),
            _("Inget inläst"),
            since=since,
            about=str(assignment),
            hint=_("Hämta en ny SIE-fil och läs in den."),
            key=f"assignment:{assignment.pk}:accounts",
        )
