"""How other rooms lead to the form: only while somebody takes tips."""

from __future__ import annotations

from typing import NamedTuple

from django.urls import reverse

from skyddsnat.shared.languages import AT_WORK
from skyddsnat.tips.form.access import is_offered
from skyddsnat.tips.form.texts import words_in
from skyddsnat.tips.own_host.addresses import on_own_host


class Invitation(NamedTuple):
    """What leads to the form: its title, a line about it, and its address."""

    title: str
    line: str
    url: str


def invitation(language: str) -> Invitation | None:
    """In that language; None when the form is not in it, or when no receiver is switched on."""
    if language not in AT_WORK or not is_offered():
        return None
    say = words_in(language)
    return Invitation(say("title"), say("operator"), on_own_host(f"{reverse('tips:form')}?sprak={language}"))
