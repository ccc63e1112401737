"""The page behind a link: a code, then one answer. No account, no session, no cookie, nothing about the child.

Whatever is wrong with a link or a code, the page says the same, so that nothing can be guessed from it. The language is
in the form, since there is no cookie to keep it in.
"""

from __future__ import annotations

import uuid
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.cooperation.exchange.access import current_key, link_held
from skyddsnat.cooperation.exchange.actions.links import is_open, try_code
from skyddsnat.cooperation.exchange.actions.proposals import Given, answer_by_link
from skyddsnat.cooperation.exchange.forms import AnswerForm, CodeForm
from skyddsnat.cooperation.exchange.kinds import Asked
from skyddsnat.cooperation.exchange.rules import HOLD_SECONDS
from skyddsnat.cooperation.models import AnswerLink
from skyddsnat.cooperation.referrals.kinds import Answer
from skyddsnat.core.api import Refused, from_elsewhere, kept_to_itself, public
from skyddsnat.shared.dates import format_date, format_moment
from skyddsnat.shared.sealing import seal_message

SALT = "cooperation.exchange.answer"
LANGUAGES = ("en", "sv")  # English first: it is for authorities elsewhere


@csrf_exempt
@public
def answer_link(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Ask for the code; show the question when it is right; take the answer in, once."""
    asked = request.POST.get("sprak") or request.GET.get("sprak", "")
    language = asked if asked in LANGUAGES else LANGUAGES[0]
    with translation.override(language):
        return kept_to_itself(_page(request, secret))


def _page(request: HttpRequest, secret: str) -> HttpResponse:
    if request.method != "POST" or from_elsewhere(request):
        return _ask_for_code(request, CodeForm())
    held = _held(secret, request.POST.get("held", ""))
    if held is not None:
        return _answering(request, held)
    form = CodeForm(request.POST if "code" in request.POST else None)
    if not form.is_valid():
        return _ask_for_code(request, form)
    link = try_code(secret=secret, code=form.cleaned_data["code"], by=None)
    if link is None:
        form.add_error(
            "code",
            _(
                "Länken eller koden stämmer inte, eller så är det för tidigt att försöka igen. Efter en fel kod får "
                "man vänta, dubbelt så länge för varje gång. Efter åtta öppnar länken inget mer. Ring dem som "
                "skickade den om det inte går."
            ),
        )
        return _ask_for_code(request, form)
    token = signing.dumps(str(link.pk), salt=SALT)
    return _question(request, link, AnswerForm(asked=link.asked), token)


def _held(secret: str, token: str) -> AnswerLink | None:
    """The link whose code was right in this page, within the hour; the address must be its own."""
    try:
        pk = signing.loads(token, salt=SALT, max_age=HOLD_SECONDS)
    except signing.BadSignature:
        return None
    return link_held(pk, secret)


def _answering(request: HttpRequest, link: AnswerLink) -> HttpResponse:
    token, form = request.POST["held"], AnswerForm(request.POST, asked=link.asked)
    if "answering" not in request.POST:  # another language was chosen
        return _question(request, link, AnswerForm(asked=link.asked), token)
    if not form.is_valid():
        return _question(request, link, form, token)
    try:
        answer_by_link(
            link=link, given=_given(link, form.cleaned_data, request.POST.get("once", "")), by=None
        )
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return _question(request, link, form, token)
    context = _shared() | {"authority": str(link.referral.owner), "number": link.referral.number}
    return render(request, "cooperation/exchange/answer_done.html", context)


def _given(link: AnswerLink, said: dict[str, Any], once: str) -> Given:
    """The answer, sealed here to the owner of the case before anything of it is kept."""
    key = current_key(link.referral.owner)
    if key is None:
        raise Refused(_("Svaret kan inte tas emot nu. Ring dem som skickade länken."))
    message = {"v": 1, "who": said["who"], "reason": said.get("reason", "")}
    sealed = seal_message(message, [key.recipient])
    try:
        mark = uuid.UUID(once)
    except ValueError as error:
        raise Refused(_("Det som skickades kom inte fram helt. Ladda om sidan och försök igen.")) from error
    return Given(said.get("answer", Answer.YES), sealed, key.recipient, mark)


def _ask_for_code(request: HttpRequest, form: CodeForm) -> HttpResponse:
    return render(request, "cooperation/exchange/answer_code.html", _shared() | {"form": form})


def _question(request: HttpRequest, link: AnswerLink, form: AnswerForm, token: str) -> HttpResponse:
    """What is asked: by whom, in which case of theirs, and until when; nothing of the child."""
    if not is_open(link, timezone.now()) and not form.is_bound:
        return _ask_for_code(request, CodeForm())
    request_sent = link.request.sent_on if link.request else None
    language = "en" if translation.get_language() == "en" else "sv"
    facts = [
        {"label": _("Från"), "value": str(link.referral.owner)},
        {"label": _("Till"), "value": str(link.organisation)},
        {"label": _("Deras nummer på ärendet"), "value": link.referral.number},
        {"label": _("Länken gäller till"), "value": format_moment(link.expires_at)},
    ]
    if link.request is not None and request_sent is not None:
        facts.insert(3, {"label": _("Förfrågan gäller"), "value": link.request.get_kind_display()})
        facts.insert(4, {"label": _("Förfrågan skickades"), "value": format_date(request_sent, language)})
    hidden = {"held": token, "once": request.POST.get("once") or uuid.uuid4(), "answering": "1",
              "sprak": translation.get_language()}  # fmt: skip
    context = _shared() | {
        "form": form, "facts": facts, "asked": link.get_asked_display(), "hidden": hidden, "held": token,
        "acknowledges": link.asked == Asked.ACKNOWLEDGE,
    }  # fmt: skip
    return render(request, "cooperation/exchange/answer.html", context)


def _shared() -> dict[str, Any]:
    language = translation.get_language()
    other = "sv" if language == "en" else "en"
    return {
        "language": language,
        "other": other,
        "held": "",
        "csrf_token": "",
    }  # no token: it would set a cookie
