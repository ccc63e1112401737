"""What this room tells the others of its shared values."""

from __future__ import annotations

from collections.abc import Collection

from skyddsnat.guidance.models import SharedValue


def values_of(keys: Collection[str]) -> dict[str, str]:
    """The values of those keys as plain text; without those that there are not."""
    return dict(SharedValue.objects.filter(key__in=keys).values_list("key", "value"))
