"""Documents of a case: marked on each page, for whom the lock allows, numbered and written down; and the register."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from skyddsnat.actors.models import Place
from skyddsnat.conftest import Cast
from skyddsnat.cooperation.models import Paper, Referral
from skyddsnat.cooperation.papers.actions import make_paper, make_register
from skyddsnat.cooperation.papers.register import entries
from skyddsnat.cooperation.papers.secrecy import provisions
from skyddsnat.cooperation.referrals.actions.cases import lock_contact
from skyddsnat.cooperation.referrals.actions.safeguards import withdraw_consent
from skyddsnat.cooperation.referrals.fields import FIELDS, field
from skyddsnat.cooperation.tests.cases import Home, case_in, fresh, home, open_case
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.shared.dates import today

ALL = [one.code for one in FIELDS]


@pytest.fixture
def at(db: None) -> Home:
    return home()


def with_dnr(case: Referral, dnr: str = "SN 2026/17") -> Referral:
    Referral.objects.filter(pk=case.pk).update(dnr=dnr)
    return fresh(case)


def asked(at: Home) -> Referral:
    return with_dnr(case_in("asked", at))


def made(case: Referral, at: Home, **also: Any) -> tuple[Paper, bytes]:
    said: dict[str, Any] = {
        "fields": ALL,
        "recipient": None,
        "provision": "26:1",
        "language": "sv",
        "by": at.one,
    } | also
    return make_paper(referral=case, **said)


def pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [re.sub(r"\s+", " ", one.get_textpage().get_text_bounded()) for one in document]


def test_every_page_is_marked_and_the_first_says_by_whom(at: Home) -> None:
    case = asked(at)
    case.child.signs = "Barnet tigger. " * 300
    case.child.save()
    paper, pdf = made(case, at)
    found = pages(pdf)
    assert len(found) > 1
    assert all("Sekretess enligt 26 kap. 1 § OSL" in one for one in found)
    for said in (
        "26 kap. 1 § offentlighets- och sekretesslagen (2009:400)", "Socialtjänsten i kommun A", "Antecknat av One",
        "SN 2026/17", case.number, "Tecken och oro är inga bevis",
    ):  # fmt: skip
        assert said in found[0], said
    signs = field("signs")
    assert signs is not None
    assert any(f"{signs.label} ({signs.handling})" in one for one in found)
    assert (paper.number, paper.provision, paper.recipient) == (1, "26:1", None)
    assert made(case, at)[0].number == 2


def test_it_is_complete_in_english(at: Home) -> None:
    _paper, pdf = made(asked(at), at, language="en", provision="35:1", recipient=at.abroad)
    found = pages(pdf)
    assert all("Secrecy under chapter 35, section 1" in one for one in found)
    assert "Referral of a child" in found[0]
    assert "Begging" in " ".join(found)
    swedish = ("Sekretess", "Antecknat av", "Hänvisning", "Tecken och oro")
    assert [word for word in swedish if word in " ".join(found)] == []


@pytest.mark.parametrize("language", ["sv", "en"])
def test_documents_are_archivable_accessible_and_have_structure(
    at: Home, language: str, tmp_path: Path
) -> None:
    case = asked(at)
    documents = (
        (made(case, at, language=language)[1], {"Document", "H1", "H2", "P"}),
        (make_register(referral=case, language=language, by=at.one), {"Document", "Table", "TH", "TD"}),
    )
    assert shutil.which("pdfinfo"), "apt install poppler-utils"
    for pdf, wanted in documents:
        assert complaints(pdf) == []
        path = tmp_path / "made.pdf"
        path.write_bytes(pdf)
        done = subprocess.run(["pdfinfo", "-struct", path], capture_output=True, check=True, timeout=60)
        tree = done.stdout.decode(errors="replace").splitlines()
        assert wanted <= {line.split()[0].rstrip(":") for line in tree if line.strip()}
        assert f"/Lang({language})".encode() in pdf


def complaints(pdf: bytes) -> list[str]:
    return [
        f"{profile}: {failure.rule_id} {failure.message}"
        for profile in (page.ValidationProfile.PDF_A_2A, page.ValidationProfile.PDF_UA_1)
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def test_only_chosen_fields_are_in_it(at: Home) -> None:
    case = asked(at)
    text = " ".join(pages(made(case, at, fields=["nationalities"])[1]))
    assert "Medborgarskap" in text
    assert "Barnet tigger" not in text
    assert "Barnet tigger" in " ".join(pages(made(case, at, fields=["signs"])[1]))
    with pytest.raises(Refused, match="minst en"):
        made(case, at, fields=[])


def test_nothing_is_made_without_a_registration_number(at: Home) -> None:
    case = with_dnr(open_case(at), "")
    with pytest.raises(Refused, match="diarienummer"):
        made(case, at)
    with pytest.raises(Refused, match="diarienummer"):
        make_register(referral=case, language="sv", by=at.one)
    assert not Paper.objects.exists()


def test_nothing_is_made_for_the_country_that_is_locked(at: Home, client: Client) -> None:
    origin = Place.objects.get(kind="state", code="FI")
    case = with_dnr(open_case(at, origin=origin))
    lock_contact(referral=case, reason="Familjen är hotad.", version=case.version, by=at.one)
    with pytest.raises(Refused, match="låst"):
        made(fresh(case), at, recipient=at.abroad)
    client.force_login(at.one)
    shown = client.get(f"/samverkan/arenden/{case.pk}/handlingar/ny/").text
    assert "Myndigheter där går inte att välja" in shown
    assert at.abroad.name not in shown


def test_nothing_is_made_for_another_without_consent(at: Home) -> None:
    """The consent is for one recipient, and one that is withdrawn counts no longer."""
    case = asked(at)
    made(case, at, recipient=at.abroad)
    with pytest.raises(Refused, match="samtycke"):
        made(case, at, recipient=at.third)
    given = case.consents.get(purpose="information")
    withdraw_consent(consent=given, on=today(), by=at.one)
    with pytest.raises(Refused, match="samtycke"):
        made(case, at, recipient=at.abroad)
    made(case, at)


def test_only_the_owners_case_workers_make_them(at: Home) -> None:
    case = asked(at)
    for person in (at.there, at.other):
        with pytest.raises(PermissionDenied):
            made(case, at, by=person)
        with pytest.raises(PermissionDenied):
            make_register(referral=case, language="sv", by=person)


def test_the_register_says_when_and_with_whom_and_nothing_of_the_child(at: Home) -> None:
    case = with_dnr(case_in("accepted", at))
    case.child.given_name, case.child.family_name = "Kanariefågel", "Sparv"
    case.child.save()
    made(case, at, recipient=at.abroad)
    found = [(one.way, one.what, one.other) for one in entries(case)]
    assert found == [
        ("own", "Ärendet öppnades", None), ("out", "Förfrågan", at.abroad), ("in", "Svar på förfrågan", at.abroad),
        ("out", "Handling 1: hänvisning", at.abroad),
    ]  # fmt: skip
    text = " ".join(pages(make_register(referral=case, language="sv", by=at.one)))
    assert "Utdraget säger inget om barnet" in text
    child = case.child
    for secret in (child.given_name, child.family_name, child.signs, "Tiggeri", "Kan ni ta emot", "God man"):
        assert secret not in text
    assert "Sekretess" not in text


def test_downloads_are_audited_without_what_they_say(at: Home, client: Client) -> None:
    case = asked(at)
    client.force_login(at.one)
    base = f"/samverkan/arenden/{case.pk}/handlingar/"
    form = {"recipient": "", "language": "sv", "provision": "26:1", "fields": ["signs", "age"]}
    answer = client.post(f"{base}ny/", form)
    assert (answer["Content-Type"], answer["Cache-Control"]) == ("application/pdf", "no-store")
    assert f"{case.number}-1.pdf" in answer["Content-Disposition"]
    assert answer.content.startswith(b"%PDF")
    assert client.post(f"{base}registerutdrag/")["Content-Type"] == "application/pdf"
    told = AuditEntry.objects.filter(verb__in=["referral.paper_made", "referral.register_read"]).order_by(
        "pk"
    )
    assert [(one.verb, one.by, one.details) for one in told] == [
        ("referral.paper_made", at.one, {"number": 1, "fields": 2, "recipient": None}),
        ("referral.register_read", at.one, {"language": "sv"}),
    ]
    to_another = {**form, "recipient": at.abroad.pk, "fields": []}
    assert client.post(f"{base}ny/", to_another).status_code == 422
    assert client.post(f"{base}ny/", {**form, "fields": []}).content.startswith(b"%PDF")
    assert "Handling 1: hänvisning" in client.get(base).text
    assert client.get(f"{base}?format=csv&list=register")["Content-Type"].startswith("text/csv")
    assert AuditEntry.objects.filter(verb="export.made", by=at.one).count() == 1


def test_how_long_it_is_kept_is_said_and_held(at: Home, client: Client) -> None:
    case = asked(at)
    client.force_login(at.one)
    base = f"/samverkan/arenden/{case.pk}/handlingar/"
    assert "Ärendet är öppet" in client.get(base).text
    until = today() + datetime.timedelta(days=60)
    form = {"until": until.isoformat(), "source": "Beslut 2026/1", "version": fresh(case).version}
    assert client.post(f"{base}bevara/", form).status_code == 302
    shown = client.get(base).text
    assert f"Måste finnas kvar till och med {until.isoformat()}: Beslut 2026/1." in shown
    late = client.post(f"{base}bevara/", form)
    assert late.status_code == 422
    assert "Någon annan har sparat" in late.text
    assert client.post(f"{base}bevara/hav/", {"version": fresh(case).version}).status_code == 302
    assert "Måste finnas kvar" not in client.get(base).text


def test_who_opens_what(at: Home, cast: Cast, client: Client) -> None:
    """Every role and every case worker on every address of a case, guessed."""
    case = asked(at)
    base = f"/samverkan/arenden/{case.pk}/handlingar/"
    people = {name: getattr(cast, name) for name in Cast.__dataclass_fields__} | {
        "owner": at.one, "abroad": at.there, "third": at.other,
    }  # fmt: skip
    found = {}
    for name, user in people.items():
        client.force_login(user)
        read = [client.get(f"{base}{one}").status_code for one in ("", "ny/", "bevara/")]
        write = [client.post(f"{base}{one}").status_code for one in ("ny/", "registerutdrag/", "bevara/hav/")]
        found[name] = (*read, *write)
    assert found.pop("owner") == (200, 200, 200, 200, 200, 302)
    assert {found.pop(name) for name in ("caseworker", "abroad", "third")} == {(404,) * 6}
    assert set(found.values()) == {(403,) * 6}
    assert not Paper.objects.exists()


def test_provisions_are_whole_in_both_languages() -> None:
    assert next(iter(provisions())) == "26:1"
    for one in provisions().values():
        assert all(one.names)
        assert all(one.about)
