"""The frame that staff keep of receivers: who may, what is refused, and that no sealed text goes there."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.models import User
from skyddsnat.tips.models import Member, Receiver
from skyddsnat.tips.tests.room_cases import (
    OFFICE,
    Team,
    a_person,
    a_receiver,
    a_team,
    a_tip,
    browser,
    own_key,
)

FRAME = ["frame", "frame-new"]
OF_FRAME = ["frame-receiver", "frame-change", "frame-off"]


@pytest.fixture
def team(cast: Cast) -> Team:
    return a_team(cast.coordinator)


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


@pytest.mark.parametrize(
    "role", ["manager", "economist", "auditor", "partner", "editor", "receiver", "outsider"]
)
def test_only_the_coordinator_keeps_the_frame(cast: Cast, team: Team, role: str) -> None:
    client = browser(getattr(cast, role))
    urls = [reverse(f"tips:{name}") for name in FRAME]
    urls += [reverse(f"tips:{name}", args=[team.receiver.pk]) for name in OF_FRAME]
    assert {client.get(url).status_code for url in urls} == {403}
    assert client.post(reverse("tips:frame-on", args=[team.receiver.pk])).status_code == 403


def test_the_frames_staff_get_no_sealed_text(cast: Cast, team: Team) -> None:
    tip = a_tip(team)
    client = browser(cast.coordinator)
    urls = [reverse(f"tips:{name}") for name in FRAME]
    urls += [reverse(f"tips:{name}", args=[team.receiver.pk]) for name in OF_FRAME]
    for url in urls:
        said = client.get(url).content.decode()
        assert coded(b"age-encryption.org") not in said
        assert str(tip.pk) not in said
        assert own_key(team.people[0]).recipient not in said


def filled(**values: Any) -> dict[str, Any]:
    told: dict[str, Any] = {
        "organisation": "Länsstyrelsen i Stockholms län", "name": "Polisregion Stockholm", "kinds": ["labour"],
        "version": 0,
    }  # fmt: skip
    for day, first, last in OFFICE:
        told |= {f"from_{day}": first, f"to_{day}": last}
    return told | values


def test_a_receiver_is_made_changed_and_members_come_and_go(cast: Cast) -> None:
    client = browser(cast.coordinator)
    wrong = client.post(reverse("tips:frame-new"), filled(organisation="Ingen alls", to_0="07:00", from_1=""))
    page = wrong.content.decode()
    for words in (
        "finns inte bland aktörerna",
        "Tiden slutar innan",
        "Skriv båda tiderna",
        "Polisregion Stockholm",
    ):
        assert words in page
    client.post(reverse("tips:frame-new"), filled())
    receiver = Receiver.objects.get()
    assert receiver.hours == [list(one) for one in OFFICE]
    url = reverse("tips:frame-receiver", args=[receiver.pk])
    assert "Det här behövs" in client.get(url).content.decode()
    anna = a_person("anna").user
    client.post(reverse("tips:frame-member-add", args=[receiver.pk]), {"user": anna.pk})
    member = Member.objects.get()
    assert (
        client.post(
            reverse("tips:frame-member-add", args=[receiver.pk]), {"user": cast.manager.pk}
        ).status_code
        == 200
    )
    remove = reverse("tips:frame-member-remove", args=[receiver.pk, member.pk])
    assert "ser ingenting från och med nu" in client.get(remove).content.decode()
    client.post(remove)
    assert client.post(remove).status_code == 404
    change = reverse("tips:frame-change", args=[receiver.pk])
    assert "16:00" in client.get(change).content.decode()
    client.post(change, filled(name="Ett", version=1))
    late = client.post(change, filled(name="Två", version=1)).content.decode()
    assert "sparade någon annan" in late
    assert "Två" in late
    client.post(change, filled(name="Två", version=2))
    receiver.refresh_from_db()
    assert receiver.name == "Två"


def test_a_receiver_is_switched_on_and_asks_before_it_is_switched_off(cast: Cast, team: Team) -> None:
    client = browser(cast.coordinator)
    off = reverse("tips:frame-off", args=[team.receiver.pk])
    assert "Ingen kan tipsa" in client.get(off).content.decode()
    client.post(off)
    assert not Receiver.objects.get().is_on
    client.post(reverse("tips:frame-on", args=[team.receiver.pk]))
    assert Receiver.objects.get().is_on
    empty = a_receiver(cast.coordinator, "Tom")
    told = client.post(reverse("tips:frame-on", args=[empty.pk]), follow=True).content.decode()
    assert "ingen nyckel än" in told
    change = client.post(
        reverse("tips:frame-change", args=[team.receiver.pk]),
        filled(kinds=[], version=Receiver.objects.get(pk=team.receiver.pk).version),
    )
    assert "stäng av den först" in change.content.decode()


def test_the_menu_leads_each_to_their_own(cast: Cast, team: Team) -> None:
    def menu(user: User) -> str:
        return str(browser(user).get("/").content.decode())

    assert reverse("tips:frame") in menu(cast.coordinator)
    assert f'href="{reverse("tips:room-inbox")}"' in menu(team.people[0].user)
    assert "/tips/mottagare/" not in menu(cast.manager)
