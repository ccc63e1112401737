"""What to do, for anybody at work with a phone and five minutes. No account, no cookie, no need of JavaScript."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from skyddsnat.core.api import public
from skyddsnat.industry.jobs import Sector
from skyddsnat.industry.models import Site
from skyddsnat.industry.sectors.addresses import index_address, sector_address, site_address
from skyddsnat.industry.sectors.showing import advice_in, language_of, page
from skyddsnat.industry.sectors.venues import venue
from skyddsnat.industry.sectors.writing import Form, tip_form
from skyddsnat.industry.training.access import open_site
from skyddsnat.industry.training.texts import words_in
from skyddsnat.industry.training.worker import served_worker
from skyddsnat.shared.codes import fragment, typed

FILES = (
    "website/favicon.svg",
    "website/tokens.css",
    "website/base.css",
    "industry/training.css",
    "industry/sectors.css",
    "industry/sectors.js",
)


def _form(language: str, site: Site | None) -> Form | None:
    """The form for tips, which is told from which workplace one comes without any server being told."""
    form = tip_form(language)
    return form._replace(url=form.url + fragment(site.code, site.place.code)) if form and site else form


@public
def index(request: HttpRequest) -> HttpResponse:
    """Choose where one works, or type the workplace's code."""
    asked = typed(request.GET.get("kod", ""))
    site = open_site(asked) if asked else None
    language = language_of(request)
    if site is not None:
        return redirect(site_address(site, language=language))
    advice = advice_in(language)
    context = {
        **_code(asked, language, index_address()),
        "sectors": [
            {"title": advice.sector_title(sector), "url": sector_address(sector, language=language)}
            for sector in Sector
        ],
    }
    return page(
        request, "index", advice, context, status=_status(asked),
        address=lambda code: index_address(language=code),
    )  # fmt: skip


@public
def sector(request: HttpRequest, sector: str) -> HttpResponse:
    """The path of a sector. With a code it names the workplace and its police region; a wrong code hides nothing."""
    asked = typed(request.GET.get("kod", ""))
    site = open_site(asked) if asked else None
    language = language_of(request)
    if site is not None and (site.sector != sector or request.GET.get("kod") != site.code):
        return redirect(site_address(site, language=language))
    advice = advice_in(language)
    code = site.code if site else ""
    context = {
        **_code("" if site else asked, language, sector_address(sector)),
        "sector_title": advice.sector_title(sector),
        "path": advice.path(sector),
        "never": advice.never(sector),
        "web": advice.web(),
        "form": _form(language, site),
        "checked": advice.checked(),
        "venue": _venue(site, advice) if site else None,
    }
    return page(
        request, "sector", advice, context, own=site is not None, status=_status("" if site else asked),
        address=lambda other: sector_address(sector, language=other, code=code),
    )  # fmt: skip


@public
def worker(request: HttpRequest) -> HttpResponse:
    """The service worker of these pages, allowed to see them though they lie beside it; it is told of one at a time."""
    response = served_worker("what-to-do-", FILES)
    response["Service-Worker-Allowed"] = "/bransch/"
    return response


def _status(wrong: str) -> int:
    return 422 if wrong else 200


def _code(asked: str, language: str, action: str) -> dict[str, Any]:
    """The field for a code, with what was typed when no workplace has it."""
    wrong = words_in(language)("code_wrong", code=asked) if asked else ""
    return {"asked": asked, "wrong": wrong, "code_action": action}


def _venue(site: Site, advice: Any) -> dict[str, Any]:
    found = venue(site)
    region = found.police_region
    return {
        "name": found.name,
        "code": found.code,
        "say_code": advice.say_code(),
        "where": advice.where(found.municipality.name, region.name) if region else "",
    }
