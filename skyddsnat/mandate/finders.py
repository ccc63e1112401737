"""What of this room can be searched: each finder begins with what the user may read."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from skyddsnat.core.api import Hit, Matches, Query, fold, matching, number_q, score_of
from skyddsnat.core.models import User
from skyddsnat.mandate import access
from skyddsnat.mandate.chain import obligation_url
from skyddsnat.mandate.models import (
    Activity,
    Assignment,
    Clause,
    Evidence,
    EvidenceKind,
    Meeting,
    Obligation,
    Reading,
)
from skyddsnat.mandate.placing import lines_of
from skyddsnat.mandate.records import place
from skyddsnat.mandate.rules import STEPS
from skyddsnat.mandate.succession import tidy
from skyddsnat.mandate.wording import worded
from skyddsnat.shared.dates import format_date, today


def assignments(user: User, query: Query) -> Matches:
    fields = ["expenditure_area", "appropriation", "authority__name"]
    exact = Q(dnr__iexact=query.text) | Q(dnr__iexact=tidy(query.text))
    rows = access.assignments_for(user)
    return Matches(
        matching(rows, query, title=["title", "title_en", "dnr"], body=fields, exact=exact), _assignment
    )


def _assignment(row: Assignment) -> Hit:
    words, swedish = worded(row, "title")
    return Hit(words, row.get_absolute_url(), row.dnr, row.appropriation, swedish)


def sentences(user: User, query: Query) -> Matches:
    """The decisions' own sentences; a hit leads to the sentence in its place."""
    rows = access.assignments_for(user).defer(None).exclude(text="")
    found = []
    for assignment in rows:
        if query.loose or all(word in fold(assignment.text) for word in query.words):
            found += [_sentence(assignment, line, query) for line in lines_of(assignment.text)]
    return Matches(sorted((hit for hit in found if hit.score), key=lambda hit: -hit.score))


def _sentence(assignment: Assignment, line: Any, query: Query) -> Hit:
    url = f"{reverse('mandate:assignment-text', args=[assignment.slug])}#m-{line.start}"
    score = score_of(query, "", line.text)
    return Hit(line.text, url, place(assignment), swedish=get_language() == "en", score=score)


def clauses(user: User, query: Query) -> Matches:
    rows = access.clauses_for(user)
    found = matching(rows, query, title=["heading", "heading_en"], body=["wording", "wording_en"])
    return Matches(found, _clause)


def _clause(row: Clause) -> Hit:
    words, swedish = worded(row, "heading")
    return Hit(
        f"{row.number} {words}",
        row.get_absolute_url(),
        place(row.assignment),
        worded(row, "wording")[0],
        swedish,
    )


def requirements(user: User, query: Query) -> Matches:
    return Matches(
        matching(access.requirements_for(user), query, title=["wording", "wording_en"]), _requirement
    )


def conditions(user: User, query: Query) -> Matches:
    return Matches(
        matching(access.conditions_for(user), query, title=["wording", "wording_en"]), _requirement
    )


def _requirement(row: Any) -> Hit:
    words, swedish = worded(row, "wording")
    url = reverse("mandate:assignment-text", args=[row.assignment.slug])
    anchor = f"#m-{row.span_start}" if row.span_start is not None and row.has_text else ""
    return Hit(words, url + anchor, place(row.assignment), swedish=swedish)


def obligations(user: User, query: Query) -> Matches:
    found = matching(access.obligations_for(user), query, title=["what", "what_en"], body=["recipient__name"])
    return Matches(found, _obligation)


def _obligation(row: Obligation) -> Hit:
    words, swedish = worded(row, "what")
    due = format_date(row.due) if row.due else ""
    return Hit(words, obligation_url(row.assignment, row), place(row.assignment), due, swedish)


def related(user: User, query: Query) -> Matches:
    """Other decisions, by number and words."""
    exact = Q(dnr__iexact=query.text)
    return Matches(
        matching(access.related_for(user), query, title=["dnr", "what", "what_en"], exact=exact), _related
    )


def _related(row: Any) -> Hit:
    words, swedish = worded(row, "what")
    url = row.other.get_absolute_url() if row.other else row.assignment.get_absolute_url()
    return Hit(f"{row.dnr} {words}".strip(), url, place(row.assignment), swedish=swedish)


def activities(user: User, query: Query) -> Matches:
    number = query.number("insats", "insatsen", "activity", "nr")
    found = matching(
        access.activities_for(user), query, title=["title", "title_en"],
        body=["purpose", "purpose_en", "responsible__name"], exact=number_q("number", number),
    )  # fmt: skip
    return Matches(found, _activity)


def _activity(row: Activity) -> Hit:
    words, swedish = worded(row, "title")
    url = row.get_absolute_url()
    return Hit(f"{row.number} {words}", url, place(row.assignment), worded(row, "purpose")[0], swedish)


def assessments(user: User, query: Query) -> Matches:
    """What is written about the best interests of the child."""
    rows = access.activities_for(user).filter(assessment__isnull=False)
    body = [f"assessment__{step}" for step in STEPS]
    return Matches(
        matching(rows, query, title=["title", "title_en"], body=body), lambda row: _assessment(row, query)
    )


def _assessment(row: Activity, query: Query) -> Hit:
    words, swedish = worded(row, "title")
    answers = list(row.assessment.answers.values()) if row.assessment else []
    fitting = [answer for answer in answers if any(word in fold(answer) for word in query.words)]
    url = reverse("mandate:assessment", args=[row.assignment.slug, row.number])
    title = _("Prövningen för %(activity)s") % {"activity": words}
    return Hit(title, url, place(row.assignment), next(iter(fitting or answers), ""), swedish)


def meetings(user: User, query: Query) -> Matches:
    """Meetings by what they were about, what was said and agreed, and with whom."""
    among = access.meetings_for(user).prefetch_related("participations__organisation")
    body = ["said", "organisations__name", "agreements__what"]
    return Matches(matching(among, query, title=["about"], body=body).distinct(), _meeting)


def _meeting(row: Meeting) -> Hit:
    there = ", ".join(str(seat.organisation) for seat in row.participations.all())
    where = f"{there}, {format_date(row.day)}"
    return Hit(row.about, row.get_absolute_url(), where, row.said, swedish=worded(row, "about")[1])


def evidence(user: User, query: Query) -> Matches:
    """Rows of the ledger by what they refer to, or by their place in it."""
    number = query.number("underlag", "rad", "nr", "evidence")
    exact = None
    if number is not None:
        exact = Q(seq=number, assignment__in=list(access.assignments_for(user).values_list("pk", flat=True)))
    rows, written = access.evidence_for(user), Q(reference__gt="")
    return Matches(
        matching(rows, query, title=["reference"], exact=exact, among=written, large=True), _evidence
    )


def _evidence(row: Evidence) -> Hit:
    title = _("%(kind)s, nr %(seq)s") % {"kind": row.kind, "seq": row.seq}
    url = reverse("mandate:evidence", args=[row.assignment.slug, row.seq])
    return Hit(title, url, f"{place(row.assignment)}, {format_date(row.occurred_on)}", row.reference)


def kinds(user: User, query: Query) -> Matches:
    """Kinds of evidence, each with its rows in the newest assignment that the user may read."""
    newest = access.assignments_for(user).first()
    if newest is None:
        return Matches()
    rows = matching(access.kinds_for(user), query, title=["name", "name_en"])
    return Matches(rows, lambda row: _kind(row, newest))


def _kind(row: EvidenceKind, assignment: Assignment) -> Hit:
    url = f"{reverse('mandate:evidence-list', args=[assignment.slug])}?kind={row.pk}"
    return Hit(str(row), url, place(assignment))


def readings(user: User, query: Query) -> Matches:
    rows = access.readings_for(user).filter(assignment__isnull=True)
    return Matches(matching(rows, query, title=["file_name"], body=["text"]), _reading)


def _reading(row: Reading) -> Hit:
    return Hit(row.file_name, row.get_absolute_url(), _("Beslut som läses in"))


def shared_activities(user: User, query: Query) -> Matches:
    """For a partner: the activities that its own organisation takes part in."""
    mine = access.partner_activities(user, today()).values("pk")
    rows = (
        access.partner_activities(user, today())
        .model.objects.filter(pk__in=mine)
        .select_related("assignment")
    )
    return Matches(
        matching(rows, query, title=["title", "title_en"], body=["purpose", "purpose_en"]), _shared
    )


def _shared(row: Activity) -> Hit:
    words, swedish = worded(row, "title")
    return Hit(words, reverse("mandate:partner"), "", worded(row, "purpose")[0], swedish)


FINDERS = [
    ("uppdrag", gettext_lazy("Uppdrag"), assignments),
    ("deluppdrag", gettext_lazy("Deluppdrag och principer"), clauses),
    ("skyldigheter", gettext_lazy("Skyldigheter"), obligations),
    ("insatser", gettext_lazy("Insatser"), activities),
    ("gemensamma", gettext_lazy("Gemensamma insatser"), shared_activities),
    ("meningar", gettext_lazy("Meningar i beslutet"), sentences),
    ("krav", gettext_lazy("Krav på hur"), requirements),
    ("villkor", gettext_lazy("Villkor för pengarna"), conditions),
    ("andra-beslut", gettext_lazy("Andra beslut"), related),
    ("provningar", gettext_lazy("Prövningar av barnets bästa"), assessments),
    ("dialog", gettext_lazy("Dialog"), meetings),
    ("underlag", gettext_lazy("Underlag"), evidence),
    ("underlagsslag", gettext_lazy("Slag av underlag"), kinds),
    ("lasningar", gettext_lazy("Beslut som läses in"), readings),
]
