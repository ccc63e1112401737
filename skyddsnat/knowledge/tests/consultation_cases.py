"""Who asks and who answers, for the tests of consultations and of the exchange."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

from skyddsnat.actors.api import add_membership, organisation
from skyddsnat.conftest import Cast
from skyddsnat.core.models import Role, User
from skyddsnat.knowledge.access import COUNTY
from skyddsnat.knowledge.consultations.actions import Asker, ask
from skyddsnat.knowledge.models import Consultation

SINCE = datetime.date(2026, 1, 1)
TEXT = "En flicka, 14 år, vill inte prata med oss. Hur kan vi börja?"


def partner_of(cast: Cast, code: str, email: str = "") -> User:
    """The partner, or another with that address, who acts for the organisation."""
    user = cast.partner
    if email:
        user = User.objects.create_user(email, email.partition("@")[0].capitalize())
        user.roles.set(["partner"])
    add_membership(user=user, organisation=organisation(code), since=SINCE, by=cast.manager)
    return User.objects.get(pk=user.pk)


def county_coordinator(cast: Cast, code: str) -> User:
    """Somebody who works with the organisations of one county."""
    role, _made = Role.objects.get_or_create(
        code="regional",
        defaults={
            "name": "Regional samordnare", "name_en": "Regional coordinator", "description": "-",
            "description_en": "-", "is_staff": True, "permissions": [COUNTY],
        },
    )  # fmt: skip
    user = User.objects.create_user("lena@example.org", "Lena")
    user.roles.set([role])
    add_membership(user=user, organisation=organisation(code), since=SINCE, by=cast.manager)
    return User.objects.get(pk=user.pk)


def asked(code: str = "kommun-0180", **more: Any) -> Consultation:
    """A question from somebody without an account, unless `by` says who."""
    told: dict[str, Any] = {
        "organisation": organisation(code), "subject": "Samtal som inte börjar", "text": TEXT, "once": uuid.uuid4(),
        "by": None,
    }  # fmt: skip
    if more.get("by") is None:
        told["asker"] = Asker("Kim", "kim@example.org")
    return ask(**(told | more))
