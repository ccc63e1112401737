"""Making a document of a case: numbered, marked, written down; the document itself is not kept."""

from __future__ import annotations

import copy
from collections.abc import Collection

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.models import Paper, Referral
from skyddsnat.cooperation.papers.document import document_data, pdf
from skyddsnat.cooperation.papers.register import register_pdf
from skyddsnat.cooperation.papers.secrecy import provisions
from skyddsnat.cooperation.referrals.contact import check_contact
from skyddsnat.cooperation.referrals.kinds import Purpose
from skyddsnat.cooperation.referrals.owning import own_case
from skyddsnat.cooperation.referrals.standing import Standing
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.hashing import sha256_hex


@transaction.atomic
def make_paper(
    *, referral: Referral, fields: Collection[str], recipient: Organisation | None, provision: str, language: str,
    by: User,
) -> tuple[Paper, bytes]:  # fmt: skip
    """The referral as a PDF. Refused without a registration number, and for one whom the lock forbids."""
    case = own_case(referral, by, closed_too=True)
    _need_dnr(case)
    if not fields:
        raise Refused(_("Välj minst en uppgift."))
    if recipient is not None:
        check_contact(case, recipient)
        _need_consent(case, recipient)
    at = timezone.now().replace(microsecond=0)
    number = (Paper.objects.filter(referral=case).aggregate(last=Max("number"))["last"] or 0) + 1
    data = document_data(
        case, number=number, fields=fields, recipient=recipient, provision=provisions()[provision],
        language=language, by=by, at=at,
    )  # fmt: skip
    made = pdf(data, at)
    paper = Paper.objects.create(
        referral=case, number=number, recipient=recipient, language=language, provision=provision,
        sha256=sha256_hex(made), by=by, at=at,
    )  # fmt: skip
    record(by, "referral.paper_made", case, number=number, fields=len(fields), recipient=paper.recipient_id)
    return paper, made


@transaction.atomic
def make_register(*, referral: Referral, language: str, by: User) -> bytes:
    """The extract of the register as a PDF."""
    case = own_case(referral, by, closed_too=True)
    _need_dnr(case)
    made = register_pdf(case, language)
    record(by, "referral.register_read", case, language=language)
    return made


def _need_dnr(case: Referral) -> None:
    if not case.dnr.strip():
        raise Refused(_("Ärendet har inget diarienummer. Skriv in det först: ingen handling görs utan."))


def _need_consent(case: Referral, recipient: Organisation) -> None:
    """As for what is shared in another way: a yes for this recipient, or what stands in law in its place."""
    asked = copy.copy(case)
    asked.receiver = recipient
    if not Standing(asked).consented(Purpose.INFORMATION):
        raise Refused(
            _(
                "Det finns inget samtycke till att uppgifter lämnas till mottagaren, och inget som ersätter det."
            )
        )
