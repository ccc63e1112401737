"""Children who do not exist, some of them entered twice, to measure whether likeness is found. No case is read here."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from skyddsnat.cooperation.matching.names import plain
from skyddsnat.cooperation.matching.records import Said
from skyddsnat.shared.yaml_files import read_yaml

FILE = Path(__file__).parent / "made_up.yaml"
ENTERED = datetime.date(2026, 6, 1)
DOUBLES, SIBLINGS, NAMESAKES = 0.05, 0.05, 0.03  # of the children, each
WITHOUT_DATE, NEW_YEAR = 0.2, 0.08
REWRITTEN = (
    ("ya", "ja"), ("yu", "ju"), ("iy", "y"), ("kh", "h"), ("ts", "c"), ("zh", "z"), ("sh", "s"), ("c", "k"),
    ("dj", "gj"), ("w", "v"), ("mm", "m"), ("ss", "s"), ("ou", "u"), ("ph", "f"), ("y", "i"), ("aa", "a"),
)  # fmt: skip


def made_up(count: int, *, seed: int = 1) -> tuple[list[Said], set[frozenset[str]]]:
    """So many different children, some entered twice in another way; and which pairs are one child."""
    chance = random.Random(seed)  # noqa: S311 -- not a secret
    countries: list[dict[str, Any]] = read_yaml(FILE.read_text())
    cases: list[Said] = []
    for n in range(count):
        case = _child(f"c{n}", countries, chance)
        if cases and chance.random() < SIBLINGS:
            case = replace(case, family=cases[-1].family, nationalities=cases[-1].nationalities)
        elif cases and chance.random() < NAMESAKES:
            case = replace(case, given=cases[-1].given, family=cases[-1].family)
        cases.append(case)
    pairs = set()
    for case in chance.sample(cases, round(count * DOUBLES)):
        cases.append(replace(_again(case, chance), case_id=f"{case.case_id}x"))
        pairs.add(frozenset((case.case_id, f"{case.case_id}x")))
    chance.shuffle(cases)
    return cases, pairs


def _child(case_id: str, countries: list[dict[str, Any]], chance: random.Random) -> Said:
    country = chance.choice(countries)
    born = ENTERED - datetime.timedelta(days=chance.randrange(4 * 365, 18 * 365))
    if chance.random() < NEW_YEAR:
        born = born.replace(month=1, day=1)
    known = chance.random() >= WITHOUT_DATE
    return Said(
        case_id, _given(country["given"].split(), chance), _family(country, chance), born if known else None,
        None if known else _age(born, chance), ENTERED, (country["nationality"],),
    )  # fmt: skip


def _common(pieces: list[str], chance: random.Random) -> str:
    """One of the pieces; what stands first is the commonest."""
    return chance.choices(pieces, [1 / (n + 8) for n in range(len(pieces))])[0]


def _given(names: list[str], chance: random.Random) -> str:
    """One given name, and a second one in three."""
    return " ".join(_common(names, chance) for _n in range(2 if chance.random() < 1 / 3 else 1))


def _family(country: dict[str, str], chance: random.Random) -> str:
    return _common(country["beginnings"].split(), chance) + chance.choice(country["endings"].split())


def _age(born: datetime.date, chance: random.Random) -> tuple[int, int]:
    years = (ENTERED - born).days // 365
    return max(0, years - chance.randrange(2)), years + chance.randrange(2)


def _again(case: Said, chance: random.Random) -> Said:
    """The same child, entered by somebody else: one to three things are otherwise."""
    for change in chance.sample(CHANGES, chance.choice((1, 1, 2, 2, 3))):
        case = change(case, chance)
    return case


def _latin(case: Said, chance: random.Random) -> Said:
    return replace(case, given=plain(case.given).title(), family=plain(case.family).title())


def _by_ear(case: Said, chance: random.Random) -> Said:
    def rewritten(name: str) -> str:
        name = plain(name)
        for one, other in chance.sample(REWRITTEN, 6):
            name = name.replace(one, other)
        return name.title()

    return replace(case, given=rewritten(case.given), family=rewritten(case.family))


def _mistyped(case: Said, chance: random.Random) -> Said:
    name = plain(case.family)
    if not name:
        return case
    place = chance.randrange(len(name))
    letter = chance.choice("abcdefghijklmnopqrstuvwxyz")
    return replace(
        case, family=chance.choice((name[:place] + name[place + 1 :], name[:place] + letter + name[place:]))
    )


def _names_swapped(case: Said, chance: random.Random) -> Said:
    return replace(case, given=case.family, family=case.given)


def _first_name_only(case: Said, chance: random.Random) -> Said:
    return replace(case, given=" ".join(case.given.split()[:1]))


def _no_family_name(case: Said, chance: random.Random) -> Said:
    return replace(case, family="")


def _date_swapped(case: Said, chance: random.Random) -> Said:
    day = case.born_on
    return (
        case
        if day is None or day.day > 12
        else replace(case, born_on=datetime.date(day.year, day.day, day.month))
    )


def _date_mistyped(case: Said, chance: random.Random) -> Said:
    day = case.born_on
    return case if day is None else replace(case, born_on=day.replace(day=day.day % 28 + 1))


def _new_year(case: Said, chance: random.Random) -> Said:
    return case if case.born_on is None else replace(case, born_on=case.born_on.replace(month=1, day=1))


def _date_unknown(case: Said, chance: random.Random) -> Said:
    return case if case.born_on is None else replace(case, born_on=None, ages=_age(case.born_on, chance))


def _nationality_unknown(case: Said, chance: random.Random) -> Said:
    return replace(case, nationalities=chance.choice(((), ("BG",))))


CHANGES: tuple[Callable[[Said, random.Random], Said], ...] = (
    _latin, _latin, _by_ear, _by_ear, _mistyped, _names_swapped, _first_name_only, _no_family_name, _date_swapped,
    _date_mistyped, _new_year, _date_unknown, _nationality_unknown,
)  # fmt: skip
