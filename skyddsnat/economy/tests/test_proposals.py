"""A proposed requisition on the pages: seen, put aside, and back when the figures change."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import waiting_for
from skyddsnat.economy.models import ProposalAside
from skyddsnat.economy.proposals import needs_of, proposal_for
from skyddsnat.economy.tests.year import REQUISITIONED, issued, spend
from skyddsnat.mandate.models import Assignment


def proposed_to(cast: Cast) -> list[str]:
    return [task.url for task in waiting_for(cast.economist) if "rekvisitionsforslag" in task.url]


def test_costs_without_requisition_propose_one(assignment: Assignment, cast: Cast, client: Client) -> None:
    assert proposed_to(cast) == []
    spend(assignment, cast, 1_000_000)
    where = reverse("economy:proposal", args=[assignment.slug])
    assert proposed_to(cast) == [where]
    client.force_login(cast.economist)
    response = client.get(where)
    text = response.content.decode()
    assert "Sista dagen för rekvisitionen var" in text
    link = response.context["prepare_url"]
    form = client.get(link).context["form"]
    assert form["amount"].value() == "10\xa0000"
    assert (
        "Förslag: rekvirera" in client.get(reverse("economy:start", args=[assignment.slug])).content.decode()
    )

    assert "Skriv varför" in client.post(where, {"reason": ""}).content.decode()
    client.post(where, {"reason": "Mottagaren är tillfrågad"})
    client.post(where, {"reason": "Mottagaren är tillfrågad"})
    assert ProposalAside.objects.count() == 1
    assert proposed_to(cast) == []
    assert "Mottagaren är tillfrågad" in client.get(where).content.decode()
    spend(assignment, cast, 500)
    assert proposed_to(cast) == [where]


def test_one_requisition_is_one_line_on_the_desk(assignment: Assignment, cast: Cast, client: Client) -> None:
    def lines() -> list[str]:
        told = [task.label for task in waiting_for(cast.economist)]
        return [label for label in told if "rekvi" in label.lower() or "requisition" in label.lower()]

    owed = lines()
    assert len(owed) == 1
    spend(assignment, cast, 1_000_000)
    (proposal,) = lines()
    assert proposal.startswith("Förslag")
    client.force_login(cast.economist)
    client.post(reverse("economy:proposal", args=[assignment.slug]), {"reason": "Mottagaren är tillfrågad"})
    assert lines() == owed  # what is put aside is still owed


def test_no_proposal_when_all_is_requisitioned_or_to_those_who_read(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    spend(assignment, cast, 1_000_000)
    client.force_login(cast.auditor)
    where = reverse("economy:proposal", args=[assignment.slug])
    client.post(where, {"reason": "Jag får inte"})
    assert not ProposalAside.objects.exists()
    page = client.get(where).content.decode()
    assert reverse("economy:prepare", args=[assignment.slug, "requisition"]) not in page
    issued(assignment, cast, "requisition", REQUISITIONED)
    assert proposal_for(assignment) is None
    assert "behöver inget rekvireras" in client.get(where).content.decode()


def test_what_is_paid_in_parts_is_not_requisitioned_at_once(assignment: Assignment, cast: Cast) -> None:
    assert needs_of(assignment).once
    assignment.conditions.filter(kind="payment").update(
        wording="Medlen betalas ut kvartalsvis i efterskott efter rekvisition."
    )
    assert not needs_of(assignment).once
    made = issued(assignment, cast, "requisition", REQUISITIONED, amount_ore=100_000)
    met = {condition["kind"]: condition["met"] for condition in made.data["conditions"]}
    assert met["payment"] == "1\xa0000\xa0kr rekvireras."
