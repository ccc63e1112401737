"""Printed matter for workplaces: ordered, printed in every language, delivered as evidence, recalled."""

from __future__ import annotations

import datetime
import uuid

import page as validator
import pytest
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast, begin
from skyddsnat.core.api import ChangedMeanwhile, Refused
from skyddsnat.industry.kits import actions
from skyddsnat.industry.kits.printing import is_outdated, printed, printed_words, today_says, words_now
from skyddsnat.industry.models import Edition, Site
from skyddsnat.industry.tests.company_cases import a_company, an_activity
from skyddsnat.mandate.api import correction_of
from skyddsnat.mandate.models import Activity, Assignment, Evidence
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import AT_WORK

pytestmark = pytest.mark.django_db
UA = validator.ValidationProfile.PDF_UA_1


@pytest.fixture
def site(db: None) -> Site:
    return a_company().sites.get()


@pytest.fixture
def begun(assignment: Assignment, cast: Cast) -> Activity:
    return begin(an_activity(assignment, cast), cast)


def ordered(
    site: Site, cast: Cast, *, form: str = "checklist", job: str = "reception", language: str = "sv"
) -> Edition:
    return actions.order_edition(
        site=site, form=form, job=job, language=language, copies=12, once=uuid.uuid4(), by=cast.coordinator
    )


@pytest.mark.parametrize("language", AT_WORK)
def test_every_form_is_set_in_every_language(site: Site, cast: Cast, language: str) -> None:
    for form in Edition.Form.values:
        pdf = printed(ordered(site, cast, form=form, language=language))
        assert pdf.startswith(b"%PDF-")
        assert validator.validate_pdf_bytes(pdf, profile=UA).failures == []
    assert printed_words(language).language == language


def test_the_job_is_on_what_is_for_a_job(site: Site, cast: Cast) -> None:
    now = today_says()
    said = {
        job: words_now(site, form, job, "sv", now)["job"]
        for form in ("checklist", "card")
        for job in ("reception", "night", "manager")
    }
    assert len(set(said.values())) == 3


def test_the_same_form_sent_twice_is_one_edition(site: Site, cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    where = reverse("industry:edition-new")
    form = client.get(where).context["form"]
    sent = {
        "site": site.pk, "form": "card", "job": "night", "language": "so", "copies": 3, "once": form["once"].value(),
    }  # fmt: skip
    pages = [client.post(where, sent) for _n in range(2)]
    (made,) = Edition.objects.all()
    assert {page["Location"] for page in pages} == {made.get_absolute_url()}
    assert client.get(reverse("industry:edition-print", args=[made.pk])).content.startswith(b"%PDF-")


def test_what_cannot_be_printed_is_refused_and_kept_as_typed(site: Site, cast: Cast, client: Client) -> None:
    client.force_login(cast.coordinator)
    where = reverse("industry:edition-new")
    once = client.get(where).context["form"]["once"].value()
    sent = {"site": site.pk, "form": "card", "job": "driver", "language": "pl", "copies": 7, "once": once}
    text = client.post(where, sent).content.decode()
    assert "Välj ett arbete som finns på arbetsplatsen" in text
    assert 'value="7"' in text
    assert not Edition.objects.exists()


def test_delivered_checklists_are_evidence_until_taken_back(site: Site, cast: Cast, begun: Activity) -> None:
    edition = ordered(site, cast)
    done = actions.deliver_edition(
        edition=edition, day=today(), activity=begun, version=1, by=cast.coordinator
    )
    row = Evidence.objects.get(kind="checklist_delivered")
    assert (row.quantity, row.organisation, done.evidence) == (12, site.company.organisation, row)
    with pytest.raises(Refused, match="redan lämnad"):
        actions.deliver_edition(edition=edition, day=today(), activity=begun, version=2, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile):
        actions.undo_delivery(edition=edition, version=1, by=cast.coordinator)
    actions.undo_delivery(edition=edition, version=2, by=cast.coordinator)
    assert correction_of(row) is not None


def test_a_delivery_has_a_day_that_can_be(site: Site, cast: Cast) -> None:
    edition = ordered(site, cast)
    for day in (today() + datetime.timedelta(days=1), today() - datetime.timedelta(days=1)):
        with pytest.raises(Refused, match="Skriv en dag"):
            actions.deliver_edition(edition=edition, day=day, activity=None, version=1, by=cast.coordinator)


def test_changed_words_are_told_and_not_printed_again(site: Site, cast: Cast, client: Client) -> None:
    edition = ordered(site, cast)
    assert not is_outdated(edition, today_says())
    assert words_now(site, "checklist", "reception", "sv", today_says())["emergency"] == "112"
    Site.objects.filter(pk=site.pk).update(name="Hotell Havsbris")
    edition.refresh_from_db()
    assert is_outdated(edition, today_says())
    client.force_login(cast.auditor)
    page = client.get(edition.get_absolute_url()).content.decode()
    assert "stämmer inte längre" in page
    assert (
        "{" not in page.partition("<footer")[2].partition("</footer")[0]
    )  # the program's version stands there
    print_it = reverse("industry:edition-print", args=[edition.pk])
    assert client.get(print_it)["Location"] == edition.get_absolute_url()


def test_an_edition_is_recalled_with_a_reason_and_may_stay_after_all(
    site: Site, cast: Cast, client: Client
) -> None:
    edition = ordered(site, cast, form="poster", job="")
    client.force_login(cast.coordinator)
    where = reverse("industry:edition-recall", args=[edition.pk])
    assert client.post(where, {"why": " ", "version": 1}).status_code == 200
    client.post(where, {"why": "Numret har ändrats", "version": 1})
    edition.refresh_from_db()
    assert (edition.recalled_why, edition.recalled_by) == ("Numret har ändrats", cast.coordinator)
    assert "Numret har ändrats" in client.get(edition.get_absolute_url()).content.decode()
    client.post(reverse("industry:edition-restore", args=[edition.pk]), {"version": 2})
    edition.refresh_from_db()
    assert edition.recalled_at is None


@pytest.mark.parametrize(
    ("role", "reads", "writes"), [("auditor", 200, 403), ("manager", 200, 403), ("partner", 403, 403),
                                  ("economist", 403, 403), ("editor", 200, 200)],
)  # fmt: skip
def test_who_may(site: Site, cast: Cast, client: Client, role: str, reads: int, writes: int) -> None:
    edition = ordered(site, cast)
    client.force_login(getattr(cast, role))
    assert client.get(reverse("industry:editions")).status_code == reads
    assert client.get(edition.get_absolute_url()).status_code == reads
    assert client.get(reverse("industry:edition-recall", args=[edition.pk])).status_code == writes
