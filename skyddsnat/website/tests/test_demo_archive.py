"""The year of the demonstration as a package for an archive: built by the worker, whole, the same each time."""

import csv
import io
import json
import zipfile

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from skyddsnat.core.api import Refused, add_user
from skyddsnat.core.models import Work
from skyddsnat.reporting.archive.commands import build
from skyddsnat.reporting.archive.documentation import columns
from skyddsnat.reporting.archive.package import build_archive_package
from skyddsnat.reporting.archive.verification import verify_package
from skyddsnat.reporting.closing.pack import build_closing_pack
from skyddsnat.reporting.models import ArchivePackage
from skyddsnat.reporting.tasks import start_archiving

pytestmark = pytest.mark.django_db
HOST = {"host": "localhost"}
HELD = "representations/rep1/data/"


def test_the_command_writes_a_package_that_is_whole_and_the_same_each_time(demo, tmp_path, capsys):
    assert build(["--assignment", demo.slug, "--out", str(tmp_path / "first")]) == 0
    assert build(["--assignment", demo.slug, "--out", str(tmp_path / "second")]) == 0
    first, second = tmp_path.glob("*/*.zip")
    assert verify_package(first) == []
    assert first.read_bytes() == second.read_bytes()
    assert ArchivePackage.objects.filter(assignment=demo).count() == 1
    build_closing_pack(assignment=demo, by=None)  # at another time, so another pack
    assert build(["--assignment", "none", "--out", str(tmp_path)]) == 2
    assert demo.slug in capsys.readouterr().err


def test_every_column_and_key_is_explained_and_every_document_registered(demo):
    package = build_archive_package(assignment=demo, by=None)
    with zipfile.ZipFile(io.BytesIO(bytes(package.file.content))) as archive:
        files = {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}
    for name, told in columns().items():
        content = files[HELD + name].decode()
        if name.endswith(".csv"):
            found = set(next(csv.reader(io.StringIO(content))))
        elif name.endswith(".jsonl"):
            found = set(json.loads(content.splitlines()[0]))
        else:
            data = json.loads(content)
            found = set(data if isinstance(data, dict) else data[0])
        assert found == set(told), name
    tables = {path.removeprefix(HELD) for path in files if path.startswith(f"{HELD}data/")}
    assert tables == set(columns())
    register = files["metadata/descriptive/diarium.csv"].decode()
    documents = [path for path in files if path.startswith(f"{HELD}handlingar/")]
    assert documents
    assert [path for path in documents if path not in register] == []
    made_for_keeping = files["representations/rep1/METS.xml"].decode().count('FILEFORMATNAME="PDF/A"')
    assert made_for_keeping == len([path for path in documents if path.endswith(".pdf")]) == 5


def test_the_worker_builds_it_once_however_often_one_clicks(demo, client, run_jobs):
    manager = add_user(email="chef@example.org", name="Chef", roles=["manager"], by=None)
    client.force_login(manager)
    address = reverse("reporting:build_archive", args=[demo.slug])
    refused = client.post(address, {"agreement": "RA\x01"}, headers=HOST).content.decode()
    assert "tecken som inte syns" in refused
    told = {"agreement": " RA 2014/77 & bilaga "}
    first, second = client.post(address, told, headers=HOST), client.post(address, told, headers=HOST)
    work = Work.objects.get()
    assert first["Location"] == second["Location"] == work.get_absolute_url()
    other = add_user(email="annan@example.org", name="Annan Chef", roles=["manager"], by=None)
    with pytest.raises(Refused, match="bygger paketet just nu"):
        start_archiving(assignment=demo, by=other)
    run_jobs()
    work.refresh_from_db()
    assert (work.state, work.done) == (Work.FINISHED, work.total)
    package = ArchivePackage.objects.get(assignment=demo, built_by=manager)
    page = client.get(client.get(work.get_absolute_url())["Location"], headers=HOST).content.decode()
    assert "Arkivpaketet är byggt och kontrollerat." in page
    fetched = client.get(reverse("reporting:archive_package", args=[demo.slug, package.pk]), headers=HOST)
    assert fetched.content == bytes(package.file.content)
    with zipfile.ZipFile(io.BytesIO(fetched.content)) as package_file:
        assert b'"SUBMISSIONAGREEMENT">RA 2014/77 &amp; bilaga<' in package_file.read(
            f"{package.name}/METS.xml"
        )
    assert fetched["Content-Disposition"] == f'attachment; filename="{package.name}.zip"'


@pytest.mark.parametrize(
    "sql", ["UPDATE reporting_archivepackage SET pack_id = 1", "DELETE FROM reporting_archivepackage"]
)
def test_the_database_keeps_what_was_built(demo, sql):
    build_archive_package(assignment=demo, by=None)
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
