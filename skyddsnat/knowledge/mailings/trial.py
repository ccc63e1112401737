"""A letter to its writer, before anybody else gets it."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.mailings.handing import Ending, MailServer, Server, Unreachable
from skyddsnat.knowledge.mailings.letters import Receiver, Written, absolute, as_test, message_for, written
from skyddsnat.knowledge.models import Mailing


def languages_of(mailing: Mailing) -> list[str]:
    return ["sv", "en"] if mailing.subject_en else ["sv"]


def example(mailing: Mailing, language: str, receiver: Receiver | None = None) -> Written:
    """The letter as somebody would get it, with links that lead to the preview."""
    page = absolute(reverse("knowledge:mailing-preview", args=[mailing.pk]))
    if receiver is None:
        sample = {
            "sv": ("Exempelkommun", "socialchef"),
            "en": ("Example municipality", "head of social services"),
        }
        receiver = Receiver(*sample[language], language)
    return written(mailing, receiver, link=page, refuse=page)


def send_test(*, mailing: Mailing, by: User, server: Server | None = None) -> int:
    """Send the letter in each of its languages to the person who asks; how many letters.

    Not atomic: the letters leave first, and then it is written down that they did.
    """
    check_may(by, WRITE)
    if not mailing.is_draft:
        raise Refused(_("Utskicket har börjat skickas. Det går bara att prova ett utkast."))
    taker = server or MailServer()
    languages = languages_of(mailing)
    try:
        taker.open()
        for language in languages:
            said = example(mailing, language)
            said = Written(as_test(said.subject), said.text, said.html)
            message = message_for(mailing, said, to=by.email, language=language)
            if taker.send(message).ending is not Ending.TAKEN:
                raise Refused(_("Mejlservern tog inte emot provbrevet. Försök igen om en stund."))
    except Unreachable:
        raise Refused(_("Mejlservern svarar inte. Försök igen om en stund.")) from None
    finally:
        taker.close()
    with transaction.atomic():
        Mailing.objects.filter(pk=mailing.pk).update(tested_version=mailing.version)
        record(by, "mailing.tested", mailing, letters=len(languages))
    return len(languages)
