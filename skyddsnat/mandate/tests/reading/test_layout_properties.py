"""How a decision is set (width, hyphens, blanks, page numbers) never changes which dates, kinds and sums are found."""

import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from skyddsnat.mandate.reading import read_text
from skyddsnat.mandate.tests.reading.labelled_set import Labelled, found_dates, labelled
from skyddsnat.mandate.tests.reading.renderings import TABULAR, wrapped

# Rows of tables are as wide as they are; the rest is running text that may be broken anywhere.
DECISIONS = [each for each in labelled() if not any(TABULAR.search(line) for line in each.text.split("\n"))]
BLANKS = ("\u00a0", "\u202f", "  ", " \u200b")


def found(text: str) -> tuple[Any, Any]:
    draft = read_text(text).as_dict()
    return sorted(found_dates(draft)), sorted(each["amount"] for each in draft["sums"])


def rewrapped(decision: Labelled, width: int, hyphen: str) -> list[str]:
    lines: list[str] = []
    for line in decision.text.split("\n"):
        lines += wrapped(line.strip(), width, hyphen) if line.strip() else [""]
    return lines


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DECISIONS), st.integers(50, 100), st.sampled_from(["-", "\u00ad", "\u2010"]))
def test_line_width_and_broken_words_change_nothing(decision: Labelled, width: int, hyphen: str) -> None:
    assert found("\n".join(rewrapped(decision, width, hyphen))) == found(decision.text)


def test_a_day_alone_on_its_line_after_an_abbreviation_goes_on_the_sentence() -> None:
    said = (
        "Resultatet ska slutligt redovisas till regeringen sex månader efter försökets slut, "
        "dvs.{}senast den 28 februari 2025."
    )
    assert found(said.format("\n")) == found(said.format(" "))
    assert found(said.format(" "))[0] == [("2025-02-28", "final_report")]


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DECISIONS), st.sampled_from(BLANKS), st.randoms(use_true_random=False))
def test_blanks_of_every_kind_change_nothing(decision: Labelled, blank: str, chance: Any) -> None:
    text = re.sub(r"(?<=\S) (?=\S)", lambda _: blank if chance.random() < 0.15 else " ", decision.text)
    assert found(text) == found(decision.text)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(DECISIONS), st.integers(60, 90), st.integers(8, 40), st.sampled_from(["\n", "\r\n"]))
def test_page_numbers_in_the_middle_of_sentences_change_nothing(
    decision: Labelled, width: int, length: int, newline: str
) -> None:
    lines = rewrapped(decision, width, "-")
    pages = [lines[start : start + length] for start in range(0, len(lines), length)]
    numbered: list[str] = []
    for number, page in enumerate(pages, 1):
        numbered += [*page, "", f"{number} ({len(pages)})", ""]
    assert found(newline.join(numbered)) == found(decision.text)
