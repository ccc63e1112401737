"""What this room tells the others of its shared values."""

from __future__ import annotations

from skyddsnat.guidance.models import SharedValue


def value_of(key: str) -> str:
    """The value of that key as plain text; "" when there is none."""
    return SharedValue.objects.filter(key=key).values_list("value", flat=True).first() or ""
