"""What the pages of the room share: what the scripts need to know, and answers to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from skyddsnat.core.api import AuthenticatedRequest, Given, demonstration_passphrase, lock_config
from skyddsnat.core.api import answered as answered_with
from skyddsnat.tips.access import receivers_for
from skyddsnat.tips.room.access import key_of, must_renew, openers_of
from skyddsnat.tips.room.locking import stamp_of
from skyddsnat.tips.room.words import script_words


def show(request: AuthenticatedRequest, template: str, context: Given, *, status: int = 200) -> HttpResponse:
    """A page of the room, with what its scripts need."""
    user = request.user
    own = key_of(user)
    config = lock_config(request, own, vault="tips-room", keys=reverse("tips:my-keys"))
    renew = [one for one in receivers_for(user) if must_renew(one) and user.pk in openers_of(one)]
    shared: dict[str, Any] = {
        "room_config": config, "room_words": script_words(), "own_key": own, "to_renew": renew,
        "demo_passphrase": demonstration_passphrase(user), "my_key_url": reverse("tips:my-key"),
    }  # fmt: skip
    return render(request, template, context | shared, status=status)


def answered(do: Callable[[], str]) -> HttpResponse:
    """Do what a script asks and tell it where to go; what was refused it says on the page, and nothing is lost."""
    return answered_with(do, stamp_of)
