"""Who asked is forgotten a year after the last word; the question and the answer stay, since they name nobody."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.db.models import Max, Q

from skyddsnat.core.api import record, retention_rules
from skyddsnat.knowledge.models import Consultation, ConsultationLink, ConsultationMessage

RULE, LINK_RULE = "asker", "personal-link"


def forget_askers(*, today: datetime.date) -> int:
    """Remove names, addresses and links of questions silent for a year; returns how many questions."""
    limit = today - datetime.timedelta(days=retention_rules()[RULE]["days"])
    known = Consultation.objects.filter(
        Q(asker_email__gt="") | Q(asker_name__gt="") | Q(asked_by__isnull=False)
    )
    old = known.annotate(last=Max("messages__said_at")).filter(last__date__lt=limit)
    return sum(_forget(pk) for pk in old.values_list("pk", flat=True))


@transaction.atomic
def _forget(pk: int) -> int:
    consultation = Consultation.objects.select_for_update().get(pk=pk)
    consultation.asker_name = consultation.asker_email = ""
    consultation.asked_by = None
    consultation.save(update_fields=["asker_name", "asker_email", "asked_by"])
    kinds = [ConsultationMessage.Kind.QUESTION, ConsultationMessage.Kind.REPLY]
    consultation.messages.filter(kind__in=kinds).update(by=None)
    consultation.links.all().delete()
    record(None, "consultation.asker_forgotten", consultation)
    return 1


@transaction.atomic
def remove_old_consultation_links(*, today: datetime.date) -> int:
    """Remove links that ceased to work a month ago."""
    limit = today - datetime.timedelta(days=retention_rules()[LINK_RULE]["days"])
    return ConsultationLink.objects.filter(expires_on__lt=limit).delete()[0]
