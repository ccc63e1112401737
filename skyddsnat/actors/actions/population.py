"""How many live where: no source comes with the program, staff import a table."""

import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from skyddsnat.actors import population
from skyddsnat.actors.models import Place
from skyddsnat.actors.population import Problem
from skyddsnat.core.api import Refused, record
from skyddsnat.core.models import User
from skyddsnat.shared.dates import today


class PopulationRefused(Refused):
    """The table was not read; `problems` names each row that stopped it."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        count = len(problems)
        super().__init__(
            ngettext(
                "Filen lästes inte in. Den har %(count)s fel.",
                "Filen lästes inte in. Den har %(count)s fel.",
                count,
            )
            % {"count": count}
        )


@transaction.atomic
def import_population(*, content: bytes, counted_on: datetime.date, by: User | None) -> int:
    """Read a CSV table of municipality codes and population; return how many municipalities it covered.

    Raises PopulationRefused with numbered rows, and then nothing is changed.
    """
    if counted_on > today():
        raise Refused(_("Mätdatumet ligger i framtiden."))
    places = {place.code: place for place in Place.objects.municipalities().defer("geometry")}
    reading = population.read(content, places)
    if reading.problems:
        raise PopulationRefused(reading.problems)
    changed = [places[code] for code in reading.population]
    for place in changed:
        place.population, place.population_on = reading.population[place.code], counted_on
    Place.objects.bulk_update(changed, ["population", "population_on"])
    record(
        by, "population.imported", changed[0], municipalities=len(changed), counted_on=counted_on.isoformat()
    )
    return len(changed)
