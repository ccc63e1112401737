"""The letter about an answer: a link and never the text, and never sent twice."""

import os
import smtplib
import subprocess
import sys
import uuid

import pytest
from django.core import mail
from django.db import connection

from skyddsnat.core.api import NotTakenError
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.consultations import answering, notices
from skyddsnat.knowledge.models import (
    ConsultationLink,
)
from skyddsnat.knowledge.tests.consultation_cases import asked

ANSWER = "Börja med det barnet själv vill tala om."


def answered(one, by, **more):
    return answering.answer(consultation=one, text=ANSWER, once=uuid.uuid4(), by=by, **more)


@pytest.mark.django_db(transaction=False)
def test_the_letter_holds_a_link_and_not_the_text(cast, run_jobs, monkeypatch):
    one = asked()
    monkeypatch.setattr(notices.transaction, "atomic", _not_durable(notices.transaction.atomic))
    answered(one, cast.coordinator)
    run_jobs()
    run_jobs()
    letter = mail.outbox[0]
    assert len(mail.outbox) == 1
    assert letter.to == ["kim@example.org"]
    assert ANSWER not in letter.body
    assert "flicka" not in letter.body
    secret = letter.body.partition("/lank/")[2].partition("/")[0]
    link = ConsultationLink.objects.get()
    assert link.secret_sha256 != secret
    assert secret not in str(list(AuditEntry.objects.values_list("details", flat=True)))
    assert one.messages.get(kind="answer").notice_sent_at is not None


def _not_durable(atomic):
    """A claim is durable; within a test's transaction it cannot be."""

    def begin(*args, durable=False, **kwargs):
        return atomic(*args, **kwargs)

    return begin


def test_a_letter_that_no_server_took_is_sent_later_and_one_cut_off_never(committing, monkeypatch):
    from skyddsnat.conftest import Cast
    from skyddsnat.core.api import add_user

    people = {
        role: add_user(
            email=f"{role}@example.org", name=role, roles=[] if role == "outsider" else [role], by=None
        )
        for role in Cast.__dataclass_fields__
    }
    message = answered(asked(), people["coordinator"])

    def no(letter):
        raise NotTakenError("ConnectionRefusedError")

    monkeypatch.setattr(notices, "hand_over", no)
    with pytest.raises(NotTakenError):
        notices.deliver_notice(message.pk)
    message.refresh_from_db()
    assert message.notice_claimed_at is None

    def cut_off(letter):
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(notices, "hand_over", cut_off)
    with pytest.raises(smtplib.SMTPServerDisconnected):
        notices.deliver_notice(message.pk)
    monkeypatch.undo()
    assert notices.deliver_notice(message.pk) is False
    assert mail.outbox == []


def test_a_worker_killed_with_the_letter_in_its_hands_leaves_it_unsent(committing):
    """A process of its own is killed while sending; nobody sends the letter afterwards."""
    from skyddsnat.core.api import add_user

    by = add_user(email="c@example.org", name="C", roles=["coordinator"], by=None)
    message = answered(asked(), by)
    where = {name: connection.settings_dict[name] for name in ("NAME", "HOST")}
    program = f"""
import os, django
django.setup()
from django.db import connections
connections["default"].settings_dict.update({where!r})
from skyddsnat.knowledge.consultations import notices
notices.hand_over = lambda letter: os.kill(os.getpid(), 9)
notices.deliver_notice({message.pk})
"""
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "skyddsnat.settings"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    message.refresh_from_db()
    assert message.notice_claimed_at is not None
    assert notices.deliver_notice(message.pk) is False
    assert mail.outbox == []
