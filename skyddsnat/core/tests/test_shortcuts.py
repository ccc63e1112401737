"""A person's own way back: pages last opened, and stars. Nobody else's, and nothing one may no longer see."""

import datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from skyddsnat.core.actions import close_account
from skyddsnat.core.models import AuditEntry, Favourite, Visit
from skyddsnat.core.shortcuts import (
    KEPT,
    favourites_for,
    forget_visits,
    recent_for,
    remember,
    remove_old_visits,
    star,
    unstar,
)

pytestmark = pytest.mark.django_db
ASSIGNMENT = ("mandate:assignment", "2014-child-protection")


def browser(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_opening_a_record_is_remembered_once_and_latest_first(cast, assignment):
    desk = browser(cast.coordinator)
    clause = assignment.clauses.get(number="1").get_absolute_url()
    for url in (assignment.get_absolute_url(), clause, assignment.get_absolute_url()):
        assert desk.get(url).status_code == 200
    assert [item.url for item in recent_for(cast.coordinator)] == [assignment.get_absolute_url(), clause]
    assert recent_for(cast.manager) == []
    assert AuditEntry.objects.filter(by=cast.coordinator).count() == 0


def test_what_failed_or_was_only_a_part_is_not_remembered(cast, assignment):
    url = assignment.get_absolute_url()
    assert browser(cast.receiver).get(url).status_code == 403
    assert browser(cast.coordinator).get("/uppdrag/finns-inte/").status_code == 404
    browser(cast.coordinator).get(url, headers={"HX-Request": "true"})
    browser(cast.coordinator).post(url)
    Client().get(url)
    assert Visit.objects.filter(user=cast.receiver).count() == 0
    assert Visit.objects.count() <= 1  # a POST to a page that only shows answers like GET, and is not kept


def test_twenty_are_kept(cast):
    for number in range(KEPT + 5):
        remember(cast.coordinator, ("mandate:activity", f"x/{number}"))
        remember(cast.manager, ("mandate:activity", f"x/{number % 3}"))
    kept = Visit.objects.filter(user=cast.coordinator).values_list("key", flat=True)
    assert set(kept) == {f"x/{number}" for number in range(5, KEPT + 5)}
    assert Visit.objects.filter(user=cast.manager).count() == 3


def test_the_title_is_what_it_is_called_now(cast, assignment):
    remember(cast.coordinator, ASSIGNMENT)
    assignment.title = "Ett nytt namn"
    assignment.save(update_fields=["title"])
    assert [item.title for item in recent_for(cast.coordinator)] == ["Ett nytt namn"]


def test_a_star_on_what_one_may_no_longer_see_is_not_shown(cast, assignment):
    assert star(cast.coordinator, ASSIGNMENT)
    assert star(cast.coordinator, ASSIGNMENT)  # twice is once
    assert [item.url for item in favourites_for(cast.coordinator)] == [assignment.get_absolute_url()]
    cast.coordinator.roles.clear()
    del cast.coordinator.permissions
    assert favourites_for(cast.coordinator) == []
    assert not star(cast.receiver, ASSIGNMENT)
    assert not star(cast.coordinator, ("mandate:activity", "x/1"))
    unstar(cast.coordinator, ASSIGNMENT)
    assert Favourite.objects.count() == 0


def test_stars_are_put_and_taken_on_the_page_and_lead_back(cast, assignment):
    desk, url = browser(cast.coordinator), assignment.get_absolute_url()
    assert 'aria-pressed="false"' in desk.get(url).content.decode()
    sent = {"view": ASSIGNMENT[0], "key": ASSIGNMENT[1], "on": "1", "next": url}
    assert desk.post(reverse("website:star"), sent).url == url
    assert desk.post(reverse("website:star"), sent).url == url
    assert 'aria-pressed="true"' in desk.get(url).content.decode()
    for page in (reverse("website:search"), "/"):
        assert 'id="favoriter"' in desk.get(page).content.decode()
    assert str(assignment) in desk.get(reverse("website:search")).content.decode()
    assert str(assignment) not in browser(cast.manager).get(reverse("website:search")).content.decode()
    desk.post(reverse("website:star"), sent | {"on": "0"})
    assert Favourite.objects.count() == 0
    assert browser(cast.receiver).post(reverse("website:star"), sent).status_code == 404
    outside = desk.post(reverse("website:star"), sent | {"next": "https://example.org/"})
    assert outside.url == reverse("website:search")
    assert desk.get(reverse("website:star")).status_code == 405


def test_the_list_is_cleared_by_the_person_by_time_and_when_the_account_closes(cast):
    remember(cast.coordinator, ASSIGNMENT)
    remember(cast.manager, ASSIGNMENT)
    assert browser(cast.coordinator).post(reverse("website:forget-visits")).status_code == 302
    assert list(Visit.objects.values_list("user", flat=True)) == [cast.manager.pk]
    Visit.objects.update(at=timezone.now() - datetime.timedelta(days=91))
    assert remove_old_visits(today=timezone.localdate()) == 1
    remember(cast.economist, ASSIGNMENT)
    star(cast.economist, ASSIGNMENT)
    close_account(user=cast.economist, by=cast.manager)
    assert (Visit.objects.count(), Favourite.objects.count()) == (0, 0)
    forget_visits(cast.economist)
