"""The mailbox: eight words open it. With JavaScript they never leave the browser; without, the server keeps nothing."""

from __future__ import annotations

import logging
from typing import Any

from django.db import Error
from django.http import HttpRequest, HttpResponse, QueryDict
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from skyddsnat.core.api import Refused, from_elsewhere, public
from skyddsnat.shared.sealing import TooLongError, UnknownWordError, tidy
from skyddsnat.tips.form import mailbox as boxes
from skyddsnat.tips.form.drawing import seed_in
from skyddsnat.tips.form.frame import POLICY, page
from skyddsnat.tips.form.languages import BYTES_A_LETTER, language_for, letters
from skyddsnat.tips.form.rules import tidy as tidy_text
from skyddsnat.tips.form.sent import posted
from skyddsnat.tips.form.texts import day_in, filled, words_in

logger = logging.getLogger(__name__)
LONGEST_RECEIPT = 1_000  # signs of what may be typed for eight words
SECONDS = 600  # after which the page empties itself
SAID_BY_THE_BROWSER = (
    "site", "box_count", "box_word", "box_near", "box_none", "box_failed", "box_answer", "box_own", "box_own_text",
    "box_unopened", "box_owned", "box_waits", "more_empty", "more_failed", "more_sent", "fault_long",
)  # fmt: skip


@public
@csrf_exempt  # a visitor has no cookie that another site could use
@csp_override(POLICY)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox(request: HttpRequest) -> HttpResponse:
    """The field for the words, or what they open."""
    language = language_for(request)
    post = posted(request)
    typed = post.get("words", "")[:LONGEST_RECEIPT]
    if request.method != "POST" or from_elsewhere(request):
        return _closed(request, language, locked="tom" in request.GET)
    try:
        receipt = tidy(typed)
    except UnknownWordError as wrong:
        return _closed(request, language, typed=typed, fault=wrong_word(wrong, language))
    try:
        if post.get("go") == "add":
            return _added(request, language, receipt, post)
        return _opened(request, language, receipt)
    except (Error, Refused) as error:
        logger.error("a mailbox could not be opened: %s", type(error).__name__)
        fault = filled(language, "box_failed")
        return _closed(request, language, typed=receipt, fault=fault, status=503)


def wrong_word(wrong: UnknownWordError, language: str) -> SafeString:
    """Which word is wrong, and which is likely meant."""
    if not wrong.number:
        return filled(language, "box_count")
    said = filled(language, "box_word", n=wrong.number, word=wrong.word)
    near = filled(language, "box_near", near=wrong.near) if wrong.near else ""
    return format_html("{} {}", said, near)


def _closed(
    request: HttpRequest,
    language: str,
    *,
    typed: str = "",
    fault: SafeString | str = "",
    locked: bool = False,
    status: int = 422,
) -> HttpResponse:
    context = {"typed": typed, "fault": fault, "locked": locked, "config": _config(language)}
    return page(request, "box", language, context, status=status if fault else 200)


@sensitive_variables()
def _opened(request: HttpRequest, language: str, receipt: str, **context: Any) -> HttpResponse:
    found = boxes.look_into(receipt)
    if found is None:
        return _closed(request, language, typed=receipt, fault=filled(language, "box_none"))
    shown = {
        "receipt": receipt,
        "owned": found.owned,
        "messages": [_shown(one, language) for one in found.said],
        "seed": seed_in(""),
        "seconds": SECONDS,
        "text": "",
    }
    status = 422 if context.get("fault") else 200
    return page(request, "opened", language, shown | context, status=status)


@sensitive_variables()
def _added(request: HttpRequest, language: str, receipt: str, post: QueryDict) -> HttpResponse:
    """Keep what was added. When it cannot be, the text is still in its field."""
    text, seed = tidy_text(post.get("text", "")), seed_in(post.get("seed", ""))
    if not text:
        return _opened(request, language, receipt, fault=filled(language, "more_empty"), seed=seed)
    try:
        kept = boxes.add(receipt, text, seed=seed, language=language)
    except TooLongError as fault:
        too_long = filled(language, "fault_long", n=letters(fault.over, language) + 1)
        return _opened(request, language, receipt, fault=too_long, text=text, seed=seed)
    if not kept:
        return _closed(request, language, typed=receipt, fault=filled(language, "box_none"))
    return _opened(request, language, receipt, sent=True)


def _shown(one: boxes.Said, language: str) -> dict[str, Any]:
    key = "box_own" if one.is_own else "box_answer"
    return {
        "heading": filled(language, key, day=day_in(language, one.on)),
        "is_own": one.is_own,
        "text": one.text,
    }


def _config(language: str) -> dict[str, Any]:
    """What the browser needs to open the mailbox by itself."""
    return {
        "language": language,
        "fetch": reverse("tips:mailbox-collect"),
        "add": reverse("tips:mailbox-add"),
        "words": static("sealing/words.txt"),
        "seconds": SECONDS,
        "bytesALetter": BYTES_A_LETTER.get(language, 1),
        "say": {key: words_in(language).texts[key] for key in SAID_BY_THE_BROWSER},
    }
