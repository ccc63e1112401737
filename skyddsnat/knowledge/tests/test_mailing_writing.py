"""Writing a mailing: where it may lead, an invitation that is filled in, and numbers that are none."""

from __future__ import annotations

import pytest
from django.db import connection

from skyddsnat.actors.models import Contact
from skyddsnat.knowledge.mailings import actions
from skyddsnat.knowledge.models import Delivery, Mailing
from skyddsnat.knowledge.tests.gathering_cases import a_gathering
from skyddsnat.knowledge.tests.mailing_cases import TEXT, a_mailing, contacts_at

pytestmark = pytest.mark.django_db
ROOT = "/kunskap/utskick/"


@pytest.fixture
def draft(cast, planned) -> Mailing:
    contacts_at(3, cast.coordinator)
    return a_mailing(cast.editor, activity=planned)


def test_the_whole_address_of_a_page_may_be_pasted(client, cast, planned, settings):
    client.force_login(cast.editor)
    pasted = f"{settings.SITE_ADDRESS}/kunskap/bibliotek?kind=method"
    client.post(f"{ROOT}nytt/", TEXT | {"activity": planned.pk, "leads_to": pasted})
    assert Mailing.objects.get().leads_to == "/kunskap/bibliotek?kind=method"


def test_an_invitation_is_filled_in_from_its_gathering(client, cast, planned):
    gathering = a_gathering(planned, cast, title="Chefsforum {2026}", title_en="Managers", about="Om barn.")
    client.force_login(cast.editor)
    address = f"{ROOT}nytt/?traff={gathering.pk}"
    assert address in client.get(f"/kunskap/traffar/hantera/{gathering.pk}/").text
    found = client.get(address).context["form"].initial
    assert (found["subject"], found["subject_en"]) == ("Inbjudan: Chefsforum (2026)", "Invitation: Managers")
    assert "Om barn." in found["body"]
    assert "Managers" in client.get(address).text
    assert client.post(address, found | {"name": "Inbjudan"}).status_code == 302
    made = Mailing.objects.get()
    assert (made.leads_to, made.activity) == (f"/kunskap/traffar/{gathering.pk}/", planned)
    for unknown in ("999999999", "²", "x"):
        assert client.get(f"{ROOT}nytt/", {"traff": unknown}).context["form"].initial == {}


def test_what_has_begun_is_not_opened_to_be_changed(client, cast, draft):
    actions.begin_mailing(mailing=draft, expected=3, by=cast.coordinator)
    client.force_login(cast.editor)
    one = f"{ROOT}{draft.pk}/"
    for part in ("andra", "mottagare/valj", "ta-bort"):
        assert client.get(f"{one}{part}/")["Location"] == one
    assert "Gör en kopia" in client.get(one).text
    typed = TEXT | {"activity": draft.activity_id, "subject": "Mitt ämne", "version": draft.version}
    assert (
        "Mitt ämne" in client.post(f"{one}andra/", typed).text
    )  # somebody sent it meanwhile: nothing is lost


def test_who_may_not_send_is_told_who_may(client, cast, draft):
    client.force_login(cast.editor)
    assert "Be en samordnare" in client.get(f"{ROOT}{draft.pk}/").text


@pytest.mark.parametrize("number", ["²", "9" * 20, "9" * 5_000, ""])
def test_a_number_that_is_none_is_refused(client, cast, draft, number):
    client.force_login(cast.coordinator)
    assert client.post(f"{ROOT}{draft.pk}/skicka/", {"expected": number}).status_code == 302
    answer = client.post(f"{ROOT}{draft.pk}/oklara/", {"do": "again", "letter": number}, follow=True)
    assert "Markera minst ett brev" in answer.text
    assert not Delivery.objects.exists()


def test_one_organisation_is_one(client, cast, draft):
    Contact.objects.exclude(pk=Contact.objects.earliest("pk").pk).delete()
    client.force_login(cast.editor)
    assert "1 brev till 1 organisation<" in client.get(f"{ROOT}{draft.pk}/").text


def test_a_mailing_says_when_no_program_sends_it(client, cast, draft):
    actions.begin_mailing(mailing=draft, expected=3, by=cast.coordinator)
    client.force_login(cast.coordinator)
    one = f"{ROOT}{draft.pk}/"
    heard = "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s::interval)"
    with connection.cursor() as cursor:
        cursor.execute(heard, ["2 minutes"])
        assert "är inte igång" in client.get(one).text
        cursor.execute(heard, ["5 seconds"])
    assert "är inte igång" not in client.get(one).text
