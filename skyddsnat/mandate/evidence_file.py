"""The ledger as a file: every row that the selection leaves, said out, a million of them without filling the memory."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Export
from skyddsnat.mandate.models import Assignment, Evidence, EvidenceKind

CHUNK = 5_000
FIELDS = ("seq", "occurred_on", "kind_id", "activity_id", "organisation_id", "place_id", "quantity", "reference",
          "recorded_at", "corrects")  # fmt: skip


def evidence_export(assignment: Assignment, rows: QuerySet[Evidence]) -> Export:
    """What rows point at is read once and looked up; the rows come one batch at a time."""
    kinds = {one.code: one for one in EvidenceKind.objects.all()}
    activities = {one.pk: one for one in assignment.activities.all()}
    organisations = dict(Organisation.objects.values_list("pk", "name"))
    places = {one.pk: _said(one, "name") for one in Place.objects.defer("geometry")}

    def cells() -> Iterator[list[Any]]:
        values = rows.order_by("-seq").values_list(*FIELDS)
        for (
            seq,
            day,
            kind,
            activity,
            organisation,
            place,
            quantity,
            reference,
            recorded,
            corrects,
        ) in values.iterator(CHUNK):
            about = activities[activity]
            yield [
                seq, day, str(kinds[kind]), about.number, str(about),
                organisations.get(organisation, ""), places.get(place, ""), quantity,
                _said(kinds[kind], "unit"), reference, recorded, corrects,
            ]  # fmt: skip

    columns = [
        _("Nummer"), _("När"), _("Vad"), _("Insatsens nummer"), _("Insats"), _("Aktör"), _("Plats"), _("Antal"),
        _("Enhet"), _("Hänvisning"), _("Infört i liggaren"), _("Rättar nummer"),
    ]  # fmt: skip
    return Export(f"underlag-{assignment.slug}", columns, cells())


def _said(item: Any, name: str) -> str:
    english = getattr(item, f"{name}_en") if get_language() == "en" else ""
    return str(english or getattr(item, name))
