"""One meeting, two meetings."""

from pathlib import Path

import pytest
import yaml

import skyddsnat
from skyddsnat.shared.units import unit_of

ROOMS = Path(skyddsnat.__file__).parent
SHIPPED = [
    ROOMS / "mandate" / "evidence_kinds.yaml",
    *sorted((ROOMS / "insight" / "indicators").glob("*.yaml")),
]


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (1, "möten", "möte"), (-1, "möten", "möte"), (0, "möten", "möten"), (2, "meetings", "meetings"),
        (1, "meetings", "meeting"), (1, "children", "child"), (1, "öre", "öre"),
    ],
)  # fmt: skip
def test_the_unit_follows_the_number(value: int, unit: str, said: str) -> None:
    assert unit_of(value, unit) == said


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_unit_that_comes_with_the_program_has_a_word_for_one(path: Path) -> None:
    known = yaml.safe_load((ROOMS / "shared" / "units.yaml").read_text())
    for row in yaml.safe_load(path.read_text()).values():
        assert row["unit"] in known["sv"]
        assert row["unit_en"] in known["en"]
