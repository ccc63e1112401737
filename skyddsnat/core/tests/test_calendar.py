"""The calendar: what the file says, who may fetch it, and that its password opens nothing else."""

import base64
import datetime

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from skyddsnat.core.actions import close_account, set_roles
from skyddsnat.core.calendar import dates
from skyddsnat.core.calendar.actions import make_calendar_key, revoke_calendar_key
from skyddsnat.core.calendar.dates import Dated, Kind, changes_to, register_dates
from skyddsnat.core.calendar.ics import calendar_of
from skyddsnat.core.calendar.keys import TRIES
from skyddsnat.core.models import AuditEntry, CalendarKey, ReminderChoice
from skyddsnat.core.refusal import Refused
from skyddsnat.core.reminders.actions import choose_calendar
from skyddsnat.shared.dates import today

DAY = datetime.date(2026, 12, 1)
AT = datetime.datetime(2026, 3, 1, 12, tzinfo=datetime.UTC)
FEED, FILE = "/kalender/prenumeration.ics", "/kalender.ics"


def dated(**more) -> Dated:
    values = {"uid": "obligation-1", "kind": Kind.OBLIGATION, "day": DAY, "title": "Rekvirera, medlen; åäö",
              "url": "/uppdrag/a/", "changed_at": AT, "changes": 3}  # fmt: skip
    return Dated(**(values | more))


def written(*found: Dated, distances=(7, 0)) -> bytes:
    return calendar_of(
        found,
        name="Mina datum",
        language="sv",
        address="https://x.example",
        host="x.example",
        distances=distances,
    )


def events(content: bytes) -> list:
    return Calendar.from_ical(content).walk("VEVENT")


# --- the file ---


def test_an_event_says_what_when_where_and_how_it_has_changed():
    (event,) = events(written(dated(text="Till Socialstyrelsen.")))
    assert event["UID"] == "obligation-1@x.example"
    assert event["SUMMARY"] == "Rekvirera, medlen; åäö"
    assert event["SUMMARY"].params["LANGUAGE"] == "sv"
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (DAY, DAY + datetime.timedelta(days=1))
    assert (event.decoded("LAST-MODIFIED"), event.decoded("DTSTAMP"), event["SEQUENCE"]) == (AT, AT, 3)
    assert event["URL"] == "https://x.example/uppdrag/a/"
    assert event["CATEGORIES"].cats == ["Det som ska lämnas"]
    assert event["DESCRIPTION"] == "Till Socialstyrelsen."
    alarms = [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")]
    assert alarms == [datetime.timedelta(days=-7, hours=9), datetime.timedelta(hours=9)]


def test_what_is_done_is_marked_and_sounds_no_alarm():
    (event,) = events(written(dated(done=True)))
    assert event["SUMMARY"].startswith("Klart: ")
    assert "Klar" in event["CATEGORIES"].cats
    assert not event.walk("VALARM")


def test_the_same_dates_give_the_same_bytes():
    assert written(dated()) == written(dated())
    assert written(dated()) != written(dated(changes=4))


@given(
    title=st.text(min_size=1, max_size=400),
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=400),
)
def test_any_title_survives_the_file(title, text):
    """Commas, line breaks, quotes, emoji, control signs: the parser gives back what was said, on lines that fit."""
    content = written(dated(title=title, text=text), dated(uid="2", title=f"{title}\r\nBEGIN:VEVENT"))
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    first, second = events(content)
    assert (
        str(first["SUMMARY"]) == " ".join("".join(c if c.isprintable() else " " for c in title).split())[:200]
    )
    assert str(first.get("DESCRIPTION", "")) == text
    assert second["UID"] == "2@x.example"


@pytest.mark.parametrize("title", ["å" * 200, "a, b; c \\ d", "rad 1\nrad 2", '"citat": kolon', "N\\nej"])
def test_odd_titles(title):
    (event,) = events(written(dated(title=title)))
    assert str(event["SUMMARY"]) == title.replace("\n", " ")


def test_a_name_is_registered_once(monkeypatch):
    monkeypatch.setattr(dates, "_TELLERS", {})
    register_dates("one", list)
    register_dates("one", list)
    with pytest.raises(ValueError, match="one"):
        register_dates("one", tuple)


# --- who may fetch it ---


@pytest.fixture
def told(monkeypatch):
    """One date, told to those who may read assignments."""
    found = [dated()]
    monkeypatch.setattr(dates, "_TELLERS", {"test": lambda user: found if user.may("mandate.read") else []})
    cache.clear()
    return found


@pytest.fixture
def key(cast, told):
    return make_calendar_key(name="Min telefon", by=cast.coordinator)


def basic(email: str, secret: str) -> dict[str, str]:
    return {"authorization": "Basic " + base64.b64encode(f"{email}:{secret}".encode()).decode()}


def fetch(email: str, secret: str, **headers):
    return Client().get(FEED, headers=basic(email, secret) | headers)


@pytest.mark.django_db
def test_a_calendar_program_fetches_the_dates_and_gets_no_session(cast, key):
    response = fetch(cast.coordinator.email.upper(), key[1])
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Cache-Control"] == "private, no-cache"
    assert len(events(response.content)) == 1
    assert not response.cookies
    key[0].refresh_from_db()
    assert key[0].last_used_on == today()


@pytest.mark.django_db
def test_what_has_not_changed_is_not_sent_again(cast, key, told):
    first = fetch(cast.coordinator.email, key[1])
    again = fetch(cast.coordinator.email, key[1], **{"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    told.append(dated(uid="obligation-2"))
    assert fetch(cast.coordinator.email, key[1], **{"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.django_db
def test_without_the_right_password_it_is_asked_for(cast, key):
    for response in (
        Client().get(FEED),
        fetch(cast.coordinator.email, "fel"),
        fetch(cast.manager.email, key[1]),
        fetch("ingen@example.org", key[1]),
        Client().get(FEED, headers={"authorization": "Basic %%%"}),
        Client().get(FEED, headers={"authorization": f"Bearer {key[1]}"}),
        Client().get(f"{FEED}?password={key[1]}"),
    ):
        assert response.status_code == 401
        assert response["WWW-Authenticate"].startswith("Basic ")
        assert b"BEGIN:VCALENDAR" not in response.content


@pytest.mark.django_db
def test_the_password_opens_nothing_else(cast, key):
    for page in ("/", FILE, "/paminnelser/", "/uppdrag/", "/anvandare/"):
        response = Client().get(page, headers=basic(cast.coordinator.email, key[1]))
        assert "Hej " not in response.content.decode()
        assert response.status_code == (200 if page == "/" else 302)
    assert Client().post(FEED, headers=basic(cast.coordinator.email, key[1])).status_code == 405


@pytest.mark.django_db
def test_a_password_taken_back_a_closed_account_and_a_lost_role_give_nothing(cast, key):
    set_roles(user=cast.coordinator, roles=[], by=cast.manager)
    assert events(fetch(cast.coordinator.email, key[1]).content) == []
    set_roles(user=cast.coordinator, roles=["coordinator"], by=cast.manager)
    revoke_calendar_key(key=key[0], by=cast.coordinator)
    assert fetch(cast.coordinator.email, key[1]).status_code == 401
    _key, another = make_calendar_key(name="Min telefon", by=cast.coordinator)
    assert fetch(cast.coordinator.email, another).status_code == 200
    close_account(user=cast.coordinator, by=cast.manager)
    assert fetch(cast.coordinator.email, another).status_code == 401


@pytest.mark.django_db
def test_who_guesses_has_to_wait_and_others_do_not(cast, key):
    _key, other = make_calendar_key(name="x", by=cast.manager)
    for _try in range(TRIES):
        assert fetch(cast.coordinator.email, "fel").status_code == 401
    blocked = fetch(cast.coordinator.email, key[1])
    assert (blocked.status_code, blocked["Retry-After"]) == (429, "600")
    assert fetch(cast.manager.email, other).status_code == 200


@pytest.mark.django_db
def test_the_file_once_is_for_those_who_have_signed_in(cast, told):
    assert Client().get(FILE).status_code == 302
    browser = Client()
    browser.force_login(cast.coordinator)
    response = browser.get(FILE)
    assert "attachment" in response["Content-Disposition"]
    assert len(events(response.content)) == 1


@pytest.mark.django_db
def test_the_calendar_speaks_the_persons_language_and_holds_what_was_chosen(cast, key, told):
    cast.coordinator.language = "en"
    cast.coordinator.save()
    told[:] = [dated(done=True), dated(uid="activity-1", kind=Kind.ACTIVITY)]
    (event,) = events(fetch(cast.coordinator.email, key[1], **{"accept-language": "sv"}).content)
    assert event["SUMMARY"].startswith("Done: ")
    choose_calendar(kinds=["activity"], by=cast.coordinator)
    (event,) = events(fetch(cast.coordinator.email, key[1]).content)
    assert event["UID"].startswith("activity-1@")
    assert len(event.walk("VALARM")) == len(ReminderChoice.objects.get(user=cast.coordinator).distances)


# --- keys ---


@pytest.mark.django_db
def test_only_the_hash_is_kept_and_the_log_does_not_say_the_password(cast, key):
    row, secret = key
    assert len(secret.replace("-", "")) == 24
    assert secret not in str(CalendarKey.objects.values().get(pk=row.pk))
    assert secret not in str(list(AuditEntry.objects.values()))
    assert "Min telefon" not in str(list(AuditEntry.objects.values()))


@pytest.mark.django_db
def test_a_device_has_one_password_and_there_are_ten_at_most(cast, key):
    with pytest.raises(Refused, match="redan"):
        make_calendar_key(name=" Min  telefon ", by=cast.coordinator)
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarKey.objects.create(user=cast.coordinator, name="Min telefon", secret_sha256="x")
    for number in range(9):
        make_calendar_key(name=f"Enhet {number}", by=cast.coordinator)
    with pytest.raises(Refused, match="tio"):
        make_calendar_key(name="Till", by=cast.coordinator)


@pytest.mark.django_db
def test_the_page_shows_a_new_password_once_and_takes_it_back_after_asking(client, cast, told):
    client.force_login(cast.coordinator)
    made = client.post("/paminnelser/kalender/losenord/", {"name": "Min platta"})
    secret = made.context["secret"]
    assert secret in made.content.decode()
    assert made["Cache-Control"] == "private, no-store"
    page = client.get("/paminnelser/kalender/").content.decode()
    assert "Min platta" in page
    assert secret not in page
    twice = client.post("/paminnelser/kalender/losenord/", {"name": "Min platta"})
    assert "redan" in str(twice.context["key_form"].errors)
    revoke = f"/paminnelser/kalender/losenord/{CalendarKey.objects.get().pk}/"
    assert client.get(revoke).status_code == 200
    assert fetch(cast.coordinator.email, secret).status_code == 200
    client.post(revoke)
    assert fetch(cast.coordinator.email, secret).status_code == 401
    assert client.get(revoke).status_code == 404


@pytest.mark.django_db
def test_nobody_takes_back_anothers_password(client, cast, key):
    client.force_login(cast.manager)
    assert client.post(f"/paminnelser/kalender/losenord/{key[0].pk}/").status_code == 404
    assert fetch(cast.coordinator.email, key[1]).status_code == 200


@pytest.mark.django_db
def test_changes_are_counted_from_the_log(cast, key):
    row = key[0]
    label = row._meta.label_lower
    lines, at = changes_to(label, [row.pk, row.pk + 1])[row.pk]
    assert lines == 1
    assert at == AuditEntry.objects.get(target_type=label).at
    assert changes_to(label, [row.pk + 1])[row.pk + 1][0] == 0


def test_who_comes_back_to_the_passwords_address_sees_the_page(cast):
    """After a reload, another language or signing in again the password is not shown, and no error either."""
    client = Client()
    client.force_login(cast.coordinator)
    assert client.get(reverse("core:calendar_key")).url == reverse("core:calendar")
