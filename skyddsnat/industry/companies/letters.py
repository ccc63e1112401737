"""The letters in words: plain text, in the company's language, with links that nobody else has."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from skyddsnat.core.api import absolute, hash_of, new_secret
from skyddsnat.industry.companies.rules import REMINDER_LINK_DAYS, SIGN_IN_DAYS
from skyddsnat.industry.companies.sender import authority_name
from skyddsnat.industry.models import Company, CompanyKey, CompanyLetter, Edition, Enrolment, Pledge
from skyddsnat.shared.dates import format_date, today


def letter_from(letter: CompanyLetter) -> EmailMessage | None:
    """The letter to send, its secret made here and nowhere but in it; None when there is nothing left to tell."""
    if letter.enrolment is not None:
        with override(letter.enrolment.language):
            return _to_confirm(letter.enrolment)
    company = letter.company
    if company is None or company.left_at is not None:
        return None
    with override(company.language):
        if letter.edition is not None:
            return _recall(company, letter.edition)
        return _reminder(company, letter.pledge) if letter.pledge else _to_sign_in(company)


def _to_confirm(enrolment: Enrolment) -> EmailMessage | None:
    if enrolment.confirmed_at is not None:
        return None
    context = {"kind": "enrolment", "name": enrolment.contact_name, "company": enrolment.name}
    if enrolment.number and Company.objects.filter(number=enrolment.number, left_at=None).exists():
        context |= {"kind": "joined_already", "link": absolute(reverse("industry:company-sign-in"))}
        return _letter(enrolment.contact_email, enrolment.language, _("Företaget är redan anslutet"), context)
    secret = new_secret()
    enrolment.secret_sha256 = hash_of(secret)
    enrolment.save(update_fields=["secret_sha256"])
    context |= {
        "link": absolute(reverse("industry:enrol-confirm", args=[secret])),
        "until": format_date(enrolment.expires_on, enrolment.language),
    }
    return _letter(enrolment.contact_email, enrolment.language, _("Bekräfta att ni ansluter er"), context)


def _to_sign_in(company: Company) -> EmailMessage:
    context = _about(company, SIGN_IN_DAYS) | {"kind": "sign_in"}
    return _letter(company.contact_email, company.language, _("Länk till företagets sida"), context)


def _reminder(company: Company, pledge: Pledge) -> EmailMessage | None:
    if pledge.valid_until < today() or company.pledges.filter(valid_from__gt=pledge.valid_from).exists():
        return None
    ends = format_date(pledge.valid_until, company.language)
    left = (pledge.valid_until - today()).days
    context = _about(company, REMINDER_LINK_DAYS) | {"kind": "reminder", "ends": ends, "left": left}
    subject = _("Ert löfte gäller till och med %(day)s") % {"day": ends}
    return _letter(company.contact_email, company.language, subject, context)


def _recall(company: Company, edition: Edition) -> EmailMessage | None:
    if edition.recalled_at is None or edition.removed_at is not None:
        return None
    context = _about(company, REMINDER_LINK_DAYS) | {
        "kind": "recall", "what": edition.get_form_display(), "site": edition.site.name, "number": edition.pk,
        "why": edition.recalled_why,
    }  # fmt: skip
    return _letter(company.contact_email, company.language, _("Ta ner material som inte stämmer"), context)


def _about(company: Company, days: int) -> dict[str, Any]:
    """What a letter to a company says, with a new link that opens its page once."""
    secret, until = new_secret(), today() + datetime.timedelta(days=days)
    CompanyKey.objects.create(company=company, secret_sha256=hash_of(secret), expires_on=until)
    return {
        "name": company.contact_name, "company": str(company),
        "link": absolute(reverse("industry:company-enter", args=[secret])),
        "until": format_date(until, company.language),
    }  # fmt: skip


def _letter(to: str, language: str, subject: str, context: dict[str, Any]) -> EmailMessage:
    context = context | {"authority": authority_name(language)}
    body = render_to_string("industry/companies/letter.txt", context)
    lines: list[str] = []
    for line in (one.strip() for one in body.strip().splitlines()):
        if line or lines[-1]:
            lines.append(line)
    return EmailMessage(
        subject=" ".join(subject.split()), body="\n".join(lines) + "\n", to=[to],
        headers={"Auto-Submitted": "auto-generated", "Content-Language": language},
    )  # fmt: skip
