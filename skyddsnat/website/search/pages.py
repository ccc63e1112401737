"""Pages by name and by the help that stands on them, so that "rekvisition" finds the page where one is made."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from skyddsnat.core.api import Hit, Matches, Query, may_import, score_of
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_for, may_see_consents
from skyddsnat.website.context import ASSIGNMENT_TABS, NAVIGATION
from skyddsnat.website.help import help_on

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
    Page("", gettext_lazy("Mina påminnelser"), "core:reminders", (), "e-post mejl"),
    Page("mandate.read", gettext_lazy("Kalender"), "core:calendar", (), "prenumerera ics"),
    Page("mandate.write", gettext_lazy("Mallar"), "mandate:templates", (), "prövning barnets bästa"),
]
OF_AN_ASSIGNMENT = [
    Page("mandate.write", gettext_lazy("Lägg till en insats"), "mandate:activity-new", (), "planera aktivitet ny"),
    Page("mandate.write", gettext_lazy("Beslutets diarienummer"), "mandate:assignment-dnr", (), "dnr"),
    Page("mandate.write", gettext_lazy("Lägg till filen med beslutet"), "mandate:assignment-file", (), "text pdf"),
    Page("mandate.write", gettext_lazy("Före och efter"), "mandate:relation-new", (), "fortsätter efterföljare"),
    Page("mandate.read", gettext_lazy("Ändringar i planen"), "mandate:plan-changes", (), "historik vem när varför"),
    Page("mandate.write", gettext_lazy("Kopiera insatser"), "mandate:plan-copy", (), "plan förra året"),
    Page("mandate.write", gettext_lazy("Skriv in ett möte"), "mandate:meeting-new", (), "dialog samråd samtal"),
    Page("mandate.read", gettext_lazy("Överenskommelser"), "mandate:agreements", (), "dialog lovat avtalat"),
    Page("mandate.read", gettext_lazy("Aktörerna"), "mandate:dialogue-actors", (), "dialog tysta möten"),
    Page("economy.read", gettext_lazy("Budget och prognos"), "economy:budget", (), "utfall kostnadsslag"),
    Page("economy.read", gettext_lazy("Avstämning"), "economy:closing", (), "lås månad bokslut"),
    Page("economy.read", gettext_lazy("Förslag till rekvisition"), "economy:proposal", (), "rekvirera pengar slut"),
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

# Pages of a single record have no address to find: their help leads to the list where the record is.
HELP_OF = {
    "mandate:activities": ("mandate:activity", "mandate:assessment", "mandate:evidence-new"),
    "mandate:assignment-text": ("mandate:sentence",),
    "mandate:plan": ("mandate:plan-version",),
    "mandate:dialogue": ("mandate:meeting",),
    "economy:import_new": ("economy:import_preview",),
    "reporting:overview": ("reporting:text", "reporting:history", "reporting:comments"),
}


def pages(user: User, query: Query) -> Matches:
    """The pages that the user may open, those whose name fits best first."""
    found = [hit for hit in _hits(user, query) if hit.score]
    return Matches(sorted(found, key=lambda hit: -hit.score))


def _hits(user: User, query: Query) -> Iterator[Hit]:
    of_the_house = [
        *(
            Page(entry.permission, entry.label, entry.url_name)
            for entry in NAVIGATION
            if entry.permission != "import"
        ),
        *OF_THE_HOUSE,
    ]
    if may_import(user):
        of_the_house.append(Page("", _("Importer"), "core:imports"))
    if may_see_consents(user):
        words = "lämna över ny myndighet efterträdare samtycke"
        of_the_house.append(Page("", _("Ja till den som tar över"), "website:consents", (), words))
    for page in of_the_house:
        if not page.permission or user.may(page.permission):
            yield _page(page, query, (), _("Sida"))
    tabs = [Page(permission, label, view) for permission, label, view in ASSIGNMENT_TABS]
    allowed = [page for page in (*tabs, *OF_AN_ASSIGNMENT) if user.may(page.permission)]
    named = [page for page in allowed if score_of(query, str(page.label), page.words)]
    explained = [
        page for page in allowed if page not in named and score_of(query, str(page.label), _help(page))
    ]
    if not named and not explained:
        return
    for number, assignment in enumerate(assignments_for(user)[:MOST_ASSIGNMENTS]):
        where = assignment.dnr or str(assignment)
        # what only the help speaks of is shown once: it says the same for every assignment
        yield from (
            _page(page, query, (assignment.slug,), where) for page in (named if number else named + explained)
        )


def _page(page: Page, query: Query, before: tuple[str, ...], where: str) -> Hit:
    url = reverse(page.view, args=[*before, *page.arguments])
    helped = _help(page)
    named = score_of(query, str(page.label), page.words)
    score = named or score_of(query, str(page.label), helped)
    return Hit(str(page.label), url, where, text="" if named else helped, score=score)


def _help(page: Page) -> str:
    """The help on the page, and on the pages of single records that one comes to from it."""
    return " ".join(said for name in (page.view, *HELP_OF.get(page.view, ())) for said in help_on(name))
