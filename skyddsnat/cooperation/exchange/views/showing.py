"""What the pages of the exchange share."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.exchange.access import authorities_of, must_renew, openers_of, own_key_of
from skyddsnat.cooperation.exchange.words import script_words
from skyddsnat.core.api import AuthenticatedRequest, demonstration_passphrase, lock_config

VAULT = "cooperation-room"


def show(
    request: AuthenticatedRequest, name: str, context: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    """A page of the exchange, with what its scripts need."""
    user = request.user
    own = own_key_of(user)
    renew = [one for one in authorities_of(user) if must_renew(one) and user.pk in openers_of(one)]
    shared = {
        "room_config": lock_config(request, own, vault=VAULT, keys=reverse("cooperation:exchange-my-keys")),
        "room_words": script_words(), "own_key": own, "to_renew": renew,
        "my_key_url": reverse("cooperation:exchange-my-key"), "demo_passphrase": demonstration_passphrase(user),
    }  # fmt: skip
    return render(request, f"cooperation/exchange/{name}.html", shared | context, status=status)


def trail(*more: tuple[str, str]) -> list[dict[str, str]]:
    """The way to a page of the exchange."""
    first = {"label": _("Utbyte"), "url": reverse("cooperation:exchange")}
    return [first, *({"label": label, "url": url} for label, url in more)]


def own_authority(request: AuthenticatedRequest, pk: int) -> Organisation | None:
    return authorities_of(request.user).filter(pk=pk).first()
