"""Building the package of a closed assignment, and keeping it."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.api import names_on
from skyddsnat.core.api import Refused, record, store
from skyddsnat.core.models import User
from skyddsnat.mandate.api import approved_plans
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.archive.contents import package_of, zipped
from skyddsnat.reporting.archive.register import Names
from skyddsnat.reporting.archive.verification import verify_package
from skyddsnat.reporting.models import ArchivePackage, ClosingPack

STEPS = 3  # put together, checked, kept
type Progress = Callable[[str], None]


class NotWhole(Exception):
    """What was built does not hold, so nothing was kept: a fault in the program or in the closing pack."""


def newest_pack(assignment: Assignment) -> ClosingPack | None:
    """The closing pack that a package is made of."""
    return assignment.closing_packs.select_related("file").defer("file__content").first()


def check_closed(assignment: Assignment) -> ClosingPack:
    """The newest closing pack. Raises Refused when the assignment has none."""
    pack = newest_pack(assignment)
    if pack is None:
        raise Refused(_("Bygg avslutspaketet först. Arkivpaketet görs av det."))
    return pack


@transaction.atomic
def build_archive_package(
    *, assignment: Assignment, by: User | None, agreement: str = "", progress: Progress = lambda step: None
) -> ArchivePackage:
    """Make the package of the newest closing pack, check it, keep it, and return its row.

    `agreement` is the archive's reference to what was agreed on the transfer. The same closing pack and agreement give
    the same bytes, and the same row. Raises Refused when there is no closing pack.
    """
    pack = check_closed(assignment)
    progress("METS")
    content = zipped(
        package_of(
            bytes(pack.file.content),
            slug=assignment.slug,
            names=_names(assignment),
            version=version("skyddsnat"),
            agreement=agreement,
        )
    )
    progress("SHA-256")
    _check_whole(content)
    progress("ZIP")
    stored = store(content, "application/zip")
    package, is_new = ArchivePackage.objects.get_or_create(
        assignment=assignment, pack=pack, file=stored, defaults={"built_by": by}
    )
    if is_new:
        record(by, "archive.built", package, sha256=stored.sha256, pack=pack.pk)
    return package


def _names(assignment: Assignment) -> Names:
    """Names on the day of the decision, so that they stay; of the ones that got one later, the name now."""
    organisations = {assignment.authority.code: assignment.authority.name}
    if assignment.payer:
        organisations[assignment.payer.code] = assignment.payer.name
    for duty in assignment.obligations.select_related("recipient"):
        if duty.recipient:
            organisations[duty.recipient.code] = duty.recipient.name
    if assignment.decided_on:
        then = names_on(assignment.decided_on)
        organisations = {code: then.get(code, name) for code, name in organisations.items()}
    plans = {plan.version: plan.dated.isoformat() for plan in approved_plans(assignment)}
    return Names(organisations, plans)


def _check_whole(content: bytes) -> None:
    """Hold what was built to every published rule, as a receiver does."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "package.zip")
        path.write_bytes(content)
        if faults := verify_package(path):
            raise NotWhole("; ".join(faults[:5]))
