"""A company orders printed matter itself; what is recalled is told of, taken down and confirmed."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused, waiting_for
from skyddsnat.industry.companies.sending import deliver
from skyddsnat.industry.kits import actions, own
from skyddsnat.industry.kits.printing import address_of
from skyddsnat.industry.kits.rules import A_DAY, MOST_ASKED
from skyddsnat.industry.models import Company, CompanyLetter, Edition
from skyddsnat.industry.tests.company_cases import a_company, link_in, signed_in
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HOME = "/bransch/min/material/"
NEW = f"{HOME}ny/"
WHY = "Numret har ändrats"


@pytest.fixture
def company(db: None) -> Company:
    return a_company()


def order(company: Company, **changed: Any) -> Edition:
    told: dict[str, Any] = {
        "site": company.sites.get(), "form": "poster", "job": "", "language": "sv", "copies": 2, "way": "prints",
        "once": uuid.uuid4(),
    }  # fmt: skip
    return own.order_own_edition(company=company, **(told | changed))


def recall(edition: Edition, cast: Cast) -> Edition:
    edition.refresh_from_db()
    return actions.recall_edition(edition=edition, why=WHY, version=edition.version, by=cast.coordinator)


def form_of(client: Client, company: Company, **changed: Any) -> dict[str, Any]:
    once = client.get(NEW).context["form"]["once"].value()
    told = {"site": company.sites.get().pk, "form": "card", "job": "night", "language": "th", "copies": 5}
    return told | {"way": "prints", "once": once} | changed


def path_of(edition: Edition) -> str:
    return address_of(edition).partition("://")[2].partition("/")[2].join(["/", ""])


def test_the_contact_chooses_and_prints_at_once(company: Company, client: Client) -> None:
    signed_in(client, company)
    assert "Ni har inget material än" in client.get(HOME).text
    sent = form_of(client, company)
    pages = [client.post(NEW, sent)["Location"] for _n in range(2)]  # a double click
    made = Edition.objects.get()
    assert set(pages) == {f"{HOME}{made.pk}/"}
    assert (made.way, made.ordered_by, made.language, made.job) == ("prints", None, "th", "night")
    assert "Hämta filen att trycka" in client.get(pages[0]).text
    assert client.get(f"{pages[0]}tryck.pdf").content.startswith(b"%PDF-")
    assert f"/bransch/min/material/{made.pk}/" in client.get(HOME).text


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"job": ""}, "Välj ett arbete som finns"),
        ({"job": "driver"}, "Välj ett giltigt alternativ"),
        ({"way": "asks", "copies": MOST_ASKED + 1}, "Be om högst 500"),
        ({"way": "staff"}, "Välj ett giltigt alternativ"),
        ({"copies": 0}, "lika med 1"),
    ],
)
def test_what_cannot_be_ordered_is_said_and_kept(
    company: Company, client: Client, changed: dict[str, Any], says: str
) -> None:
    signed_in(client, company)
    page = client.post(NEW, form_of(client, company, **changed)).text
    assert says in page
    assert '<option value="th" selected>' in page
    assert not Edition.objects.exists()


def test_others_see_nothing_of_it(company: Company, client: Client, cast: Cast) -> None:
    edition = order(company)
    other = a_company(2)
    for path in (HOME, NEW, f"{HOME}{edition.pk}/"):
        assert client.get(path)["Location"] == "/bransch/min/lank/"
    signed_in(client, other)
    for path in ("", "tryck.pdf", "angra/"):
        assert client.get(f"{HOME}{edition.pk}/{path}").status_code == 404
    for path in ("borta/", "kvar/", "angra/"):
        assert client.post(f"{HOME}{edition.pk}/{path}").status_code == 404
    sent = form_of(client, other, site=company.sites.get().pk)
    assert "Välj ett giltigt alternativ" in client.post(NEW, sent).text
    staff = actions.order_edition(
        site=company.sites.get(), form="decal", job="", language="sv", copies=1, once=uuid.uuid4(),
        by=cast.coordinator,
    )  # fmt: skip
    signed_in(client, company)
    assert client.get(f"{HOME}{staff.pk}/").status_code == 404  # not delivered yet


def test_printed_copies_wait_for_staff_who_send_them(company: Company, cast: Cast, client: Client) -> None:
    edition = order(company, way="asks", copies=30)
    where = edition.get_absolute_url()
    assert where in {task.url for task in waiting_for(cast.editor)}
    assert where not in {task.url for task in waiting_for(cast.auditor)}
    client.force_login(cast.editor)
    assert "Den är skickad till arbetsplatsen" in client.get(where).text
    client.post(f"{where}lamnad/", {"day": str(today()), "version": 1})
    edition.refresh_from_db()
    assert edition.delivered_on == today()
    assert where not in {task.url for task in waiting_for(cast.editor)}
    with pytest.raises(Refused, match="redan skickat"):
        own.withdraw_edition(edition=edition)
    signed_in(client, company)
    assert "Skickad" in client.get(f"{HOME}{edition.pk}/").text
    assert client.get(f"{HOME}{edition.pk}/tryck.pdf").status_code == 302  # it has been printed


def test_an_order_is_taken_back_after_a_question(company: Company, client: Client, cast: Cast) -> None:
    edition = order(company, way="asks")
    signed_in(client, company)
    here = f"{HOME}{edition.pk}/angra/"
    assert "Du kan beställa igen" in client.get(here).text
    for _n in range(2):
        client.post(here)
    assert "tillbakatagen" in client.get(f"{HOME}{edition.pk}/").text
    assert not [task for task in waiting_for(cast.editor) if "material/" in task.url]
    edition.refresh_from_db()
    with pytest.raises(Refused, match="tagit tillbaka"):
        recall(edition, cast)


def test_not_without_end(company: Company) -> None:
    for _n in range(A_DAY):
        order(company)
    with pytest.raises(Refused, match="Fortsätt i morgon"):
        order(company)


def test_from_recall_to_replaced(company: Company, cast: Cast, client: Client) -> None:
    edition = order(company)
    recall(edition, cast)
    letter = CompanyLetter.objects.get(kind="recall")
    assert deliver(letter.pk)
    assert not deliver(letter.pk)  # once
    [sent] = [one for one in mail.outbox if "Ta ner" in str(one.subject)]
    assert WHY in str(sent.body)
    assert f"upplaga {edition.pk}" in str(sent.body)
    client.post(link_in(sent))
    assert WHY in client.get("/bransch/min/").text
    assert WHY in client.get(HOME).text
    again = client.get(f"{HOME}{edition.pk}/").text
    assert "form=poster" in again
    client.post(f"{HOME}{edition.pk}/borta/")
    assert WHY not in client.get("/bransch/min/").text
    client.post(f"{HOME}{edition.pk}/kvar/")
    assert WHY in client.get("/bransch/min/").text
    edition.refresh_from_db()
    assert edition.removed_at is None


def test_staff_see_who_has_confirmed(company: Company, cast: Cast, client: Client) -> None:
    first, second = order(company), order(a_company(2))
    for one in (first, second):
        recall(one, cast)
    own.confirm_removed(edition=first)
    client.force_login(cast.auditor)
    page = client.get("/bransch/material/aterkallat/")
    numbers = [row["cells"][0] for row in page.context["table"]["rows"]]
    assert numbers == [str(second.pk), str(first.pk)]
    file = b"".join(client.get("/bransch/material/aterkallat/", {"format": "csv"}).streaming_content)  # type: ignore[attr-defined]
    assert "Inte bekräftat" in file.decode()
    assert client.post(f"{second.get_absolute_url()}borta/", {"gone": "1"}).status_code == 403
    client.force_login(cast.editor)
    client.post(f"{second.get_absolute_url()}borta/", {"gone": "1"})
    second.refresh_from_db()
    assert second.removed_at is not None
    client.post(f"{second.get_absolute_url()}borta/", {"gone": "0"})
    second.refresh_from_db()
    assert second.removed_at is None
    client.force_login(cast.partner)
    assert client.get("/bransch/material/aterkallat/").status_code == 403


def test_a_letter_goes_only_where_it_tells_something(company: Company, cast: Cast) -> None:
    recall(order(company, way="asks"), cast)  # never sent
    assert not CompanyLetter.objects.filter(kind="recall").exists()
    edition = recall(order(company), cast)
    first = CompanyLetter.objects.get(kind="recall")
    actions.undo_recall(edition=edition, version=edition.version, by=cast.editor)
    before = len(mail.outbox)
    assert not deliver(first.pk)
    assert len(mail.outbox) == before
    recall(edition, cast)  # and again: told of once more
    assert CompanyLetter.objects.filter(kind="recall", edition=edition).count() == 1
    with pytest.raises(Refused, match="inte återkallad"):
        own.confirm_removed(edition=order(company))


def test_the_code_on_a_recalled_one_says_so_and_what_to_do(
    company: Company, cast: Cast, client: Client
) -> None:
    site = company.sites.get()
    poster, arabic, decal = order(company), order(company, language="ar"), order(company, form="decal")
    assert client.get(path_of(poster))["Location"] == f"/bransch/u/{site.code}/"
    assert client.get(path_of(decal))["Location"] == "/"
    assert site.code not in path_of(decal)
    for one in (poster, arabic, decal):
        recall(one, cast)
    page = client.get(path_of(poster)).text
    assert "Det här är återkallat" in page
    assert "tel:112" in page
    assert f"/bransch/u/{site.code}/" in page
    assert 'dir="rtl"' in client.get(path_of(arabic)).text
    assert site.code not in client.get(path_of(decal)).text
    for wrong in (f"/bransch/t/{poster.pk}/", f"/bransch/t/{poster.pk}/ABC234/", "/bransch/t/999999/"):
        assert client.get(wrong).status_code == 404


def test_the_database_holds_the_rules(company: Company, cast: Cast) -> None:
    edition = order(company)
    for wrong in ({"way": "staff"}, {"removed_at": edition.ordered_at}, {"ordered_by": cast.editor},
                  {"withdrawn_at": edition.ordered_at, "delivered_on": today()}):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        CompanyLetter.objects.create(kind="recall", company=company)
