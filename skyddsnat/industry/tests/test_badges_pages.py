"""The pages: making a badge, checking one, what others fetch, revoking; who may, and what hostile input meets."""

from __future__ import annotations

import datetime
import html
import json
import re
from typing import Any

import page as validator
import pypdfium2
import pytest
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from skyddsnat.conftest import Cast
from skyddsnat.industry.badges.actions import revoke_badge
from skyddsnat.industry.badges.checking import LARGEST
from skyddsnat.industry.badges.keys import ensure_key
from skyddsnat.industry.badges.views.companies import ask_for_badge
from skyddsnat.industry.models import Badge
from skyddsnat.industry.tests.badge_cases import (
    NAME,
    TRAINED,
    a_company,
    a_company_badge,
    made,
    offered,
    pem,
)
from skyddsnat.shared.badges import bitstring

pytestmark = pytest.mark.django_db
HERE = "/bransch/intyg/"
DESK = f"{HERE}hantera/"


@pytest.fixture(autouse=True)
def _key(settings: Any) -> None:
    settings.BADGE_KEY = pem()


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return " ".join(page.get_textpage().get_text_range() for page in document)


def complaints(pdf: bytes) -> list[str]:
    """What keeps a PDF from being archivable and accessible."""
    profiles = (validator.ValidationProfile.PDF_A_2A, validator.ValidationProfile.PDF_UA_1)
    return [
        f"{profile}: {failure.message}"
        for profile in profiles
        for failure in validator.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def held_in(page: str) -> str:
    found = re.search(r'name="text" value="([^"]+)"', page)
    assert found
    return html.unescape(found[1])


def test_from_the_link_to_the_file_and_the_paper(client: Client) -> None:
    address = reverse("industry:badge-new", args=[offered()])
    page = client.get(address)
    assert page["Cache-Control"] == "no-store"
    assert (page["X-Robots-Tag"], page["Referrer-Policy"]) == ("noindex, nofollow", "same-origin")
    assert "Se och larma: reception" in page.text
    done = client.post(address, {"name": f" {NAME} "})
    assert done["Cache-Control"] == "no-store"
    badge, token = Badge.objects.get(), held_in(done.text)
    assert badge.url in done.text
    again = client.post(address, {"name": NAME})  # a second click, or a page that was lost on the way
    assert held_in(again.text) == token
    english = client.post(address, {"name": NAME}, headers={"accept-language": "en"})
    assert ("Your certificate is ready" in english.text, held_in(english.text)) == (True, token)
    other = client.post(address, {"name": "Ali <b>Demosson"})
    assert (other.status_code, "redan gjort" in other.text) == (200, True)
    assert 'value="Ali &lt;b&gt;Demosson"' in other.text
    assert Badge.objects.count() == 1

    file = client.post(f"{HERE}fil/", {"text": token, "name": NAME})
    assert (file.text, file["Content-Type"]) == (token, "application/vc+jwt")
    assert re.fullmatch(r'attachment; filename="intyg-[0-9a-f]{8}\.jwt"', file["Content-Disposition"])
    paper = client.post(f"{HERE}utskrift/", {"text": token, "name": NAME})
    assert paper["Content-Type"] == "application/pdf"
    said = text_of(paper.content)
    assert NAME in said
    assert str(badge.pk) in said
    assert complaints(paper.content) == []
    nameless = client.post(f"{HERE}utskrift/", {"text": token, "name": ""})
    assert NAME not in text_of(nameless.content)


def test_a_link_that_opens_nothing(client: Client) -> None:
    for secret in ("x" * 43, offered(days_ago=31)):
        page = client.get(reverse("industry:badge-new", args=[secret]))
        assert (page.status_code, "Länken gäller inte" in page.text) == (404, True)


def test_a_name_is_not_too_long(client: Client) -> None:
    page = client.post(reverse("industry:badge-new", args=[offered()]), {"name": "K" * 81})
    assert "K" * 81 in page.text
    assert not Badge.objects.exists()


def test_nobody_prints_another_name_on_a_badge(client: Client, cast: Cast) -> None:
    badge, token = made()
    for told in ({"text": token, "name": "Ali Demosson"}, {"text": "hej"}, {"text": token[:-4] + "AAAA"}, {}):
        for page in ("utskrift/", "fil/"):
            answer = client.post(HERE + page, told)
            if page == "fil/" and told.get("name"):
                continue  # the file itself names nobody
            assert (answer.status_code, answer.get("Location")) == (302, HERE)
    revoke_badge(badge=badge, reason="misused", by=cast.editor)
    assert client.post(f"{HERE}utskrift/", {"text": token, "name": NAME}).status_code == 302
    assert client.get(f"{HERE}utskrift/").status_code == 405


def test_the_public_page_says_what_and_until_when_but_not_who(client: Client, cast: Cast) -> None:
    badge, _token = made()
    page = client.get(badge.get_absolute_url())
    assert "Giltigt" in page.text
    assert "Utbildning för reception" in page.text
    assert NAME not in page.text
    english = client.get(badge.get_absolute_url(), headers={"accept-language": "en"})
    assert "The certificate is valid until" in english.text
    old, _token = made(days_ago=400)
    assert "Har gått ut" in client.get(old.get_absolute_url()).text
    revoke_badge(badge=badge, reason="misused", by=cast.editor)
    revoked = client.get(badge.get_absolute_url())
    assert "Återkallat" in revoked.text
    assert "använts av någon annan" in revoked.text
    assert cast.editor.name not in revoked.text
    assert client.get(f"{HERE}00000000-0000-4000-8000-000000000000/").status_code == 404


@pytest.mark.parametrize("on_its_page", [False, True])
def test_a_file_is_checked_with_a_name(client: Client, on_its_page: bool) -> None:
    badge, token = made()
    address = badge.get_absolute_url() if on_its_page else HERE
    upload = SimpleUploadedFile("intyg.jwt", f"{token}\n".encode())
    good = client.post(address, {"file": upload, "name": NAME})
    assert "Filen är ett intyg från oss" in good.text
    assert good.text.count("Stämmer</strong>") == 2
    assert good["Cache-Control"] == "no-store"
    wrong = client.post(address, {"text": token, "name": "Ali Demosson"})
    assert "Stämmer inte" in wrong.text
    assert 'value="Ali Demosson"' in wrong.text
    assert "Inte kontrollerat" in client.post(address, {"text": token}).text


def test_the_file_of_another_badge_is_told_apart(client: Client) -> None:
    badge, other = made()[0], made()[1]
    page = client.post(badge.get_absolute_url(), {"text": other})
    assert "ett annat intyg än det på sidan" in page.text
    assert "Filen är ett intyg från oss" not in page.text


def test_old_and_revoked_files_are_told(client: Client, cast: Cast) -> None:
    old = made(days_ago=400)[1]
    assert "Har gått ut" in client.post(HERE, {"text": old, "name": NAME}).text
    badge, token = made()
    revoke_badge(badge=badge, reason="asked", by=cast.editor)
    assert "Återkallat" in client.post(HERE, {"text": token, "name": NAME}).text


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Välj intygets fil"),
        ({"text": "  "}, "Välj intygets fil"),
        ({"text": "hej"}, "inte att läsa som ett intyg"),
        ({"text": "<script>alert(1)</script>"}, "inte att läsa som ett intyg"),
        ({"text": "\ufeff{" + "[" * 5000}, "inte att läsa som ett intyg"),
        ({"text": "{" + "[" * 5000}, "inte att läsa som ett intyg"),
        ({"text": "e30.e30.AAAA"}, "inte underskriven på det sätt"),
        ({"text": "x" * (LARGEST + 1)}, "för stort"),
        ({"file": SimpleUploadedFile("a.jwt", b"x" * (LARGEST + 1))}, "för stort"),
        ({"file": SimpleUploadedFile("a.png", b"\x89PNG\xff\xfe")}, "inget intyg"),
        ({"file": SimpleUploadedFile("a.jwt", b"\0\0")}, "inte att läsa som ett intyg"),
    ],
)
def test_hostile_files_get_a_sentence(client: Client, told: dict[str, Any], says: str) -> None:
    page = client.post(HERE, told | {"name": NAME})
    assert page.status_code == 200
    assert says in page.text
    assert "<script>alert" not in page.text
    assert f'value="{NAME}"' in page.text


def test_what_other_programs_fetch(client: Client, cast: Cast) -> None:
    badge, token = made()
    kept, _token = made()
    document = client.get(f"{HERE}utfardare/")
    published = client.get(f"{HERE}nycklar/")
    for page in (document, published):
        assert page["Access-Control-Allow-Origin"] == "*"
        assert page["Cache-Control"].startswith("public, max-age=")
        assert not page.cookies
    keys = KeySet.import_key_set(json.loads(published.content))
    found = jwt.decode(token, keys, algorithms=["RS256"])
    assert found.claims["issuer"]["id"] == json.loads(document.content)["id"]
    kid = found.header["kid"]
    one = client.get(kid.removeprefix("http://localhost:8014"))
    assert RSAKey.import_key(json.loads(one.content)).thumbprint() == ensure_key().thumbprint
    assert set(json.loads(one.content)) == {"kty", "e", "n", "kid", "alg", "use"}
    assert client.get(f"{HERE}nycklar/x/").status_code == 404
    revoke_badge(badge=badge, reason="asked", by=cast.editor)
    entry = found.claims["credentialStatus"]
    answer = client.get(entry["statusListCredential"].removeprefix("http://localhost:8014"))
    assert answer["Content-Type"] == "application/vc+jwt"
    listed = jwt.decode(answer.text, keys, algorithms=["RS256"]).claims
    bits = bitstring.decode(listed["credentialSubject"]["encodedList"])
    assert bitstring.is_set(bits, int(entry["statusListIndex"]))
    assert not bitstring.is_set(bits, kept.index)
    assert client.get(f"{HERE}lista/99999/").status_code == 404
    assert client.post(f"{HERE}nycklar/").status_code == 405


def test_without_the_secret_of_the_site_nothing_is_signed(client: Client, settings: Any) -> None:
    settings.BADGE_KEY = ""
    address = reverse("industry:badge-new", args=[offered()])
    badge, token = made()
    settings.SECRET_KEY = "another"
    assert "just nu" in client.post(address, {"name": NAME}).text
    assert client.get(f"{HERE}lista/{badge.list_id}/").status_code == 503
    assert "Underskriften" in client.post(HERE, {"text": token}).text  # what is signed is verified as before


def test_a_companys_page_file_and_paper(client: Client, cast: Cast) -> None:
    badge = a_company_badge()
    page = client.get(badge.get_absolute_url())
    assert "Hotell Demo AB" in page.text
    assert "90 %" in page.text
    assert "Alva" not in page.text
    assert "Nattportier" not in page.text  # few staff
    assert 'name="name"' not in page.text  # it names the company itself
    file = client.get(f"{badge.get_absolute_url()}fil/")
    assert "Filen är ett intyg från oss" in client.post(HERE, {"text": file.text}).text
    paper = client.get(f"{badge.get_absolute_url()}utskrift/")
    assert "90 %" in text_of(paper.content)
    assert complaints(paper.content) == []
    revoke_badge(badge=badge, reason="withdrawn", by=cast.editor)
    assert client.get(f"{badge.get_absolute_url()}utskrift/").status_code == 302
    person, _token = made()
    for part in ("fil/", "utskrift/"):
        assert client.get(f"{person.get_absolute_url()}{part}").status_code == 404


def test_a_companys_contact_sees_what_it_will_say_and_asks(rf: RequestFactory) -> None:
    company = a_company()
    shown = ask_for_badge(rf.get("/x/"), company=company, trained=TRAINED, cancel_url="/back/")
    assert "90 %" in shown.text
    assert not Badge.objects.exists()
    for trained, leads in ((TRAINED, "/bransch/intyg/"), ({}, "/back/")):
        request = rf.post("/x/")
        request.session = {}  # type: ignore[assignment]
        request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
        answer = ask_for_badge(request, company=company, trained=trained, cancel_url="/back/")
        assert answer["Location"].startswith(leads)
    assert Badge.objects.get().company == company


@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("coordinator", 200),
        ("editor", 200),
        ("manager", 403),
        ("auditor", 403),
        ("partner", 403),
        ("outsider", 403),
    ],
)
def test_who_may_revoke(client: Client, cast: Cast, who: str, status: int) -> None:
    badge, _token = made()
    client.force_login(getattr(cast, who))
    for address in (DESK, f"{DESK}{badge.pk}/"):
        assert client.get(address).status_code == status
    assert client.post(f"{DESK}{badge.pk}/", {"reason": "asked"}).status_code == (
        302 if status == 200 else 403
    )
    badge.refresh_from_db()
    assert (badge.revoked_at is not None) == (status == 200)


def test_a_visitor_is_asked_to_sign_in(client: Client) -> None:
    assert client.get(DESK)["Location"].startswith("/konto/")


def test_the_staff_see_numbers_and_are_asked_before(client: Client, cast: Cast) -> None:
    badge, other = made()[0], made(days_ago=3)[0]
    client.force_login(cast.editor)
    page = client.get(DESK)
    assert str(badge.pk) in page.text
    assert str(other.pk) in page.text
    assert "Se och larma" not in page.text
    one = client.get(DESK, {"number": str(badge.pk)})
    assert str(other.pk) not in one.text
    assert "Kontrollera att hela kom med" in client.get(DESK, {"number": "x"}).text
    missing = client.get(DESK, {"number": "00000000-0000-4000-8000-000000000000"})
    assert "Inget intyg har det numret" in missing.text
    asked = client.post(f"{DESK}{badge.pk}/", {})
    assert "Välj varför intyget återkallas" in asked.text
    badge.refresh_from_db()
    assert badge.revoked_at is None
    done = client.post(f"{DESK}{badge.pk}/", {"reason": "mistake"}, follow=True)
    assert "Det blev fel när intyget gjordes" in done.text
    assert 'name="reason"' not in done.text


def test_a_badge_of_tomorrow(client: Client) -> None:
    badge, _token = made(days_ago=-1)
    assert badge.day > datetime.datetime.now(tz=datetime.UTC).date() - datetime.timedelta(days=1)
    assert "Inte giltigt än" in client.get(badge.get_absolute_url()).text
