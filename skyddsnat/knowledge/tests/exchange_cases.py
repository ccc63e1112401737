"""Questions and answers for tests of the exchange."""

import uuid

from skyddsnat.actors.api import organisation
from skyddsnat.knowledge.exchange import actions, moderating
from skyddsnat.knowledge.exchange.actions import Author
from skyddsnat.mandate.models import Evidence

BASE = "/kunskap/utbyte/"
STOCKHOLM, MALMO = "kommun-0180", "kommun-1280"


def asked(by, code=STOCKHOLM, *, approve=None, **more):
    author = Author("Socialsekreterare", organisation(code))
    told = {
        "subject": "samtal",
        "title": "Tolk i samtal",
        "text": "Hur gör ni med tolk?",
        "once": uuid.uuid4(),
    }
    post = actions.ask_others(**(told | more), author=author, by=by)
    if approve:
        moderating.approve_post(post=post, by=approve)
        post.refresh_from_db()
    return post


def answered(question, by, code=MALMO, *, approve=None, **more):
    told = {"text": "Vi bokar samma tolk varje gång.", "once": uuid.uuid4()} | more
    post = actions.answer_other(
        question=question, author=Author("Kurator", organisation(code)), by=by, **told
    )
    if approve:
        moderating.approve_post(post=post, by=approve)
        post.refresh_from_db()
    return post


def proofs():
    rows = Evidence.objects.filter(kind="experience_shared").order_by("seq")
    return list(rows.values_list("quantity", "organisation__code"))
