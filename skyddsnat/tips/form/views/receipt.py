"""After the tip has come in: eight words to write down, or to do without. The page leads nowhere else before that."""

from __future__ import annotations

import hashlib
import secrets
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from skyddsnat.core.api import public
from skyddsnat.shared.sealing.receipts import words
from skyddsnat.tips.form.frame import POLICY, kept_by_nobody, page
from skyddsnat.tips.form.languages import language_for
from skyddsnat.tips.form.sent import posted, proof_in, receipt_in
from skyddsnat.tips.form.texts import filled

OTHERS = 2  # words to choose among beside the right one


class Asked(NamedTuple):
    """Which word is asked for, from 1, and the words to choose among."""

    number: int
    choices: list[str]


@public
@csrf_exempt  # a visitor has no cookie that another site could use, and nothing is changed
@csp_override(POLICY)
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def after_sending(request: HttpRequest) -> HttpResponse:
    """The words again, the question about one of them, the end with or without a receipt, or the proof as a file."""
    language = language_for(request)
    post = posted(request)
    receipt, proof, go = receipt_in(post), proof_in(post), post.get("go", "")
    if go == "proof" and proof:
        return _file(proof)
    if go == "decline":
        return page(request, "done", language, {"declined": True, "proof": proof})
    if not receipt:
        return redirect(f"../?sprak={language}")
    asked = word_asked_for(receipt)
    if go == "confirm" and post.get("word", "") == receipt.split()[asked.number - 1]:
        return page(request, "done", language, {"declined": False, "proof": proof})
    if go in {"written", "confirm"}:
        return _confirm(request, language, receipt, proof, asked, wrong=go == "confirm")
    return show_receipt(request, language, receipt, proof)


@sensitive_variables()
def show_receipt(request: HttpRequest, language: str, receipt: str, proof: str) -> HttpResponse:
    """The page with the words. What the server has sealed alone comes here."""
    return page(request, "receipt", language, {"words": receipt.split(), "receipt": receipt, "proof": proof})


@sensitive_variables()
def _confirm(
    request: HttpRequest, language: str, receipt: str, proof: str, asked: Asked, *, wrong: bool
) -> HttpResponse:
    context: dict[str, Any] = {
        "receipt": receipt,
        "proof": proof,
        "choices": asked.choices,
        "confirm": filled(language, "confirm", n=asked.number),
        "fault": filled(language, "confirm_wrong", n=asked.number) if wrong else "",
    }
    return page(request, "confirm", language, context, status=422 if wrong else 200)


@sensitive_variables()
def word_asked_for(receipt: str) -> Asked:
    """The same word each time for the same receipt; the other choices are not on it."""
    said = receipt.split()
    number = hashlib.sha256(receipt.encode()).digest()[0] % len(said) + 1
    others = [word for word in secrets.SystemRandom().sample(words(), OTHERS + len(said)) if word not in said]
    return Asked(number, sorted([said[number - 1], *others[:OTHERS]]))


def _file(proof: str) -> HttpResponse:
    response = HttpResponse(f"{proof}\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="kvitto.txt"'
    return kept_by_nobody(response)
