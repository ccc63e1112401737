"""What every page needs to know: where it is, what the reader may open, and whether the data is made up."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any, NamedTuple

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from skyddsnat.cooperation.api import ANY as COOPERATION
from skyddsnat.cooperation.api import PARTS
from skyddsnat.core.api import is_favourite, may_import, record_at
from skyddsnat.core.models import User
from skyddsnat.mandate.api import assignments_for
from skyddsnat.website.demonstration import demo_passphrase, demo_roles
from skyddsnat.website.help import help_with


class Entry(NamedTuple):
    """A line of the navigation: shown to those who hold the permission.

    "" is everybody who has signed in, "import" everybody who may take in some kind of table, "a|b" who holds either.
    """

    permission: str
    label: Any
    url_name: str
    icon: str


NAVIGATION = [
    Entry("", _("Start"), "website:home", "home"),
    Entry("mandate.read", _("Uppdrag"), "mandate:assignments", "decision"),
    Entry("mandate.partner", _("Gemensamma insatser"), "mandate:partner", "activity"),
    Entry("actors.read", _("Aktörer"), "actors:organisations", "people"),
    Entry("knowledge.read|knowledge.partner|knowledge.county", _("Kunskap"), "knowledge:start", "plan"),
    Entry("industry.read|industry.partner|industry.county", _("Bransch"), "industry:start", "desk"),
    Entry("tips.receive", _("Tips"), "tips:room-inbox", "shield"),
    Entry("tips.admin", _("Mottagare av tips"), "tips:frame", "shield"),
    Entry(COOPERATION, _("Samverkan"), "cooperation:start", "dialogue"),
    Entry("statistics.write|statistics.approve", _("Statistik"), "statistics:tables", "indicator"),
    Entry("guidance.write", _("Publika sidor"), "guidance-desk:start", "globe"),
    Entry("import", _("Importer"), "core:imports", "upload"),
    Entry("core.users", _("Användare"), "core:users", "user"),
    Entry("core.audit", _("Logg"), "core:audit", "history"),
]

ASSIGNMENT_TABS = [
    ("mandate.read", _("Beslutet"), "mandate:assignment"),
    ("mandate.read", _("Texten"), "mandate:assignment-text"),
    ("mandate.read", _("Plan"), "mandate:plan"),
    ("mandate.read", _("Insatser"), "mandate:activities"),
    ("mandate.read", _("Dialog"), "mandate:dialogue"),
    ("mandate.read", _("Underlag"), "mandate:evidence-list"),
    ("economy.read", _("Ekonomi"), "economy:start"),
    ("insight.read", _("Läget"), "overview:leaders"),
    ("insight.read", _("Indikatorer"), "insight:indicators"),
    ("reporting.read", _("Rapport"), "reporting:overview"),
    ("reporting.read", _("Avslut"), "reporting:closing"),
]
# The parts of a room that is not an assignment's: the name of its addresses, what the parts are called, and the parts.
ROOM_TABS: dict[str, tuple[Any, list[tuple[str, Any, str]]]] = {
    "cooperation": (
        _("Samverkans delar"),
        [
            ("", _("Start"), "cooperation:start"),
            *((part.permission, part.label, part.url_name) for part in PARTS),
        ],
    ),
    "guidance-desk": (
        _("De publika sidornas delar"),
        [
            ("guidance.write", _("Översättningar"), "guidance-desk:translations"),
            ("guidance.write", _("Lagen"), "guidance-desk:law"),
            ("guidance.write", _("Kampanjer"), "guidance-desk:campaigns"),
            ("guidance.write", _("Synpunkter"), "guidance-desk:feedback"),
            ("guidance.write", _("Redigera"), "wagtailadmin_home"),
        ],
    ),
    "industry": (
        _("Branschens delar"),
        [
            ("industry.read", _("Företagen"), "industry:start"),
            ("industry.read|industry.county", _("Uppsökande"), "industry:outreach"),
            ("industry.read", _("Underlag"), "industry:proofs"),
            ("industry.read", _("Årsrapporter"), "industry:reports"),
            ("industry.read", _("Branschorgan"), "industry:bodies"),
            ("industry.read", _("Material"), "industry:editions"),
            ("industry.write", _("Intyg"), "industry:badges-desk"),
            ("industry.write", _("Mottagna tips"), "industry:received"),
            ("industry.read", _("Beslutens kvalitet"), "industry:training-quality"),
            ("industry.partner", _("Era medlemmar"), "industry:totals"),
        ],
    ),
    "knowledge": (
        _("Kunskapens delar"),
        [
            ("", _("Start"), "knowledge:start"),
            ("", _("Bibliotek"), "knowledge:library"),
            ("", _("Sök"), "knowledge:search"),
            ("knowledge.partner", _("Egna bidrag"), "knowledge:library-contributions"),
            ("knowledge.read", _("Redaktion"), "knowledge:library-desk"),
            ("knowledge.read", _("Utskick"), "knowledge:mailings"),
            ("knowledge.read|knowledge.county", _("Stegen"), "knowledge:ladder"),
            (
                "knowledge.read|knowledge.county|knowledge.partner",
                _("Självskattning"),
                "knowledge:assessments",
            ),
            ("", _("Rådgivning"), "knowledge:consultations"),
            ("knowledge.read|knowledge.county|knowledge.partner", _("Utbyte"), "knowledge:exchange"),
            ("", _("Träffar"), "knowledge:gatherings"),
            ("knowledge.read", _("Träffar"), "knowledge:gatherings-desk"),  # the last that one may open
        ],
    ),
    "tips": (
        _("Tipsens delar"),
        [
            ("tips.receive", _("Inkorg"), "tips:room-inbox"),
            ("tips.receive", _("Lag och nycklar"), "tips:teams"),
            ("tips.receive", _("Min nyckel"), "tips:my-key"),
            ("tips.admin", _("Mottagare av tips"), "tips:frame"),
            ("tips.admin", _("Så har tipsen slutat"), "tips:counted"),
        ],
    ),
}
ROOMS_OF_AN_ASSIGNMENT = {"mandate", "economy", "overview", "insight", "reporting"}


def page(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; error pages made without a user get the bare minimum."""
    if getattr(request, "is_public", False):
        return {"demo": settings.DEMO}  # a visitor is nobody: to ask who it is would take a cookie
    user = getattr(request, "user", None)
    signed_in = isinstance(user, User)
    return {
        "navigation": _navigation(request, user) if isinstance(user, User) else [],
        "assignment_tabs": _assignment_tabs(request, user) if isinstance(user, User) else [],
        "room_tabs": _room_tabs(request, user) if isinstance(user, User) else None,
        "page_help": help_with(request.resolver_match) if signed_in else [],
        "assignment_switch": _switch(request, user) if isinstance(user, User) else [],
        "star": _star(request, user) if isinstance(user, User) else None,
        "demo": settings.DEMO,
        "demo_roles": [] if signed_in else SimpleLazyObject(demo_roles),  # asked for on two pages only
        "demo_passphrase": "" if signed_in else demo_passphrase(),
        "version": version("skyddsnat"),
        "accessibility_url": reverse("website:accessibility"),
    }


def _navigation(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    shown = []
    for entry in NAVIGATION:
        if entry.permission and not _may(user, entry.permission):
            continue
        url = reverse(entry.url_name)
        current = request.path == url if entry.url_name == "website:home" else request.path.startswith(url)
        shown.append({"label": entry.label, "url": url, "icon": entry.icon, "current": current})
    return shown


def _may(user: User, permission: str) -> bool:
    return may_import(user) if permission == "import" else any(map(user.may, permission.split("|")))


def _assignment_tabs(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The parts of the assignment that the page is about; the part that the page lies in is the current one."""
    match = request.resolver_match
    if match is None or match.app_name not in ROOMS_OF_AN_ASSIGNMENT or "slug" not in match.kwargs:
        return []
    found: list[dict[str, Any]] = [
        {"label": label, "url": reverse(name, args=[match.kwargs["slug"]])}
        for permission, label, name in ASSIGNMENT_TABS
        if user.may(permission)
    ]
    inside = [tab for tab in found if request.path.startswith(tab["url"])]
    current = max(inside, key=lambda tab: len(tab["url"]), default=None)
    return [{**tab, "current": tab is current} for tab in found]


def _room_tabs(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """The parts of the room that the page lies in, with the name of them all; None where there are none to choose."""
    match = request.resolver_match
    label, parts = ROOM_TABS.get(match.app_name if match else "", ("", []))
    found = {
        str(name): reverse(address)
        for permission, name, address in parts
        if not permission or _may(user, permission)
    }
    rows = list(found.items())
    current = max((url for _name, url in rows if request.path.startswith(url)), key=len, default="")
    tabs = [{"label": name, "url": url, "current": url == current} for name, url in rows]
    return {"label": label, "tabs": tabs} if tabs else None


def _switch(request: HttpRequest, user: User) -> list[dict[str, Any]]:
    """The other assignments, each at the part that the page lies in; empty when there is only one."""
    current = next((name for name in _tab_names(request, user)), None)
    match = request.resolver_match
    if current is None or match is None:
        return []
    found = list(assignments_for(user).select_related(None).only("slug", "dnr", "title", "title_en"))
    english = (get_language() or "sv").startswith("en")
    return (
        [
            {
                "label": f"{one.dnr} {one}".strip(),
                "url": reverse(current, args=[one.slug]),
                "current": one.slug == match.kwargs["slug"],
                "swedish": english and not one.title_en,
            }
            for one in found
        ]
        if len(found) > 1
        else []
    )


def _tab_names(request: HttpRequest, user: User) -> list[str]:
    """The name of the part of the assignment that the page lies in, as a list of one or none."""
    match = request.resolver_match
    if match is None or match.app_name not in ROOMS_OF_AN_ASSIGNMENT or "slug" not in match.kwargs:
        return []
    inside = [
        (reverse(name, args=[match.kwargs["slug"]]), name)
        for permission, _label, name in ASSIGNMENT_TABS
        if user.may(permission)
    ]
    fitting = [pair for pair in inside if request.path.startswith(pair[0])]
    return [max(fitting, key=lambda pair: len(pair[0]))[1]] if fitting else []


def _star(request: HttpRequest, user: User) -> dict[str, Any] | None:
    """The star of the record that the page is about; None on other pages."""
    ref = record_at(request.resolver_match)
    return (
        {"view": ref[0], "key": ref[1], "on": SimpleLazyObject(lambda: is_favourite(user, ref))}
        if ref
        else None
    )
