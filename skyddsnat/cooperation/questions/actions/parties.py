"""Who works on a question: inviting an organisation, changing its part, and letting it leave."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from skyddsnat.actors.models import Organisation
from skyddsnat.cooperation.access import WRITE
from skyddsnat.cooperation.models import Party, Question
from skyddsnat.cooperation.questions.actions.keeping import locked
from skyddsnat.cooperation.questions.kinds import Part
from skyddsnat.cooperation.questions.rules import check_writable
from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


@transaction.atomic
def invite(*, question: Question, organisation: Organisation, part: str, by: User) -> Party:
    """Let an organisation take part, as it is or once more. Its people with an account see the question from now."""
    check_may(by, WRITE)
    current = locked(question)
    check_writable(current.state)
    party = Party.objects.filter(question=current, organisation=organisation).first()
    if party is not None and party.left_on is None:
        if party.part == part:
            return party  # a second click
        raise Refused(_("Organisationen är redan med. Ändra vad den gör i stället."))
    if party is None:
        party = Party(question=current, organisation=organisation)
    party.part, party.invited_on, party.left_on, party.invited_by = Part(part), today(), None, by
    party.save()
    record(by, "question.invited", current, organisation=organisation.code, part=part)
    return party


@transaction.atomic
def change_part(*, party: Party, part: str, by: User) -> Party:
    """Say what the organisation does from now on."""
    check_may(by, WRITE)
    check_writable(locked(party.question).state)
    current = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if current.left_on is not None:
        raise Refused(_("Organisationen är inte med längre. Bjud in den igen."))
    if current.part != part:
        current.part = Part(part)
        current.save(update_fields=["part"])
        record(by, "question.part_changed", current, part=part)
    return current


@transaction.atomic
def let_leave(*, party: Party, by: User) -> Party:
    """The organisation takes no more part, and its people no longer see the question. What it said stays."""
    check_may(by, WRITE)
    locked(party.question)
    current = Party.objects.select_for_update(of=("self",)).get(pk=party.pk)
    if current.left_on is None:
        current.left_on = today()
        current.save(update_fields=["left_on"])
        record(by, "question.left", current)
    return current
