"""The directory's pages: who opens which, what stands on them, and that nothing typed is lost."""

from __future__ import annotations

import datetime
import re

import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.cooperation.directory.catalogue import topics
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.cooperation.parts import PARTS
from skyddsnat.cooperation.tests.directory import (
    HAGUE,
    IIB,
    SOCIAL,
    agreement_with,
    contact_at,
    held_by,
    role_in,
)
from skyddsnat.core.api import waiting_for
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.core.tests.tables import content_of
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
READERS = {"coordinator", "economist", "editor", "manager", "auditor", "caseworker", "partner"}
OTHERS = {"regional", "receiver", "outsider"}
READ_PAGES = ("start", "states", "state", "contacts", "agreements", "agreement", "ask", "ask-state", "answer")
WRITE_PAGES = (
    "holder", "holder-beside", "holder-end", "contact", "contact-new", "agreement-new", "agreement-change",
)  # fmt: skip
POST_PAGES = ("contact-checked", "contact-end")


@pytest.fixture
def kept(cast: Cast) -> RoleContact:
    """A holder in Romania with a contact, and an agreement."""
    agreement_with("RO", by=cast.coordinator)
    return contact_at(held_by("Myndighet A", by=cast.coordinator), by=cast.coordinator)


def address(page: str, kept: RoleContact) -> str:
    role, contact, agreement = [kept.role_id], [kept.pk], [Agreement.objects.get().pk]
    arguments = {
        "state": ["RO"], "ask-state": ["placement"], "answer": ["placement", "RO"], "agreement": agreement,
        "agreement-change": agreement, "contact": contact, "contact-checked": contact, "contact-end": contact,
    } | dict.fromkeys(("holder", "holder-beside", "holder-end", "contact-new"), role)  # fmt: skip
    return reverse(f"cooperation:{page}", args=arguments.get(page, []))


def signed_in(user: User, language: str = "sv") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(user)
    return client


def text(response: object) -> str:
    return re.sub(r"\s+", " ", response.content.decode().replace("\u00a0", " "))  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", sorted(READERS | OTHERS))
def test_who_may_open_what(cast: Cast, kept: RoleContact, role: str) -> None:
    client = signed_in(getattr(cast, role))
    for page in READ_PAGES:
        expected = 200 if role in READERS else 403
        assert client.get(address(page, kept)).status_code == expected, page
    for page in WRITE_PAGES:
        expected = 200 if role == "coordinator" else 403
        assert client.get(address(page, kept)).status_code == expected, page
    for page in POST_PAGES:
        expected = 302 if role == "coordinator" else 403
        assert client.post(address(page, kept), {"version": 9}).status_code == expected, page
    kept.refresh_from_db()
    assert (kept.version, kept.ended_on) == (1, None)


@pytest.mark.parametrize("role", sorted(READERS - {"coordinator"}))
def test_readers_change_nothing_by_sending_forms_and_see_no_way_to(
    cast: Cast, kept: RoleContact, role: str
) -> None:
    client, log = signed_in(getattr(cast, role)), AuditEntry.objects.count()
    for page in WRITE_PAGES:
        assert client.post(address(page, kept), {"version": 1, "until": "2026-06-01"}).status_code == 403
    assert AuditEntry.objects.count() == log
    ways = [address(page, kept) for page in WRITE_PAGES]
    ways.append(reverse("core:import_new", args=["state-contacts"]))
    for page in READ_PAGES:
        shown = text(client.get(address(page, kept)))
        assert not [way for way in ways if f'"{way}"' in shown], page


def test_nobody_sees_it_without_signing_in(cast: Cast, kept: RoleContact) -> None:
    for page in READ_PAGES + WRITE_PAGES + POST_PAGES:
        response = Client().get(address(page, kept))
        assert response.status_code == 302, page
        assert response["Location"].startswith(reverse("account_login")), page


@pytest.mark.parametrize("language", ["sv", "en"])
def test_pages_speak_both_languages_and_have_no_scripts_or_styles_within(
    cast: Cast, kept: RoleContact, language: str
) -> None:
    client = signed_in(cast.coordinator, language)
    for page in READ_PAGES + WRITE_PAGES:
        shown = client.get(address(page, kept)).content.decode()
        assert f'<html lang="{language}"' in shown, page
        assert shown.count("<h1") == 1, page
        assert not re.search(r"<[^>]+\sstyle=|<script(?![^>]*\ssrc=)", shown), page


def test_the_start_page_leads_to_the_parts(cast: Cast, kept: RoleContact) -> None:
    shown = text(signed_in(cast.partner).get(reverse("cooperation:start")))
    for part in PARTS:
        expected = any(map(cast.partner.may, part.permission.split("|")))
        assert (f'href="{reverse(part.url_name)}"' in shown) == expected


def test_a_state_shows_what_is_missing_and_what_it_is_for(cast: Cast, kept: RoleContact) -> None:
    shown = text(signed_in(cast.auditor).get(address("state", kept)))
    gaps = shown.split('id="saknas"')[1].split("</section>")[0]
    assert "Bryssel II b" in gaps
    assert "Behörig social myndighet" not in gaps
    for said in ("Myndighet A", "enhet@example.org", "Rumänska, Engelska", "Samarbete om barn"):
        assert said in shown
    denmark = text(signed_in(cast.auditor).get(reverse("cooperation:state", args=["DK"])))
    assert "Danmark står utanför" in denmark
    assert "1996 års Haagkonvention, artikel 29" in denmark
    assert "Centralmyndighet enligt Bryssel II b" not in denmark


def test_the_list_is_narrowed_by_role_gap_words_and_day(cast: Cast, kept: RoleContact) -> None:
    client = signed_in(cast.auditor)

    def states(**query: str) -> str:
        return text(client.get(reverse("cooperation:states"), query))

    assert "27 länder" in states()
    assert "1 land" in states(role=SOCIAL, only="full")
    assert "26 länder" in states(role=SOCIAL, only="gaps")
    assert "26 länder" in states(role=IIB)
    assert "1 land" in states(role=HAGUE)
    assert "Rumänien" in states(q="myndighet a")
    assert "Inget land passar" in states(q="finns ej")
    assert "28 länder" in states(on="2015-01-01")
    assert "27 länder" in states(on="i går", role="'; DROP", only="x")


def test_a_state_that_has_left_is_found_from_the_list_of_its_day(cast: Cast) -> None:
    client = signed_in(cast.auditor)
    then = text(
        client.get(reverse("cooperation:states"), {"on": "2015-01-01", "role": "central-authority-iia"})
    )
    url = reverse("cooperation:state", args=["GB"])
    assert f'href="{url}"' in then
    assert "Inga roller är införda" in text(client.get(url))
    assert client.get(reverse("cooperation:state", args=["XX"])).status_code == 404


def test_an_old_contact_is_marked_and_found(cast: Cast, kept: RoleContact) -> None:
    client = signed_in(cast.partner)
    url = reverse("cooperation:contacts")
    RoleContact.objects.update(checked_on=today() - datetime.timedelta(days=365))
    assert "Gammal uppgift" not in text(client.get(url))
    assert "Ingen kontakt passar" in text(client.get(url, {"old": "old"}))
    RoleContact.objects.update(checked_on=today() - datetime.timedelta(days=366))
    assert "Gammal uppgift" in text(client.get(url, {"old": "old"}))
    assert "Gammal uppgift" in text(client.get(address("state", kept)))


def test_old_contacts_wait_on_the_desk_of_who_keeps_them(cast: Cast, kept: RoleContact) -> None:
    def lines(user: User) -> list[str]:
        return [task.label for task in waiting_for(user) if task.source == "cooperation.directory"]

    RoleContact.objects.update(checked_on=today() - datetime.timedelta(days=365))
    assert lines(cast.coordinator) == []
    RoleContact.objects.update(checked_on=today() - datetime.timedelta(days=366))
    assert lines(cast.coordinator) == ["Kontrollera 1 kontakt i andra länder"]
    assert lines(cast.auditor) == lines(cast.partner) == []


def test_checked_today_takes_one_click(cast: Cast, kept: RoleContact) -> None:
    client = signed_in(cast.coordinator)
    client.post(address("contact-checked", kept), {"version": "1"})
    kept.refresh_from_db()
    assert kept.checked_on == today()
    client.post(address("contact-end", kept), {"version": "1"})  # seen before it was checked
    kept.refresh_from_db()
    assert kept.ended_on is None
    client.post(address("contact-end", kept), {"version": "2"})
    assert client.get(address("contact", kept)).status_code == 404


def test_what_was_typed_stays_when_it_is_refused_or_somebody_was_first(cast: Cast, kept: RoleContact) -> None:
    client, url = signed_in(cast.coordinator), address("contact", kept)
    typed = {"function": "Nya enheten", "source": "Samtal", "checked_on": "2026-05-06", "version": "1"}
    shown = text(client.post(url, typed))
    assert "Ange en e-postadress, ett telefonnummer eller en webbadress." in shown
    assert "Nya enheten" in shown
    RoleContact.objects.update(function="Deras enhet", version=2)
    shown = text(client.post(url, {**typed, "phone": "+40 1 23 45"}))
    assert "Nya enheten" in shown
    assert "Deras enhet" in shown
    assert client.post(url, {**typed, "phone": "+40 1 23 45", "version": "2"}).status_code == 302


def test_a_role_is_named_changed_and_ended_on_its_pages(cast: Cast) -> None:
    client, role = signed_in(cast.coordinator), role_in("BG")
    url = reverse("cooperation:holder", args=[role.pk])
    typed = {"name": "Myndighet C", "name_en": "Authority C", "source": "Brev", "checked_on": "2026-05-06"}
    assert "skriv namnet på en ny" in text(client.post(url, {**typed, "name": "", "version": role.version}))
    assert client.post(url, {**typed, "version": role.version}).status_code == 302
    shown = text(client.post(url, {**typed, "name": "Myndighet D", "version": role.version}))
    assert "Det här sparade någon annan" in shown
    assert "Myndighet D" in shown
    role.refresh_from_db()
    end = reverse("cooperation:holder-end", args=[role.pk])
    assert "före den första" not in text(client.get(end))
    assert client.post(end, {"until": today().isoformat(), "version": role.version}).status_code == 302


def test_an_agreement_is_entered_and_shown(cast: Cast, kept: RoleContact) -> None:
    client, made = signed_in(cast.coordinator), Agreement.objects.get()
    typed = {
        "title": "<b>Ny</b>", "our_party": made.our_party_id, "states": [kept.role.place_id],
        "parties": [kept.organisation_id], "about": "x", "valid_from": "2026-01-01", "valid_to": "2025-01-01",
        "source": "x", "checked_on": "2026-05-06",
    }  # fmt: skip
    url = reverse("cooperation:agreement-new")
    assert "Sista dagen kan inte vara före den första." in text(client.post(url, typed))
    response = client.post(url, {**typed, "valid_to": "2026-06-30"}, follow=True)
    shown = text(response)
    assert "&lt;b&gt;Ny" in shown
    assert "<b>Ny" not in shown
    assert "Har slutat gälla" in shown
    assert "Myndighet A" in shown


# --- whom to ask ---


@pytest.mark.parametrize("topic", sorted(topics()))
@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_question_has_an_answer_in_every_state(cast: Cast, topic: str, language: str) -> None:
    client = signed_in(cast.caseworker, language)
    for state in ("RO", "DK", "SE"):
        shown = text(client.get(reverse("cooperation:answer", args=[topic, state])))
        assert topics()[topic].law_in(state)[language] in shown
        assert "roll-" in shown


def test_placement_in_denmark_is_asked_under_the_hague_convention(cast: Cast) -> None:
    client = signed_in(cast.caseworker)
    denmark = text(client.get(reverse("cooperation:answer", args=["placement", "DK"])))
    assert "1996 års Haagkonvention, artikel 33" in denmark
    assert "artikel 82" not in denmark
    romania = text(client.get(reverse("cooperation:answer", args=["placement", "RO"])))
    assert "artikel 82" in romania
    assert "Inget svar på tre månader är inte ett ja." in romania
    assert "Haagkonvention" not in romania


def test_two_steps_lead_to_the_answer_and_an_unknown_one_nowhere(cast: Cast, kept: RoleContact) -> None:
    client = signed_in(cast.partner)
    first = text(client.get(reverse("cooperation:ask")))
    second = reverse("cooperation:ask-state", args=["child-here"])
    assert f'href="{second}"' in first
    response = client.get(second, {"state": "RO"})
    assert response["Location"] == reverse("cooperation:answer", args=["child-here", "RO"])
    answer = text(client.get(response["Location"]))
    assert "Myndighet A" in answer
    assert "enhet@example.org" in answer
    assert client.get(second, {"state": "XX"}).status_code == 200
    for args in (["child-here", "XX"], ["child-here", "GB"], ["okant", "RO"]):
        assert client.get(reverse("cooperation:answer", args=args)).status_code == 404
    assert client.get(reverse("cooperation:ask-state", args=["okant"])).status_code == 404


# --- lists as files ---


def test_lists_are_files_and_contacts_leave_a_line_in_the_log(cast: Cast, kept: RoleContact) -> None:
    client = signed_in(cast.auditor)
    contacts = content_of(client.get(reverse("cooperation:contacts"), {"format": "csv"})).decode()
    assert "enhet@example.org" in contacts
    assert contacts.count("\r\n") == 2
    assert AuditEntry.objects.filter(verb="export.made", by=cast.auditor).count() == 1
    states = content_of(client.get(reverse("cooperation:states"), {"format": "csv"})).decode()
    assert states.count("\r\n") == 28
    for table in ("roles", "contacts", "agreements", "earlier"):
        answer = client.get(address("state", kept), {"format": "csv", "list": table})
        assert content_of(answer).startswith(b"\xef\xbb\xbf"), table
    assert b"Samarbete om barn" in content_of(
        client.get(reverse("cooperation:agreements"), {"format": "csv"})
    )
