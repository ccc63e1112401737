"""The audit log: written by hand, in the same transaction as what it tells of."""

from typing import Any

from django.db import models

from skyddsnat.core.models import AuditEntry, User


def record(by: User | None, verb: str, target: models.Model, **details: Any) -> AuditEntry:
    """Write one line. `details` holds JSON scalars and never personal data; `by` is None for the system."""
    return AuditEntry.objects.create(
        by=by,
        verb=verb,
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        details=details,
    )
