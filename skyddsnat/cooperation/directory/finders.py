"""What of the directory can be searched and found back: states by their authorities, contacts, agreements."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, StringAgg, Subquery, TextField, Value
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors.api import in_force
from skyddsnat.actors.models import OrganisationRole, Place
from skyddsnat.cooperation.directory import access
from skyddsnat.cooperation.directory.catalogue import language, roles
from skyddsnat.cooperation.directory.tables import title_cell
from skyddsnat.cooperation.directory.wording import state_url
from skyddsnat.cooperation.models import Agreement, RoleContact
from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


def states(user: User, query: Query) -> Matches:
    """A state by its name, or by an authority that has a role there."""
    held = OrganisationRole.objects.filter(
        in_force(today()), place=OuterRef("pk"), kind__in=list(roles()), organisation__isnull=False
    )
    names = held.order_by().values("place").annotate(every=StringAgg("organisation__name", Value(" · ")))
    rows = access.states_for(user).annotate(
        authorities=Subquery(names.values("every"), output_field=TextField())
    )
    return Matches(matching(rows, query, title=["name", "name_en"], body=["authorities"]), _state)


def _state(row: Any) -> Hit:
    return Hit(row.name_shown, state_url(row), row.code, row.authorities or "")


def contacts(user: User, query: Query) -> Matches:
    """How somebody who holds a role is reached."""
    body = ["organisation__name", "organisation__name_en", "email", "phone", "role__place__name"]
    return Matches(matching(access.contacts_for(user), query, title=["function"], body=body), _contact)


def _contact(row: RoleContact) -> Hit:
    state = row.role.place
    url = state_url(state, "#kontakter") if state else ""
    text = " ".join(part for part in (row.email, row.phone, row.web) if part)
    return Hit(row.function, url, str(row.organisation), text, swedish=True)


def agreements(user: User, query: Query) -> Matches:
    """What has been agreed, by title and words."""
    rows = access.agreements_for(user)
    found = matching(
        rows, query, title=["title", "title_en"], body=["about", "terms", "dnr", "our_party__name"]
    )
    return Matches(found, _agreement)


def _agreement(row: Agreement) -> Hit:
    words = title_cell(row)
    return Hit(
        words["value"], row.get_absolute_url(), str(row.our_party), row.about, words.get("swedish", False)
    )


FINDERS = [
    ("lander", _("Länder i samverkan"), states),
    ("kontakter-i-lander", _("Kontakter i andra länder"), contacts),
    ("overenskommelser-lander", _("Överenskommelser med andra länder"), agreements),
]


def _named_state(row: Place) -> Named:
    return Named(row.name_shown, str(row.get_kind_display()), False)


def _named_agreement(row: Agreement) -> Named:
    return Named(row.title, str(_("Överenskommelse")), language() == "en")


RECORDS = [
    RecordKind("cooperation:state", _("Land"), {"code": "code"}, access.every_state, _named_state),
    RecordKind(
        "cooperation:agreement", _("Överenskommelse"), {"pk": "pk"}, access.agreements_for, _named_agreement
    ),
]
