"""How sure a share is when only some were asked: Wilson's interval, which holds for few answers, none and all.

>>> [round(100 * end) for end in wilson(23, 180)]
[9, 18]
"""

from __future__ import annotations

import math

SURE = 1.959964  # 95 per cent


def wilson(part: int, whole: int) -> tuple[float, float]:
    """The ends of the 95 per cent interval of `part` of `whole`, as fractions of one; ValueError for no share."""
    if not 0 <= part <= whole or whole < 1:
        raise ValueError(f"{part} of {whole} is no share")
    p, z2 = part / whole, SURE**2
    middle = (p + z2 / (2 * whole)) / (1 + z2 / whole)
    half = SURE / (1 + z2 / whole) * math.sqrt(p * (1 - p) / whole + z2 / (4 * whole * whole))
    return max(0.0, min(middle - half, p)), min(1.0, max(middle + half, p))
