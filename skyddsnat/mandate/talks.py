"""Dialogue as the decision sees it: what has been held on each sentence, with whom, and where there is silence."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, Max, Q, QuerySet

from skyddsnat.actors.models import Organisation, OrganisationName
from skyddsnat.mandate.actions.meeting_proof import HELD, KEPT, MADE
from skyddsnat.mandate.meeting_rules import DEMANDS_DIALOGUE
from skyddsnat.mandate.models import Agreement, Assignment, Clause, Meeting, Requirement, TargetGroup

# Words by which a decision names an authority without its name: code of the organisation.
CALLED = {
    "polis": ("rikspolisstyrelsen", "polismyndigheten"),
    "åklagar": ("aklagarmyndigheten",),
}
# Target group → the kind of organisation it is made of.
GROUP_KINDS = {
    "municipalities": Organisation.Kind.MUNICIPALITY,
    "regions": Organisation.Kind.REGION,
    "county-boards": Organisation.Kind.COUNTY_BOARD,
    "agencies": Organisation.Kind.AGENCY,
    "organisations": Organisation.Kind.NGO,
    "industry": Organisation.Kind.COMPANY,
    "eu-authorities": Organisation.Kind.EU_AUTHORITY,
}


@dataclass
class ClauseDialogue:
    """The held meetings on one sentence. `proofs` is kind of evidence → positions in the ledger."""

    clause: Clause
    demands: list[str]  # our words of what the decision says about dialogue here
    meetings: list[Meeting] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    agreements: int = 0
    kept: int = 0
    proofs: dict[str, list[int]] = field(default_factory=lambda: {HELD: [], MADE: [], KEPT: []})

    @property
    def period(self) -> tuple[datetime.date, datetime.date] | None:
        days = [meeting.day for meeting in self.meetings]
        return (min(days), max(days)) if days else None

    @property
    def unproven(self) -> int:
        """Held meetings that the ledger does not know of."""
        return len(self.meetings) - len(self.proofs[HELD])


@dataclass(frozen=True, slots=True)
class Expected:
    """An actor that the decision names where it asks for dialogue, and when we last talked; None is silence."""

    organisation: Organisation
    words: str
    held: int
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class GroupDialogue:
    """A target group of organisations: how many there are, and with how many we have talked."""

    group: TargetGroup
    kind: str
    size: int
    met: int


def held_meetings(assignment: Assignment) -> QuerySet[Meeting]:
    return (
        Meeting.objects.filter(assignment=assignment, is_held=True)
        .order_by("day", "pk")
        .prefetch_related(
            "clauses",
            "activities__clauses",
            "participations__organisation__names",
            "agreements",
            "proofs__evidence",
        )
    )


def dialogue_by_clause(assignment: Assignment, *, language: str = "sv") -> list[ClauseDialogue]:
    """One row a sentence of the decision, in order. A meeting on several sentences stands on each of them."""
    meetings = list(held_meetings(assignment))
    rows = []
    for clause in assignment.clauses.all():
        row = ClauseDialogue(clause, demands_of(assignment, clause))
        for meeting in meetings:
            if clause.pk in clauses_of(meeting):
                _add(row, meeting, language)
        rows.append(row)
    return rows


def meetings_by_clause(assignment: Assignment) -> dict[int | None, int]:
    """Clause id → held meetings about it; under None how many there are in all, each once."""
    held = Meeting.objects.filter(assignment=assignment, is_held=True)
    found: dict[int | None, int] = defaultdict(int)
    for meeting in held.prefetch_related("clauses", "activities__clauses"):
        found[None] += 1
        for clause in clauses_of(meeting):
            found[clause] += 1
    return found


def clauses_of(meeting: Meeting) -> set[int]:
    """The sentences a meeting is about: its own, and those of its activities."""
    own = {clause.pk for clause in meeting.clauses.all()}
    return own | {clause.pk for activity in meeting.activities.all() for clause in activity.clauses.all()}


def demands_of(assignment: Assignment, clause: Clause) -> list[str]:
    """What the decision says about dialogue on the sentence, in the reader's language."""
    own = [clause] if DEMANDS_DIALOGUE.search(clause.wording) else []
    asked = [row for row in requirements_on_dialogue(assignment) if row.clause_id == clause.pk]
    return [*(row.said for row in own), *(row.said for row in asked)]


def requirements_on_dialogue(assignment: Assignment) -> list[Requirement]:
    return [row for row in assignment.requirements.all() if DEMANDS_DIALOGUE.search(row.wording)]


def expected_actors(assignment: Assignment) -> list[Expected]:
    """The actors named where the decision asks for dialogue, those we have not talked with first."""
    named: dict[int, tuple[Organisation, str]] = {}
    for words, shown in _demanding_words(assignment):
        for organisation in _named_in(words, assignment.decided_on):
            named.setdefault(organisation.pk, (organisation, shown))
    talked = _talked(assignment, named)
    rows = [
        Expected(organisation, shown, *talked.get(pk, (0, None)))
        for pk, (organisation, shown) in named.items()
    ]
    return sorted(rows, key=lambda row: (row.last is not None, row.organisation.name))


def groups_met(assignment: Assignment) -> list[GroupDialogue]:
    """Each target group that is made of organisations, with how many of them we have talked with."""
    day = assignment.decided_on or datetime.date(assignment.year, 1, 1)
    rows = []
    for group in assignment.target_groups.all():
        kind = GROUP_KINDS.get(group.code)
        if kind is None:
            continue
        there = Organisation.objects.of_kind(kind)
        met = there.filter(meetings__assignment=assignment, meetings__is_held=True).distinct().count()
        rows.append(GroupDialogue(group, kind, there.on(day).count(), met))
    return rows


def agreements_of(meetings: Iterable[Meeting]) -> QuerySet[Agreement]:
    """What was agreed at the meetings, open ones by day first."""
    found = Agreement.objects.filter(meeting__in=meetings)
    return found.select_related("meeting__assignment", "organisation", "colleague")


def _add(row: ClauseDialogue, meeting: Meeting, language: str) -> None:
    row.meetings.append(meeting)
    for seat in meeting.participations.all():
        name = seat.organisation.name_on(meeting.day, language) or str(seat.organisation)
        if name not in row.names:
            row.names.append(name)
    deals = list(meeting.agreements.all())
    row.agreements += len(deals)
    row.kept += sum(deal.state == Agreement.DONE for deal in deals)
    for proof in meeting.proofs.all():
        row.proofs[proof.evidence.kind_id].append(proof.evidence.seq)


def _demanding_words(assignment: Assignment) -> list[tuple[str, str]]:
    """The words to look for names in, decision's own when its text is there, with our words of them."""
    rows: list[Clause | Requirement] = [*assignment.clauses.all(), *assignment.requirements.all()]
    found = []
    for row in rows:
        if DEMANDS_DIALOGUE.search(row.wording):
            own = assignment.text[row.span_start : row.span_end] if row.span_start is not None else ""
            found.append((f"{row.wording} {own}", row.said))
    return found


def _named_in(words: str, day: datetime.date | None) -> list[Organisation]:
    """Agencies named in the words, by a name they had that day or by what they are called."""
    lower = words.lower()
    agencies = OrganisationName.objects.filter(organisation__kind__in=["agency", "ministry", "court"])
    names = {pk for name, pk in agencies.values_list("name", "organisation_id") if name.lower() in lower}
    called = [code for word, codes in CALLED.items() if word in lower for code in codes]
    chosen = Organisation.objects.filter(Q(pk__in=names) | Q(code__in=called))
    return list(chosen.on(day) if day else chosen)


def _talked(assignment: Assignment, wanted: Iterable[int]) -> dict[int, tuple[int, datetime.date | None]]:
    rows = (
        Organisation.objects.filter(
            pk__in=list(wanted), meetings__assignment=assignment, meetings__is_held=True
        )
        .annotate(held=Count("meetings", distinct=True), last=Max("meetings__day"))
        .values_list("pk", "held", "last")
    )
    return {pk: (held, last) for pk, held, last in rows}
