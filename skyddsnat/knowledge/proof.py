"""What the parts of the room share when something becomes evidence, or no longer is."""

from __future__ import annotations

from skyddsnat.core.models import User
from skyddsnat.mandate.api import correct_evidence, correction_of
from skyddsnat.mandate.models import Evidence


def take_back(evidence: Evidence | None, *, reason: str, by: User) -> None:
    """Take a row of the ledger back, unless there is none or somebody has done so already."""
    if evidence is not None and correction_of(evidence) is None:
        correct_evidence(evidence=evidence, reason=reason, by=by)
