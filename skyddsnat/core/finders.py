"""What of this room can be searched: people with accounts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.core.access import users_for
from skyddsnat.core.matching import matching
from skyddsnat.core.models import User
from skyddsnat.core.searching import Hit, Matches, Query


def users(user: User, query: Query) -> Matches:
    """Colleagues, for those who may see the accounts; the page of an account is theirs only."""
    people = users_for(user) if user.may("core.users") else User.objects.none()
    return Matches(matching(people, query, title=["name"], body=["email"]), _hit)


def _hit(row: User) -> Hit:
    return Hit(row.name, reverse("core:user", args=[row.pk]), text=row.email)


FINDERS = [("anvandare", _("Användare"), users)]
