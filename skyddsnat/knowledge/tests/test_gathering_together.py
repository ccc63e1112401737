"""Two at once: the last place, and one letter."""

from __future__ import annotations

from skyddsnat.conftest import Cast, together
from skyddsnat.core.api import add_user
from skyddsnat.knowledge.gatherings.sending import deliver
from skyddsnat.knowledge.models import GatheringLetter, Registration
from skyddsnat.knowledge.tests.gathering_cases import a_gathering, come, queued, seated
from skyddsnat.mandate.api import add_activity
from skyddsnat.mandate.models import Assignment


def test_two_who_take_the_last_place_at_once(committing: None) -> None:
    """One gets it, the other waits; and a letter that two workers take is sent by one."""
    coordinator = add_user(email="coordinator@example.org", name="Siv", roles=["coordinator"], by=None)
    assignment = Assignment.objects.get(slug="2014-child-protection")
    activity = add_activity(
        assignment=assignment, title="Metodstöd", purpose="Fler vet.", responsible=coordinator,
        starts=assignment.decided_on, ends=assignment.decided_on, by=coordinator,
        clauses=[assignment.clauses.get(number="1")],
    )  # fmt: skip
    cast = Cast(**dict.fromkeys(Cast.__dataclass_fields__, coordinator))
    gathering = a_gathering(activity, cast, capacity=1)
    made = together(lambda: come(gathering, "Bo"), lambda: come(gathering, "Eva"))
    assert all(isinstance(one, Registration) for one in made), made
    assert len(seated(gathering)) == len(queued(gathering)) == 1
    letter = GatheringLetter.objects.earliest("pk").pk
    assert sorted(together(lambda: deliver(letter), lambda: deliver(letter)), key=str) == [False, True]
