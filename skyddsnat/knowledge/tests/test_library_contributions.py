"""What organisations write for the library: sent, taken up, published or answered."""

from __future__ import annotations

import datetime
import re
import uuid
from html import unescape

import pytest
from django.test import Client

from skyddsnat.actors.api import add_membership
from skyddsnat.actors.models import Organisation
from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.knowledge.library import contributing
from skyddsnat.knowledge.models import LibraryPage
from skyddsnat.knowledge.tests.library import publish, said_to
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)

TOLD = {
    "kind": "experience", "title": "Vi ringer två", "situation": "En elev oroar.", "did": "Vi ringer två.\n\nAlltid.",
    "came": "Fler anmälningar.", "audiences": ["school"],
}  # fmt: skip


@pytest.fixture
def ours(cast: Cast) -> Organisation:
    organisation = Organisation.objects.get(code="kommun-0180")
    add_membership(user=cast.partner, organisation=organisation, since=today() - WEEK, by=cast.coordinator)
    return organisation


def contribute(client: Client, cast: Cast, ours: Organisation, **more: object) -> LibraryPage:
    client.force_login(cast.partner)
    told = TOLD | {"organisation": ours.pk, "once": str(uuid.uuid4())} | more
    for _twice in range(2):
        assert client.post("/kunskap/bibliotek/bidra/nytt/", told).status_code == 302
    return LibraryPage.objects.get(title="Vi ringer två")


@pytest.mark.parametrize("title", ["Redaktion", "Granska", "Bidra", "日本語", "<script>"])
def test_a_contribution_may_be_called_anything(
    client: Client, cast: Cast, ours: Organisation, title: str
) -> None:
    client.force_login(cast.partner)
    told = TOLD | {"title": title, "organisation": ours.pk, "once": str(uuid.uuid4())}
    made = client.post("/kunskap/bibliotek/bidra/nytt/", told)
    assert title in unescape(client.get(made["Location"]).text)


def test_a_contribution_points_nobody_out(client: Client, cast: Cast, ours: Organisation) -> None:
    client.force_login(cast.partner)
    address = "/kunskap/bibliotek/bidra/nytt/"
    told = TOLD | {"organisation": ours.pk, "once": str(uuid.uuid4()), "did": "Vi ringde Elsa Lindqvist."}
    shown = client.post(address, told).text
    assert "<mark>Elsa Lindqvist</mark>" in shown
    assert not LibraryPage.objects.exists()
    mark = re.findall(r'name="shown" value="([^"]*)"', shown)[0]
    assert client.post(address, told | {"shown": mark, "confirmed": "on"}).status_code == 302
    assert client.post(address, told | {"did": "19811218-9876", "once": str(uuid.uuid4())}).status_code == 200
    assert LibraryPage.objects.count() == 1


def test_a_partner_contributes_and_an_editor_publishes(
    client: Client, cast: Cast, ours: Organisation
) -> None:
    page = contribute(client, cast, ours)
    assert (page.live, page.organisation, page.kind) == (False, ours, "experience")
    mine = f"/kunskap/bibliotek/bidra/{page.contribution.pk}/"
    assert "Skickat" in client.get(mine).content.decode()
    assert "Ändra" in client.get(mine).content.decode()
    assert said_to(cast.editor) == ["Bidrag att läsa"]
    client.force_login(cast.editor)
    client.post(f"/kunskap/bibliotek/redaktion/{page.pk}/bidrag/")
    assert said_to(cast.editor) == []
    client.force_login(cast.partner)
    assert "En redaktör arbetar med det" in client.get(mine).content.decode()
    assert client.get(f"{mine}andra/").status_code == 302
    publish(LibraryPage.objects.get(pk=page.pk))
    assert "Publicerat" in client.get(mine).content.decode()
    assert str(ours) in client.get("/kunskap/bibliotek/vi-ringer-tva/").content.decode()


def test_what_is_sent_can_be_changed_and_taken_back(client: Client, cast: Cast, ours: Organisation) -> None:
    page = contribute(client, cast, ours)
    mine = f"/kunskap/bibliotek/bidra/{page.contribution.pk}/"
    assert "Vi ringer två.\n\nAlltid." in client.get(f"{mine}andra/").content.decode().replace("\r", "")
    client.post(f"{mine}andra/", TOLD | {"title": "Vi ringer tre", "once": str(uuid.uuid4())})
    assert LibraryPage.objects.get(pk=page.pk).title == "Vi ringer tre"
    assert "går inte att få tillbaka" in client.get(f"{mine}ta-tillbaka/").content.decode()
    client.post(f"{mine}ta-tillbaka/")
    assert not LibraryPage.objects.filter(pk=page.pk).exists()
    assert client.get(mine).status_code == 404


def test_an_answer_reaches_those_who_wrote(client: Client, cast: Cast, ours: Organisation) -> None:
    page = contribute(client, cast, ours)
    mine = f"/kunskap/bibliotek/bidra/{page.contribution.pk}/"
    client.force_login(cast.editor)
    here = f"/kunskap/bibliotek/redaktion/{page.pk}/bidrag/"
    assert client.post(f"{here}svara/", {"answer": " "}).status_code == 200
    client.post(f"{here}svara/", {"answer": "Skriv mer om loven."})
    client.force_login(cast.partner)
    assert "Skriv mer om loven." in client.get(mine).content.decode()
    client.force_login(cast.editor)
    client.post(f"{here}igen/")
    client.force_login(cast.partner)
    assert "Skriv mer om loven." not in client.get(mine).content.decode()


def test_what_others_wrote_is_markup_to_nobody(client: Client, cast: Cast, ours: Organisation) -> None:
    page = publish(contribute(client, cast, ours, did="<script>x()</script> & mer"))
    assert "<script>x()" not in client.get(f"/kunskap/bibliotek/{page.slug}/").content.decode()
    assert client.get(f"/kunskap/bibliotek/{page.slug}/sv.pdf").status_code == 200


def test_another_organisation_sees_nothing(client: Client, cast: Cast, ours: Organisation) -> None:
    page = contribute(client, cast, ours)
    client.force_login(cast.outsider)
    assert client.get("/kunskap/bibliotek/bidra/").status_code == 403
    cast.partner.memberships.update(organisation=Organisation.objects.get(code="kommun-1480"))
    client.force_login(cast.partner)
    assert client.get(f"/kunskap/bibliotek/bidra/{page.contribution.pk}/").status_code == 404
    other = client.post(
        "/kunskap/bibliotek/bidra/nytt/", TOLD | {"organisation": ours.pk, "once": str(uuid.uuid4())}
    )
    assert other.status_code == 200  # not in the name of an organisation that is not one's own
    assert LibraryPage.objects.count() == 1


def test_a_taken_contribution_refuses_its_sender(cast: Cast, client: Client, ours: Organisation) -> None:
    page = contribute(client, cast, ours)
    contribution = page.contribution
    contributing.take_contribution(contribution=contribution, by=cast.editor)
    with pytest.raises(Refused, match="tagit hand om"):
        contributing.withdraw_contribution(contribution=contribution, by=cast.partner)
