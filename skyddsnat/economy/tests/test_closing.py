"""Closing the year: rows that are not ours, locked months, the list, and documents sent back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from skyddsnat.conftest import Cast
from skyddsnat.core.api import add_user, waiting_for
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.actions import (
    allot,
    ask_to_open,
    explain_row,
    issue_document,
    keep_locked,
    lock_months,
    open_month,
    prepare_document,
    return_document,
    tick,
    untick,
    withdraw_explanation,
)
from skyddsnat.economy.actions import (
    reverse as undo,
)
from skyddsnat.economy.checklist import ORDER, State, step_of, steps_of
from skyddsnat.economy.models import MoneyDocument, PeriodLock, RowExplanation
from skyddsnat.economy.outcome import orphan_lines
from skyddsnat.economy.tests.books import MARCH, activity, cost_lines
from skyddsnat.economy.tests.year import CLOSED, REQUISITIONED, issued, spend
from skyddsnat.economy.views.closing_parts import step_words
from skyddsnat.mandate.models import Assignment


def refused_by_database(sql: str, *values: Any) -> str:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)
    return str(caught.value)


def locked(assignment: Assignment, cast: Cast, month: datetime.date = MARCH) -> PeriodLock:
    return lock_months(assignment=assignment, months=[month], by=cast.economist)[0]


# --- rows that are not ours ---


def test_an_explained_row_is_no_orphan_and_is_not_allotted(assignment: Assignment, cast: Cast) -> None:
    (line,) = cost_lines(assignment, cast.economist, 500)
    work = activity(assignment, cast.coordinator)
    made = explain_row(line=line, reason="Fel projekt", by=cast.economist)
    assert not orphan_lines(assignment).exists()
    with pytest.raises(Refused, match="förklarad"):
        allot(line=line, activity=work, by=cast.economist)
    with pytest.raises(Refused, match="redan förklarad"):
        explain_row(line=line, reason="Igen", by=cast.economist)
    insert = (
        "INSERT INTO economy_allotment (voucher_line_id, activity_id, amount_ore, by_id, at)"
        " VALUES (%s, %s, 500, %s, now())"
    )
    assert "allotment_of_unexplained" in refused_by_database(insert, line.pk, work.pk, cast.economist.pk)
    withdraw_explanation(explanation=made, by=cast.economist)
    allot(line=line, activity=work, by=cast.economist)
    with pytest.raises(Refused, match="inget att förklara"):
        explain_row(line=line, reason="Igen", by=cast.economist)
    assert "keeps what it says" in refused_by_database("UPDATE economy_rowexplanation SET reason = 'x'")


def test_explaining_from_the_voucher(assignment: Assignment, cast: Cast, client: Client) -> None:
    (line,) = cost_lines(assignment, cast.economist, 500)
    client.force_login(cast.economist)
    where = reverse("economy:row_explain", args=[assignment.slug, line.voucher_id, line.position])
    assert "Skriv varför" in client.post(where, {"reason": ""}).content.decode()
    client.post(where, {"reason": "Hör till ett annat uppdrag"})
    client.post(where, {"reason": "Hör till ett annat uppdrag"})
    (made,) = RowExplanation.objects.all()
    page = client.get(line.voucher.get_absolute_url()).content.decode()
    assert "Hör till ett annat uppdrag" in page
    assert "Fördela kostnaden" not in page
    listed = client.get(reverse("economy:vouchers", args=[assignment.slug], query={"allotted": "explained"}))
    assert listed.context["total"] == 1
    client.post(reverse("economy:row_unexplain", args=[assignment.slug, made.pk]))
    assert orphan_lines(assignment).count() == 1


# --- locked months ---


def test_nothing_moves_in_a_locked_month(assignment: Assignment, cast: Cast) -> None:
    allotted, left = cost_lines(assignment, cast.economist, 500, 600)
    work = activity(assignment, cast.coordinator)
    (made,) = [allot(line=allotted, activity=work, by=cast.economist)]
    locked(assignment, cast)
    for call in (
        lambda: allot(line=left, activity=work, by=cast.economist),
        lambda: undo(assignment=assignment, allotments=[made], by=cast.economist),
        lambda: explain_row(line=left, reason="Fel", by=cast.economist),
        lambda: cost_lines(assignment, cast.economist, 700, first=3),
    ):
        with pytest.raises(Refused, match="2014-03 är låst"):
            call()
    (april,) = cost_lines(assignment, cast.economist, 700, first=3, date=datetime.date(2014, 4, 1))
    allot(line=april, activity=work, by=cast.economist)


def test_the_database_holds_the_month_when_nobody_asks_the_actions(
    assignment: Assignment, cast: Cast
) -> None:
    allotted, left = cost_lines(assignment, cast.economist, 500, 600)
    made = allot(line=allotted, activity=activity(assignment, cast.coordinator), by=cast.economist)
    locked(assignment, cast)
    assert "allotment_in_open_period" in refused_by_database(
        "INSERT INTO economy_allotment (voucher_line_id, activity_id, amount_ore, reverses_id, by_id, at)"
        " SELECT voucher_line_id, activity_id, -amount_ore, id, by_id, now() FROM economy_allotment WHERE id = %s",
        made.pk,
    )
    assert "the month is locked" in refused_by_database(
        "INSERT INTO economy_rowexplanation (voucher_line_id, reason, by_id, at) VALUES (%s, 'x', %s, now())",
        left.pk, cast.economist.pk,
    )  # fmt: skip
    assert "the month is locked" in refused_by_database(
        "INSERT INTO economy_voucherline (voucher_id, position, account_id, sie_objects, project, amount_ore,"
        " cost_date, text, line_number) SELECT voucher_id, 99, account_id, '[]', '', 0, cost_date, '', 1"
        " FROM economy_voucherline WHERE id = %s",
        left.pk,
    )
    assert "keeps its rows" in refused_by_database("DELETE FROM economy_periodlock")
    assert "keeps what it says" in refused_by_database("UPDATE economy_periodlock SET month = '2014-04-01'")
    assert "period_lock_opened_when_asked" in refused_by_database(
        "UPDATE economy_periodlock SET opened_at = now(), opened_by_id = %s", cast.manager.pk
    )
    assert "period_lock_two_persons" in refused_by_database(
        "UPDATE economy_periodlock SET open_reason = 'x', asked_at = now(), asked_by_id = %s, opened_at = now(),"
        " opened_by_id = %s", cast.manager.pk, cast.manager.pk,
    )  # fmt: skip


def test_opening_takes_two(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 500)
    lock = locked(assignment, cast)
    with pytest.raises(Refused, match="varför"):
        open_month(lock=lock, by=cast.manager)
    with pytest.raises(Refused, match="varför"):
        ask_to_open(lock=lock, reason=" ", by=cast.economist)
    ask_to_open(lock=lock, reason="En faktura kom sent", by=cast.manager)
    with pytest.raises(Refused, match="inte själv öppna"):
        open_month(lock=lock, by=cast.manager)
    with pytest.raises(Refused, match="Bara en chef"):
        open_month(lock=lock, by=cast.economist)
    with pytest.raises(Refused, match="Bara den som bad"):
        keep_locked(lock=lock, by=cast.economist)
    keep_locked(lock=lock, by=cast.manager)
    ask_to_open(lock=lock, reason="En faktura kom sent", by=cast.economist)
    where = reverse("economy:month", args=[assignment.slug, lock.pk])
    assert where in [task.url for task in waiting_for(cast.manager)]
    assert where not in [task.url for task in waiting_for(cast.economist)]
    open_month(lock=lock, by=cast.manager)
    with pytest.raises(Refused, match="redan öppnad"):
        open_month(lock=lock, by=cast.manager)
    assert lock_months(assignment=assignment, months=[MARCH], by=cast.economist)[0].pk != lock.pk
    assert lock_months(assignment=assignment, months=[MARCH], by=cast.economist) == []


def test_opening_through_the_pages(assignment: Assignment, cast: Cast, client: Client) -> None:
    cost_lines(assignment, cast.economist, 500)
    client.force_login(cast.economist)
    lock_url = reverse("economy:months_lock", args=[assignment.slug], query={"month": "2014-03"})
    assert "Lås månader?" in client.get(lock_url).content.decode()
    assert not PeriodLock.objects.exists()
    client.post(lock_url, {"month": "2014-03"})
    lock = PeriodLock.objects.get()
    asked = reverse("economy:month_ask", args=[assignment.slug, lock.pk])
    client.force_login(cast.auditor)
    client.post(asked, {"reason": "Jag vill"})
    client.force_login(cast.economist)
    assert "Skriv varför" in client.post(asked, {"reason": ""}).content.decode()
    client.post(asked, {"reason": "Sen faktura"})
    opened = reverse("economy:month_open", args=[assignment.slug, lock.pk])
    assert client.post(opened).status_code == 403
    client.force_login(cast.manager)
    assert (
        "Sen faktura"
        in client.get(reverse("economy:month", args=[assignment.slug, lock.pk])).content.decode()
    )
    client.post(opened)
    client.post(opened)
    lock.refresh_from_db()
    assert lock.opened_by == cast.manager


def test_a_month_that_has_not_ended_is_not_locked(assignment: Assignment, cast: Cast) -> None:
    with pytest.raises(Refused, match="inte slut"):
        lock_months(assignment=assignment, months=[datetime.date.today()], by=cast.economist)


def test_locking_is_offered_for_the_months_that_are_over(
    assignment: Assignment, cast: Cast, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    cost_lines(assignment, cast.economist, 500)  # in March
    client.force_login(cast.economist)
    closing, lock_all = (
        reverse(f"economy:{name}", args=[assignment.slug]) for name in ("closing", "months_lock")
    )
    for day, offered in ((datetime.date(2014, 3, 31), False), (datetime.date(2014, 4, 1), True)):
        for module in ("checklist", "views.closing_parts", "actions.closing"):
            monkeypatch.setattr(f"skyddsnat.economy.{module}.today", lambda day=day: day)
        page = client.get(closing).content.decode()
        assert (f"{lock_all}?month=2014-03" in page, f'"{lock_all}"' in page) == (offered, offered)
        assert f"{lock_all}?month=2014-02" in page
        assert f"{lock_all}?month=2014-04" not in page
        client.post(lock_all)
        assert PeriodLock.objects.exists() is offered


# --- the list ---


def states(assignment: Assignment) -> dict[str, str]:
    return {step.code: str(step.state) for step in steps_of(assignment)}


def test_an_empty_list_claims_nothing(assignment: Assignment, cast: Cast) -> None:
    said = {step.code: step_words(step)[1] for step in steps_of(assignment)}
    assert said["rows"] == said["papers"] == said["periods"] == "Inga verifikationer från året är inlästa."
    assert said["control"] == "Räknas ut när medlen är rekvirerade."
    spend(assignment, cast, 100)
    said = {step.code: step_words(step)[1] for step in steps_of(assignment)}
    assert said["rows"] == "Ingen kostnad är kvar."
    assert said["papers"] == "1 verifikation saknar underlag."
    assert said["periods"] == "Inte låsta: mars 2014."


def test_the_list_follows_the_books(assignment: Assignment, cast: Cast) -> None:
    assert set(states(assignment).values()) == {"left"}
    spend(assignment, cast, 90_000_000, 95_000_000)
    issued(assignment, cast, "requisition", REQUISITIONED)
    now = states(assignment)
    assert (now["rows"], now["requisition"], now["control"], now["repayment"]) == (
        "done",
        "done",
        "left",
        "left",
    )
    assert now["budget"] == "done"  # 185 of 200 is used
    issued(assignment, cast, "repayment", CLOSED)
    lock_months(assignment=assignment, months=[MARCH], by=cast.economist)
    issued(assignment, cast, "financial_account", CLOSED)
    after = states(assignment)
    assert list(after) == list(ORDER)
    assert [code for code, state in after.items() if state == "left"] == ["loaded", "papers", "report"]


def test_a_tick_holds_for_the_facts_it_was_about(assignment: Assignment, cast: Cast) -> None:
    cost_lines(assignment, cast.economist, 500)
    papers = step_of(assignment, "papers")
    tick(assignment=assignment, step="papers", facts=papers.facts, note="Finns på papper", by=cast.economist)
    assert step_of(assignment, "papers").state is State.DONE
    cost_lines(assignment, cast.economist, 600, first=2)
    assert step_of(assignment, "papers").state is State.CHANGED
    now = step_of(assignment, "papers")
    tick(assignment=assignment, step="papers", facts=now.facts, note="Båda på papper", by=cast.economist)
    untick(assignment=assignment, step="papers", by=cast.economist)
    assert step_of(assignment, "papers").state is State.LEFT
    with pytest.raises(Refused, match="inte avbockat"):
        untick(assignment=assignment, step="papers", by=cast.economist)


def test_ticking_through_the_page(assignment: Assignment, cast: Cast, client: Client) -> None:
    cost_lines(assignment, cast.economist, 500)
    client.force_login(cast.economist)
    where = reverse("economy:step_tick", args=[assignment.slug, "papers"])
    facts = client.get(where).context["hidden"]["facts"]
    assert "Skriv varför" in client.post(where, {"facts": facts, "reason": ""}).content.decode()
    cost_lines(assignment, cast.economist, 600, first=2)
    moved = client.post(where, {"facts": facts, "reason": "Finns på papper"}).content.decode()
    assert "Siffrorna har ändrats" in moved
    assert "Finns på papper" in moved
    facts = client.get(where).context["hidden"]["facts"]
    client.post(where, {"facts": facts, "reason": "Finns på papper"})
    text = client.get(reverse("economy:closing", args=[assignment.slug])).content.decode()
    assert "Finns på papper" in text
    client.force_login(cast.auditor)
    text = client.get(reverse("economy:closing", args=[assignment.slug])).content.decode()
    assert "Bocka av" not in text
    assert "Ta bort bocken" not in text
    assert client.get(reverse("economy:step_tick", args=[assignment.slug, "rows"])).status_code == 403


# --- documents sent back ---


def prepared(assignment: Assignment, cast: Cast) -> MoneyDocument:
    return prepare_document(assignment=assignment, kind="requisition", dated=REQUISITIONED, by=cast.economist)


def test_a_document_is_sent_back_and_prepared_anew(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast)
    for by, remark, why in (
        (cast.manager, " ", "Skriv vad"),
        (cast.economist, "x", "Bara en chef"),
    ):
        with pytest.raises(Refused, match=why):
            return_document(document=made, remark=remark, by=by)
    with pytest.raises(Refused, match="på nytt sedan du läste"):
        return_document(document=made, remark="Fel summa", by=cast.manager, seen_sha256="0" * 64)
    return_document(document=made, remark="Fel summa", by=cast.manager, seen_sha256=made.sha256)
    with pytest.raises(Refused, match="skickad tillbaka"):
        issue_document(document=made, by=cast.manager)
    assert [task.url for task in waiting_for(cast.economist) if task.url == made.get_absolute_url()]
    other = add_user(email="annan@example.org", name="Annan", roles=["economist"], by=None)
    assert made.get_absolute_url() not in [task.url for task in waiting_for(other)]
    again = prepared(assignment, cast)
    assert (again.pk, again.state, again.version) == (made.pk, "prepared", 1)
    assert issue_document(document=again, by=cast.manager).state == "issued"
    assert again.remarks.get().text == "Fel summa"


def test_the_database_wants_a_remark_and_a_new_preparation(assignment: Assignment, cast: Cast) -> None:
    made = prepared(assignment, cast)
    change = "UPDATE economy_moneydocument SET state = 'returned' WHERE id = %s"
    assert "with a remark" in refused_by_database(change, made.pk)
    return_document(document=made, remark="Fel", by=cast.manager)
    assert "prepared anew" in refused_by_database("UPDATE economy_moneydocument SET state = 'issued'")
    assert "append-only" in refused_by_database("UPDATE economy_documentremark SET text = 'x'")


def test_sending_back_through_the_page(assignment: Assignment, cast: Cast, client: Client) -> None:
    made = prepared(assignment, cast)
    client.force_login(cast.manager)
    where = reverse("economy:document_return", args=[assignment.slug, made.pk])
    assert "Skriv varför" in client.post(where, {"reason": "", "seen": made.sha256}).content.decode()
    stale = client.post(where, {"reason": "Fel summa", "seen": "0"}).content.decode()
    assert "Fel summa" in stale
    assert "på nytt sedan du läste" in stale
    client.post(where, {"reason": "Fel summa", "seen": made.sha256})
    client.force_login(cast.economist)
    assert "Fel summa" in client.get(made.get_absolute_url()).content.decode()
    first = client.get(reverse("economy:start", args=[assignment.slug]))
    assert first.context["next"]["url"] == made.get_absolute_url()
    csv = client.get(reverse("economy:document_csv", args=[assignment.slug, made.pk])).content.decode()
    assert "Förberedd av;;Economist, Ekonom" in csv


def test_the_account_stays_open_while_its_correction_is_sent_back(assignment: Assignment, cast: Cast) -> None:
    (allotted,) = spend(assignment, cast, 1_000)
    for kind, dated in (("requisition", REQUISITIONED), ("repayment", CLOSED), ("financial_account", CLOSED)):
        issued(assignment, cast, kind, dated)
    correction = prepare_document(
        assignment=assignment, kind="financial_account", dated=CLOSED, by=cast.economist, reason="Fel insats"
    )
    return_document(document=correction, remark="Ångra först", by=cast.manager)
    undo(assignment=assignment, allotments=[allotted], by=cast.economist)
    assert assignment.grant.used_ore == 0
