"""Writing the report's prose: drafts while typing, a version at each save, and old versions taken back."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from skyddsnat.core.api import ChangedMeanwhile, record
from skyddsnat.core.models import User
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.models import ReportDraft, ReportText, ReportTextVersion

ON_ITS_WAY = datetime.timedelta(seconds=10)
"""How late a draft that was sent before the save may arrive after it."""


@transaction.atomic
def write_text(
    *,
    assignment: Assignment,
    section: str,
    body: str,
    version: int,
    by: User,
    changed: str = "",
    restores: int | None = None,
    at: datetime.datetime | None = None,
) -> ReportText:
    """Save the prose of a section and keep it as a version.

    `version` is the one the writer started from (0 for a new text), `changed` their own words on what is new. The
    writer's draft is done with. `at` is for demonstration data only.
    """
    body, now = one_kind_of_newline(body), at or timezone.now()
    text, _created = ReportText.objects.select_for_update().get_or_create(
        assignment=assignment, section=section, defaults={"version": 0, "written_at": now}
    )
    if text.version != version:
        raise ChangedMeanwhile(
            text, _("Någon annan har sparat avsnittet medan du skrev. Din text finns kvar nedan.")
        )
    drafts = ReportDraft.objects.filter(assignment=assignment, section=section, writer=by)
    if version and text.body == body:
        drafts.delete()
        return text
    text.body, text.written_by, text.written_at, text.version = body, by, now, version + 1
    text.save()
    ReportTextVersion.objects.create(
        text=text, number=text.version, body=body, changed=changed.strip(), restores=restores, by=by,
        at=now,
    )  # fmt: skip
    drafts.delete()
    record(by, "report.text_written", text, section=section, version=text.version)
    return text


@transaction.atomic
def restore_text(*, kept: ReportTextVersion, version: int, by: User) -> ReportText:
    """Take an old version of a section back into use, as a new version. `version` is the one that holds now."""
    text = kept.text
    words = _("Version %(number)s åter i bruk") % {"number": kept.number}
    return write_text(
        assignment=text.assignment,
        section=text.section,
        body=kept.body,
        version=version,
        by=by,
        changed=words,
        restores=kept.number,
    )


@transaction.atomic
def save_draft(
    *,
    assignment: Assignment,
    section: str,
    body: str,
    started_from: int,
    by: User,
    at: datetime.datetime | None = None,
) -> ReportDraft | None:
    """Keep what somebody has typed and not saved; None when it is what the section already says.

    Only the beginning of a draft is written to the log: it is kept anew at every pause in the typing. What arrives just
    after the writer's own save, from the page that was saved, is no draft.
    """
    body, now = one_kind_of_newline(body), at or timezone.now()
    saved = ReportText.objects.filter(assignment=assignment, section=section).first()
    drafts = ReportDraft.objects.filter(assignment=assignment, section=section, writer=by)
    if body == (saved.body if saved else ""):
        drafts.delete()
        return None
    if saved and _has_just_saved(saved, by, started_from, now):
        return None
    draft, created = drafts.select_for_update().get_or_create(
        assignment=assignment, section=section, writer=by,
        defaults={"body": body, "started_from": started_from, "started_at": now, "saved_at": now},
    )  # fmt: skip
    if created:
        record(by, "report.draft_started", draft, section=section)
    else:
        draft.body, draft.started_from, draft.saved_at = body, started_from, now
        draft.save(update_fields=["body", "started_from", "saved_at"])
    return draft


def _has_just_saved(text: ReportText, by: User, started_from: int, now: datetime.datetime) -> bool:
    """Whether the writer saved the page that a draft comes from while the draft was on its way."""
    own = text.versions.filter(by=by, number__gt=started_from, at__gt=now - ON_ITS_WAY, at__lte=now)
    return own.exists()


@transaction.atomic
def discard_draft(*, draft: ReportDraft, by: User) -> None:
    """Throw one's own draft away; what the section says is not touched."""
    record(by, "report.draft_discarded", draft, section=draft.section)
    draft.delete()


def one_kind_of_newline(body: str) -> str:
    """Browsers send two characters for a new line; one is kept, so that texts can be compared."""
    return body.replace("\r\n", "\n").replace("\r", "\n")
