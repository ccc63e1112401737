"""Every page, for every role; and the ways through them a person takes."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.economy import urls
from skyddsnat.economy.api import grant, import_sie, prepare_document, upload_sie
from skyddsnat.economy.models import Allotment, MoneyDocument, ProjectMapping, SieImport, Voucher, VoucherLine
from skyddsnat.economy.tests.books import activity, cost_lines, sie, voucher
from skyddsnat.economy.tests.year import CLOSED, REQUISITIONED, closed_year, issued, spend
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.hashing import canonical_json, sha256_hex

READERS = {"coordinator", "economist", "manager", "auditor"}
MAY = {"economy.read": READERS, "economy.write": {"economist"}, "economy.approve": {"manager"}}
ROLES = ["coordinator", "economist", "editor", "manager", "receiver", "partner", "auditor", "outsider", None]


@pytest.fixture
def world(assignment: Assignment, cast: Cast) -> dict[str, Any]:
    """One of everything that an address can name."""
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    activity(assignment, cast.coordinator)
    upload = upload_sie(assignment=assignment, content=sie(voucher(7, 7)), name="b.se", by=cast.economist)
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    pks = {"import_preview": upload.pk, "import_discard": upload.pk, "voucher": line.voucher_id,
           "allot_row": line.voucher_id}  # fmt: skip
    return {"slug": assignment.slug, "pks": pks, "document": made.pk, "position": line.position}


def address(name: str, world: dict[str, Any]) -> str:
    values: dict[str, Any] = {"slug": world["slug"]}
    route = str(next(p for p in urls.urlpatterns if p.name == name).pattern)
    if "pk>" in route:
        values["pk"] = world["pks"].get(name, world["document"])
    if "position>" in route:
        values["position"] = world["position"]
    if "kind>" in route:
        values["kind"] = "requisition"
    return reverse(f"economy:{name}", kwargs=values)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("name", [pattern.name for pattern in urls.urlpatterns])
def test_who_may_open_what(
    name: str, role: str | None, world: dict[str, Any], cast: Cast, client: Client
) -> None:
    view = next(pattern for pattern in urls.urlpatterns if pattern.name == name).callback
    where = address(name, world)
    if role is None:
        assert client.get(where).headers["Location"].startswith(reverse("account_login"))
        return
    client.force_login(getattr(cast, role))
    before = (
        Allotment.objects.count(),
        MoneyDocument.objects.filter(state="issued").count(),
        Voucher.objects.count(),
    )
    for response in (
        (client.get(where), client.post(where)) if role not in MAY[view.permission] else (client.get(where),)
    ):
        allowed = role in MAY[view.permission]
        assert (response.status_code != 403) == allowed, response.status_code
        assert response.status_code in ({200, 302, 404} if allowed else {403})
    after = (
        Allotment.objects.count(),
        MoneyDocument.objects.filter(state="issued").count(),
        Voucher.objects.count(),
    )
    assert before == after


def test_a_reader_cannot_write_by_posting(world: dict[str, Any], cast: Cast, client: Client) -> None:
    client.force_login(cast.auditor)
    mapping = ProjectMapping.objects.create(
        assignment_id=Assignment.objects.get(slug=world["slug"]).pk, project="1"
    )
    client.post(address("projects", world), {f"project_{mapping.pk}": "1"})
    mapping.refresh_from_db()
    assert mapping.activity is None


def test_another_assignments_rows_are_not_found(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 100)
    values = {
        f.name: getattr(assignment, f.name) for f in Assignment._meta.fields if f.name not in {"id", "slug"}
    }
    Assignment.objects.create(slug="annat", **values)
    client.force_login(cast.economist)
    assert client.get(reverse("economy:voucher", args=["annat", line.voucher_id])).status_code == 404
    assert client.get(reverse("economy:voucher", args=["finns-inte", line.voucher_id])).status_code == 404


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    "name",
    [
        "start",
        "vouchers",
        "voucher",
        "projects",
        "import_new",
        "import_preview",
        "document",
        "prepare",
        "document_withdraw",
    ],
)
def test_pages_have_a_heading_and_only_one(
    name: str, language: str, world: dict[str, Any], cast: Cast, client: Client
) -> None:
    client.force_login(cast.economist)
    client.cookies["django_language"] = language
    text = client.get(address(name, world)).content.decode()
    assert len(re.findall(r"<h1\b", text)) == 1
    assert f'<html lang="{language}"' in text
    assert "style=" not in text
    assert "onclick" not in text
    if language == "en":
        outside = re.sub(r'<(\w+)[^>]*lang="sv"[^>]*>.*?</\1>', "", text, flags=re.DOTALL)
        bare = re.sub(r"<[^>]+>", " ", outside)
        assert not re.search(r"\b(och|för|inte|eller|beslutet|Verifikation|Kostnader)\b", bare)


# --- loading a file ---


def upload(client: Client, assignment: Assignment, content: bytes, name: str = "mars.se") -> Any:
    where = reverse("economy:import_new", args=[assignment.slug])
    return client.post(where, {"file": SimpleUploadedFile(name, content)}, follow=True)


def test_a_file_is_looked_at_before_it_is_loaded(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    response = upload(client, assignment, sie(voucher(1, 123_400, text="Tåg till Luleå")))
    text = response.content.decode()
    assert "Tåg till Luleå" in text
    assert "Inget är inläst än" in text
    assert not Voucher.objects.exists()
    pending = SieImport.objects.get()
    where = reverse("economy:import_preview", args=[assignment.slug, pending.pk])
    client.post(where)
    client.post(where)
    assert Voucher.objects.count() == 1
    again = upload(client, assignment, sie(voucher(1, 123_400, text="Tåg till Luleå")))
    assert "Inläst fil" in again.content.decode()
    assert SieImport.objects.count() == 1


def test_errors_are_shown_with_their_lines_and_nothing_is_kept(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    client.force_login(cast.economist)
    broken = sie(voucher(1, 100)).replace(b"-1.00", b"-1.01")
    text = upload(client, assignment, broken).content.decode()
    assert "balanserar inte" in text
    assert ">17<" in re.sub(r"\s", "", text)
    assert not SieImport.objects.exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"\x00" * 100, b"PK\x03\x04"])
def test_what_is_not_a_sie_file_is_refused_in_words(
    assignment: Assignment, cast: Cast, client: Client, content: bytes
) -> None:
    client.force_login(cast.economist)
    response = upload(client, assignment, content)
    assert response.status_code == 200
    assert "xportera" in response.content.decode()
    assert not SieImport.objects.exists()


def test_a_waiting_file_is_thrown_away(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    upload(client, assignment, sie(voucher(1, 100)))
    where = reverse("economy:import_discard", args=[assignment.slug, SieImport.objects.get().pk])
    client.get(where)
    assert SieImport.objects.exists()
    client.post(where)
    client.post(where)
    assert not SieImport.objects.exists()


# --- allotting ---


def split(client: Client, line: VoucherLine, *parts: tuple[int, str], seen: int) -> Any:
    prefix = f"rad-{line.position}"
    data: dict[str, Any] = {f"{prefix}-seen": seen}
    for n, (pk, amount) in enumerate(parts, start=1):
        data |= {f"{prefix}-activity_{n}": pk, f"{prefix}-amount_{n}": amount}
    where = reverse("economy:allot_row", args=[line.voucher.assignment.slug, line.voucher_id, line.position])
    return client.post(where, data)


def test_a_row_is_split_over_activities(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 123_450)
    one, two = (activity(assignment, cast.coordinator, number) for number in (1, 2))
    client.force_login(cast.economist)
    page = client.get(line.voucher.get_absolute_url()).content.decode()
    assert 'value="1\xa0234,50"' in page
    assert split(client, line, (one.pk, "1 000"), (two.pk, "234,50"), seen=123_450).status_code == 302
    assert list(Allotment.objects.values_list("activity__number", "amount_ore")) == [
        (1, 100_000),
        (2, 23_450),
    ]


def test_sending_twice_allots_once(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    assert split(client, line, (work.pk, "30"), seen=10_000).status_code == 302
    again = split(client, line, (work.pk, "30"), seen=10_000)
    assert "sedan du öppnade sidan" in again.content.decode()
    assert grant(assignment).used_ore == 3_000


@pytest.mark.parametrize(("amount", "words"), [("hundra", "Skriv beloppet i kronor"), ("100,01", "kvar att fördela"),
                                               ("0", "inte är noll"), ("", "Skriv hur mycket")])  # fmt: skip
def test_what_was_typed_is_kept_when_refused(
    assignment: Assignment, cast: Cast, client: Client, amount: str, words: str
) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    text = split(client, line, (work.pk, amount), seen=10_000).content.decode()
    assert words in text
    assert "error-summary" in text
    assert not amount or f'value="{amount}"' in text
    assert f'<option value="{work.pk}" selected>' in text


def test_the_same_activity_twice_is_refused(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 10_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    text = split(client, line, (work.pk, "10"), (work.pk, "20"), seen=10_000).content.decode()
    assert "vald två gånger" in text


def test_many_rows_are_allotted_after_a_question_and_undone(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    lines = cost_lines(assignment, cast.economist, 10_000, 20_000, 30_000)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:allot_rows", args=[assignment.slug])
    data = {"to": work.pk, "which": "marked", "line": [lines[0].pk, lines[2].pk]}
    question = client.post(where, data).content.decode()
    assert "400\xa0kr" in question
    assert not Allotment.objects.exists()
    done = client.post(where, {**data, "seen": "2/40000"}, follow=True).content.decode()
    assert "2 rader är fördelade" in done.replace("\xa0", " ")
    assert grant(assignment).used_ore == 40_000
    ids = ",".join(str(pk) for pk in Allotment.objects.values_list("pk", flat=True))
    assert ids in done
    undo = reverse("economy:undo", args=[assignment.slug])
    client.post(undo, {"allotment": ids})
    assert grant(assignment).used_ore == 0
    client.post(undo, {"allotment": ids})
    assert grant(assignment).used_ore == 0


def test_all_rows_of_a_selection(assignment: Assignment, cast: Cast, client: Client) -> None:
    cost_lines(assignment, cast.economist, *[100] * 120)
    cost_lines(assignment, cast.economist, 5_000, first=500, text="Hotell")
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:allot_rows", args=[assignment.slug])
    data = {"to": work.pk, "which": "all", "q": "Umeå"}
    assert "120 kr" in client.post(where, data).content.decode().replace("\xa0", " ")
    moved = client.post(where, {**data, "seen": "119/11900"}).content.decode()
    assert "Urvalet har ändrats" in moved
    client.post(where, {**data, "seen": "120/12000"})
    assert grant(assignment).used_ore == 12_000


@pytest.mark.parametrize(
    ("query", "count"),
    [("", 3), ("allotted=no", 2), ("allotted=yes", 1), ("activity=1", 1), ("activity=2", 0), ("q=Hotell", 1),
     ("q=A 1", 1), ("account=5520", 3), ("account=9999", 3), ("q=finns inte", 0), ("page=99", 3),
     ("sort=-amount", 3), ("sort=x", 3)],
)  # fmt: skip
def test_rows_are_narrowed(
    query: str, count: int, assignment: Assignment, cast: Cast, client: Client
) -> None:
    spend(assignment, cast, 100)
    cost_lines(assignment, cast.economist, 200, first=10)
    cost_lines(assignment, cast.economist, 300, first=11, text="Hotell i Kiruna")
    client.force_login(cast.auditor)
    response = client.get(f"{reverse('economy:vouchers', args=[assignment.slug])}?{query}")
    assert response.context["total"] == count


def test_ten_thousand_rows_are_listed_with_few_queries(
    assignment: Assignment, cast: Cast, client: Client, django_assert_max_num_queries: Any
) -> None:
    content = sie(*(voucher(n, n) for n in range(1, 10_001)))
    import_sie(assignment=assignment, content=content, name="stor.se", by=cast.economist)
    client.force_login(cast.economist)
    with django_assert_max_num_queries(25):
        response = client.get(
            reverse("economy:vouchers", args=[assignment.slug]), {"page": 150, "sort": "-amount"}
        )
    assert response.context["total"] == 10_000
    assert response.content.decode().count('type="checkbox"') == 50
    with django_assert_max_num_queries(60):
        client.get(reverse("economy:start", args=[assignment.slug]))


def test_projects_are_mapped_and_allotted(assignment: Assignment, cast: Cast, client: Client) -> None:
    content = sie(voucher(1, 1_000, project="1001"))
    import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    work = activity(assignment, cast.coordinator)
    client.force_login(cast.economist)
    where = reverse("economy:projects", args=[assignment.slug])
    client.post(where, {f"project_{ProjectMapping.objects.get().pk}": work.pk})
    assert "1 ofördelad rad" in client.get(where).content.decode().replace("\xa0", " ")
    line = VoucherLine.objects.get(project="1001")
    assert (
        f'<option value="{work.pk}" selected>' in client.get(line.voucher.get_absolute_url()).content.decode()
    )
    client.post(reverse("economy:allot_projects", args=[assignment.slug]))
    client.post(reverse("economy:allot_projects", args=[assignment.slug]))
    assert grant(assignment).used_ore == 1_000


# --- documents ---


def hidden_values(text: str, form_holding: str) -> dict[str, str]:
    form = next(one for one in re.findall(r"<form.*?</form>", text, re.DOTALL) if form_holding in one)
    return dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))


def test_the_way_of_a_requisition(assignment: Assignment, cast: Cast, client: Client) -> None:
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "requisition"])
    check = client.post(where, {"dated": "2014-11-24", "amount": "2 000 000"}).content.decode()
    assert "2\xa0000\xa0000\xa0kr" in check
    assert not MoneyDocument.objects.exists()
    client.post(where, hidden_values(check, "seen"))
    made = MoneyDocument.objects.get()
    assert (made.state, made.amount_ore) == ("prepared", 200_000_000)
    mine = client.get(made.get_absolute_url()).content.decode()
    assert "Godkänn och utfärda" not in mine
    draft = client.get(reverse("economy:document_draft", args=[assignment.slug, made.pk]))
    assert draft.content.startswith(b"%PDF")

    client.force_login(cast.manager)
    page = client.get(made.get_absolute_url()).content.decode()
    assert "Godkänn och utfärda" in page
    seen = hidden_values(page, "Godkänn och utfärda")["seen"]
    issue = reverse("economy:document_issue", args=[assignment.slug, made.pk])
    client.post(issue, {"seen": "something else"})
    assert MoneyDocument.objects.get().state == "prepared"
    client.post(issue, {"seen": seen})
    client.post(issue, {"seen": seen})
    made.refresh_from_db()
    assert made.state == "issued"
    assert client.get(reverse("economy:document_draft", args=[assignment.slug, made.pk])).status_code == 404


def test_figures_that_move_between_check_and_save_are_shown_again(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    issued(assignment, cast, "requisition", REQUISITIONED)
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "repayment"])
    values = hidden_values(client.post(where, {"dated": CLOSED}).content.decode(), "seen")
    spend(assignment, cast, 100)
    again = client.post(where, values).content.decode()
    assert "Siffrorna har ändrats" in again
    assert MoneyDocument.objects.filter(kind="repayment").count() == 0


def test_what_is_missing_is_said_before_anything_is_typed(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    assignment.dnr = ""
    assignment.save()
    client.force_login(cast.economist)
    text = client.get(reverse("economy:prepare", args=[assignment.slug, "repayment"])).content.decode()
    assert "diarienummer saknas" in text
    assert "Rekvirera medlen först" in text
    assert "Kontrollera uppgifterna" not in text


@pytest.mark.parametrize("data", [{"dated": "igår"}, {"dated": "2999-01-01"}, {"dated": ""}, {"dated": "2014-11-24",
                                  "amount": "4 000 000"}])  # fmt: skip
def test_a_refused_document_keeps_what_was_typed(
    assignment: Assignment, cast: Cast, client: Client, data: dict[str, str]
) -> None:
    client.force_login(cast.economist)
    where = reverse("economy:prepare", args=[assignment.slug, "requisition"])
    text = client.post(where, {"amount": "1 000", **data}).content.decode()
    assert "error-summary" in text
    assert f'value="{data.get("amount", "1 000")}"' in text
    assert not MoneyDocument.objects.exists()


def test_files_of_an_issued_account(assignment: Assignment, cast: Cast, client: Client) -> None:
    made = closed_year(assignment, cast, 123_456)
    client.force_login(cast.auditor)
    pdf, data, table = (
        client.get(reverse(f"economy:document_{kind}", args=[assignment.slug, made.pk]))
        for kind in ("pdf", "json", "csv")
    )
    assert pdf.content.startswith(b"%PDF")
    assert 'filename="ekonomisk-redovisning-2015-03-20-v1.pdf"' in pdf.headers["Content-Disposition"]
    assert sha256_hex(data.content) == made.sha256
    assert data.content == canonical_json(made.data)
    assert table.content.startswith(b"\xef\xbb\xbf")


def test_a_withdrawal_is_asked_about_first(assignment: Assignment, cast: Cast, client: Client) -> None:
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    client.force_login(cast.economist)
    where = reverse("economy:document_withdraw", args=[assignment.slug, made.pk])
    assert client.get(where).status_code == 200
    client.post(where)
    made.refresh_from_db()
    assert made.state == "withdrawn"
    assert client.get(where).status_code == 302


def test_the_chain_of_a_voucher_reaches_the_account(
    assignment: Assignment, cast: Cast, client: Client
) -> None:
    (line,) = cost_lines(assignment, cast.economist, 50, first=90)
    client.force_login(cast.auditor)

    def chain() -> dict[str, Any]:
        return {link["kind"]: link for link in client.get(line.voucher.get_absolute_url()).context["chain"]}

    assert chain()["activity"]["missing"]
    assert chain()["document"]["missing"]
    account = closed_year(assignment, cast, 100)
    line = VoucherLine.objects.costs().exclude(pk=line.pk).get()
    whole = chain()
    assert list(whole) == ["decision", "condition", "activity", "voucher", "document"]
    assert whole["document"]["url"] == account.get_absolute_url()
    assert whole["activity"]["items"][0]["url"].endswith("/insatser/1/")


def test_the_first_page_says_what_is_next(assignment: Assignment, cast: Cast, client: Client) -> None:
    where = reverse("economy:start", args=[assignment.slug])

    def following(role: str) -> str:
        client.force_login(getattr(cast, role))
        step = client.get(where).context["next"]
        return step["url"] if step else ""

    assert following("economist").endswith("/las-in/")
    assert following("auditor") == ""
    cost_lines(assignment, cast.economist, 100)
    assert "allotted=no" in following("economist")
    spend(assignment, cast, 100)
    VoucherLine.objects.left_to_allot()
    activity_pk = assignment.activities.first()
    assert activity_pk is not None
    client.force_login(cast.economist)
    left = VoucherLine.objects.costs().left_to_allot().get()
    split(client, left, (activity_pk.pk, "1"), seen=100)
    assert following("economist").endswith("/forbered/requisition/")
    made = prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)
    assert following("manager") == made.get_absolute_url()
