"""The staff's pages, evidence and its taking back, the public list, and what a trade body sees."""

from __future__ import annotations

import pytest
from django.test import Client

from skyddsnat.actors.api import add_membership, add_organisation
from skyddsnat.conftest import Cast, begin
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.industry.companies.bodies import Totals, add_body, add_member, remove_body, totals_of
from skyddsnat.industry.companies.own import check_company, close_site, leave, show_in_list
from skyddsnat.industry.companies.proof import choose_activity, count_again, prove_companies, put_aside_proof
from skyddsnat.industry.companies.views import public
from skyddsnat.industry.models import Company, SiteProof, TradeBody
from skyddsnat.industry.tests.company_cases import (
    STARTS,
    STOCKHOLM,
    UMEA,
    Workplace,
    a_company,
    a_number,
    an_activity,
    pledged,
)
from skyddsnat.mandate.models import Activity, Assignment, Evidence

pytestmark = pytest.mark.django_db
HERE = "/bransch/"


@pytest.fixture
def planned_activity(assignment: Assignment, cast: Cast) -> Activity:
    return an_activity(assignment, cast)


@pytest.fixture
def body(cast: Cast) -> TradeBody:
    made = add_organisation(kind="ngo", name="Provorganet", source="Test", by=cast.coordinator)
    add_membership(user=cast.partner, organisation=made, since=STARTS, by=cast.manager)
    return add_body(organisation=made, by=cast.coordinator)


@pytest.mark.parametrize(
    ("role", "sees", "writes"),
    [("coordinator", True, True), ("editor", True, True), ("auditor", True, False), ("manager", True, False),
     ("economist", False, False), ("partner", False, False), ("outsider", False, False)],
)  # fmt: skip
def test_who_sees_the_companies(client: Client, cast: Cast, role: str, sees: bool, writes: bool) -> None:
    company = a_company()
    client.force_login(getattr(cast, role))
    pages = [
        client.get(f"{HERE}{path}")
        for path in (f"hantera/{company.pk}/", "underlag/", "rapporter/", "organ/")
    ]
    assert {page.status_code for page in pages} == {200 if sees else 403}
    assert ("asa1@example.org" in pages[0].text) is writes
    start = client.get(HERE)
    assert (str(company) in start.text) is sees
    for path in ("kontroll/", "lank/", "lamna/"):
        assert client.post(f"{HERE}hantera/{company.pk}/{path}", {"checked": "1"}).status_code == (
            302 if writes else 403
        )
    company.refresh_from_db()
    assert (company.left_at is not None) is writes
    assert Client().get(f"{HERE}hantera/{company.pk}/").status_code == 302  # to the sign-in page


def test_the_list_is_searched_narrowed_and_fetched(client: Client, cast: Cast) -> None:
    one = a_company(1, name="Hotell Alfa")
    two = a_company(2, name="Taxi Beta", sites=[Workplace("Beta", "taxi", UMEA)])
    pledged(two)
    gone = a_company(3, name="Krog Gamma")
    leave(company=gone)
    client.force_login(cast.auditor)
    for query, names in (
        ("", {"Hotell Alfa", "Taxi Beta"}), ("?q=beta", {"Taxi Beta"}), (f"?q={a_number(1)}", {"Hotell Alfa"}),
        (f"?q={a_number(2)[:6]}-{a_number(2)[6:]}", {"Taxi Beta"}), ("?sector=taxi", {"Taxi Beta"}),
        (f"?place={STOCKHOLM}", {"Hotell Alfa"}), ("?standing=pledged", {"Taxi Beta"}),
        ("?standing=unpledged", {"Hotell Alfa"}), ("?standing=left", {"Krog Gamma"}), ("?q=finns+inte", set()),
    ):  # fmt: skip
        page = client.get(HERE + query).text
        assert {name for name in ("Hotell Alfa", "Taxi Beta", "Krog Gamma") if name in page} == names, query
    close_site(site=one.sites.get())
    assert "Hotell Alfa" not in client.get(f"{HERE}?place={STOCKHOLM}").text
    file = b"".join(client.get(f"{HERE}?format=csv&list=table")).decode()
    assert "Taxi Beta" in file
    assert "example.org" not in file
    assert b"".join(client.get(f"{HERE}?format=xlsx&list=table")).startswith(b"PK")


def test_a_workplace_is_evidence_once_on_the_activity_that_staff_choose(
    client: Client, cast: Cast, planned_activity: Activity
) -> None:
    company = a_company(1, sites=[Workplace("A", "hotel", STOCKHOLM), Workplace("B", "taxi", UMEA)])
    proofs = list(SiteProof.objects.order_by("pk"))
    [task] = [one for one in waiting_for(cast.coordinator) if one.key == "proofs"]
    assert "2 arbetsplatser" in task.label
    client.force_login(cast.coordinator)
    nothing = client.post(task.url, {"activity": planned_activity.pk})
    assert "Kryssa för minst en" in nothing.text
    for _twice in range(2):
        client.post(task.url, {"activity": planned_activity.pk, "site": [one.pk for one in proofs]})
    assert not Evidence.objects.filter(kind="company_joined").exists()  # the activity has not begun
    assert prove_companies() == 0
    begin(planned_activity, cast)
    assert (prove_companies(), prove_companies()) == (2, 0)
    rows = Evidence.objects.filter(kind="company_joined")
    assert sorted(rows.values_list("place__code", flat=True)) == [STOCKHOLM, UMEA]
    assert set(rows.values_list("organisation", "quantity")) == {(company.organisation_id, 1)}
    assert "Underlag nr" in client.get(task.url).text


def test_evidence_is_taken_back_with_a_reason_and_can_be_counted_again(
    client: Client, cast: Cast, planned_activity: Activity
) -> None:
    a_company()
    proof = SiteProof.objects.get()
    begin(planned_activity, cast)
    assert choose_activity(proofs=[proof.pk], activity=planned_activity, by=cast.coordinator) == 1
    assert choose_activity(proofs=[proof.pk], activity=planned_activity, by=cast.coordinator) == 0
    with pytest.raises(Refused, match="varför"):
        put_aside_proof(proof=proof, reason=" ", by=cast.coordinator)
    client.force_login(cast.coordinator)
    page = f"{HERE}underlag/{proof.pk}/rakna-inte/"
    assert "Raden i liggaren tas tillbaka" in client.get(page).text
    assert client.post(page, {"reason": ""}).status_code == 200
    assert client.post(page, {"reason": "Påhittat företag"}).status_code == 302
    assert client.post(page, {"reason": "Igen"}).status_code == 404
    quantities = (
        Evidence.objects.filter(kind="company_joined").order_by("seq").values_list("quantity", flat=True)
    )
    assert list(quantities) == [1, -1]
    count_again(proof=proof, by=cast.coordinator)
    assert choose_activity(proofs=[proof.pk], activity=planned_activity, by=cast.coordinator) == 1
    assert sum(quantities.all()) == 1


def listed(company: Company, cast: Cast) -> None:
    show_in_list(company=company, shown=True)
    check_company(company=company, checked=True, by=cast.coordinator)


def test_the_public_list_has_those_who_agreed_and_stand_by_a_pledge(client: Client, cast: Cast) -> None:
    shown, silent, late, unchecked = (a_company(n, name=f"Bolag {n}") for n in range(1, 5))
    taxi = a_company(5, name="Bolag 5", sites=[Workplace("Taxi", "taxi", UMEA)])
    for one in (shown, silent, unchecked, taxi):
        pledged(one)
    pledged(late, ends_in=-1)
    for one in (shown, late, taxi):
        listed(one, cast)
    show_in_list(company=unchecked, shown=True)

    def seen(query: str = "") -> list[str]:
        page = client.get(f"{HERE}foretag/{query}").text
        return [f"Bolag {n}" for n in range(1, 6) if f"Bolag {n}" in page]

    assert seen() == ["Bolag 1", "Bolag 5"]
    assert seen("?sector=taxi") == ["Bolag 5"]
    assert seen(f"?place={STOCKHOLM}") == ["Bolag 1"]
    assert seen(f"?sector=taxi&place={STOCKHOLM}") == []
    assert "example.org" not in client.get(f"{HERE}foretag/").text
    show_in_list(company=shown, shown=False)
    leave(company=taxi)
    assert seen() == []


def test_the_public_list_is_paged(client: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(public, "PER_PAGE", 2)
    for n in range(1, 4):
        one = a_company(n, name=f"Bolag {n}")
        pledged(one)
        listed(one, cast)
    assert "Bolag 3" not in client.get(f"{HERE}foretag/").text
    assert "Bolag 3" in client.get(f"{HERE}foretag/?page=2").text


def test_a_body_sees_totals_of_at_least_five_and_never_a_company(
    client: Client, cast: Cast, body: TradeBody
) -> None:
    made = [a_company(n) for n in range(1, 11)]
    client.force_login(cast.partner)
    for number, one in enumerate(made, 1):
        add_member(body=body, company=one, by=cast.coordinator)
        add_member(body=body, company=one, by=cast.coordinator)
        if number == 4:
            assert totals_of(body) == Totals(None, None, None)
            assert client.get(f"{HERE}summor/").text.count("Visas inte") == 3
    for one in made[:4]:
        pledged(one)
    assert totals_of(body) == Totals(10, 10, None)
    pledged(made[4])
    assert totals_of(body) == Totals(10, 10, 5)
    pledged(made[5])
    assert totals_of(body) == Totals(10, 10, None)  # four without are too few to tell of
    page = client.get(HERE).text
    assert "Provorganet" in page
    assert not [one for one in made if str(one) in page]
    for path in (f"organ/{body.pk}/", f"hantera/{made[0].pk}/", "?format=csv&list=table"):
        assert str(made[0]) not in client.get(HERE + path).text
    leave(company=made[0])
    assert totals_of(body).companies == 9


def test_a_partner_of_another_organisation_sees_no_totals(client: Client, cast: Cast) -> None:
    other = add_organisation(kind="ngo", name="Andra organet", source="Test", by=cast.coordinator)
    body = add_body(organisation=other, by=cast.coordinator)
    for n in range(1, 7):
        add_member(body=body, company=a_company(n), by=cast.coordinator)
    client.force_login(cast.partner)
    assert "Andra organet" not in client.get(f"{HERE}summor/").text
    client.force_login(cast.outsider)
    assert client.get(f"{HERE}summor/").status_code == 403


def test_staff_keep_bodies_and_their_members(client: Client, cast: Cast, body: TradeBody) -> None:
    company = a_company()
    client.force_login(cast.coordinator)
    page = f"{HERE}organ/{body.pk}/"
    assert "Inget anslutet företag" in client.post(page, {"company": "Finns inte"}).text
    for typed in (a_number(1), str(company)):
        assert client.post(page, {"company": typed}).status_code == 302
    assert body.memberships.count() == 1
    with pytest.raises(Refused, match="medlemmarna"):
        remove_body(body=body, by=cast.coordinator)
    remove = f"{page}medlem/{company.pk}/ta-bort/"
    assert "Det går att lägga till igen" in client.get(remove).text
    client.post(remove)
    assert client.post(remove).status_code == 404
    client.post(f"{page}ta-bort/")
    assert not TradeBody.objects.exists()
    assert client.post(f"{HERE}organ/ny/", {"organisation": "Provorganet"}).status_code == 302
