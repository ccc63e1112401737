"""How much of the dated obligations and sums the reader finds, how much it invents, and how long it takes.

The labelled decisions stand beside the tests; each is read in every form such papers come in. "check" was written first
and is not tuned on; the "blind" sets were written later and measured before anything was changed for them: those
first figures are given as the baseline and never change. The baseline of the other rows is the bar, 0.9.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from typing import Any

from skyddsnat.mandate.reading.reader import read_bytes
from skyddsnat.mandate.tests.reading import labelled_set, renderings
from skyddsnat.mandate.tests.reading.labelled_set import Count, Labelled

BAR = 0.9
PARTS = ("check", "develop", *(f"blind-{number}" for number in range(1, 25)))
# What was measured the first time the fresh decisions were read: (precision, recall) of dates and of sums.
BLIND = {
    "blind-1": ((0.870, 0.556), (0.950, 0.731)),
    "blind-2": ((1.000, 0.897), (1.000, 0.889)),
    "blind-3": ((0.896, 0.652), (0.972, 0.795)),
    "blind-4": ((0.800, 0.432), (1.000, 0.846)),
    "blind-5": ((0.905, 0.905), (1.000, 0.917)),
    "blind-6": ((0.904, 0.825), (0.938, 1.000)),
    "blind-7": ((0.854, 0.719), (1.000, 0.879)),
    "blind-8": ((0.854, 0.686), (0.871, 0.711)),
    "blind-9": ((0.921, 0.761), (1.000, 0.933)),
    "blind-10": ((0.875, 0.745), (1.000, 0.971)),
    "blind-11": ((0.959, 0.904), (1.000, 1.000)),
    "blind-12": ((1.000, 0.898), (0.958, 0.958)),
    "blind-13": ((1.000, 0.878), (1.000, 1.000)),
    "blind-14": ((0.943, 0.926), (1.000, 1.000)),
    "blind-15": ((0.979, 0.979), (1.000, 1.000)),
    "blind-16": ((0.969, 0.887), (0.983, 0.951)),
    "blind-17": ((0.894, 0.875), (1.000, 1.000)),
    "blind-18": ((0.969, 0.738), (1.000, 0.893)),
    "blind-19": ((1.000, 0.967), (1.000, 1.000)),
    "blind-20": ((0.979, 0.959), (0.981, 1.000)),
    "blind-21": ((0.988, 0.955), (1.000, 0.978)),
    "blind-22": ((1.000, 0.932), (1.000, 1.000)),
    "blind-23": ((0.957, 0.880), (1.000, 0.833)),
    "blind-24": ((0.917, 0.957), (0.955, 0.955)),
}
PAGE = 2400  # characters of an ordinary page
PAGES = (2, 20, 200)


def bench() -> list[dict[str, Any]]:
    """Rows of {name, value, unit, baseline, ratio, note}."""
    found: list[dict[str, Any]] = []
    for part in PARTS:
        dates, sums = measured(labelled_set.labelled(part), "plain")
        first = BLIND.get(part)
        found += rows(f"reading.{part}.dates", dates, first[0] if first else None)
        found += rows(f"reading.{part}.sums", sums, first[1] if first else None)
    for form in renderings.FORMS:
        dates, sums = measured(labelled_set.labelled(), form)
        found += rows(f"reading.form.{form}.dates", dates, None)
        found += rows(f"reading.form.{form}.sums", sums, None)
    return [*found, *kinds_and_owners(), *times()]


def read(decision: Labelled, form: str) -> dict[str, Any]:
    made = renderings.FORMS[form](decision.text)
    return read_bytes(made.encode() if isinstance(made, str) else made, decision.name).as_dict()


def measured(decisions: Iterable[Labelled], form: str) -> tuple[Count, Count]:
    """Hits, misses and inventions of dated obligations and of sums, over the decisions that fit in the form."""
    dates, sums = Count(), Count()
    for decision in decisions:
        if renderings.fits(form, decision.text):
            draft = read(decision, form)
            dates.add(labelled_set.count_dates(decision, draft))
            sums.add(labelled_set.count_sums(decision, draft))
    return dates, sums


def rows(name: str, count: Count, first: tuple[float, float] | None) -> list[dict[str, Any]]:
    counted = f"right {count.right}, missed {count.missed}, invented {count.invented}"
    against = "baseline: the first, blind reading" if first else "baseline: the bar"
    precision, recall = first or (BAR, BAR)
    return [
        row(f"{name}.precision", count.precision, "share", precision, f"{counted}; {against}"),
        row(f"{name}.recall", count.recall, "share", recall, f"{counted}; {against}"),
        row(f"{name}.invented", count.invented, "items", 0, counted),
    ]


def kinds_and_owners() -> list[dict[str, Any]]:
    """Of the dates found: how many have the right kind, the right recipient and the right authority."""
    total = kind = recipient = who = 0
    for decision in labelled_set.labelled():
        got = [*read(decision, "plain")["obligations"]]
        for owed in decision.obligations:
            same = [each for each in got if (each["due"] or labelled_set.rule(each)) == owed.when]
            best = next((each for each in same if each["kind"] == owed.kind), same[0] if same else None)
            if best is not None:
                total += 1
                kind += best["kind"] == owed.kind
                recipient += (best["recipient"] or "") == owed.recipient
                who += tuple(best["who"]) == owed.who
    return [
        row("reading.kind_right", kind / total, "share", BAR, f"{kind} of {total} dates found"),
        row("reading.recipient_right", recipient / total, "share", BAR, f"{recipient} of {total}"),
        row("reading.authority_right", who / total, "share", BAR, f"{who} of {total}"),
    ]


def times() -> list[dict[str, Any]]:
    """Seconds to read an appropriation letter of 2, 20 and 200 pages."""
    letter = next(each for each in labelled_set.labelled() if each.name == "regleringsbrev-havet").text
    found, before = [], 0.0
    for pages in PAGES:
        text = (letter + "\n") * (pages * PAGE // len(letter) + 1)
        begun = time.perf_counter()
        read_bytes(text[: pages * PAGE].encode())
        seconds = time.perf_counter() - begun
        note = f"{pages} pages of {PAGE} characters; baseline: ten times the time of a tenth"
        found.append(row(f"reading.time.at_{pages}_pages", seconds, "s", before * 10 or seconds, note))
        before = seconds
    return found


def row(name: str, value: float, unit: str, baseline: float, note: str) -> dict[str, Any]:
    return {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(value / baseline, 3) if baseline else None,
        "note": note,
    }
