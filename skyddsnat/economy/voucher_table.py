"""Taking in vouchers from a table: one row a voucher row, as strict as the SIE reader, allotted in the same way."""

from __future__ import annotations

from typing import ClassVar

from django.db import connection
from django.db.models.functions import TruncMonth
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from skyddsnat.core.api import Same, copy_columns, import_kinds, next_ids
from skyddsnat.core.models import Import, User
from skyddsnat.economy import access, rules
from skyddsnat.economy.actions.grants import check_months_open, is_locked, locked_grant
from skyddsnat.economy.models import (
    Account,
    Allotment,
    Attachment,
    PeriodLock,
    ProjectMapping,
    RowExplanation,
    Voucher,
    VoucherLine,
)
from skyddsnat.economy.voucher_checker import VoucherChecker
from skyddsnat.economy.voucher_fields import FIELDS
from skyddsnat.economy.voucher_rows import cost_dates, line_columns, places_of, voucher_columns
from skyddsnat.mandate.models import Assignment
from skyddsnat.shared.money import format_number


class VoucherKind(import_kinds.Kind):
    code = "vouchers"
    permission = access.WRITE
    label = gettext_lazy("Verifikationer ur ett kalkylblad")
    about = gettext_lazy(
        "En rad för varje rad i en verifikation, med konto och belopp. Varje verifikation ska balansera."
    )
    fields: ClassVar = FIELDS
    needs_subject = True

    def subjects(self, user: User) -> list[import_kinds.Subject]:
        if not access.may_write(user):
            return []
        found = access.assignments(user).order_by("-year", "title").values_list("slug", "title")
        return [import_kinds.Subject(slug, title, swedish=True) for slug, title in found]

    def checker(self, subject: str, user: User) -> VoucherChecker:
        return VoucherChecker(access.assignments(user).get(slug=subject))

    def load(
        self,
        source: Import,
        rows: import_kinds.Rows,
        *,
        by: User,
        report: import_kinds.Report,
    ) -> import_kinds.Loaded:
        assignment = Assignment.objects.get(slug=source.subject)
        locked_grant(assignment, by=by)
        check_months_open(assignment, {*rows.column("date"), *cost_dates(rows)})
        accounts = _accounts(assignment, rows)
        places = places_of(rows)
        vouchers, lines = voucher_columns(rows, places), line_columns(rows, places)
        ids = next_ids(Voucher, len(places))
        total = len(ids) + len(rows)
        vouchers |= {"id": ids, "assignment": Same(assignment.pk), "sheet_import": Same(source.pk)}
        copy_columns(Voucher, vouchers, report=lambda done, _of: report(done, total))
        lines["voucher"] = [ids[at] for at in lines["voucher"]]
        lines["account"] = [accounts[number] for number in lines["account"]]
        copy_columns(VoucherLine, lines, report=lambda done, _of: report(len(ids) + done, total))
        _remember_projects(assignment, set(lines["project"]) - {""})
        return import_kinds.Loaded(len(rows), {"vouchers": len(ids)})

    def undo(self, source: Import, *, by: User, report: import_kinds.Report) -> None:
        locked_grant(Assignment.objects.get(slug=source.subject), by=by)
        with connection.cursor() as cursor:  # the trigger lets them go: the import is marked as undone
            cursor.execute(
                "DELETE FROM economy_voucherline l USING economy_voucher v"
                " WHERE l.voucher_id = v.id AND v.sheet_import_id = %s",
                [source.pk],
            )
            cursor.execute("DELETE FROM economy_voucher WHERE sheet_import_id = %s", [source.pk])

    def obstacles(self, source: Import) -> list[str]:
        assignment = Assignment.objects.get(slug=source.subject)
        found = []
        if is_locked(assignment):
            found.append(
                _(
                    "Den ekonomiska redovisningen är utfärdad, så bokföringen är låst. Förbered en rättelse först."
                )
            )
        allotted = Allotment.objects.filter(voucher_line__voucher__sheet_import=source)
        rows = allotted.values("voucher_line").distinct().count()
        if rows:
            found.append(
                ngettext(
                    "%(count)s kostnadsrad ur filen är eller har varit fördelad på en insats. Fördelningen bevaras, "
                    "så verifikationerna måste finnas kvar. Rätta med nya verifikationer.",
                    "%(count)s kostnadsrader ur filen är eller har varit fördelade på insatser. Fördelningen bevaras, "
                    "så verifikationerna måste finnas kvar. Rätta med nya verifikationer.",
                    rows,
                )
                % {"count": format_number(rows)}
            )
        papers = Attachment.objects.filter(voucher__sheet_import=source).count()
        explained = RowExplanation.objects.filter(voucher_line__voucher__sheet_import=source).count()
        if papers or explained:
            found.append(_("Verifikationer ur filen har underlag eller förklaringar som bevaras."))
        if _locked_months(source, assignment):
            found.append(
                _("Verifikationer ur filen ligger i en månad som är låst. Be att månaden öppnas först.")
            )
        return found

    def undoing(self) -> str:
        return _(
            "Alla verifikationer som kom ur filen tas bort. Det går bara så länge ingen av dem har fördelats "
            "på en insats."
        )

    def result_url(self, source: Import) -> str:
        return reverse("economy:vouchers", args=[source.subject])


def _locked_months(source: Import, assignment: Assignment) -> bool:
    months = PeriodLock.objects.filter(assignment=assignment, opened_at__isnull=True).values("month")
    lines = VoucherLine.objects.filter(voucher__sheet_import=source)
    return (
        lines.annotate(month=TruncMonth("cost_date")).filter(month__in=months).exists()
        or lines.annotate(month=TruncMonth("voucher__date")).filter(month__in=months).exists()
    )


def _accounts(assignment: Assignment, rows: import_kinds.Rows) -> dict[str, int]:
    """The accounts that are used, those that are new added; a name in the file wins over none."""
    named: dict[str, str] = {}
    for number, name in dict.fromkeys(zip(rows.column("account"), rows.column("account_name"), strict=True)):
        named[number] = named.get(number) or name
    known = dict(
        Account.objects.filter(assignment=assignment, number__in=named).values_list("number", "name")
    )
    Account.objects.bulk_create(
        (
            Account(
                assignment=assignment,
                number=number,
                name=name or known.get(number, ""),
                kind=rules.account_kind(number, ""),
            )
            for number, name in sorted(named.items())
        ),
        update_conflicts=True,
        unique_fields=["assignment", "number"],
        update_fields=["name"],
    )
    return dict(Account.objects.filter(assignment=assignment, number__in=named).values_list("number", "pk"))


def _remember_projects(assignment: Assignment, projects: set[str]) -> None:
    """Projects met for the first time are noted without an activity, so that somebody can choose one."""
    ProjectMapping.objects.bulk_create(
        (ProjectMapping(assignment=assignment, project=project) for project in sorted(projects)),
        ignore_conflicts=True,
    )
