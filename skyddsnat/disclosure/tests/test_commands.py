"""From a file to a folder of safe tables: good files, bad ones, and tables that must not go out."""

from __future__ import annotations

import contextlib
import hashlib
import json
import random
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pyarrow
import pyarrow.parquet
import pytest

from skyddsnat.cli import main
from skyddsnat.disclosure import files
from skyddsnat.disclosure.releases import read_all
from skyddsnat.disclosure.sealing import seal
from skyddsnat.disclosure.tables import HIDDEN

HEAD = ["lan", "kommun", "form", "kon"]


def cases(how_many: int = 250, seed: int = 1) -> list[list[str]]:
    chance = random.Random(seed)
    towns = [int(9 * chance.random() ** 2) for _ in range(how_many)]
    return [
        [f"L{town % 3}", f"K{town}", f"F{int(3 * chance.random() ** 2)}", chance.choice(["flicka", "pojke"])]
        for town in towns
    ]


def as_csv(path: Path, rows: list[list[str]], head: list[str] = HEAD) -> Path:
    path.write_text("\n".join(";".join(row) for row in [head, *rows]) + "\n", encoding="utf-8")
    return path


def protect(path: Path, out: Path, dims: str, *more: str) -> int:
    return main(["stats", "protect", str(path), "--dims", dims, "--out", str(out), *more])


def test_a_table_is_made_and_found_safe(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = as_csv(tmp_path / "in.csv", cases())
    assert protect(source, tmp_path / "out", "lan>kommun,form,kon") == 0
    key = capsys.readouterr().err.split("källfilen: ")[1].split(".")[0]
    assert main(["stats", "audit", str(tmp_path / "out")]) == 0
    told = json.loads((tmp_path / "out" / "in.json").read_text())
    assert told["input_seal"] == seal(source, key)
    written = "".join(path.read_text() for path in (tmp_path / "out").iterdir())
    assert key not in written
    assert hashlib.sha256(source.read_bytes()).hexdigest() not in written
    (made,) = read_all(tmp_path / "out")
    assert (made.shown == HIDDEN).any()
    assert made.shown[0] == 250


def test_xlsx_parquet_and_counts_give_the_same_table(tmp_path: Path) -> None:
    rows = cases()
    as_csv(tmp_path / "a.csv", rows)
    book = openpyxl.Workbook()
    for row in [HEAD, *rows]:
        book.active.append(row)
    book.save(tmp_path / "b.xlsx")
    columns = {name: [row[place] for row in rows] for place, name in enumerate(HEAD)}
    pyarrow.parquet.write_table(pyarrow.table(columns), tmp_path / "c.parquet")
    summed = [[*row, str(rows.count(list(row)))] for row in sorted({tuple(row) for row in rows})]
    as_csv(tmp_path / "d.csv", summed, [*HEAD, "antal"])
    for name in ("a.csv", "b.xlsx", "c.parquet"):
        assert protect(tmp_path / name, tmp_path / name[0], "lan>kommun,form", "--name", "t") == 0
    assert (
        protect(tmp_path / "d.csv", tmp_path / "d", "lan>kommun,form", "--name", "t", "--count", "antal") == 0
    )
    assert len({(tmp_path / folder / "t.csv").read_text() for folder in "abcd"}) == 1


def test_a_fine_table_after_a_coarse_one_is_refused_and_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [["A", "a"]] * 3 + [["A", "b"]] * 3 + [["B", "c"]] * 20
    source = as_csv(tmp_path / "in.csv", rows, ["lan", "kommun"])
    assert protect(source, tmp_path / "out", "lan", "--name", "grov") == 0
    before = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    assert protect(source, tmp_path / "out", "lan>kommun", "--name", "fin", "--language", "en") == 1
    assert "fin: kommun=a, lan=A" in capsys.readouterr().err
    assert {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()} == before
    assert protect(source, tmp_path / "out", "lan>kommun", "--name", "fin", "--population", "andra") == 0


def test_a_leak_that_somebody_plants_is_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A hidden number is written back, with a hash to fit."""
    source = as_csv(
        tmp_path / "in.csv",
        [["A", "x"]] * 2 + [["B", "x"]] * 9 + [["A", "y"]] * 9 + [["B", "y"]] * 9,
        ["p", "q"],
    )
    assert protect(source, tmp_path / "out", "p,q") == 0
    table, about = tmp_path / "out" / "in.csv", tmp_path / "out" / "in.json"
    table.write_text(table.read_text().replace("B,x,..", "B,x,9"))
    assert main(["stats", "audit", str(tmp_path / "out")]) == 2
    told = json.loads(about.read_text())
    told["table_sha256"] = hashlib.sha256(table.read_bytes()).hexdigest()
    about.write_text(json.dumps(told))
    capsys.readouterr()
    assert main(["stats", "audit", str(tmp_path / "out"), "--language", "en"]) == 1
    assert "in: p=A, q=x is hidden but can be worked out exactly" in capsys.readouterr().err


HOLDS = """
import sys, pathlib
from skyddsnat.disclosure.releases import alone_in
with alone_in(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextlib.contextmanager
def somebody_else_in(folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that writes in the folder until it is told to stop, or is killed."""
    command = [sys.executable, "-c", HOLDS, str(folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        yield other
        other.kill()


def test_one_at_a_time_writes_in_a_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source, out = as_csv(tmp_path / "in.csv", cases()), tmp_path / "out"
    with somebody_else_in(out):
        assert protect(source, out, "lan,form", "--language", "en") == 2
        assert "Another run is writing in the folder" in capsys.readouterr().err
        assert not list(out.glob("*.csv"))
        assert main(["stats", "audit", str(out)]) == 2  # which only reads: there is no table yet
        assert "inga tabeller" in capsys.readouterr().err
    assert protect(source, out, "lan,form") == 0  # the lock went with the process that was killed
    assert protect(source, out, "lan,kon", "--name", "b") == 0


def test_a_folder_that_is_a_file_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = as_csv(tmp_path / "in.csv", cases())
    (tmp_path / "out").write_text("")
    assert protect(source, tmp_path / "out", "lan,form", "--language", "en") == 2
    assert "Could not be written" in capsys.readouterr().err


def test_formulas_stay_texts(tmp_path: Path) -> None:
    rows = [["=1+1", "x"]] * 8 + [["-b", "x"]] * 9
    source = as_csv(tmp_path / "in.csv", rows, ["p", "q"])
    assert protect(source, tmp_path / "out", "p") == 0
    assert "'=1+1,8" in (tmp_path / "out" / "in.csv").read_text()
    assert read_all(tmp_path / "out")[0].grid.dims[0].nodes == ((), ("-b",), ("=1+1",))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("p;q\na;\nb;x\n", "Row 2: q is empty"),
        ("p;q\na;x\n*;x\n", "Row 3: p must not be *"),
        ("p;z\na;x\n", "There is no column q"),
        ("p;q;p\na;x;b\n", "The column p is there twice"),
        ("p;q\n", "no rows below"),
        ("", "no row of headings"),
        ('p;q\na;x\n"b;x\n', "damaged"),
        ("PK\x03\x04 not a table", "damaged"),
    ],
)
def test_bad_text_files_are_refused_with_the_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    (tmp_path / "in.csv").write_text(content)
    assert protect(tmp_path / "in.csv", tmp_path / "out", "p,q", "--language", "en") == 2
    assert said in capsys.readouterr().err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("count", ["1.5", "-1", "=1+1", "tre", "9" * 30, ""])
def test_counts_are_whole_numbers(tmp_path: Path, capsys: pytest.CaptureFixture[str], count: str) -> None:
    source = as_csv(tmp_path / "in.csv", [["a", "5"], ["b", count]], ["p", "n"])
    assert protect(source, tmp_path / "out", "p", "--count", "n", "--language", "en") == 2
    assert "Row 3: n must be a whole number" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["in.xlsx", "in.parquet", "in.pdf", "missing.csv"])
def test_files_that_are_something_else_are_refused(tmp_path: Path, name: str) -> None:
    if not name.startswith("missing"):
        (tmp_path / name).write_bytes(b"PK\x03\x04 nothing of the kind PAR1")
    assert protect(tmp_path / name, tmp_path / "out", "p") == 2


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 1_000_000)
    with zipfile.ZipFile(tmp_path / "in.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", " " * 2_000_000)
    assert protect(tmp_path / "in.xlsx", tmp_path / "out", "p", "--language", "en") == 2
    assert "too large" in capsys.readouterr().err


@pytest.mark.parametrize("dims", ["p,,q", "p>p", "", "p,p"])
def test_dimensions_that_make_no_sense_are_refused(tmp_path: Path, dims: str) -> None:
    assert protect(as_csv(tmp_path / "in.csv", [["a", "b"]], ["p", "q"]), tmp_path / "out", dims) == 2


@pytest.mark.parametrize("name", ["../x", "a/b", "", ".x", "audit"])
def test_names_lead_nowhere_else(tmp_path: Path, name: str) -> None:
    source = as_csv(tmp_path / "in.csv", [["a"]] * 9, ["p"])
    code = protect(source, tmp_path / "out", "p", f"--name={name}")
    assert code == (0 if name == "" else 2)  # no name is the file's


def test_what_is_out_is_never_written_over(tmp_path: Path) -> None:
    source = as_csv(tmp_path / "in.csv", [["a"]] * 9, ["p"])
    assert [protect(source, tmp_path / "out", "p") for _ in range(2)] == [0, 2]


def test_an_empty_folder_is_told_of(tmp_path: Path) -> None:
    assert main(["stats", "audit", str(tmp_path)]) == 2
