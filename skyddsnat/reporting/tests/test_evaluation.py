"""The evaluation pack: built from a small ledger, worked out anew by a clean interpreter, and every change found."""

import csv
import datetime
import io
import json
import subprocess
import sys
import zipfile

import pyarrow.parquet as pq
import pytest
from django.urls import reverse

from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.economy.api import VoucherLine, allot, import_sie
from skyddsnat.economy.api import reverse as take_off
from skyddsnat.insight.api import Indicator, load_indicators, run, take_snapshot
from skyddsnat.mandate.api import Entry, append, correct_evidence
from skyddsnat.mandate.models import Activity, Evidence
from skyddsnat.reporting.evaluation import extract, recompute, verification
from skyddsnat.reporting.evaluation.commands import build as build_command
from skyddsnat.reporting.evaluation.pack import build_evaluation_pack
from skyddsnat.shared.hashing import sha256_hex

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}
FIRST = datetime.date(2014, 3, 1)
BOOKS = """#FLAGGA 0
#FORMAT PC8
#SIETYP 4
#FNAMN "Prov"
#RAR 0 20140101 20141231
#KONTO 1930 "Bank"
#KONTO 5800 "Resor"
#VER A 1 20140310 "Resa"
{
#TRANS 5800 {} 1000.00
#TRANS 1930 {} -1000.00
}
#VER A 2 20140311 "Resa till Anna Svensson"
{
#TRANS 5800 {} 500.55
#TRANS 1930 {} -500.55
}
"""


@pytest.fixture
def evaluated(assignment, cast):
    """Two activities, evidence with one row taken back, a value frozen on the way, and costs on one activity."""
    load_indicators(assignment=assignment, by=None)
    made = [
        Activity.objects.create(
            assignment=assignment, number=n, title=f"Insats {n}", purpose="x", responsible=cast.coordinator,
            starts=FIRST, ends=datetime.date(2014, 12, 31),
        )
        for n in (1, 2)
    ]  # fmt: skip
    for activity in made:
        activity.clauses.set(assignment.clauses.filter(number="1"))
    firm = Organisation.objects.create(code="anders-taxi", kind="company")
    region = Organisation.objects.filter(kind="region").first()
    town = Place.objects.municipalities().first()
    one, two = (activity.pk for activity in made)
    append(
        assignment,
        [
            Entry("meeting_held", one, FIRST, 3, region.pk, town.pk, "möte 1"),
            Entry("meeting_held", one, FIRST + datetime.timedelta(40), 4, None, None, "möte 2"),
            Entry("actor_reached", one, FIRST, 2, firm.pk, town.pk),
            Entry("method_published", two, FIRST, 1),
            Entry("children_heard", two, FIRST, 1, region.pk, town.pk, "skolan i byn"),
        ],
    )
    take_snapshot(
        indicator=Indicator.objects.get(assignment=assignment, code="coordination-meetings"),
        by=cast.coordinator,
    )
    correct_evidence(evidence=Evidence.objects.get(seq=2), reason="fel", by=cast.coordinator)
    import_sie(assignment=assignment, content=BOOKS.encode("cp437"), name="bok.se", by=cast.economist)
    lines = list(VoucherLine.objects.filter(account__number="5800").order_by("voucher__number"))
    allot(line=lines[0], activity=made[0], by=cast.economist)
    given = allot(line=lines[1], activity=made[1], by=cast.economist)
    take_off(assignment=assignment, allotments=[given], by=cast.economist)
    return assignment


def built(assignment):
    target = io.BytesIO()
    build_evaluation_pack(assignment=assignment, target=target, by=None)
    return target.getvalue()


@pytest.fixture
def pack(evaluated, tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(built(evaluated))
    return path


def files_of(path):
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def unpacked(path, folder):
    with zipfile.ZipFile(path) as archive:
        archive.extractall(folder)
    return folder


def worked_out(folder):
    """Run the pack's own script in an interpreter that knows nothing of this program."""
    told = subprocess.run(
        [sys.executable, "-I", "-S", "recompute.py"], cwd=folder, capture_output=True, text=True, check=False
    )
    return told.returncode, told.stdout + told.stderr


def forge(path, name, change):
    """Change a file of the pack and mend the manifest, as somebody would who knows how."""
    files = files_of(path)
    files[name] = change(files[name])
    manifest = json.loads(files["manifest.json"])
    for entry in manifest["files"]:
        if entry["name"] == name:
            entry["sha256"] = sha256_hex(files[name])
    files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as target:
        for one, content in files.items():
            target.writestr(one, content)


def test_a_clean_interpreter_works_out_every_number(pack, tmp_path, capsys):
    code, told = worked_out(unpacked(pack, tmp_path / "out"))
    figures = verification.verify_pack(pack)[0]
    assert figures > 30
    assert (code, told) == (0, f"Every figure holds: {figures} worked out anew.\n")
    assert verification.verify_command([str(pack)]) == 0
    assert "whole" in capsys.readouterr().out


def test_the_same_ledger_gives_the_same_bytes(evaluated):
    assert built(evaluated) == built(evaluated)


def test_the_history_of_an_indicator_is_in_it(pack, evaluated):
    numbers = json.loads(files_of(pack)["data/siffror.json"])["indicators"]
    mine = [
        (n["frozen"], n["value"], n["ledger_seq"])
        for n in numbers
        if n["indicator"] == "coordination-meetings"
    ]
    assert mine == [(True, 7, 5), (False, 3, 6)]
    for one in (n for n in numbers if not n["frozen"]):
        indicator = Indicator.objects.get(assignment=evaluated, code=one["indicator"])
        assert one["value"] == run(evaluated, indicator.query).value
    meanings = json.loads(files_of(pack)["data/indikatorer.json"])
    assert {one["code"] for one in meanings} == set(
        Indicator.objects.filter(assignment=evaluated).values_list("code", flat=True)
    )
    assert any(one["baseline"] and one["baseline_source"] for one in meanings)


def test_cost_per_result_only_where_there_is_both(pack):
    figures = json.loads(files_of(pack)["data/siffror.json"])
    assert figures["cost_ore"] == 100_000
    assert figures["cost_by_activity"] == [[1, 100_000], [2, 0]]
    assert [tuple(one.values()) for one in figures["cost_per_result"]] == [
        (1, 100_000, "actor_reached", 50_000, 2),
        (1, 100_000, "meeting_held", 33_333, 3),
    ]


def test_nothing_in_it_can_tell_of_a_person(pack):
    files = files_of(pack)
    rows = list(csv.DictReader(io.StringIO(files["data/underlag.csv"].decode())))
    assert [row["organisation"] for row in rows if row["kind"] == "actor_reached"] == ["company-nr-1"]
    assert {(row["place"], row["organisation"]) for row in rows if row["kind"] == "children_heard"} == {
        ("", "")
    }
    assert all(row["place"] for row in rows if row["kind"] == "actor_reached")
    everything = b"".join(files.values()).decode("utf-8", "replace")
    for secret in ("anders-taxi", "skolan i byn", "Anna Svensson", "@example.org", "Coordinator"):
        assert secret not in everything


def test_a_number_that_rests_on_what_is_left_out_is_left_out(evaluated, tmp_path):
    Indicator.objects.filter(code="children-heard").update(
        query={"kinds": ["children_heard"], "measure": "places"}
    )
    path = tmp_path / "pack.zip"
    path.write_bytes(built(evaluated))
    figures = json.loads(files_of(path)["data/siffror.json"])
    assert figures["left_out"] == ["children-heard"]
    assert "children-heard" not in {one["indicator"] for one in figures["indicators"]}
    assert "utelämnat: children-heard" in files_of(path)["metod.md"].decode()
    assert verification.verify_pack(path)[1] == []


def test_parquet_and_csv_hold_the_same_rows(pack, monkeypatch):
    files = files_of(pack)
    table = pq.read_table(io.BytesIO(files["data/underlag.parquet"])).to_pylist()
    rows = list(csv.DictReader(io.StringIO(files["data/underlag.csv"].decode())))
    assert [str(row["seq"]) for row in table] == [row["seq"] for row in rows] == list("123456")
    assert [row["occurred_on"].isoformat() for row in table] == [row["occurred_on"] for row in rows]
    assert [row["corrects"] for row in table] == [None] * 5 + [2]
    forge(pack, "data/underlag.parquet", lambda content: content[:100])
    assert verification.verify_pack(pack)[1] == [
        "data/underlag.parquet: does not hold the rows of data/underlag.csv"
    ]


def test_the_method_is_told_in_both_languages(pack):
    files = files_of(pack)
    swedish, english = files["metod.md"].decode(), files["method.md"].decode()
    assert "Den säger inte vad ett resultat är värt" in swedish
    assert "It does not say what a result is worth" in english
    assert swedish.count("\n### ") == english.count("\n### ") == Indicator.objects.count()
    assert "&" not in swedish
    assert "1. Insats 1 | Möte" not in english


def change_json(path, value):
    """Set one figure, found by its keys."""

    def change(content):
        figures = json.loads(content)
        place = figures
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        return json.dumps(figures).encode()

    return change


@pytest.mark.parametrize(
    ("name", "change", "found"),
    [
        ("data/siffror.json", change_json(["indicators", 0, "value"], 8), "says 8, the ledger gives 7"),
        ("data/siffror.json", change_json(["indicators", 0, "by_month"], []), "parts per month differ"),
        ("data/siffror.json", change_json(["indicators", 0, "by_activity"], []), "parts per activity differ"),
        ("data/siffror.json", change_json(["indicators", 0, "taken_at"], "x"), ""),
        ("data/siffror.json", change_json(["indicators", 0, "ledger_hash"], "00"), "its fingerprint"),
        ("data/siffror.json", change_json(["indicators", 0, "ledger_seq"], 99), "rests on 99 rows"),
        ("data/siffror.json", change_json(["cost_ore"], 1), "cost: says 1 öre"),
        ("data/siffror.json", change_json(["cost_by_activity"], [[1, 5]]), "cost of activity"),
        ("data/siffror.json", change_json(["cost_per_result", 0, "ore_each"], 1), "cost per result"),
        ("data/siffror.json", change_json(["cost_per_result"], []), "which is not said"),
        ("data/siffror.json", lambda content: b"{}", "cannot be read"),
        ("data/underlag.csv", lambda content: content.replace(b",4,", b",5,", 1), "the ledger gives 8"),
        ("data/underlag.csv", lambda content: content.rsplit(b"6,", 1)[0], "ends at row 5"),
        ("data/kostnader.csv", lambda content: content.replace(b"100000", b"100001"), "vouchers give 100001"),
    ],
)  # fmt: skip
def test_a_changed_figure_is_found_though_the_manifest_was_mended(pack, tmp_path, name, change, found):
    forge(pack, name, change)
    code, told = worked_out(unpacked(pack, tmp_path / "out"))
    assert found in told
    assert code == (1 if found else 0)
    assert any(found in fault for fault in verification.verify_pack(pack)[1]) == bool(found)


@pytest.mark.parametrize("name", ["data/underlag.csv", "metod.md", "recompute.py"])
def test_a_changed_or_lost_file_is_found(pack, tmp_path, name):
    folder = unpacked(pack, tmp_path / "out")
    path = folder / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert worked_out(folder) == (1, f"{name}: was changed after the pack was made\n")
    if name != "recompute.py":
        path.unlink()
        assert worked_out(folder) == (1, f"{name}: is missing\n")


def test_another_script_and_files_nobody_listed_are_found(pack):
    forge(pack, "recompute.py", lambda content: b"print('Every figure holds')")
    with zipfile.ZipFile(pack, "a") as archive:
        archive.writestr("data/mer.csv", "x")
    assert set(verification.verify_pack(pack)[1]) == {
        "data/mer.csv: is not in the manifest",
        "recompute.py: is not the script of this version of the program",
    }


@pytest.mark.parametrize("content", [b"", b"PK", b"no zip"])
def test_what_is_no_pack_gets_a_clear_error(tmp_path, capsys, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert verification.verify_command([str(path)]) == 2
    assert verification.verify_command([str(tmp_path / "nowhere.zip")]) == 2
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("manifest.json", json.dumps({"format": "another", "files": []}))
    assert verification.verify_command([str(path)]) == 2
    assert "not 'skyddsnat-evaluation-pack/1'" in capsys.readouterr().err


def test_without_a_registration_number_nothing_leaves(evaluated, tmp_path, capsys):
    evaluated.dnr = ""
    evaluated.save()
    with pytest.raises(Refused, match="diarienummer"):
        built(evaluated)
    assert build_command(["--assignment", evaluated.slug, "--out", str(tmp_path)]) == 1
    assert list(tmp_path.iterdir()) == []
    assert build_command(["--assignment", "nothing", "--out", str(tmp_path)]) == 2


def test_the_command_writes_what_verifies(evaluated, tmp_path):
    assert build_command(["--assignment", evaluated.slug, "--out", str(tmp_path / "out")]) == 0
    path = tmp_path / "out" / f"utvardering-{evaluated.slug}.zip"
    with zipfile.ZipFile(path) as archive:
        assert verification.verify_pack(path) == recompute.check(archive.open)


@pytest.mark.parametrize(
    ("who", "read", "build"),
    [
        ("coordinator", 200, 200), ("editor", 200, 200), ("manager", 200, 200), ("economist", 200, 404),
        ("auditor", 200, 404), ("partner", 403, 403), ("receiver", 403, 403), ("outsider", 403, 403),
    ],
)  # fmt: skip
def test_the_role_matrix(evaluated, cast, client, who, read, build):
    client.force_login(getattr(cast, who))
    page = client.get(reverse("reporting:evaluation", args=[evaluated.slug]), headers=HOST)
    assert page.status_code == read
    fetched = client.post(reverse("reporting:evaluation_build", args=[evaluated.slug]), headers=HOST)
    assert fetched.status_code == build
    if read == 200:
        assert ("Hämta paketet" in page.content.decode()) == (build == 200)
    if build == 200:
        assert fetched.content == built(evaluated)
        assert AuditEntry.objects.filter(verb="evaluation.built", by=getattr(cast, who)).count() == 1


def test_a_long_ledger_is_left_to_the_command(evaluated, cast, client, monkeypatch):
    monkeypatch.setattr("skyddsnat.reporting.views.evaluation.AT_ONCE", 5)
    client.force_login(cast.manager)
    page = client.get(reverse("reporting:evaluation", args=[evaluated.slug]), headers=HOST).content.decode()
    assert "skyddsnat evaluation build" in page
    assert "Hämta paketet" not in page
    address = reverse("reporting:evaluation_build", args=[evaluated.slug])
    assert client.post(address, headers=HOST).status_code == 404


def test_a_page_without_a_registration_number_says_so(evaluated, cast, client):
    evaluated.dnr = ""
    evaluated.save()
    client.force_login(cast.manager)
    page = client.get(reverse("reporting:evaluation", args=[evaluated.slug]), headers=HOST).content.decode()
    assert "Utan det lämnar inget huset" in page
    answer = client.post(reverse("reporting:evaluation_build", args=[evaluated.slug]), headers=HOST)
    assert answer.status_code == 302


def test_where_children_spoke_and_cases_stood_is_never_said():
    assert {"children_heard", "tip_closed"} <= extract.NAMELESS
    assert extract.is_hidden({"kinds": ["meeting_held", "tip_closed"], "measure": "places"})
    assert not extract.is_hidden({"kinds": ["tip_closed"], "measure": "records"})
