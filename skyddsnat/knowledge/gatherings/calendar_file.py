"""A gathering as iCalendar, to be opened once in any calendar program."""

from __future__ import annotations

import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from icalendar import Calendar, Event

from skyddsnat.knowledge.models import Gathering


def calendar_file(gathering: Gathering) -> bytes:
    """The same bytes until the gathering is changed; a later file takes the place of an earlier one."""
    calendar = Calendar()
    calendar.add("prodid", "-//Skyddsnät//skyddsnat//SV")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event = Event()
    address = settings.SITE_ADDRESS + reverse("knowledge:gathering", args=[gathering.pk])
    event.add("uid", f"gathering-{gathering.pk}@{urlsplit(settings.SITE_ADDRESS).hostname or 'skyddsnat'}")
    event.add("dtstamp", gathering.changed_at.astimezone(datetime.UTC))
    event.add("sequence", gathering.version - 1)
    event.add("dtstart", gathering.starts.astimezone(datetime.UTC))
    event.add("dtend", gathering.ends.astimezone(datetime.UTC))
    event.add("summary", str(gathering))
    event.add("location", gathering.where_said)
    event.add("url", address)
    event.add("status", "CANCELLED" if gathering.cancelled_at else "CONFIRMED")
    calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content
