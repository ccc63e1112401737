"""Loading files: the same twice changes nothing, a changed voucher is refused, nothing is half-loaded."""

import datetime

import pytest
from django.utils import translation

from skyddsnat.conftest import Cast
from skyddsnat.core.models import AuditEntry, StoredFile
from skyddsnat.core.refusal import Refused
from skyddsnat.economy.api import ImportRefused, discard_upload, import_sie, load_upload, upload_sie
from skyddsnat.economy.imports import sentence
from skyddsnat.economy.models import Account, SieImport, Voucher, VoucherLine
from skyddsnat.economy.sie import write
from skyddsnat.economy.tests.books import MARCH, book, sie, voucher
from skyddsnat.mandate.models import Assignment


def counts() -> tuple[int, int, int, int]:
    return (
        Voucher.objects.count(),
        VoucherLine.objects.count(),
        SieImport.objects.count(),
        AuditEntry.objects.filter(verb="sie.loaded").count(),
    )


def test_a_file_is_loaded_with_its_source(assignment: Assignment, cast: Cast) -> None:
    made = import_sie(
        assignment=assignment, content=sie(voucher(1, 100, project="7")), name="mars.se", by=cast.economist
    )
    assert (made.vouchers_new, made.vouchers_known, made.lines_new) == (1, 0, 2)
    assert (made.program, made.company, made.encoding) == (
        "Ekonomi 1",
        "Länsstyrelsen i Stockholms län",
        "cp437",
    )
    line = VoucherLine.objects.get(amount_ore=100)
    assert (line.project, line.sie_objects, line.cost_date, line.text) == (
        "7",
        [["6", "7"]],
        MARCH,
        "Resa till Umeå",
    )
    assert (str(line.voucher), line.voucher.line_number) == ("A 1", 17)
    assert line.account.kind == Account.COST
    assert made.file is not None
    assert bytes(made.file.content) == sie(voucher(1, 100, project="7"))


def test_the_same_file_twice_changes_nothing(assignment: Assignment, cast: Cast) -> None:
    content = sie(voucher(1, 100), voucher(2, 200))
    first = import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    before = counts()
    again = import_sie(assignment=assignment, content=content, name="b.se", by=cast.coordinator)
    assert again == first
    assert counts() == before


def test_known_vouchers_in_another_file_are_skipped_and_counted(assignment: Assignment, cast: Cast) -> None:
    import_sie(assignment=assignment, content=sie(voucher(1, 100)), name="a.se", by=cast.economist)
    both = sie(voucher(1, 100), voucher(2, 200), encoding="utf-8")
    made = import_sie(assignment=assignment, content=both, name="b.se", by=cast.economist)
    assert (made.vouchers_new, made.vouchers_known) == (1, 1)
    assert Voucher.objects.count() == 2
    third = write(book([voucher(1, 100), voucher(2, 200)]), generated=datetime.date(2015, 2, 1))
    made = import_sie(assignment=assignment, content=third, name="c.se", by=cast.economist)
    assert (made.vouchers_new, made.vouchers_known) == (0, 2)
    assert Voucher.objects.count() == 2


def test_the_same_number_in_another_year_is_another_voucher(assignment: Assignment, cast: Cast) -> None:
    vouchers = [voucher(1, 100), voucher(1, 100, date=datetime.date(2015, 3, 14))]
    made = import_sie(assignment=assignment, content=sie(*vouchers), name="a.se", by=cast.economist)
    assert made.vouchers_new == 2


@pytest.mark.parametrize(
    "changed",
    [
        voucher(2, 201),
        voucher(2, 200, text="Annan text"),
        voucher(2, 200, project="9"),
        voucher(2, 200, date=datetime.date(2014, 3, 15)),
    ],
)
def test_a_changed_voucher_is_refused_with_its_line(
    assignment: Assignment, cast: Cast, changed: object
) -> None:
    import_sie(assignment=assignment, content=sie(voucher(2, 200)), name="a.se", by=cast.economist)
    before = counts()
    with pytest.raises(ImportRefused) as caught:
        import_sie(
            assignment=assignment, content=sie(voucher(1, 100), changed), name="b.se", by=cast.economist
        )  # type: ignore[arg-type]
    assert [(error.code, error.values["voucher"]) for error in caught.value.errors] == [("changed", "A 2")]
    assert caught.value.errors[0].line > 16
    assert counts() == before


def test_a_broken_file_leaves_nothing(assignment: Assignment, cast: Cast) -> None:
    broken = sie(voucher(1, 100), voucher(2, 200)).replace(b"-2.00", b"-2.01")
    files = StoredFile.objects.count()
    with pytest.raises(ImportRefused, match="Rad") as caught:
        import_sie(assignment=assignment, content=broken, name="a.se", by=cast.economist)
    assert [error.code for error in caught.value.errors] == ["unbalanced"]
    assert counts() == (0, 0, 0, 0)
    assert StoredFile.objects.count() == files


def test_nothing_is_loaded_before_somebody_says_so(assignment: Assignment, cast: Cast) -> None:
    upload = upload_sie(assignment=assignment, content=sie(voucher(1, 100)), name="a.se", by=cast.economist)
    assert (upload.is_loaded, upload.vouchers_new, Voucher.objects.count()) == (False, 1, 0)
    loaded = load_upload(upload=upload, by=cast.economist)
    assert (loaded.is_loaded, loaded.pending, Voucher.objects.count()) == (True, None, 1)
    before = counts()
    load_upload(upload=upload, by=cast.economist)
    assert counts() == before
    with pytest.raises(Refused, match="redan inläst"):
        discard_upload(upload=loaded, by=cast.economist)


def test_a_waiting_file_is_let_go(assignment: Assignment, cast: Cast) -> None:
    first = upload_sie(assignment=assignment, content=sie(voucher(1, 100)), name="a.se", by=cast.economist)
    second = upload_sie(assignment=assignment, content=sie(voucher(2, 100)), name="b.se", by=cast.economist)
    assert list(SieImport.objects.all()) == [second]
    with pytest.raises(Refused, match="Ladda upp den igen"):
        load_upload(upload=first, by=cast.economist)
    discard_upload(upload=second, by=cast.economist)
    discard_upload(upload=second, by=cast.economist)
    assert not SieImport.objects.exists()


def test_what_is_waiting_is_compared_again_when_it_is_loaded(assignment: Assignment, cast: Cast) -> None:
    upload = upload_sie(assignment=assignment, content=sie(voucher(1, 100)), name="a.se", by=cast.economist)
    other = sie(voucher(1, 100), voucher(2, 1))
    import_sie(assignment=assignment, content=other, name="b.se", by=cast.coordinator)
    loaded = load_upload(upload=upload, by=cast.economist)
    assert (loaded.vouchers_new, loaded.vouchers_known, Voucher.objects.count()) == (0, 1, 2)


def test_accounts_keep_a_name_once_given(assignment: Assignment, cast: Cast) -> None:
    import_sie(assignment=assignment, content=sie(voucher(1, 100)), name="a.se", by=cast.economist)
    nameless = sie(voucher(2, 100)).replace(b"#KONTO 5520", b"#KONTO 5521")
    import_sie(assignment=assignment, content=nameless, name="b.se", by=cast.economist)
    assert Account.objects.get(number="5520").name == "Resor, tåg"


@pytest.mark.parametrize(
    ("number", "kind"), [("4010", "K"), ("7990", "K"), ("3010", "I"), ("1930", "T"), ("2440", "S")]
)
def test_accounts_without_a_kind_are_told_by_their_class(
    assignment: Assignment, cast: Cast, number: str, kind: str
) -> None:
    content = sie(voucher(1, 100)).replace(b"#TRANS 5520", f"#TRANS {number}".encode())
    content = content.replace(b"#KTYP 1930 T\r\n", b"")
    import_sie(assignment=assignment, content=content, name="a.se", by=cast.economist)
    assert Account.objects.get(number=number).kind == kind


def test_errors_are_said_in_the_readers_language(assignment: Assignment, cast: Cast) -> None:
    with pytest.raises(ImportRefused) as caught:
        import_sie(assignment=assignment, content=b"#FLAGGA 0", name="a.se", by=cast.economist)
    assert "saknas" in sentence(caught.value.errors[0])
    with translation.override("en"):
        assert "is missing" in sentence(caught.value.errors[0])


def test_ten_thousand_rows_load_in_reasonable_time(assignment: Assignment, cast: Cast) -> None:
    content = sie(*(voucher(n, n) for n in range(1, 5_001)))
    made = import_sie(assignment=assignment, content=content, name="stor.se", by=cast.economist)
    assert made.lines_new == 10_000
