"""Places, the waiting list, and the letters about them."""

from __future__ import annotations

import re
import uuid

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction

from skyddsnat.conftest import Cast
from skyddsnat.core.api import ChangedMeanwhile, NotTakenError, Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.gatherings.access import registration_with
from skyddsnat.knowledge.gatherings.actions import (
    add_gathering,
    call_off,
    change_gathering,
    remove_gathering,
)
from skyddsnat.knowledge.gatherings.registering import (
    Person,
    Sender,
    cancel_registration,
    change_registration,
    register,
)
from skyddsnat.knowledge.gatherings.sending import deliver, queue_unsent
from skyddsnat.knowledge.models import Gathering, GatheringKey, GatheringLetter, Registration
from skyddsnat.knowledge.tests.gathering_cases import CITY, a_gathering, come, names, queued, seated
from skyddsnat.mandate.models import Activity

pytestmark = pytest.mark.django_db
SENDER = Sender(CITY, "Åsa Anmälare", "asa@example.org")


def test_a_group_is_split_or_waits_as_it_wishes(begun: Activity, cast: Cast) -> None:
    small = a_gathering(begun, cast, capacity=2)
    come(small, "Bo", "Eva", "Kim")
    assert (seated(small), queued(small)) == (["Bo", "Eva"], ["Kim"])
    other = a_gathering(begun, cast, capacity=2, title="Chefer")
    come(other, "Bo", "Eva", "Kim", together=True)
    come(other, "Siv")
    assert (seated(other), queued(other)) == (["Siv"], ["Bo", "Eva", "Kim"])


def test_a_freed_place_goes_to_the_first_who_waits_and_they_are_told(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast, capacity=1)
    first, second, third = come(gathering, "Bo"), come(gathering, "Eva"), come(gathering, "Kim")
    cancel_registration(registration=first)
    assert (seated(gathering), queued(gathering)) == (["Eva"], ["Kim"])
    told = GatheringLetter.objects.filter(kind="moved_up").values_list("registration", flat=True)
    assert list(told) == [second.pk]
    assert not first.participants.exists()
    cancel_registration(registration=first)  # a second click
    assert first.letters.filter(kind="cancelled").count() == 1
    change_gathering(gathering=gathering, version=1, capacity=2, by=cast.editor)
    assert seated(gathering) == ["Eva", "Kim"]
    assert third.letters.filter(kind="moved_up").exists()


def test_a_place_given_up_goes_to_a_colleague_first(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast, capacity=2)
    mine = come(gathering, "Bo", "Eva")
    come(gathering, "Siv")
    bo = mine.participants.get(name="Bo")
    changed = change_registration(
        registration=mine, version=1, sender=SENDER, people=[Person("Bo B", key=bo.pk), Person("Kim")]
    )
    assert (seated(gathering), queued(gathering)) == (["Bo B", "Kim"], ["Siv"])
    with pytest.raises(ChangedMeanwhile):
        change_registration(registration=mine, version=1, sender=SENDER, people=[Person("Ola")])
    change_registration(registration=changed, version=2, sender=SENDER, people=[Person("Bo B", key=bo.pk)])
    assert (seated(gathering), queued(gathering)) == (["Bo B", "Siv"], [])


def test_a_participant_of_another_registration_is_never_touched(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast)
    mine, theirs = come(gathering, "Bo"), come(gathering, "Eva")
    stranger = theirs.participants.get()
    change_registration(
        registration=mine, version=1, sender=SENDER, people=[Person("Kapad", key=stranger.pk)]
    )
    assert names(gathering, registration=theirs) == ["Eva"]


def test_the_same_form_twice_is_one_registration(begun: Activity, cast: Cast) -> None:
    gathering, once = a_gathering(begun, cast), uuid.uuid4()
    made = [
        register(gathering=gathering, sender=SENDER, people=[Person("Bo")], once=once) for _again in range(2)
    ]
    assert made[0] == made[1]
    assert Registration.objects.count() == GatheringLetter.objects.count() == 1


def test_an_organisation_is_known_by_its_name_or_kept_as_written(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast)
    known, unknown = (
        come(gathering, "Bo", organisation="umeå  KOMMUN"),
        come(gathering, "Eva", organisation="En förening"),
    )
    assert known.organisation is not None
    assert known.organisation.name == CITY
    assert (unknown.organisation, unknown.organisation_said) == (None, "En förening")


def test_the_log_never_names_anybody(begun: Activity, cast: Cast) -> None:
    cancel_registration(registration=come(a_gathering(begun, cast), "Bo"))
    said = " ".join(str(one.details) for one in AuditEntry.objects.all())
    assert "Bo" not in said
    assert "example.org" not in said


def test_what_is_over_or_called_off_takes_nobody(begun: Activity, cast: Cast) -> None:
    past = a_gathering(begun, cast, days=-2)
    with pytest.raises(Refused, match="Anmälan har stängt"):
        register(gathering=past, sender=SENDER, people=[Person("Bo")], once=uuid.uuid4())
    register(gathering=past, sender=SENDER, people=[Person("Siv")], once=uuid.uuid4(), by=cast.editor)
    assert seated(past) == ["Siv"]
    coming = a_gathering(begun, cast)
    mine = come(coming, "Bo")
    call_off(gathering=coming, by=cast.editor)
    call_off(gathering=coming, by=cast.editor)
    assert mine.letters.filter(kind="called_off").count() == 1
    with pytest.raises(Refused, match="inställd"):
        cancel_registration(registration=mine)


def test_a_change_is_told_when_it_matters_and_two_editors_are_warned(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast)
    mine = come(gathering, "Bo")
    change_gathering(gathering=gathering, version=1, about="Mer om dagen", by=cast.editor)
    assert not mine.letters.filter(kind="changed").exists()
    change_gathering(gathering=gathering, version=2, where="Uppsala", by=cast.editor)
    assert mine.letters.filter(kind="changed").count() == 1
    with pytest.raises(ChangedMeanwhile):
        change_gathering(gathering=gathering, version=2, where="Luleå", by=cast.coordinator)
    with pytest.raises(Refused, match="Någon har anmält sig"):
        remove_gathering(gathering=gathering, by=cast.editor)


def test_the_same_gathering_sent_twice_is_made_once(begun: Activity, cast: Cast) -> None:
    one = a_gathering(begun, cast)
    values = {
        name: getattr(one, name)
        for name in (
            "kind",
            "title",
            "title_en",
            "about",
            "about_en",
            "starts",
            "ends",
            "where",
            "where_en",
            "capacity",
        )
    } | {
        "closes_on": one.closes_on,
        "activity": begun,
        "method": None,
        "group": "staff",
        "keep_until": one.keep_until,
    }
    assert add_gathering(by=cast.editor, **values) == one
    remove_gathering(gathering=one, by=cast.editor)
    assert not Gathering.objects.exists()


def test_the_database_gives_no_place_that_is_not_there(begun: Activity, cast: Cast) -> None:
    gathering = a_gathering(begun, cast, capacity=1)
    come(gathering, "Bo", "Eva")
    for broken in (
        lambda: gathering.registrations.get().participants.update(waiting=False),
        lambda: Gathering.objects.filter(pk=gathering.pk).update(capacity=0),
        lambda: Gathering.objects.filter(pk=gathering.pk).update(ends=gathering.starts),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def test_a_letter_is_sent_once_with_a_link_that_is_kept_as_a_hash(begun: Activity, cast: Cast) -> None:
    mine = come(a_gathering(begun, cast), "Bo")
    letter = mine.letters.get()
    assert deliver(letter.pk) is True
    assert deliver(letter.pk) is False
    sent = mail.outbox[0]
    assert sent.to == ["asa@example.org"]
    assert "Din anmälan" in sent.subject
    assert "Bo" in sent.body
    assert sent.attachments[0].filename == "traff.ics"
    secret = re.search(r"/min/([\w-]{43})/", sent.body).group(1)  # type: ignore[union-attr]
    assert registration_with(secret) == mine
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret_sha256 FROM knowledge_gatheringkey")
        assert secret not in str(cursor.fetchall())


def test_a_letter_that_was_not_taken_waits_and_its_link_opens_nothing(
    begun: Activity, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    letter = come(a_gathering(begun, cast), "Bo").letters.get()

    def refused(_message: object) -> None:
        raise NotTakenError("SMTPConnectError")

    with monkeypatch.context() as edge:
        edge.setattr("skyddsnat.knowledge.gatherings.sending.hand_over", refused)
        with pytest.raises(NotTakenError):
            deliver(letter.pk)
    assert not GatheringKey.objects.exists()
    assert queue_unsent() == 1
    assert deliver(letter.pk) is True
