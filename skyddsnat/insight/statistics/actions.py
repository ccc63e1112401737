"""Every write on tables: asking for one, approving, dropping a draft, taking one back."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import OperationalError, transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused, check_may, record
from skyddsnat.core.models import User
from skyddsnat.guidance.api import renew
from skyddsnat.insight.statistics.access import APPROVE, WRITE
from skyddsnat.insight.statistics.checking import (
    been_out,
    beside,
    check_beside,
    check_threshold,
    one_at_a_time,
)
from skyddsnat.insight.statistics.licences import CC0
from skyddsnat.insight.statistics.models import StatTable, StatVersion
from skyddsnat.insight.statistics.parts import OF_A_FILE, fingerprint, releases_of
from skyddsnat.shared.dates import today

State = StatVersion.State


@dataclass(frozen=True)
class Named:
    """What a table is called and what it counts."""

    title: str
    title_en: str
    source: str
    cases: str
    about: str = ""
    about_en: str = ""
    licence: str = CC0


@dataclass(frozen=True)
class Asked:
    """What a version is to show. A file comes with its content, which is forgotten when it has been counted."""

    columns: list[list[str]]
    first_year: int | None = None
    last_year: int | None = None
    threshold: int = 5
    empty_hidden: bool = False
    content: bytes | None = field(default=None, repr=False)
    file_name: str = ""
    count_column: str = ""
    changed: str = ""


@transaction.atomic
def add_table(*, named: Named, by: User) -> StatTable:
    """A table without versions."""
    check_may(by, WRITE)
    made = StatTable.objects.create(
        code=_code(named.title), title=named.title, title_en=named.title_en, source=named.source, cases=named.cases,
        about=named.about, about_en=named.about_en, licence=named.licence,
    )  # fmt: skip
    record(by, "statistics.table_added", made, source=named.source or "file")
    return made


@transaction.atomic
def ask_for_version(*, table: StatTable, asked: Asked, by: User) -> StatVersion:
    """A version that is to be counted and protected. Raises Refused."""
    check_may(by, WRITE)
    if not asked.columns:
        raise Refused(_("Välj minst en indelning."))
    if asked.last_year is not None and asked.last_year >= today().year and asked.content is None:
        raise Refused(_("Året måste vara slut, annars ändras talen. Välj ett tidigare år."))
    _check_file(table, asked)
    made = StatVersion.objects.create(
        table=table, columns=asked.columns, first_year=asked.first_year, last_year=asked.last_year,
        threshold=asked.threshold, empty_hidden=asked.empty_hidden, raw=asked.content,
        raw_name=asked.file_name[-200:], count_column=asked.count_column, changed=asked.changed.strip(),
        drafted_by=by,
    )  # fmt: skip
    record(by, "statistics.drafted", made, table=table.code)
    return made


@transaction.atomic
def approve_version(*, version: StatVersion, seen_sha256: str, by: User) -> StatVersion:
    """Let a table out, after the same check once more: what has come out since the draft counts. Raises Refused."""
    check_may(by, APPROVE)
    one_at_a_time()
    current = _held(version)
    if current.state in (State.PUBLISHED, State.WITHDRAWN) and current.approved_by_id == by.pk:
        return current  # pressed twice
    if current.state != State.DRAFT:
        raise Refused(_("Utkastet går inte att godkänna. Det är borttaget eller redan publicerat."))
    if current.drafted_by_id == by.pk:
        raise Refused(_("Du har gjort utkastet. En annan person ska godkänna det."))
    if not seen_sha256 or seen_sha256 != current.sha256 or fingerprint(current) != current.sha256:
        raise Refused(_("Utkastet är inte det som du såg. Ladda om sidan och läs det igen."))
    out = been_out(current.table)
    check_threshold(current, out)
    for release, part in zip(releases_of(current), current.parts, strict=True):
        check_beside(current, beside(out, release.population), release, part["year"])
    latest = current.table.versions.exclude(number=None).order_by("-number").first()
    current.number = (latest.number or 0) + 1 if latest else 1
    current.state, current.approved_by, current.published_at = State.PUBLISHED, by, timezone.now()
    current.save(update_fields=["number", "state", "approved_by", "published_at"])
    record(by, "statistics.published", current, table=current.table.code, number=current.number)
    renew()  # the site's map, which is kept
    return current


@transaction.atomic
def drop_draft(*, version: StatVersion, by: User) -> StatVersion:
    """Take away a draft that has not been out, also one whose work never came to an end."""
    if not (by.may(APPROVE) or (by.may(WRITE) and version.drafted_by_id == by.pk)):
        check_may(by, APPROVE)
    try:
        with transaction.atomic():
            current = _held(version, wait=False)
    except OperationalError:
        raise Refused(_("Tabellen skyddas just nu. Försök igen om en stund.")) from None
    if current.state == State.DROPPED:
        return current
    if current.state not in (State.DRAFT, State.REFUSED, State.MAKING):
        raise Refused(_("Det som har varit ute kan inte tas bort, bara återtas."))
    current.state, current.parts, current.raw = State.DROPPED, [], None
    current.save(update_fields=["state", "parts", "raw"])
    record(by, "statistics.dropped", current, table=current.table.code)
    return current


@transaction.atomic
def withdraw_version(*, version: StatVersion, why: str, by: User) -> StatVersion:
    """Say that a table should not be used, and why. What it told stays known and counts in later checks."""
    check_may(by, APPROVE)
    current = _held(version)
    if current.state == State.WITHDRAWN:
        return current
    if current.state != State.PUBLISHED:
        raise Refused(_("Tabellen är inte publicerad."))
    if not why.strip():
        raise Refused(_("Skriv varför tabellen återtas."))
    current.state, current.withdrawn_why = State.WITHDRAWN, why.strip()[:500]
    current.withdrawn_by, current.withdrawn_at = by, timezone.now()
    current.save(update_fields=["state", "withdrawn_why", "withdrawn_by", "withdrawn_at"])
    record(by, "statistics.withdrawn", current, table=current.table.code, number=current.number)
    return current


def _check_file(table: StatTable, asked: Asked) -> None:
    """A table is of files or of what a room counts, and a later file is as the one before it. Raises Refused."""
    if bool(table.source) != (asked.content is None):
        raise Refused(
            _("En ny version räknas ur samma källa som tabellen: ur en fil, eller ur det som finns här.")
        )
    if asked.content is None:
        return
    held = StatTable.objects.select_for_update().get(pk=table.pk)
    if not held.cases.startswith(OF_A_FILE) and asked.first_year is None:
        raise Refused(_("Skriv året, så att filen kan kontrolleras mot våra tabeller om det."))
    if held.waiting():
        raise Refused(_("En version väntar redan. Den ska godkännas eller tas bort först."))
    last = held.last_out()
    if last is None:
        return
    if asked.columns != last.columns:
        wanted = ", ".join(">".join(levels) for levels in last.columns)
        raise Refused(_("En ny version har samma kolumner som den förra: %(columns)s.") % {"columns": wanted})
    if (asked.first_year is None) != (last.first_year is None):
        raise Refused(_("Skriv året om den förra versionen har ett, annars inte."))
    if not asked.changed.strip():
        raise Refused(_("Skriv vad som är ändrat sedan den förra versionen."))


def _held(version: StatVersion, *, wait: bool = True) -> StatVersion:
    held = StatVersion.objects.select_for_update(of=("self",), nowait=not wait).select_related("table")
    return held.get(pk=version.pk)


def _code(title: str) -> str:
    """A code from the title that no other table has."""
    plain = title.lower().translate(str.maketrans("åäöé", "aaoe"))
    base = slugify(plain)[:50].strip("-") or "tabell"
    taken = set(StatTable.objects.filter(code__startswith=base).values_list("code", flat=True))
    return next(code for code in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if code not in taken)
