"""A workplace that joined becomes evidence, one row each, on the activity that staff choose; and is taken back."""

from __future__ import annotations

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.industry.access import WRITE
from skyddsnat.industry.models import Site, SiteProof
from skyddsnat.mandate.api import Entry, append_rows, correct_evidence, correction_of
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

KIND = "company_joined"


def note_joined(site: Site) -> SiteProof:
    """A workplace waits for its activity. Called within the transaction in which it joined."""
    return SiteProof.objects.create(site=site, joined_on=today())


@transaction.atomic
def choose_activity(*, proofs: Collection[int], activity: Activity, by: User) -> int:
    """Let the workplaces be evidence on the activity, now or when it begins; returns how many were added now."""
    check_may(by, WRITE)
    chosen, added = Activity.objects.select_related("assignment").get(pk=activity.pk), 0
    for pk in sorted(proofs):
        current = _held(pk)
        if current.evidence_id is not None or current.aside_at is not None:
            continue  # a second click, or somebody else was first
        current.activity = chosen
        current.save(update_fields=["activity"])
        record(by, "site_proof.activity_chosen", current, activity=chosen.pk)
        added += _prove(current)
    return added


@transaction.atomic
def put_aside_proof(*, proof: SiteProof, reason: str, by: User) -> SiteProof:
    """Do not count the workplace; what the ledger says of it is taken back. `reason` names nobody."""
    check_may(by, WRITE)
    current = _held(proof.pk)
    if current.aside_at is not None:
        return current
    if current.evidence is not None:
        if not reason.strip():
            raise Refused(_("Skriv varför raden är fel."))
        if correction_of(current.evidence) is None:
            correct_evidence(evidence=current.evidence, reason=reason, by=by)
    current.evidence, current.activity, current.aside_at = None, None, timezone.now()
    current.save(update_fields=["evidence", "activity", "aside_at"])
    record(by, "site_proof.put_aside", current)
    return current


@transaction.atomic
def count_again(*, proof: SiteProof, by: User) -> SiteProof:
    """Let the workplace wait for an activity again."""
    check_may(by, WRITE)
    current = _held(proof.pk)
    if current.aside_at is not None:
        current.aside_at = None
        current.save(update_fields=["aside_at"])
        record(by, "site_proof.counted_again", current)
    return current


def prove_companies() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = SiteProof.objects.filter(evidence=None, activity__started_on__isnull=False)
    return sum(_prove_waiting(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    return _prove(_held(pk))


def _held(pk: int) -> SiteProof:
    rows = SiteProof.objects.select_for_update(of=("self",))
    return rows.select_related("site__company", "activity", "evidence").get(pk=pk)


def _prove(proof: SiteProof) -> int:
    activity, site = proof.activity, proof.site
    if proof.evidence_id is not None or activity is None or activity.started_on is None:
        return 0
    entry = Entry(
        kind=KIND, activity=activity.pk, occurred_on=max(proof.joined_on, activity.started_on),
        organisation=site.company.organisation_id, place=site.place_id, reference=f"Arbetsplats {site.pk}",
    )  # fmt: skip
    [row] = append_rows(activity.assignment, [entry])
    proof.evidence = row
    proof.save(update_fields=["evidence"])
    record(None, "site_proof.proven", proof, seq=row.seq)
    return 1
