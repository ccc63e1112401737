"""The dates of a person's work as a calendar: told by the rooms, written as iCalendar, fetched with a key."""
