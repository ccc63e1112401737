"""Something that can be counted, made up for the tests: cases by county, form and sex."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from skyddsnat.core.api import COUNTY, FORM, SEX, UNKNOWN, UNKNOWN_LABEL, Countable

COLUMNS = {
    COUNTY: {"01": ("Stockholms län", "Stockholm County"), "03": ("Uppsala län", "Uppsala County"),
             "04": ("Södermanlands län", "Södermanland County")},
    FORM: {"labour": ("Arbete", "Labour"), "sexual": ("Sexuell", "Sexual"), "crime": ("Brott", "Crime")},
    SEX: {"girl": ("Flicka", "Girl"), "boy": ("Pojke", "Boy"), UNKNOWN: UNKNOWN_LABEL},
}  # fmt: skip
EVERYBODY = (
    "coordinator", "manager", "editor", "economist", "receiver", "caseworker", "partner", "auditor", "outsider",
)  # fmt: skip
ORDER = (COUNTY, FORM, SEX)
NUMBERS: Mapping[int, Mapping[tuple[str, str, str], int]] = {
    2020: {
        ("01", "labour", "girl"): 21, ("01", "labour", "boy"): 34, ("01", "sexual", "girl"): 3,
        ("01", "sexual", "boy"): 12, ("03", "labour", "girl"): 9, ("03", "labour", "boy"): 1,
        ("03", "sexual", "girl"): 17, ("03", "crime", "boy"): 26, ("04", "labour", "girl"): 2,
        ("04", "crime", "boy"): 14, ("04", "sexual", "girl"): 11, ("01", "crime", "girl"): 40,
    },
    2021: {("01", "labour", "girl"): 30, ("03", "labour", "boy"): 22, ("04", "crime", "girl"): 4},
}  # fmt: skip


def countable(numbers: Mapping[int, Mapping[tuple[str, str, str], int]] = NUMBERS) -> Countable:
    """The same as a room gives; other numbers are those of another day."""

    def count(columns: Sequence[str], year: int) -> Counter[tuple[str, ...]]:
        found: Counter[tuple[str, ...]] = Counter()
        for key, number in numbers.get(year, {}).items():
            said = dict(zip(ORDER, key, strict=True))
            found[tuple(said[column] for column in columns)] += number
        return found

    columns = {name: (lambda labels=labels: labels) for name, labels in COLUMNS.items()}
    return Countable("made-up", "Påhittade ärenden", ("Påhittat.", "Made up."), columns, count)
