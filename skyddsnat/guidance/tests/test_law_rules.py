"""Changing the law's rules: one person proposes, another approves, and visitors see it at once."""

from __future__ import annotations

import datetime
import io

import openpyxl
import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction
from django.db.utils import InternalError
from django.test import Client
from django.utils import timezone

from skyddsnat.conftest import Cast
from skyddsnat.core.api import ChangedMeanwhile, Refused, add_user, waiting_for
from skyddsnat.core.models import AuditEntry, User
from skyddsnat.guidance.law.api import RulesRefused
from skyddsnat.guidance.law_rules.actions import (
    change_rules,
    discard_rules,
    propose_rules,
    publish_rules,
)
from skyddsnat.guidance.law_rules.in_force import published, rules_now, shipped_text
from skyddsnat.guidance.models import LawRules
from skyddsnat.guidance.publication import generation
from skyddsnat.shared.dates import today

pytestmark = pytest.mark.django_db
HOME = "/publikt/lagen/"
TEXT = shipped_text()
EXEMPT, NEW_NAME = '"6:8", "6:9", "6:12"]', "Haft sex med någon under 18 år"
TURNED = TEXT.replace(EXEMPT, '"6:8", "6:12"]', 1)
RENAMED = TEXT.replace('sv: "Haft sex med ett barn", en', f'sv: "{NEW_NAME}", en')
OLDER = TEXT.index("- id: double-2010")
OVERLAP = TEXT[:OLDER] + TEXT[OLDER:].replace("valid_to: 2013-06-30", "valid_to: 2013-07-30", 1)
CASE = {
    "offence": "6:9", "date": "2013-08-01", "place": "abroad", "ties": "citizen", "victim": "other", "child_age": "14",
    "criminal_there": "no", "go": "answer",
}  # fmt: skip


@pytest.fixture
def second(db: None) -> User:
    return add_user(email="second@example.org", name="Second", roles=["coordinator"], by=None)


def proposed(by: User, text: str = TURNED, note: str = "Prov") -> LawRules:
    return propose_rules(text=text, note=note, by=by, follows=published())


def test_what_is_published_answers_and_is_seen_at_once(client: Client, cast: Cast) -> None:
    assert client.get("/sv/ar-det-ett-brott/regler/").status_code == 200  # kept from here on
    assert "<h1>Ja." in client.post("/sv/ar-det-ett-brott/", CASE).text
    before = generation()
    publish_rules(proposal=proposed(cast.editor, TURNED), saves=1, by=cast.coordinator)
    assert generation() == before + 1
    assert "<h1>Nej" in client.post("/sv/ar-det-ett-brott/", CASE).text
    publish_rules(proposal=proposed(cast.editor, RENAMED), saves=1, by=cast.coordinator)
    assert NEW_NAME in client.get("/sv/ar-det-ett-brott/").text
    assert [one.version for one in LawRules.objects.all()] == [2, 1]
    verbs = AuditEntry.objects.filter(verb__startswith="law_rules.").values_list("verb", flat=True)
    assert sorted(verbs) == ["law_rules.proposed"] * 2 + ["law_rules.published"] * 2


def test_nobody_approves_their_own(cast: Cast) -> None:
    mine = proposed(cast.coordinator)
    with pytest.raises(Refused, match="Be någon annan"):
        publish_rules(proposal=mine, saves=1, by=cast.coordinator)
    with pytest.raises(PermissionDenied):
        publish_rules(proposal=mine, saves=1, by=cast.editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        LawRules.objects.filter(pk=mine.pk).update(
            version=1, approved_by=cast.coordinator, approved_at=timezone.now()
        )


def test_the_database_keeps_what_is_published(cast: Cast) -> None:
    one = publish_rules(proposal=proposed(cast.editor), saves=1, by=cast.coordinator)
    other = proposed(cast.editor, RENAMED)
    found = LawRules.objects.filter(pk=one.pk)
    mine = LawRules.objects.filter(pk=other.pk)
    ready = {"approved_by": cast.coordinator, "approved_at": timezone.now()}
    for wrong in (
        lambda: found.update(note="annat"),
        found.delete,
        lambda: mine.update(written_by=cast.coordinator),
        lambda: mine.update(version=2, text=TEXT, **ready),
        lambda: mine.update(version=3, **ready),
        lambda: mine.update(version=2),
        lambda: LawRules.objects.create(text=TEXT, note="x", written_by=cast.editor, version=2, **ready),
        lambda: mine.update(text=""),
    ):
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            wrong()
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # PostgreSQL refuses by itself while any wait
        with pytest.raises((IntegrityError, InternalError)), transaction.atomic():
            cursor.execute("TRUNCATE guidance_lawrules")


def test_only_what_was_read_is_approved(cast: Cast) -> None:
    mine = proposed(cast.editor)
    change_rules(proposal=mine, text=RENAMED, note="Prov", saves=1, by=cast.editor)
    with pytest.raises(Refused, match="Läs det igen"):
        publish_rules(proposal=mine, saves=1, by=cast.coordinator)
    with pytest.raises(ChangedMeanwhile) as meanwhile:
        change_rules(proposal=mine, text=TURNED, note="Prov", saves=1, by=cast.editor)
    assert meanwhile.value.current.text == RENAMED
    publish_rules(proposal=mine, saves=2, by=cast.coordinator)
    for late in (
        lambda: change_rules(proposal=mine, text=TURNED, note="x", saves=2, by=cast.editor),
        lambda: discard_rules(proposal=mine, by=cast.editor),
        lambda: publish_rules(proposal=mine, saves=2, by=cast.coordinator),
    ):
        with pytest.raises(Refused, match="Versionen är publicerad"):
            late()


def test_a_file_with_faults_is_never_kept(cast: Cast) -> None:
    with pytest.raises(RulesRefused):
        proposed(cast.editor, OVERLAP)
    mine = proposed(cast.editor)
    with pytest.raises(RulesRefused):
        change_rules(proposal=mine, text=OVERLAP, note="x", saves=1, by=cast.editor)
    assert [one.text for one in LawRules.objects.all()] == [TURNED]
    assert proposed(cast.editor) == mine  # a double click


def test_a_proposal_is_its_writers(cast: Cast, second: User) -> None:
    mine = proposed(cast.editor)
    with pytest.raises(Refused, match="Bara den som har skrivit"):
        change_rules(proposal=mine, text=RENAMED, note="x", saves=1, by=second)
    with pytest.raises(Refused, match="Bara den som har skrivit"):
        discard_rules(proposal=mine, by=second)
    discard_rules(proposal=mine, by=cast.editor)
    with pytest.raises(Refused, match="har tagits bort"):
        publish_rules(proposal=mine, saves=1, by=second)


def test_a_version_that_the_program_refuses_is_told_and_not_used(cast: Cast, client: Client) -> None:
    broken = LawRules.objects.create(text="begins: never", note="x", written_by=cast.editor)
    LawRules.objects.filter(pk=broken.pk).update(
        version=1, approved_by=cast.coordinator, approved_at=timezone.now()
    )
    assert len(rules_now().rules) > 100
    assert "kan inte läsas" in " ".join(task.status for task in waiting_for(cast.editor))
    client.force_login(cast.editor)
    assert "Den publicerade filen kan inte läsas" in client.get(HOME).text
    assert "Programmet kan inte läsa reglerna" in client.get(f"{HOME}{broken.pk}/").text


def test_the_desk_tells_of_proposals_and_of_days_that_pass(
    cast: Cast, second: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = proposed(cast.coordinator)

    def told(user: User) -> set[str]:
        return {task.identity for task in waiting_for(user) if task.source == "law-rules"}

    assert f"law-rules:law-proposal-{mine.pk}" in told(second)
    assert f"law-rules:law-proposal-{mine.pk}" not in told(cast.coordinator) | told(cast.editor)
    assert told(cast.auditor) == set()
    until = rules_now().verified_until
    for days, there in ((-31, False), (-30, True), (0, True), (1, True)):
        day = until + datetime.timedelta(days=days)
        monkeypatch.setattr("skyddsnat.guidance.law_rules.waiting.today", lambda day=day: day)
        assert (f"law-rules:law-checked-{until}" in told(cast.editor)) is there


# --- the pages ---


def test_write_preview_and_approve_as_two_people(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    page = client.get(f"{HOME}ny/")
    assert page.context["form"]["text"].value() == TEXT
    response = client.post(f"{HOME}ny/", {"text": TURNED, "note": "Undantaget", "follows": "0"}, follow=True)
    mine = LawRules.objects.get()
    assert "double-2013" in response.text
    assert "Svar som blir andra" in response.text
    assert "Godkänn och publicera" not in response.text
    assert client.post(f"{HOME}{mine.pk}/godkann/", {"saves": "1"}).status_code == 403
    client.force_login(cast.coordinator)
    assert "Godkänn och publicera" in client.get(f"{HOME}{mine.pk}/").text
    response = client.post(f"{HOME}{mine.pk}/godkann/", {"saves": "1"}, follow=True)
    assert "Version 1 gäller nu." in response.text
    assert "Undantaget" in client.get(HOME).text


def test_bring_back_what_was_before(client: Client, cast: Cast) -> None:
    first = publish_rules(proposal=proposed(cast.editor), saves=1, by=cast.coordinator)
    publish_rules(proposal=proposed(cast.editor, RENAMED), saves=1, by=cast.coordinator)
    client.force_login(cast.editor)
    form = client.get(f"{HOME}ny/?fran={first.pk}").context["form"]
    assert (form["text"].value(), form["note"].value()) == (TURNED, "Version 1 igen.")
    assert client.get(f"{HOME}ny/?fran=program").context["form"]["text"].value() == TEXT
    sent = {key: form[key].value() for key in ("text", "note", "follows")}
    client.post(f"{HOME}ny/", sent)
    back = LawRules.objects.get(version=None)
    publish_rules(proposal=back, saves=1, by=cast.coordinator)
    now = published()
    assert now is not None
    assert (now.version, now.text) == (3, TURNED)


def test_one_who_began_before_another_published_is_warned(client: Client, cast: Cast) -> None:
    late = proposed(cast.editor)
    publish_rules(proposal=proposed(cast.editor, RENAMED), saves=1, by=cast.coordinator)
    client.force_login(cast.coordinator)
    assert "En annan version har publicerats" in client.get(f"{HOME}{late.pk}/").text


def test_faults_are_told_by_line_and_rule_and_nothing_is_lost(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    response = client.post(f"{HOME}ny/", {"text": OVERLAP, "note": "Ny period"})
    assert response.status_code == 422
    row = response.context["faults"]["rows"][0]["cells"]
    assert (row[0] > 100, row[2]) == (True, "double-2013")
    assert "valid_to: 2013-07-30" in response.text
    assert 'value="Ny period"' in response.text
    mine = proposed(cast.editor)
    response = client.post(f"{HOME}{mine.pk}/andra/", {"text": OVERLAP, "note": "x", "saves": "1"})
    assert response.status_code == 422
    response = client.post(f"{HOME}{mine.pk}/andra/", {"text": RENAMED, "note": "x", "saves": "7"})
    assert "Det här sparades medan du skrev" in response.text
    assert NEW_NAME in response.text
    assert response.context["form"]["saves"].value() == 1


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (OVERLAP.encode(), "double-2013"),
        (BOMB.encode(), "hänvisning"),
        (("[" * 5000).encode(), "nivåer"),
        (b"begins: 2005-04-01\nsources: \xff\xfe", "inte sparad som UTF-8 (rad 2)"),
        (b"x" * 1_000_001, "för stor"),
        (b"\x00\x01", "tecken som inte kan sparas"),
        (b"", "är tom"),
    ],
)
def test_a_hostile_file_is_told_and_what_was_written_stays(
    client: Client, cast: Cast, content: bytes, told: str
) -> None:
    client.force_login(cast.editor)
    file = SimpleUploadedFile("rules.yaml", content)
    response = client.post(f"{HOME}ny/", {"note": "Ur en fil", "text": "mitt eget", "file": file})
    assert response.status_code == 422
    assert told in response.text
    assert 'value="Ur en fil"' in response.text
    assert not LawRules.objects.exists()


def test_a_whole_file_becomes_a_proposal(client: Client, cast: Cast) -> None:
    client.force_login(cast.editor)
    file = SimpleUploadedFile("rules.yaml", TURNED.replace("\n", "\r\n").encode("utf-8-sig"))
    assert client.post(f"{HOME}ny/", {"note": "Ur en fil", "text": "x", "file": file}).status_code == 302
    assert LawRules.objects.get().text == TURNED


def test_discarding_asks_first(client: Client, cast: Cast) -> None:
    mine = proposed(cast.editor)
    client.force_login(cast.editor)
    assert "Ska förslaget tas bort?" in client.get(f"{HOME}{mine.pk}/ta-bort/").text
    assert LawRules.objects.exists()
    client.post(f"{HOME}{mine.pk}/ta-bort/")
    assert not LawRules.objects.exists()


def test_the_rules_can_be_fetched(client: Client, cast: Cast) -> None:
    mine = proposed(cast.editor)
    client.force_login(cast.coordinator)
    assert client.get(f"{HOME}fil/").content.decode() == TEXT
    assert client.get(f"{HOME}{mine.pk}/fil/").content.decode() == TURNED
    response = client.get(f"{HOME}regler/?format=xlsx&list=groups-0")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active  # type: ignore[attr-defined]
    assert sheet is not None
    assert next(cell.value for cell in sheet[2]) == "name-6-1"
    assert "Kontrollerad till" in b"".join(client.get(f"{HOME}regler/?format=csv&list=groups-1")).decode()  # type: ignore[arg-type]


@pytest.mark.parametrize("role", ["economist", "manager", "auditor", "partner", "receiver", "outsider"])
def test_others_may_not(client: Client, cast: Cast, role: str) -> None:
    mine = proposed(cast.editor)
    client.force_login(getattr(cast, role))
    for path in (
        "",
        "regler/",
        "fil/",
        "ny/",
        f"{mine.pk}/",
        f"{mine.pk}/andra/",
        f"{mine.pk}/fil/",
        f"{mine.pk}/ta-bort/",
    ):
        assert client.get(HOME + path).status_code == 403
    assert client.post(f"{HOME}{mine.pk}/godkann/").status_code == 403
    assert client.get(f"{HOME}999999/").status_code == 403


def test_an_answer_says_when_the_rules_are_old(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert today() > rules_now().verified_until
    assert "Reglerna kontrollerades senast" in client.post("/sv/ar-det-ett-brott/", CASE).text
    monkeypatch.setattr("skyddsnat.guidance.law_guide.views.today", lambda: datetime.date(2026, 2, 28))
    assert "Reglerna kontrollerades senast" not in client.post("/sv/ar-det-ett-brott/", CASE).text
