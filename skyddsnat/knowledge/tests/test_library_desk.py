"""The staff's pages: who comes in, what waits, Wagtail's rooms, links for reviewers and what they say."""

from __future__ import annotations

import datetime
import re
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.core.api import Refused
from skyddsnat.core.models import AuditEntry
from skyddsnat.knowledge.library import reviews
from skyddsnat.knowledge.library.fingerprints import fingerprint
from skyddsnat.knowledge.library.views import desk
from skyddsnat.knowledge.models import LibraryPage, ReviewComment, ReviewLink
from skyddsnat.knowledge.tests.library import publish, said_to, write
from skyddsnat.mandate.models import Activity
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
WEEK = datetime.timedelta(days=7)


@pytest.fixture
def draft(cast: Cast) -> LibraryPage:
    return write("prov")


@pytest.mark.parametrize(
    ("role", "reads", "writes"),
    [
        ("coordinator", 200, 200), ("editor", 200, 200), ("manager", 200, 403), ("auditor", 200, 403),
        ("partner", 403, 403), ("economist", 403, 403), ("outsider", 403, 403),
    ],
)  # fmt: skip
def test_who_comes_in(
    client: Client, cast: Cast, draft: LibraryPage, role: str, reads: int, writes: int
) -> None:
    client.force_login(getattr(cast, role))
    assert client.get("/kunskap/bibliotek/redaktion/").status_code == reads
    assert client.get(f"/kunskap/bibliotek/redaktion/{draft.pk}/").status_code == reads
    assert client.get(f"/kunskap/bibliotek/redaktion/{draft.pk}/lank/").status_code == writes


def test_many_texts_are_turned_over_and_exported_whole(
    client: Client, cast: Cast, draft: LibraryPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "A_PAGE", 1)
    other = write("annan")
    client.force_login(cast.coordinator)
    where = "/kunskap/bibliotek/redaktion/"
    shown = [client.get(where, {"page": page}).content.decode() for page in (1, 2)]
    links = [f'href="{where}{one.pk}/"' for one in (draft, other)]
    assert sorted(sum(link in text for link in links) for text in shown) == [1, 1]
    assert all(sum(link in text for text in shown) == 1 for link in links)
    export = client.get(where, {"list": "texter", "format": "csv"})
    assert len(export.getvalue().decode("utf-8-sig").splitlines()) == 3


def test_editors_write_and_coordinators_publish_in_wagtails_rooms(cast: Cast, draft: LibraryPage) -> None:
    assert draft.permissions_for_user(cast.editor).can_edit()
    assert not draft.permissions_for_user(cast.editor).can_publish()
    assert draft.permissions_for_user(cast.coordinator).can_publish()
    for role in ("manager", "auditor", "partner", "outsider"):
        assert not draft.permissions_for_user(getattr(cast, role)).can_edit()


def test_the_public_site_does_not_serve_the_library(client: Client) -> None:
    publish(write("prov"))
    assert client.get("/sv/bibliotek/prov/").status_code == 404
    assert client.get("/sv/prov/").status_code == 404


def test_wagtails_form_asks_what_changed(client: Client, cast: Cast) -> None:
    page = publish(write("prov"))
    client.force_login(cast.coordinator)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    form = {
        "title": "Ny rubrik", "slug": "prov", "lead": page.lead, "kind": "guide", "level": "rules",
        "audiences": ["school"], "situation": "", "asks": "",
        "change_note": "", "body-count": "0", "sources-count": "0",
        "comments-TOTAL_FORMS": "0", "comments-INITIAL_FORMS": "0",
    }  # fmt: skip
    refused = client.post(address, form | {"action-publish": "1"})
    assert "Den som läste förra versionen vill veta det" in refused.content.decode()
    assert client.post(address, form).status_code == 302  # a draft may be saved
    done = client.post(address, form | {"action-publish": "1", "change_note": "Ny rubrik."})
    assert done.status_code == 302
    page = LibraryPage.objects.get(pk=page.pk)
    assert (page.title, page.audiences, page.versions.count()) == ("Ny rubrik", ["school"], 2)
    again = client.post(address, form | {"action-publish": "1", "reviewed_on": "2026-03-01"})
    assert again.status_code == 302  # the words are those of the latest version: nothing to tell
    assert page.versions.count() == 2
    assert 'value="Ny rubrik."' not in client.get(address).content.decode()
    verbs = set(AuditEntry.objects.filter(target_type="knowledge.librarypage").values_list("verb", flat=True))
    assert {"page.edited", "page.published"} <= verbs


def test_publishing_many_at_once_stops_at_one_without_a_note(client: Client, cast: Cast) -> None:
    page = publish(write("prov"))
    page.lead = "Ny."
    page.save_revision()
    client.force_login(cast.coordinator)
    address = f"/redaktion/bulk/wagtailcore/page/publish/?id={page.pk}&next=/redaktion/"
    answer = client.post(address)
    assert answer.status_code == 302
    assert LibraryPage.objects.get(pk=page.pk).lead == "Vad den är bra för."


def test_wagtails_preview_shows_the_entry(client: Client, cast: Cast, draft: LibraryPage) -> None:
    client.force_login(cast.editor)
    shown = client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk]))
    assert shown.status_code == 200
    assert "Ring <b>socialtjänsten</b>" in shown.content.decode()


def test_a_reserved_address_is_refused(draft: LibraryPage) -> None:
    draft.slug = "redaktion"
    with pytest.raises(Exception, match="upptagen"):
        draft.full_clean()


def test_what_is_sent_waits_for_those_who_publish(cast: Cast, draft: LibraryPage) -> None:
    draft.get_workflow().start(draft, cast.editor)
    assert said_to(cast.coordinator) == ["Godkänn texten"]
    assert said_to(cast.editor) == []
    draft.current_workflow_task_state.reject(user=cast.coordinator)
    assert said_to(cast.editor) == ["Åter för ändring"]


def test_a_review_that_is_due_waits_for_editors(cast: Cast) -> None:
    page = publish(write("prov", review_due=today()))
    assert said_to(cast.editor) == ["Granska igen"]
    assert said_to(cast.manager) == []
    publish(page, review_due=today() + WEEK)
    assert said_to(cast.editor) == []


def test_a_translation_that_is_behind_waits_as_one_line_and_says_so_in_the_form(
    client: Client, cast: Cast
) -> None:
    page = publish(write("prov"))
    english = publish(
        write("prov", language="en", title="A test", translation_key=page.translation_key, follows="0" * 64)
    )
    assert said_to(cast.editor) == ["Efter källan"]
    client.force_login(cast.editor)
    assert "A test" in client.get("/kunskap/bibliotek/redaktion/?lage=behind").content.decode()
    form = reverse("wagtailadmin_pages:edit", args=[english.pk])
    assert "Källan har ändrats" in client.get(form).content.decode()
    english.follows = fingerprint(page)
    english.save_revision().publish()
    assert "Källan har ändrats" not in client.get(form).content.decode()
    assert said_to(cast.editor) == []


def test_a_method_is_tied_to_its_activity(client: Client, cast: Cast, planned: Activity) -> None:
    page = publish(write("prov"))
    client.force_login(cast.coordinator)
    address = f"/kunskap/bibliotek/redaktion/{page.pk}/insats/"
    assert client.get(address).status_code == 200
    assert client.post(address, {"activity": planned.pk}).status_code == 302
    assert page.method is not None
    page.method.refresh_from_db()
    assert page.method.activity == planned
    guide = publish(write("annan", kind="guide"))
    assert client.get(f"/kunskap/bibliotek/redaktion/{guide.pk}/insats/").status_code == 404


# --- reviewers outside the house ---


def make(client: Client, cast: Cast, page: LibraryPage, until: datetime.date) -> str:
    """The path of a link made as an editor makes it."""
    client.force_login(cast.editor)
    told = {"purpose": "Barnahus läser", "expires_on": until.isoformat(), "once": str(uuid.uuid4())}
    shown = client.post(f"/kunskap/bibliotek/redaktion/{page.pk}/lank/", told).content.decode()
    found = re.search(r'value="https?://[^/"]+(/kunskap/bibliotek/granska/[^"]+)"', shown)
    assert found is not None
    return found[1]


def test_a_reviewer_reads_the_draft_and_comments_without_an_account(
    client: Client, cast: Cast, draft: LibraryPage
) -> None:
    address = make(client, cast, draft, today() + WEEK)
    stranger = Client()
    shown = stranger.get(address)
    assert shown.status_code == 200
    assert "Ring <b>socialtjänsten</b>" in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"
    assert "no-store" in shown["Cache-Control"]
    empty = stranger.post(address, {"once": uuid.uuid4(), "text": "", "name": "Ada"})
    assert 'value="Ada"' in empty.content.decode()
    comment = {"once": uuid.uuid4(), "text": "Steg två fattas.", "name": ""}
    for _twice in range(2):
        assert stranger.post(address, comment).status_code == 302
    one = ReviewComment.objects.get()
    assert said_to(cast.editor) == ["1 kommentar"]
    client.force_login(cast.editor)
    assert "Steg två fattas." in client.get(f"/kunskap/bibliotek/redaktion/{draft.pk}/").content.decode()
    handle = f"/kunskap/bibliotek/redaktion/{draft.pk}/kommentar/{one.pk}/"
    client.post(handle, {"handled": "1"})
    assert said_to(cast.editor) == []
    client.post(handle, {"handled": "0"})
    assert said_to(cast.editor) == ["1 kommentar"]


def test_a_reviewer_sees_the_draft_as_it_is_now(client: Client, cast: Cast) -> None:
    page = publish(write("prov"))
    address = make(client, cast, page, today() + WEEK)
    page.lead = "Ett nytt utkast."
    page.save_revision()
    assert "Ett nytt utkast." in Client().get(address).content.decode()
    assert "Ett nytt utkast." not in Client().get("/kunskap/bibliotek/prov/").content.decode()


def test_the_key_is_kept_nowhere(client: Client, cast: Cast, draft: LibraryPage) -> None:
    key = make(client, cast, draft, today() + WEEK).rstrip("/").rpartition("/")[2]
    link = ReviewLink.objects.get()
    assert key not in str(vars(link))
    assert len(link.key_hash) == 64
    assert not AuditEntry.objects.filter(details__icontains=key).exists()


def test_a_link_that_has_expired_or_been_closed_opens_nothing(
    client: Client, cast: Cast, draft: LibraryPage
) -> None:
    address = make(client, cast, draft, today())
    link = ReviewLink.objects.get()
    assert Client().get(address).status_code == 200
    ReviewLink.objects.update(expires_on=today() - datetime.timedelta(days=1))
    closed = Client().get(address)
    assert (closed.status_code, "socialtjänsten" in closed.content.decode()) == (404, False)
    assert Client().post(address, {"once": uuid.uuid4(), "text": "Sent."}).status_code == 404
    ReviewLink.objects.update(expires_on=today())
    revoke = f"/kunskap/bibliotek/redaktion/{draft.pk}/lank/{link.pk}/stang/"
    assert "Nej, gå tillbaka" in client.get(revoke).content.decode()
    assert Client().get(address).status_code == 200  # nothing is closed by looking
    client.post(revoke)
    assert Client().get(address).status_code == 404
    assert Client().get("/kunskap/bibliotek/granska/finns-inte/").status_code == 404
    assert not ReviewComment.objects.exists()


@pytest.mark.parametrize("away", [-1, 91])
def test_a_day_that_is_past_or_far_is_refused_with_what_was_typed(
    client: Client, cast: Cast, draft: LibraryPage, away: int
) -> None:
    client.force_login(cast.editor)
    day = today() + datetime.timedelta(days=away)
    told = {"purpose": "Barnahus läser", "expires_on": day.isoformat(), "once": str(uuid.uuid4())}
    shown = client.post(f"/kunskap/bibliotek/redaktion/{draft.pk}/lank/", told).content.decode()
    assert 'value="Barnahus läser"' in shown
    assert "Välj en" in shown
    assert not ReviewLink.objects.exists()


def test_a_link_made_twice_is_one_with_the_same_address(
    client: Client, cast: Cast, draft: LibraryPage
) -> None:
    client.force_login(cast.editor)
    told = {"purpose": "Barnahus läser", "expires_on": today().isoformat(), "once": str(uuid.uuid4())}
    address = f"/kunskap/bibliotek/redaktion/{draft.pk}/lank/"
    keys = {re.findall(r"/granska/([\w-]{43})/", client.post(address, told).text)[0] for _twice in range(2)}
    assert len(keys) == ReviewLink.objects.count() == 1
    client.post(address, told | {"purpose": "Ett sjukhus läser"})
    assert ReviewLink.objects.count() == 2
    ReviewLink.objects.update(revoked_at=timezone.now())
    (anew,) = re.findall(r"/granska/([\w-]{43})/", client.post(address, told).text)
    assert Client().get(f"/kunskap/bibliotek/granska/{anew}/").status_code == 200


def test_a_comment_points_nobody_out(cast: Cast, draft: LibraryPage) -> None:
    made = reviews.make_link(page=draft, purpose="x", expires_on=today(), by=cast.editor, once=uuid.uuid4())
    said = {"once": str(uuid.uuid4()), "text": "Som när 19811218-9876 kom till oss."}
    shown = Client().post(f"/kunskap/bibliotek/granska/{made.key}/", said).text
    assert "<mark>19811218-9876</mark>" in shown
    with pytest.raises(Refused, match="personnummer"):
        reviews.say(link=made.link, text=said["text"], name="", once=uuid.uuid4())
    assert not ReviewComment.objects.exists()


def test_comments_are_removed_after_a_year(cast: Cast, draft: LibraryPage) -> None:
    made = reviews.make_link(
        page=draft, purpose="Barnahus", expires_on=today(), by=cast.editor, once=uuid.uuid4()
    )
    reviews.say(link=made.link, text="Bra.", name="Ada", once=uuid.uuid4())
    assert reviews.remove_old_reviews(today=today() + datetime.timedelta(days=364)) == 0
    assert reviews.remove_old_reviews(today=today() + datetime.timedelta(days=367)) == 1
    assert not ReviewComment.objects.exists()
    assert not ReviewLink.objects.exists()
