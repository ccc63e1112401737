"""One question a page, the answers checked, the tip sent. With JavaScript all of it goes on within the first page.

Without, the answers travel in the form and nowhere else: not in the address, a cookie, a cache or the log.
"""

from __future__ import annotations

import functools
import logging
from dataclasses import dataclass
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from skyddsnat.core.api import Refused, from_elsewhere, public
from skyddsnat.shared.dates import today
from skyddsnat.shared.wording import SOURCE
from skyddsnat.tips.form import access, rules
from skyddsnat.tips.form.frame import POLICY, page
from skyddsnat.tips.form.languages import language_for
from skyddsnat.tips.form.sending import seal_and_file
from skyddsnat.tips.form.sent import Sent, posted, read
from skyddsnat.tips.form.showing import check_rows, code_place, config, goes_to, question, too_long, whole
from skyddsnat.tips.form.texts import filled
from skyddsnat.tips.form.views.receipt import show_receipt

logger = logging.getLogger(__name__)


@public
@csrf_exempt  # a visitor has no cookie that another site could use
@csp_override(POLICY)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """The page that comes after what was sent; the first when nothing was."""
    language = language_for(request)
    if request.method != "POST":
        return _start(request, language)
    step = Step(request, language, read(posted(request)))
    return step.send() if step.sent.go == "send" and not from_elsewhere(request) else step.next()


def _start(request: HttpRequest, language: str) -> HttpResponse:
    offers = access.offers(language)
    if not offers:
        return page(request, "closed", language, {})
    context = {
        "offers": offers,
        "whole": whole(language),
        "rows": check_rows({}, "", language),
        "config": config(language, offers),
    }
    return page(request, "start", language, context)


@dataclass
class Step:
    """What one page sent, and the page that answers it."""

    request: HttpRequest
    language: str
    sent: Sent

    def next(self) -> HttpResponse:
        """Another question, the same one again when something is wrong with the answer, or the check of all."""
        at, go = self.sent.at, self.sent.go
        if go in rules.QUESTIONS:
            return self._ask(go)
        fault = rules.fault_of(at, self.sent.given, self._codes) if at else ""
        if not fault and at in rules.TEXTS and self._room < 0:
            fault = "fault_long"
        if fault:
            return self._ask(at, fault=fault)
        if at == rules.PLACE and self._taker is None:
            return self._nobody()
        following = rules.after(at) if at else "" if go == "check" else rules.KIND
        if following and not self.sent.then and go != "check":
            return self._ask(following)
        return self._check()

    def send(self) -> HttpResponse:
        """Seal and store the tip, and show the receipt. When that cannot be done, everything is still on the page."""
        try:
            offer = self._told()
            if offer is None or rules.first_fault(self.sent.given, self._codes) or self._room < 0:
                return self._check()
            filed = seal_and_file(self.sent, offer, self._place_name, self.language)
        except (Error, Refused) as error:
            logger.error("a tip was not stored: %s", type(error).__name__)
            return self._page(
                "unsent", {"told": self.sent.receiver}, status=503
            )  # asks the database for nothing
        return show_receipt(self.request, self.language, filed.receipt, filed.proof)

    def _check(self) -> HttpResponse:
        """All answers, to change or to send."""
        if missing := rules.first_fault(self.sent.given, self._codes):
            return self._ask(missing, fault=rules.fault_of(missing, self.sent.given, self._codes))
        offer = self._taker
        if offer is None:
            return self._nobody()
        context = {
            "rows": check_rows(self.sent.given, self._place_name_in(self.language), self.language),
            "offer": offer,
            "told": offer.id,
            "fault": too_long(self._room, self.language) if self._room < 0 else "",
            "code": code_place(self.sent.given, self.language),
            "here": "check",
        }
        return self._page("check", context, status=422 if self._room < 0 else 200)

    def _nobody(self) -> HttpResponse:
        """Nobody takes it; for those who know roughly where it was, that a place may help."""
        kind, place = (self.sent.given.get(key, "") for key in (rules.KIND, rules.PLACE))
        guess = rules.may_guess(access.offers(self.language), kind, place)
        return self._page("nobody", {"here": rules.PLACE, "guess": guess})

    def _ask(self, key: str, *, fault: str = "") -> HttpResponse:
        said = too_long(self._room, self.language) if fault == "fault_long" else ""
        context = {
            "question": question(key, self.language, self.sent.given.get(key, ""), self._room),
            "fault": said or (filled(self.language, fault) if fault else ""),
            "then": self.sent.then or self.sent.at == "check",
            "offer": self._taker,
            "here": key,
        }
        return self._page("question", context, without=key, status=422 if fault else 200)

    def _page(
        self, name: str, context: dict[str, Any], *, without: str = "", status: int = 200
    ) -> HttpResponse:
        """A page whose forms carry the answers that are not asked for on it."""
        hidden = [(key, value) for key, value in self.sent.given.items() if key != without]
        offer = context.get("offer")
        around = {
            "hidden": [*hidden, ("seed", self.sent.seed)],
            "goes_to": goes_to(offer, self.language) if offer else "",
            **context,
        }
        return page(self.request, name, self.language, around, status=status)

    @functools.cached_property
    def _codes(self) -> set[str]:
        return access.codes()

    @functools.cached_property
    def _place_name(self) -> str:
        return self._place_name_in(SOURCE)

    def _place_name_in(self, language: str) -> str:
        return access.place_name(self.sent.given.get(rules.PLACE, ""), language)

    @functools.cached_property
    def _room(self) -> int:
        return rules.room(rules.message(self.sent.given, self._place_name, self.language, today()))

    @functools.cached_property
    def _taker(self) -> rules.Offer | None:
        kind, place = (self.sent.given.get(key, "") for key in (rules.KIND, rules.PLACE))
        return rules.taker(access.offers(self.language), kind, place)

    def _told(self) -> rules.Offer | None:
        """Who the page said will get the tip, also when it has been switched off since; else who takes it now."""
        told = access.offer_once_made(self.sent.receiver, self.language) if self.sent.receiver else None
        return told if told and self.sent.given.get(rules.KIND) in told.kinds else self._taker
