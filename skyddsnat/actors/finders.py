"""What of this room can be searched and found back: organisations by any name they have had, places, contacts."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, StringAgg, Subquery, TextField, Value
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from skyddsnat.actors import access
from skyddsnat.actors.models import Contact, Organisation, OrganisationName, Place
from skyddsnat.actors.views.frame import in_language
from skyddsnat.core.api import Hit, Matches, Named, Query, RecordKind, matching
from skyddsnat.core.models import User


def organisations(user: User, query: Query) -> Matches:
    """By what they are called now, and by every name before."""
    names = OrganisationName.objects.filter(organisation=OuterRef("pk")).order_by().values("organisation")
    before = names.annotate(every=StringAgg("name", Value(" · "))).values("every")
    rows = access.organisations(user).annotate(every_name=Subquery(before, output_field=TextField()))
    found = matching(rows, query, title=["name", "name_en"], body=["every_name"])
    return Matches(found, _organisation)


def _organisation(row: Any) -> Hit:
    words = in_language(row.name, row.name_en)
    former = row.every_name if row.every_name != row.name else ""
    where = str(row.get_kind_display())
    return Hit(words["value"], row.get_absolute_url(), where, former or "", words["swedish"])


def places(user: User, query: Query) -> Matches:
    """Counties, municipalities and states."""
    rows = (
        access.places(user).defer("geometry").select_related("parent").defer("geometry", "parent__geometry")
    )
    return Matches(matching(rows, query, title=["name", "name_en"], body=["code"]), _place)


def _place(row: Place) -> Hit:
    page = "actors:states" if row.kind == Place.Kind.STATE else "actors:places"
    words = in_language(row.name, row.name_en)
    where = f"{row.get_kind_display()} {row.code}"
    return Hit(words["value"], reverse(page), where, swedish=words["swedish"])


def contacts(user: User, query: Query) -> Matches:
    """Whom to reach at an organisation; shown on its page."""
    rows = access.contacts(user).select_related("organisation")
    found = matching(rows, query, title=["function", "name"], body=["organisation__name", "email", "phone"])
    return Matches(found, _contact)


def _contact(row: Contact) -> Hit:
    title = f"{row.function}, {row.name}" if row.name else row.function
    text = " ".join(part for part in (row.email, row.phone) if part)
    return Hit(title, row.organisation.get_absolute_url(), str(row.organisation), text, swedish=True)


FINDERS = [
    ("organisationer", _("Organisationer"), organisations),
    ("kontakter", _("Kontakter"), contacts),
    ("platser", _("Län, kommuner och länder"), places),
]


def _named(row: Organisation) -> Named:
    words = in_language(row.name, row.name_en)
    return Named(words["value"], str(row.get_kind_display()), words["swedish"])


RECORDS = [
    RecordKind("actors:organisation", _("Organisation"), {"code": "code"}, access.organisations, _named),
]
