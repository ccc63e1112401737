"""How similar municipalities answer: means only, never of a few."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import get_language

from skyddsnat.actors.models import Organisation
from skyddsnat.knowledge.assessments.rules import class_name, means, population_class, share, shown_group
from skyddsnat.knowledge.models import AssessmentAnswer, SelfAssessment


@dataclass(frozen=True, slots=True)
class Benchmark:
    """The group, how many of it are counted, and the means; `count` is 0 where nothing may be shown."""

    group: str
    count: int
    share: int | None
    levels: dict[str, float]


def benchmark_of(assessment: SelfAssessment) -> Benchmark | None:
    """The similar municipalities that submitted the same year; None for an organisation of another kind.

    Similar is of the same class of population, or of the same county where the population is not known. The
    organisation itself is one of the group, so that all its members are shown the same.
    """
    place = assessment.organisation.place
    if (
        assessment.organisation.kind != Organisation.Kind.MUNICIPALITY
        or place is None
        or place.parent is None
    ):
        return None
    size = population_class(place.population)
    submitted = SelfAssessment.objects.filter(
        method=assessment.method_id, year=assessment.year, group=assessment.group, submitted_on__isnull=False,
        organisation__kind=Organisation.Kind.MUNICIPALITY,
    )  # fmt: skip
    rows = submitted.order_by("submitted_on", "pk").values_list(
        "pk", "organisation__place__population", "organisation__place__parent"
    )
    if size is None:
        english = get_language() == "en"
        name = place.parent.name_en if english else place.parent.name
        members = [pk for pk, _population, county in rows if county == place.parent_id]
    else:
        name = class_name(size)
        members = [pk for pk, population, _county in rows if population_class(population) == size]
    used = shown_group(members, len(rows))
    levels: dict[str, list[int]] = {}
    answers = AssessmentAnswer.objects.filter(assessment__in=used, level__isnull=False)
    for statement, level in answers.values_list("statement", "level"):
        if level is not None:
            levels.setdefault(statement, []).append(level)
    every = [level for some in levels.values() for level in some]
    return Benchmark(name, len(used), share(every), means(levels))
