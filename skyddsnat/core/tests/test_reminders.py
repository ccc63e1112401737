"""Reminders: what is said when, never twice, at most one letter a day, and never sent again whatever happens."""

import datetime
import os
import smtplib
import subprocess
import sys

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, connection, transaction
from hypothesis import given
from hypothesis import strategies as st

from skyddsnat.core import tasks, waiting
from skyddsnat.core.actions import close_account, put_aside
from skyddsnat.core.handing_over import NotTakenError
from skyddsnat.core.models import AuditEntry, ReminderChoice, ReminderMail, ReminderSent, User
from skyddsnat.core.reminders import command
from skyddsnat.core.reminders.actions import (
    choose_reminders,
    deliver_reminder,
    prepare_reminders,
    remove_old_reminders,
    unsent_mails,
)
from skyddsnat.core.reminders.choices import choice_of
from skyddsnat.core.reminders.rules import Said, Wish, occasion_of, to_say
from skyddsnat.core.waiting import Task, Why
from skyddsnat.shared.dates import today

DAY = datetime.date(2026, 3, 2)  # a Monday
ALL = ["due", "late", "waiting", "silent"]
EVERYTHING = Wish(ALL, [30, 14, 7, 3, 1, 0], weekly_while_late=True)


def after(days: int) -> datetime.date:
    return DAY + datetime.timedelta(days=days)


def thing(why: Why, key: str = "x", **more) -> Task:
    return Task(why, more.pop("label", f"Sak {key}"), "/", "läge", key=key, source="test", **more)


# --- what is said when ---


@pytest.mark.parametrize(
    ("left", "said"),
    [(31, None), (30, "30"), (15, "30"), (14, "14"), (8, "14"), (7, "7"), (2, "3"), (1, "1"), (0, "0")],
)
def test_what_is_near_is_said_at_the_chosen_distances(left, said):
    occasion = occasion_of(thing(Why.DUE, due=after(left)), EVERYTHING, DAY)
    assert occasion == (said and f"due:{after(left)}:{said}")


@pytest.mark.parametrize(("late", "nth"), [(1, 0), (7, 0), (8, 1), (14, 1), (15, 2)])
def test_what_is_late_is_said_once_then_every_week(late, nth):
    task = thing(Why.LATE, due=after(-late))
    assert occasion_of(task, EVERYTHING, DAY) == f"late:{after(-late)}:{nth}"
    once = Wish(ALL, [], weekly_while_late=False)
    assert occasion_of(task, once, DAY) == f"late:{after(-late)}"


def test_what_nobody_asked_for_is_not_said():
    tasks_ = [thing(why, why.value, due=DAY) for why in Why]
    assert to_say(tasks_, Wish([], [0], True), DAY, aside=set(), said=set()) == []
    only = to_say(tasks_, Wish(["waiting"], [0], True), DAY, aside=set(), said=set())
    assert [one.task for one in only] == ["test:waiting"]


def test_silence_is_said_once_a_week_all_together():
    first = to_say([thing(Why.SILENT, "a")], EVERYTHING, DAY, aside=set(), said=set())
    both = [thing(Why.SILENT, "a"), thing(Why.SILENT, "b")]
    assert to_say(both, EVERYTHING, after(3), aside=set(), said=first) == []
    again = to_say(both, EVERYTHING, after(7), aside=set(), said=first)
    assert {"test:a", "test:b"} <= {one.task for one in again}


def test_what_is_put_aside_is_not_said_but_what_is_late_is():
    tasks_ = [thing(Why.WAITING, "a"), thing(Why.LATE, "b", due=after(-2))]
    said = to_say(tasks_, EVERYTHING, DAY, aside={"test:a", "test:b"}, said=set())
    assert [one.task for one in said] == ["test:b"]


@given(
    due=st.integers(-60, 60),
    distances=st.sets(st.sampled_from(ReminderChoice.DISTANCES), min_size=1),
    weekly=st.booleans(),
    days=st.lists(st.integers(0, 40), min_size=1, max_size=40),
)
def test_nothing_is_ever_said_twice_and_no_distance_is_lost(due, distances, weekly, days):
    """Whichever days the program runs: a pair comes once, and the last distance reached has been said."""
    wish, said = Wish(["due", "late"], distances, weekly), []
    for offset in sorted(days):
        why = Why.LATE if due < offset else Why.DUE
        new = to_say([thing(why, due=after(due))], wish, after(offset), aside=set(), said=said)
        assert not set(new) & set(said)
        assert len(new) <= 1
        said += new
        if why is Why.DUE and due - offset <= max(distances):
            nearest = min(d for d in distances if due - offset <= d)
            assert Said("test:x", f"due:{after(due)}:{nearest}") in said


# --- letters ---


@pytest.fixture
def desk(monkeypatch):
    """What waits for whom, as rooms would tell it."""
    found: dict[str, list[Task]] = {}
    finders = {"test": lambda user: found.get(user.email, [])}
    monkeypatch.setattr(waiting, "_FINDERS", finders)
    return found


@pytest.fixture
def coordinator(cast, desk):
    desk[cast.coordinator.email] = [
        Task(
            Why.LATE,
            "Lämna rapporten",
            "/uppdrag/a/",
            "Försenad",
            due=after(-2),
            about="Ett uppdrag",
            key="a",
        ),
        Task(Why.WAITING, "Besluta prövningen", "/uppdrag/b/", "Väntar", hint="Hemligt om någon", key="b"),
    ]
    return cast.coordinator


def send(on: datetime.date = DAY) -> int:
    prepare_reminders(on=on, by=None)
    return sum(deliver_reminder(mail_id=pk, by=None) for pk in unsent_mails(on=on))


@pytest.mark.django_db
def test_one_letter_holds_everything_in_titles_and_links(coordinator):
    assert send() == 1
    letter = mail.outbox[0]
    assert letter.to == [coordinator.email]
    assert letter.subject == "Skyddsnät: 1 sak är försenad"
    assert "Försenat" in letter.body
    assert "- Lämna rapporten (28 februari 2026)" in letter.body.replace("\u00a0", " ")
    assert "http://localhost:8014/uppdrag/b/" in letter.body
    assert "http://localhost:8014/paminnelser/" in letter.body
    assert "Hemligt" not in letter.body
    assert letter.message().get_content_type() == "text/plain"
    assert ReminderMail.objects.get().things == 2
    assert list(AuditEntry.objects.filter(verb="reminder.sent").values_list("details", flat=True)) == [
        {"things": 2}
    ]


@pytest.mark.django_db
def test_the_letter_speaks_the_persons_language(coordinator):
    coordinator.language = "en"
    coordinator.save()
    send()
    assert mail.outbox[0].subject == "Skyddsnät: 1 thing is late"
    assert "Waiting for you" in mail.outbox[0].body


@pytest.mark.django_db
def test_running_again_sends_nothing_and_the_next_day_only_what_is_new(coordinator, desk):
    assert [send(), send(), send(after(1))] == [1, 0, 0]
    desk[coordinator.email].append(Task(Why.WAITING, "Nytt", "/c/", "Väntar", key="c"))
    assert [send(after(1)), send(after(1))] == [1, 0]
    assert "Nytt" in mail.outbox[1].body
    assert "Lämna rapporten" not in mail.outbox[1].body


@pytest.mark.django_db
def test_nothing_to_say_is_no_letter(cast, desk):
    assert send() == 0
    assert mail.outbox == []
    assert not ReminderMail.objects.exists()


@pytest.mark.django_db
def test_who_only_reads_and_who_has_left_get_no_letter(cast, desk):
    for user in (cast.auditor, cast.outsider, cast.economist):
        desk[user.email] = [thing(Why.LATE, due=after(-1))]
    close_account(user=cast.economist, by=cast.manager)
    assert send() == 0


@pytest.mark.django_db
def test_what_was_done_before_the_letter_left_is_not_told(coordinator, desk):
    prepare_reminders(on=DAY, by=None)
    desk[coordinator.email] = []
    assert not deliver_reminder(mail_id=ReminderMail.objects.get().pk, by=None)
    assert mail.outbox == []


@pytest.mark.django_db
def test_a_choice_holds_and_can_be_nothing_at_all(coordinator):
    choose_reminders(by_mail=False, whys=ALL, distances=[7], weekly_while_late=True, by=coordinator)
    assert send() == 0
    choose_reminders(by_mail=True, whys=["waiting"], distances=[], weekly_while_late=True, by=coordinator)
    assert send() == 1
    assert "Lämna rapporten" not in mail.outbox[0].body


@pytest.mark.django_db
def test_what_is_put_aside_stays_out_of_the_letter(coordinator, desk):
    task = waiting.waiting_for(coordinator)[1]
    put_aside(task=task, until=after(5), today=DAY, by=coordinator)
    send()
    assert "Besluta prövningen" not in mail.outbox[0].body
    assert send(after(6)) == 1
    assert "Besluta prövningen" in mail.outbox[1].body


# --- once, whatever happens ---


class Server(BaseEmailBackend):
    """A mail server at the network's edge, which does what the test wants."""

    fault: BaseException | None = None
    got = 0

    def send_messages(self, messages):
        Server.got += 1
        if Server.fault is not None:
            raise Server.fault
        return len(messages)


@pytest.fixture
def server(settings):
    settings.MAILERS = {"default": {"BACKEND": f"{__name__}.Server"}}
    sys.modules.setdefault(__name__, sys.modules[Server.__module__])
    Server.fault, Server.got = None, 0
    return Server


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault", [KeyboardInterrupt(), SystemExit(), smtplib.SMTPServerDisconnected("x"), TimeoutError()]
)
def test_a_letter_that_may_have_left_is_never_sent_again(coordinator, server, fault):
    prepare_reminders(on=DAY, by=None)
    server.fault = fault
    with pytest.raises(type(fault)):
        deliver_reminder(mail_id=ReminderMail.objects.get().pk, by=None)
    server.fault = None
    assert send() == 0
    assert server.got == 1
    row = ReminderMail.objects.get()
    assert (row.claimed_at is not None, row.sent_at) == (True, None)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fault",
    [smtplib.SMTPDataError(451, b"later"), smtplib.SMTPRecipientsRefused({"a@example.org": (550, b"no")})],
)
def test_a_letter_that_the_server_refused_is_tried_again(coordinator, server, fault):
    prepare_reminders(on=DAY, by=None)
    server.fault = fault
    with pytest.raises(NotTakenError) as raised:
        deliver_reminder(mail_id=ReminderMail.objects.get().pk, by=None)
    assert "example.org" not in str(raised.value)
    server.fault = None
    assert send() == 1
    assert server.got == 2


def test_a_worker_killed_while_sending_leaves_the_letter_unsent(committing):
    """A process of its own is killed with the letter in its hands; nobody sends it afterwards."""
    where = {name: connection.settings_dict[name] for name in ("NAME", "HOST")}
    program = f"""
import os, django
django.setup()
from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.db import connections
connections["default"].settings_dict.update({where!r})
class Deadly(BaseEmailBackend):
    def send_messages(self, messages):
        os.kill(os.getpid(), 9)
import sys; sys.modules["deadly"] = sys.modules["__main__"]
settings.MAILERS = {{"default": {{"BACKEND": "deadly.Deadly"}}}}
from skyddsnat.core.reminders.actions import deliver_reminder, prepare_reminders
from skyddsnat.shared.dates import today
prepare_reminders(on=today(), by=None)
from skyddsnat.core.models import ReminderMail
deliver_reminder(mail_id=ReminderMail.objects.get().pk, by=None)
"""
    user = User.objects.create_user("siv@example.org", "Siv")
    user.roles.set(["coordinator"])
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "skyddsnat.settings"}
    ended = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True)
    assert ended.returncode == -9, ended.stderr
    assert ReminderMail.objects.get().claimed_at is not None
    assert send(today()) == 0
    assert mail.outbox == []


@pytest.mark.django_db
def test_the_database_itself_refuses_a_second_letter_and_a_second_saying(coordinator):
    made = ReminderMail.objects.create(user=coordinator, day=DAY)
    ReminderSent.objects.create(mail=made, user=coordinator, task="t", occasion="o")
    for again in (
        lambda: ReminderMail.objects.create(user=coordinator, day=DAY),
        lambda: ReminderSent.objects.create(mail=made, user=coordinator, task="t", occasion="o"),
        lambda: ReminderMail.objects.create(user=coordinator, day=after(1), sent_at="2026-01-01T00:00Z"),
        lambda: ReminderChoice.objects.create(user=coordinator, distances=[8]),
        lambda: ReminderChoice.objects.create(user=coordinator, whys=["gossip"]),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            again()


@pytest.mark.django_db
def test_the_worker_prepares_in_the_morning_and_a_job_sends(coordinator, run_jobs):
    tasks.remind(0)
    tasks.remind_again(0)  # the job is queued already: once is enough
    assert mail.outbox == []
    run_jobs()
    assert len(mail.outbox) == 1
    tasks.remind_again(0)
    run_jobs()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_old_reminders_go_after_a_year(coordinator):
    send()
    assert remove_old_reminders(today=after(365), by=None) == 0
    assert remove_old_reminders(today=after(366), by=None) > 0
    assert not ReminderSent.objects.exists()


@pytest.mark.django_db
def test_the_command_can_tell_without_sending(coordinator, capsys):
    assert command.send(["--on", DAY.isoformat(), "--dry-run"]) == 0
    assert capsys.readouterr().out == f"{coordinator.email}: 2 things\n"
    assert not ReminderMail.objects.exists()
    assert command.send(["--on", DAY.isoformat()]) == 0
    assert capsys.readouterr().out == "Sent: 1 letters.\n"


# --- the page ---


@pytest.mark.django_db
def test_the_page_saves_what_is_chosen(client, cast):
    client.force_login(cast.auditor)
    page = client.get("/paminnelser/")
    assert "Mina påminnelser" in page.content.decode()
    chosen = {"by_mail": "on", "whys": ["late", "due"], "distances": ["14", "0"]}
    assert client.post("/paminnelser/", chosen).status_code == 302
    choice = choice_of(cast.auditor)
    assert (choice.by_mail, choice.whys, choice.distances) == (True, ["late", "due"], [14, 0])
    assert not choice.weekly_while_late


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "field"),
    [({}, "whys"), ({"whys": ["due"]}, "distances"), ({"whys": ["gossip"]}, "whys"),
     ({"whys": ["late"], "distances": ["8"]}, "distances")],
)  # fmt: skip
def test_a_choice_that_means_nothing_is_told(client, cast, typed, field):
    client.force_login(cast.coordinator)
    response = client.post("/paminnelser/", {"by_mail": "on", **typed})
    assert field in response.context["form"].errors
    assert not ReminderChoice.objects.exists()
