"""The closing pack adds up, and every kind of tampering is found."""

import csv
import io
import json
import zipfile

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.urls import reverse

from skyddsnat.core.api import Refused, add_user
from skyddsnat.core.models import Work
from skyddsnat.economy.api import grant, issued_documents
from skyddsnat.mandate.api import verify
from skyddsnat.reporting import verification
from skyddsnat.reporting.closing.pack import build_closing_pack, missing_documents
from skyddsnat.reporting.tasks import start_building
from skyddsnat.shared.hashing import sha256_hex

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive(demo, tmp_path):
    path = tmp_path / "pack.zip"
    path.write_bytes(bytes(demo.closing_packs.latest("built_at").file.content))
    return path


def rewrite(path, change, *, relist=True):
    """Change files in the archive; with `relist` the forger also mends the manifest."""
    files = verification.read_archive(path)
    change(files)
    if relist:
        manifest = json.loads(files["manifest.json"])
        for entry in manifest["files"]:
            if entry["name"] in files:
                entry["sha256"] = sha256_hex(files[entry["name"]])
        files["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(path, "w") as target:
        for name, content in files.items():
            target.writestr(name, content)


def test_the_year_adds_up(demo):
    money, documents = grant(demo), {d.kind: d for d in issued_documents(demo)}
    account = documents["financial_account"]
    assert (
        account.requisitioned_ore - account.used_ore
        == account.repaid_ore
        == documents["repayment"].amount_ore
    )
    assert (money.requisitioned_ore, money.used_ore) == (account.requisitioned_ore, account.used_ore)
    assert {d.dnr for d in documents.values()} == {"DEMO 2014/1"}
    assert verify(demo) == []
    assert missing_documents(demo) == []


def test_the_pack_verifies_without_the_database(archive, capsys):
    assert verification.verify_command([str(archive)]) == 0
    assert "whole" in capsys.readouterr().out


def test_the_manifest_lists_every_file(archive):
    files = verification.read_archive(archive)
    manifest = json.loads(files["manifest.json"])
    assert {entry["name"] for entry in manifest["files"]} == set(files) - {"manifest.json"}
    assert manifest["dnr"] == "DEMO 2014/1"
    assert manifest["demonstration"] is True
    assert {f"handlingar/slutredovisning-v1.{form}" for form in ("pdf", "html", "docx", "json")} <= set(files)


def test_the_same_data_gives_the_same_files(demo):
    first, second = (build_closing_pack(assignment=demo, by=None).manifest["files"] for _ in range(2))
    assert first == second


def test_the_pack_is_built_by_the_worker_and_once_however_often_one_clicks(demo, client, run_jobs):
    manager = add_user(email="chef@example.org", name="Chef", roles=["manager"], by=None)
    client.force_login(manager)
    before = demo.closing_packs.count()
    build = reverse("reporting:build", args=[demo.slug])
    first, second = client.post(build), client.post(build)
    work = Work.objects.get()
    assert first["Location"] == second["Location"] == work.get_absolute_url()
    assert demo.closing_packs.count() == before

    other = add_user(email="annan@example.org", name="Annan Chef", roles=["manager"], by=None)
    with pytest.raises(Refused, match="bygger paketet just nu"):
        start_building(assignment=demo, by=other)

    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.done) == (Work.FINISHED, work.total)
    pack = demo.closing_packs.latest("built_at")
    assert (demo.closing_packs.count(), pack.built_by) == (before + 1, manager)
    page = client.get(client.get(work.get_absolute_url())["Location"]).content.decode()
    assert "Avslutspaketet är byggt." in page
    assert reverse("reporting:pack", args=[demo.slug, pack.pk]) in page
    assert client.post(build)["Location"] != work.get_absolute_url()


def edit_json(name, change):
    def edit(files):
        data = json.loads(files[name])
        change(data)
        files[name] = json.dumps(data).encode()

    return edit


def edit_csv(name, row, field, value):
    def edit(files):
        rows = list(csv.DictReader(io.StringIO(files[name].decode())))
        rows[row][field] = value
        target = io.StringIO()
        writer = csv.DictWriter(target, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
        files[name] = target.getvalue().encode()

    return edit


def edit_evidence(files):
    lines = files["data/underlag.jsonl"].splitlines()
    row = json.loads(lines[4])
    row["row"][7] += 1000
    lines[4] = json.dumps(row).encode()
    files["data/underlag.jsonl"] = b"\n".join(lines) + b"\n"


REPORT, ACCOUNT = "handlingar/slutredovisning-v1.json", "handlingar/ekonomisk-redovisning-v1.json"


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (edit_evidence, "evidence row 5: the chain is broken"),
        (lambda f: f.update({"data/underlag.jsonl": b"".join(f["data/underlag.jsonl"].splitlines(True)[:-1])}),
         "evidence: the chain does not end where the manifest says"),
        (edit_json("data/frysta-varden.json", lambda d: d[0].update(value=999)), "does not match its fingerprint"),
        (edit_json(REPORT, lambda d: d["report"]["queries"][0].update(value=999)), "report does not match its"),
        (edit_json(REPORT, lambda d: d["report"]["lacking"].clear()), "the report does not match its fingerprint"),
        (edit_json(ACCOUNT, lambda d: d.update(used_ore=1)), "requisitioned − used ="),
        (edit_json(ACCOUNT, lambda d: d["data"].update(dnr="X")), "the figures do not match their fingerprint"),
        (edit_json(ACCOUNT, lambda d: d.update(dnr="X")), "cites dnr 'X'"),
        (edit_csv("data/fordelning.csv", 0, "amount_ore", "1"), "allotments sum to"),
        (edit_csv("data/verifikationer.csv", 0, "amount_ore", "1"), "allotted of 1 öre"),
    ],
)  # fmt: skip
def test_a_forger_who_mends_the_manifest_is_found(archive, change, found):
    rewrite(archive, change)
    assert any(found in fault for fault in verification.verify_pack(archive))


def test_the_approved_plan_is_in_the_pack_and_the_returned_one_is_not(archive):
    plans = {
        name: content for name, content in verification.read_archive(archive).items() if "/plan-" in name
    }
    assert list(plans) == ["handlingar/plan-v1.pdf"]
    assert plans["handlingar/plan-v1.pdf"].startswith(b"%PDF")


def test_a_changed_file_is_named(archive):
    rewrite(archive, lambda f: f.update({"handlingar/rekvisition-v1.pdf": b"x"}), relist=False)
    assert verification.verify_pack(archive) == [
        "handlingar/rekvisition-v1.pdf: was changed after the pack was made"
    ]


def test_lost_and_added_files_are_named(archive):
    rewrite(archive, lambda f: (f.pop("data/insatser.json"), f.update({"extra.txt": b""})), relist=False)
    assert set(verification.verify_pack(archive)) == {
        "data/insatser.json: is missing",
        "extra.txt: is not in the manifest",
    }


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x03\x04" + b"\0" * 40])
def test_what_is_no_pack_gets_a_clear_error(tmp_path, capsys, content):
    path = tmp_path / "x.zip"
    path.write_bytes(content)
    assert verification.verify_command([str(path)]) == 2
    assert "cannot be read as a ZIP archive" in capsys.readouterr().err


def test_a_missing_file_gets_a_clear_error(tmp_path, capsys):
    assert verification.verify_command([str(tmp_path / "none.zip")]) == 2
    assert "There is no file" in capsys.readouterr().err


def test_another_zip_is_not_a_pack(tmp_path, capsys):
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as target:
        target.writestr("a.txt", "a")
    assert verification.verify_command([str(path)]) == 2
    assert "not a closing pack" in capsys.readouterr().err


def test_an_issued_report_and_a_pack_are_locked_by_the_database(demo):
    for sql in (
        "UPDATE reporting_report SET dnr = 'X'",
        "DELETE FROM reporting_report",
        "UPDATE reporting_closingpack SET manifest = '{}'",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql)
