"""A publication with other words is a new version; a method's is evidence on its activity."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from skyddsnat.core.api import record
from skyddsnat.core.models import User
from skyddsnat.knowledge.library import rules
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.library.rules import SOURCE
from skyddsnat.knowledge.models import Kind, LibraryPage, LibraryVersion, Method
from skyddsnat.mandate.api import Entry, append_rows
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import STOCKHOLM, today

KIND = "method_published"


def published(instance: Any, **_kwargs: Any) -> None:
    """Wagtail has published a page: within the same transaction, note its version when its words are new."""
    if isinstance(instance, LibraryPage):
        note_version(instance)


@transaction.atomic
def note_version(page: LibraryPage) -> LibraryVersion | None:
    """Write down the version that was just published; None when the words are those of the latest."""
    LibraryPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    latest = page.versions.order_by("-number").first()
    says = fingerprint(page)
    if latest is not None and latest.fingerprint == says:
        return None
    moment = page.last_published_at
    version = LibraryVersion.objects.create(
        page=page,
        number=latest.number + 1 if latest else 1,
        published_on=moment.astimezone(STOCKHOLM).date() if moment else today(),
        what_changed=page.change_note if latest else "",
        fingerprint=says,
    )
    _name_method(page)
    _prove(version)
    return version


def _name_method(page: LibraryPage) -> None:
    """Let the method that the page describes be one that can be followed; translations give it its English name."""
    if page.kind != Kind.METHOD:
        return
    source = page.source
    if page.language == SOURCE:
        if page.method is None:
            page.method, _made = Method.objects.get_or_create(
                code=page.slug[:50], defaults={"name": page.title[:200]}
            )
            page.save(update_fields=["method"])
    elif source is not None and source.method is not None:
        page.method = source.method
        page.save(update_fields=["method"])
        if page.language == "en" and not source.method.name_en:
            source.method.name_en = page.title[:200]
            source.method.save(update_fields=["name_en"])


def prove_versions() -> int:
    """Add the rows that waited for their activity to begin; returns how many. Run twice, it adds them once."""
    waiting = LibraryVersion.objects.filter(evidence=None, page__method__activity__started_on__isnull=False)
    return sum(_prove_waiting(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _prove_waiting(pk: int) -> int:
    return _prove(LibraryVersion.objects.select_for_update(of=("self",)).get(pk=pk))


def _prove(version: LibraryVersion) -> int:
    """The version as evidence on the method's activity; 1 when the row was added.

    A translation is no new method, and what was published after the activity had ended is not of its doing.
    """
    page = version.page
    if version.evidence_id is not None or page.kind != Kind.METHOD or page.language != SOURCE:
        return 0
    begun = Activity.objects.filter(methods=page.method_id).exclude(started_on=None)
    activity = begun.select_related("assignment").first()
    if activity is None or not rules.proves(version.published_on, activity.started_on, activity.finished_on):
        return 0
    entry = Entry(
        kind=KIND, activity=activity.pk,
        occurred_on=max(version.published_on, activity.started_on or version.published_on),
        reference=f"Metod {page.slug}, version {version.number}",
    )  # fmt: skip
    [version.evidence] = append_rows(activity.assignment, [entry])
    version.save(update_fields=["evidence"])
    record(None, "library_version.proven", version, seq=version.evidence.seq)
    return 1


@transaction.atomic
def tie_method(*, page: LibraryPage, activity: Activity | None, by: User) -> None:
    """Say to which activity the evidence of a method belongs; what waited for one is added at once."""
    method = Method.objects.select_for_update().get(pk=page.method_id)
    method.activity = activity
    method.save(update_fields=["activity"])
    record(by, "method.tied", method, activity=activity.pk if activity else None)
    for pk in LibraryVersion.objects.filter(evidence=None, page__method=method).values_list("pk", flat=True):
        _prove_waiting(pk)
