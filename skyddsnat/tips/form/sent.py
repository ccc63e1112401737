"""What a page of the form sends, read without trust. All of it travels in the form and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from skyddsnat.shared.sealing import UnknownWordError
from skyddsnat.shared.sealing import tidy as tidy_receipt
from skyddsnat.tips.form.drawing import seed_in
from skyddsnat.tips.form.rules import QUESTIONS, tidy

PROOF = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+")
LONGEST_PROOF = 4_000


@dataclass(frozen=True)
class Sent:
    """The answers so far; `at` is the page that they come from, `go` what was asked for ("" is the next page).

    `then` says that the page was opened from the check of the answers. From `seed` come mark and receipt; `receiver` is
    who the person was told will get the tip.
    """

    given: dict[str, str]
    at: str
    go: str
    then: bool
    seed: str
    receiver: int | None


def posted(request: HttpRequest) -> QueryDict:
    """What a form sent. A request that carries files is read no further: nothing can be uploaded."""
    return request.POST if request.content_type == "application/x-www-form-urlencoded" else QueryDict()


def read(post: Mapping[str, str]) -> Sent:
    at, receiver = post.get("at", ""), post.get("receiver", "")
    texts = {key: tidy(post.get(key, "")) for key in QUESTIONS}
    return Sent(
        given={key: text for key, text in texts.items() if text},
        at=at if at in QUESTIONS else "",
        go=post.get("go", ""),
        then=post.get("then") == "check",
        seed=seed_in(post.get("seed", "")),
        receiver=int(receiver) if re.fullmatch(r"[0-9]{1,12}", receiver) else None,
    )


def receipt_in(post: Mapping[str, str]) -> str:
    """The eight words; "" when they are none."""
    try:
        return tidy_receipt(post.get("receipt", ""))
    except UnknownWordError:
        return ""


def proof_in(post: Mapping[str, str]) -> str:
    """The proof of filing that the page was given; "" when it has not the shape of one."""
    proof = post.get("proof", "")
    return proof if len(proof) <= LONGEST_PROOF and PROOF.fullmatch(proof) else ""
