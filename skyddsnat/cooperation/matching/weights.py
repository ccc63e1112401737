"""The numbers of the comparison, from `weights.yaml`, and the model made of them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from skyddsnat.shared.yaml_files import read_yaml

FILE = Path(__file__).parent / "weights.yaml"
COMPARISONS = ("names", "birth", "nationality")

_BOTH = "{0}_l <> '' AND {0}_r <> ''"
_NEAR = "jaro_winkler_similarity({0}_l, {1}_r) >= 0.9"
_FEWEST = "least(len(parts_l), len(parts_r))"
_COMMON = "len(list_intersect(parts_l, parts_r))"
_NO_DATE = "(born_l = '' OR born_r = '')"

# What must hold for each level; the first that holds is the pair's.
CONDITIONS: dict[str, dict[str, str]] = {
    "names": {
        "unknown": "parts_l = [] OR parts_r = []",
        "same": f"given_l = given_r AND family_l = family_r AND {_BOTH.format('given')} AND {_BOTH.format('family')}",
        "swapped": "given_l = family_r AND family_l = given_r AND given_l <> '' AND family_l <> ''",
        "sounding": f"{_FEWEST} >= 2 AND list_sort(parts_l) = list_sort(parts_r)",
        "within": f"{_FEWEST} >= 2 AND {_COMMON} >= 2",
        "near": f"{_BOTH.format('given')} AND {_BOTH.format('family')} AND ("
        f"({_NEAR.format('given', 'given')} AND {_NEAR.format('family', 'family')}) OR "
        f"({_NEAR.format('given', 'family')} AND {_NEAR.format('family', 'given')}))",
        "only_one": f"{_FEWEST} = 1 AND {_COMMON} = 1",
        "one_of": f"{_COMMON} >= 1",
        "differ": "ELSE",
    },
    "birth": {
        "unknown": f"{_NO_DATE} AND (earliest_l = 0 OR earliest_r = 0)",
        "same": "born_l = born_r AND born_l <> ''",
        "swapped": "born_l = turned_r AND born_l <> ''",
        "digit": "born_l <> '' AND born_r <> '' AND hamming(born_l, born_r) = 1",
        "new_year": "born_l <> '' AND born_r <> '' AND left(born_l, 4) = left(born_r, 4)"
        " AND (right(born_l, 5) = '01-01' OR right(born_r, 5) = '01-01')",
        "year_fits": f"{_NO_DATE} AND earliest_l <= latest_r AND earliest_r <= latest_l",
        "differ": "ELSE",
    },
    "nationality": {
        "unknown": "nations_l = [] OR nations_r = []",
        "same": "len(list_intersect(nations_l, nations_r)) > 0",
        "differ": "ELSE",
    },
}

# Which pairs of many are compared at all: something of the name or the whole date must be in common.
BLOCKS = (
    {"blocking_rule": "l.part = r.part", "arrays_to_explode": ["part"]},
    "l.born = r.born AND l.born <> ''",
    "l.born = r.turned AND l.born <> ''",
    "l.beginnings = r.beginnings AND l.birth_year = r.birth_year AND l.birth_year <> 0",
)


@cache
def weights() -> dict[str, Any]:
    """The file."""
    found: dict[str, Any] = read_yaml(FILE.read_text())
    return found


def levels(comparison: str) -> list[str]:
    """The codes of the levels, the number that Splink gives each being its place: the last is 0, "unknown" is -1."""
    return [row["level"] for row in weights()[comparison]]


def level_of(comparison: str, gamma: int) -> str:
    """What Splink's number for a comparison means."""
    return "unknown" if gamma < 0 else levels(comparison)[len(levels(comparison)) - 1 - gamma]


def model(link_type: str, blocks: list[Any]) -> dict[str, Any]:
    """The settings that Splink is given: all numbers fixed, nothing trained."""
    return {
        "link_type": link_type,
        "unique_id_column_name": "case_id",
        "probability_two_random_records_match": weights()["chance"],
        "comparisons": [_comparison(name) for name in COMPARISONS],
        "blocking_rules_to_generate_predictions": blocks,
        "retain_matching_columns": True,
        "retain_intermediate_calculation_columns": False,
    }


def _comparison(name: str) -> dict[str, Any]:
    conditions = CONDITIONS[name]
    rows: list[dict[str, Any]] = [
        {"sql_condition": conditions["unknown"], "label_for_charts": "unknown", "is_null_level": True}
    ]
    rows += [
        {
            "sql_condition": conditions[row["level"]], "label_for_charts": row["level"],
            "m_probability": row["m"], "u_probability": row["u"],
            "fix_m_probability": True, "fix_u_probability": True,
        }
        for row in weights()[name]
    ]  # fmt: skip
    return {"output_column_name": name, "comparison_levels": rows}
