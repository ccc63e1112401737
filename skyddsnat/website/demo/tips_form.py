"""A team that takes tips in the demonstration, with keys that anybody may have: nothing that is tried out is secret."""

from __future__ import annotations

from skyddsnat.actors.api import add_organisation
from skyddsnat.core.models import User
from skyddsnat.shared.sealing import recipient_of
from skyddsnat.tips.api import Kind, Receiver, TeamKey

# Opens every tip of the demonstration, and the key that would be kept off line in three parts.
IDENTITY = "AGE-SECRET-KEY-1KAA22FM7RHEK7F6SPSGLUEV2SFHUZ66YMVVRYMZ8TCNHFP49TTHQUU7NNC"
RECOVERY = "AGE-SECRET-KEY-1G3YMNP4AF49SQ8HLYHKA2KR5YT2ZG82K7KNDA2MRQS9Z0V9F3ZXSN7XNLJ"
WEEKDAYS = range(5)


def build_receiver(people: dict[str, User]) -> Receiver:
    """Made-up police, for the whole country and every kind."""
    police = add_organisation(
        kind="agency",
        name="Påhittade polisen",
        name_en="The made-up police",
        source="Demonstration",
        by=people["coordinator"],
    )
    team = Receiver.objects.create(
        organisation=police,
        name="Påhittade polisen, team A",
        name_en="The made-up police, team A",
        kinds=Kind.values,
        hours=[[day, "08:00", "17:00"] for day in WEEKDAYS],
    )
    TeamKey.objects.create(
        receiver=team,
        recipient=recipient_of(IDENTITY),
        recovery=recipient_of(RECOVERY),
        made_by=people["coordinator"],
    )
    team.is_on = True
    team.save(update_fields=["is_on"])
    return team
