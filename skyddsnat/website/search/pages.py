"""Pages by name, so that "rekvisition" finds the page where one is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Hit, Matches, Query, score_of
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_for
from skyddsnat.website.context import ASSIGNMENT_TABS, NAVIGATION

MOST_ASSIGNMENTS = 10


class Page(NamedTuple):
    """A page that people look for by what they want to do; `words` are other words for it."""

    permission: str
    label: Any
    view: str
    arguments: tuple[str, ...] = ()
    words: str = ""


OF_THE_HOUSE = [
    Page(
        "mandate.write",
        gettext_lazy("Läs in ett beslut"),
        "mandate:reading-new",
        (),
        "nytt uppdrag regleringsbrev",
    ),
    Page(
        "actors.write", gettext_lazy("Lägg till en organisation"), "actors:add-organisation", (), "aktör ny"
    ),
    Page(
        "core.users",
        gettext_lazy("Öppna ett konto"),
        "core:new_user",
        (),
        "användare kollega behörighet roll",
    ),
    Page(
        "", gettext_lazy("Inloggning och säkerhet"), "mfa_index", (), "lösenord kod nyckel passkey tvåfaktor"
    ),
    Page("", gettext_lazy("Tillgänglighet"), "website:accessibility"),
    Page("", gettext_lazy("Favoriter och senast besökta"), "website:search", (), "stjärna historik"),
]
OF_AN_ASSIGNMENT = [
    Page("mandate.write", gettext_lazy("Lägg till en insats"), "mandate:activity-new", (), "planera aktivitet ny"),
    Page("mandate.write", gettext_lazy("Beslutets diarienummer"), "mandate:assignment-dnr", (), "dnr"),
    Page("mandate.write", gettext_lazy("Lägg till filen med beslutet"), "mandate:assignment-file", (), "text pdf"),
    Page("mandate.write", gettext_lazy("Före och efter"), "mandate:relation-new", (), "fortsätter efterföljare"),
    Page("economy.read", gettext_lazy("Kostnader"), "economy:vouchers", (), "verifikationer fakturor fördela"),
    Page("economy.write", gettext_lazy("Läs in en bokföringsfil"), "economy:import_new", (), "sie importera"),
    Page("economy.write", gettext_lazy("Projekt"), "economy:projects", (), "koppla fördela projektkod"),
    Page(
        "economy.write", gettext_lazy("Förbered rekvisition"), "economy:prepare", ("requisition",), "rekvirera pengar"
    ),
    Page(
        "economy.write", gettext_lazy("Förbered återbetalning"), "economy:prepare", ("repayment",), "betala tillbaka"
    ),
    Page(
        "economy.write", gettext_lazy("Förbered ekonomisk redovisning"), "economy:prepare", ("financial_account",),
        "bokslut",
    ),
    Page("reporting.write", gettext_lazy("Förbered slutredovisning"), "reporting:prepare", (), "rapport lämna frys"),
    Page("reporting.read", gettext_lazy("Avslutspaket"), "reporting:closing", (), "arkiv zip avsluta"),
]  # fmt: skip


def pages(user: User, query: Query) -> Matches:
    """The pages that the user may open, those whose name fits best first."""
    found = [hit for hit in _hits(user, query) if hit.score]
    return Matches(sorted(found, key=lambda hit: -hit.score))


def _hits(user: User, query: Query) -> Iterator[Hit]:
    for entry in NAVIGATION:
        if not entry.permission or user.may(entry.permission):
            yield Hit(
                str(entry.label), reverse(entry.url_name), _("Sida"), score=score_of(query, str(entry.label))
            )
    for page in OF_THE_HOUSE:
        if not page.permission or user.may(page.permission):
            yield _page(page, query, (), _("Sida"))
    tabs = [Page(permission, label, view) for permission, label, view in ASSIGNMENT_TABS]
    allowed = [page for page in (*tabs, *OF_AN_ASSIGNMENT) if user.may(page.permission)]
    fitting = [page for page in allowed if score_of(query, str(page.label), page.words)]
    if fitting:
        for assignment in assignments_for(user)[:MOST_ASSIGNMENTS]:
            where = assignment.dnr or str(assignment)
            yield from (_page(page, query, (assignment.slug,), where) for page in fitting)


def _page(page: Page, query: Query, before: tuple[str, ...], where: str) -> Hit:
    url = reverse(page.view, args=[*before, *page.arguments])
    return Hit(str(page.label), url, where, score=score_of(query, str(page.label), page.words))
