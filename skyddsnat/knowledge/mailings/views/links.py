"""Where the links of a letter lead, without an account; and where the mail provider tells of letters that came back.

The secret in the address is what gives the right, so no cookie is looked at: a mail program posts to the way out by
itself (RFC 8058). Opening a page changes nothing: programs that look for malicious links open them too.
"""

from __future__ import annotations

from http import HTTPStatus
from importlib import import_module
from typing import Any

from anymail.webhooks.base import AnymailBaseWebhookView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt

from skyddsnat.core.api import kept_to_itself, public
from skyddsnat.knowledge.mailings.access import chosen_language, is_unsubscribed, link_with
from skyddsnat.knowledge.mailings.letters import authority_name, language_of
from skyddsnat.knowledge.mailings.replies import choose_language, open_letter, subscribe_again, unsubscribe
from skyddsnat.knowledge.models import Delivery, LetterLink
from skyddsnat.shared.dates import today

ONE_CLICK = ("List-Unsubscribe", "One-Click")
WEBHOOKS = {
    "brevo": ("brevo", "BrevoTrackingWebhookView"),
    "mailgun": ("mailgun", "MailgunTrackingWebhookView"),
    "mailjet": ("mailjet", "MailjetTrackingWebhookView"),
    "postmark": ("postmark", "PostmarkTrackingWebhookView"),
}


@csrf_exempt
@public
def letter(request: HttpRequest, secret: str) -> HttpResponseBase:
    """Says what the letter was about; the button opens the guidance and says that the organisation did."""
    link = link_with(secret)
    if link is None or not _is_open(link):
        return _closed(request, link)
    delivery = link.delivery
    if request.method == "POST":
        open_letter(delivery)
        return kept_to_itself(redirect(delivery.mailing.leads_to))
    return _page(request, "letter_link", delivery)


@csrf_exempt
@public
def refuse(request: HttpRequest, secret: str) -> HttpResponseBase:
    """The way out, and the choice of language. It works as long as the letter's address is known."""
    link = link_with(secret)
    if link is None:
        return _closed(request, link)
    delivery = link.delivery
    if request.method == "POST":
        said = request.POST.get("do", "")
        if request.POST.get(ONE_CLICK[0]) == ONE_CLICK[1]:
            unsubscribe(delivery)
            return kept_to_itself(
                HttpResponse(status=HTTPStatus.OK, content_type="text/plain; charset=utf-8")
            )
        if said == "unsubscribe":
            unsubscribe(delivery)
        elif said == "again":
            subscribe_again(delivery)
        elif said in {"sv", "en"}:
            choose_language(delivery, said)
        return kept_to_itself(redirect("knowledge:letter-refuse", secret))
    return _page(
        request, "letter_refuse", delivery, gone=is_unsubscribed(delivery), chosen=chosen_language(delivery)
    )


@csrf_exempt
@public
def provider_tells(request: HttpRequest, provider: str) -> HttpResponseBase:
    """What the mail provider tells of letters, signed in with the secret of the settings; nobody without it."""
    if not settings.ANYMAIL["WEBHOOK_SECRET"] or provider not in WEBHOOKS:
        raise Http404
    module, name = WEBHOOKS[provider]
    view: type[AnymailBaseWebhookView] = getattr(import_module(f"anymail.webhooks.{module}"), name)
    answer: HttpResponseBase = view.as_view()(request)
    return answer


def _is_open(link: LetterLink) -> bool:
    return link.revoked_at is None and link.expires_on >= today()


def _page(request: HttpRequest, name: str, delivery: Delivery, **more: Any) -> HttpResponse:
    """In the language of the letter, unless the reader has chosen one here."""
    mailing, language = delivery.mailing, language_of(delivery.mailing, delivery.language)
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    shown = chosen if chosen in {"sv", "en"} else language
    organisation = delivery.organisation
    with translation.override(shown):
        context = {
            "subject": mailing.subject_en if language == "en" else mailing.subject,
            "subject_language": language,
            "authority": authority_name(mailing, shown),
            "organisation": organisation.name_en or organisation.name if shown == "en" else organisation.name,
            "leads_to": mailing.leads_to,
            "noted": mailing.method is not None,
            **more,
        }
        return kept_to_itself(render(request, f"knowledge/mailings/{name}.html", context))


def _closed(request: HttpRequest, link: LetterLink | None) -> HttpResponse:
    """A link that opens nothing: it never did, or its time is out."""
    status = HTTPStatus.NOT_FOUND if link is None else HTTPStatus.GONE
    return kept_to_itself(
        render(request, "knowledge/mailings/letter_closed.html", {"gone": link is not None}, status=status)
    )
