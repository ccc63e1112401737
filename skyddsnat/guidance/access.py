"""What a visitor may see: everything that is published, and nothing else."""

from __future__ import annotations

from django.utils.safestring import SafeString

from skyddsnat.guidance.models import SharedValue
from skyddsnat.guidance.references import shown


def shared_values() -> dict[str, SafeString]:
    """Every shared value as HTML in the active language, by key."""
    return {v.key: shown(v.kind, v.value, v.label) for v in SharedValue.objects.all()}
