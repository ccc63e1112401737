"""PDF pages: columns stored line by line are put in order; one column and tables stay as they are."""

import time
from itertools import pairwise

import pytest
import typst

from skyddsnat.mandate.reading.pdf import read_pdf
from skyddsnat.mandate.reading.reader import read_bytes
from skyddsnat.mandate.tests.reading import renderings
from skyddsnat.mandate.tests.reading.labelled_set import count_dates, count_sums, labelled

DECISIONS = {each.name: each for each in labelled()}
LONG = DECISIONS["b3-tva-myndigheter"]


@pytest.mark.parametrize("form", ["pdf-placed", "pdf-grid"])
def test_lines_stored_across_two_columns_come_column_by_column(form: str) -> None:
    head, pages = renderings.column_rows(DECISIONS["b3-forlangning"].text)
    made = renderings.FORMS[form](DECISIONS["b3-forlangning"].text)
    document = read_pdf(made if isinstance(made, bytes) else b"")
    assert document.unfolded
    wanted = [line for rows in pages for side in (0, 1) for row in rows if (line := row[side].strip())]
    places = [document.text.index(line) for line in wanted if document.text.count(line) == 1]
    assert len(places) > 20
    assert all(one < other for one, other in pairwise(places))
    assert document.text.startswith(head[0])


@pytest.mark.parametrize(
    "name", ["b1-tabell-redovisning", "b3-tabell-tidplan", "b4-flera-tabell", "tabell-medel"]
)
def test_the_rows_of_a_table_stay_rows(name: str) -> None:
    decision = DECISIONS[name]
    document = read_pdf(renderings.as_plain_pdf(decision.text))
    assert not document.unfolded
    draft = read_bytes(renderings.as_plain_pdf(decision.text)).as_dict()
    for count in (count_dates(decision, draft), count_sums(decision, draft)):
        assert (count.misses, count.inventions) == ([], [])


def test_a_table_of_long_cells_is_not_two_columns() -> None:
    rows = [
        (f"Delrapport om arbetet i etapp {number}", "Regeringskansliet (Utbildningsdepartementet)")
        for number in range(12)
    ]
    cells = ", ".join(f"[{cell}]" for row in rows for cell in row)
    document = read_pdf(
        typst.compile(f"#grid(columns: (1fr, 1fr), column-gutter: 1cm, row-gutter: 5pt, {cells})".encode())
    )
    assert not document.unfolded
    for what, to in rows:
        line = next(line for line in document.text.splitlines() if line.startswith(what))
        assert line.endswith(to)


def test_one_column_is_left_alone() -> None:
    words = " ".join(LONG.text.split())
    document = read_pdf(
        typst.compile(f"#set par(justify: true)\n#text({renderings.literal(words)[5:-1]})".encode())
    )
    assert not document.unfolded
    assert " ".join(document.text.replace("-\n", "").split())[:200] == words[:200]


def test_two_hundred_pages_take_seconds() -> None:
    body = LONG.text.partition("\n\n")[2]
    made = renderings.as_placed_pdf("Uppdrag\n\n" + "\n".join([body] * 260))
    begun = time.perf_counter()
    document = read_pdf(made)
    assert len(document.pages) > 60
    assert document.unfolded
    assert time.perf_counter() - begun < 0.15 * len(document.pages)
