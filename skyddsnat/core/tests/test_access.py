"""Roles are data, and pages keep to them."""

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from skyddsnat.core.api import add_user
from skyddsnat.core.models import AuditEntry, Role, User

pytestmark = pytest.mark.django_db
EVERYBODY = (
    "coordinator",
    "economist",
    "editor",
    "manager",
    "receiver",
    "partner",
    "regional",
    "auditor",
    "outsider",
)


def signed_in(user: User) -> Client:
    client = Client(HTTP_HOST="localhost")
    client.force_login(user)
    return client


@pytest.mark.parametrize("who", EVERYBODY)
@pytest.mark.parametrize(
    ("name", "allowed"),
    [("core:users", {"manager"}), ("core:new_user", {"manager"}), ("core:audit", {"manager", "auditor"})],
)
def test_each_role_sees_its_own_pages_only(cast, who, name, allowed):
    response = signed_in(getattr(cast, who)).get(reverse(name))
    assert response.status_code == (200 if who in allowed else 403)


def test_a_visitor_is_sent_to_sign_in(db):
    response = Client(HTTP_HOST="localhost").get(reverse("core:users"))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("account_login"))


def test_the_auditor_has_no_permission_to_change(db):
    permissions = Role.objects.get(code="auditor").permissions
    assert permissions
    assert [p for p in permissions if not p.endswith((".read", ".audit"))] == []


def test_a_closed_account_may_nothing(cast):
    cast.manager.is_active = False
    assert not cast.manager.may("core.users")


def test_the_manager_adds_a_user_and_the_log_tells(cast):
    client = signed_in(cast.manager)
    response = client.post(
        reverse("core:new_user"),
        {"name": "Ny", "email": "NY@example.org", "language": "sv", "roles": ["economist"]},
    )
    added = User.objects.get(email="ny@example.org")
    assert response["Location"] == reverse("core:user", args=[added.pk])
    assert added.may("economy.write")
    assert not added.has_usable_password()
    entry = AuditEntry.objects.get(verb="user.added", target_id=str(added.pk))
    assert entry.by == cast.manager
    assert "ny@" not in str(entry.details)


def test_an_address_already_in_use_is_told_and_kept(cast):
    response = signed_in(cast.manager).post(
        reverse("core:new_user"), {"name": "Ny", "email": "coordinator@example.org", "language": "sv"}
    )
    assert response.status_code == 200
    assert "Det finns redan ett konto" in response.content.decode()
    assert 'value="coordinator@example.org"' in response.content.decode()


def test_nobody_closes_their_own_account(cast):
    signed_in(cast.manager).post(reverse("core:user_account", args=[cast.manager.pk]), {"account": "close"})
    cast.manager.refresh_from_db()
    assert cast.manager.is_active


def test_an_account_is_closed_and_opened_again(cast):
    client, address = signed_in(cast.manager), reverse("core:user_account", args=[cast.editor.pk])
    client.post(address, {"account": "close"})
    assert not User.objects.get(pk=cast.editor.pk).is_active
    client.post(address, {"account": "open"})
    assert User.objects.get(pk=cast.editor.pk).is_active


@override_settings(DEMO=False)
def test_staff_without_a_second_factor_must_add_one(cast):
    response = signed_in(cast.manager).get(reverse("core:users"))
    assert response.status_code == 302
    assert response["Location"] == reverse("mfa_index")


@override_settings(DEMO=False)
def test_a_partner_needs_no_second_factor(cast):
    assert signed_in(cast.partner).get("/").status_code == 200


@override_settings(DEMO=False)
def test_the_demonstrations_sign_in_does_not_exist_in_production(db):
    user = add_user(email="demo@example.org", name="Demo", roles=["manager"], by=None)
    user.is_demo = True
    user.save()
    assert (
        Client(HTTP_HOST="localhost").post(reverse("website:demo_sign_in"), {"role": "manager"}).status_code
        == 404
    )


def test_nobody_signs_up_on_their_own(db):
    response = Client(HTTP_HOST="localhost").post(
        reverse("account_signup"),
        {"email": "x@example.org", "password1": "a-long-password-1", "password2": "a-long-password-1"},
    )
    assert response.status_code == 200
    assert not User.objects.filter(email="x@example.org").exists()


def test_pages_of_the_signed_in_are_not_cached(cast):
    assert signed_in(cast.manager).get("/")["Cache-Control"] == "private, no-store"
