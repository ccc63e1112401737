"""The word after a number: evidence kinds and indicators say what they count in the plural, and one is one."""

from functools import cache
from pathlib import Path

from skyddsnat.shared.yaml_files import read_yaml


@cache
def _singular() -> dict[str, str]:
    by_language = read_yaml((Path(__file__).parent / "units.yaml").read_text())
    return {several: one for words in by_language.values() for several, one in words.items()}


def unit_of(value: int, unit: str) -> str:
    """ "möten" for 2, "möte" for 1. A unit that units.yaml does not know is said as it stands."""
    return _singular().get(unit, unit) if abs(value) == 1 else unit
