"""Dates written as iCalendar (RFC 5545). The same dates give the same bytes, so that none need fetch twice."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable

from django.utils.translation import gettext as _
from icalendar import Alarm, Calendar, Event
from icalendar.prop import vDuration

from skyddsnat.core.calendar.dates import Dated, Kind

TITLE_LONGEST = 200
MORNING = datetime.timedelta(hours=9)
A_DAY = datetime.timedelta(days=1)


def calendar_of(
    dates: Iterable[Dated], *, name: str, language: str, address: str, host: str, distances: Collection[int]
) -> bytes:
    """The calendar file. `address` begins every link, `host` ends every lasting name, and an alarm is set at each of
    `distances`, days before.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Skyddsnät//skyddsnat//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", name, parameters={"LANGUAGE": language})
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", "Europe/Stockholm")
    calendar.add("refresh-interval", vDuration(datetime.timedelta(hours=4)), parameters={"VALUE": "DURATION"})
    for dated in dates:
        calendar.add_component(_event(dated, language, address, host, distances))
    return calendar.to_ical()


def _event(dated: Dated, language: str, address: str, host: str, distances: Collection[int]) -> Event:
    event = Event()
    title = plain(dated.title)[:TITLE_LONGEST]
    if dated.done:
        title = _("Klart: %(title)s") % {"title": title}
    spoken = {"LANGUAGE": language}
    event.add("uid", f"{dated.uid}@{host}")
    event.add("dtstamp", dated.changed_at.astimezone(datetime.UTC))
    event.add("last-modified", dated.changed_at.astimezone(datetime.UTC))
    event.add("sequence", dated.changes)
    event.add("dtstart", dated.day)
    event.add("dtend", dated.day + A_DAY)
    event.add("summary", title, parameters=spoken)
    if dated.text:
        event.add("description", dated.text, parameters=spoken)
    event.add("url", f"{address}{dated.url}")
    event.add("categories", [kind_in_words(dated.kind), *([_("Klar")] if dated.done else [])])
    event.add("status", "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # a date to keep in mind takes no time of the day
    if not dated.done:
        for distance in sorted(distances, reverse=True):
            event.add_component(_alarm(title, distance))
    return event


def _alarm(title: str, distance: int) -> Alarm:
    """At nine in the morning so many days before; 0 is the day itself."""
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", MORNING - distance * A_DAY)
    return alarm


def kind_in_words(kind: Kind) -> str:
    return {
        Kind.OBLIGATION: _("Det som ska lämnas"),
        Kind.ACTIVITY: _("Insatser"),
        Kind.FOLLOW_UP: _("Uppföljningar"),
        Kind.ASSESSMENT: _("Prövningar av barnets bästa"),
    }[kind]


def plain(text: str) -> str:
    """A title on one line, without characters that a calendar file may not hold."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
