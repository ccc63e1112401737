"""Every public page in every language, and how each of them stands, for those who write them."""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from wagtail.models import TaskState

from skyddsnat.core.models import User
from skyddsnat.guidance import access
from skyddsnat.guidance.fingerprints import fingerprint
from skyddsnat.guidance.models import GuidancePage, SharedValue
from skyddsnat.guidance.rules import State, is_old, state_of
from skyddsnat.shared.dates import today
from skyddsnat.shared.languages import NAMES
from skyddsnat.shared.wording import SOURCE


@dataclass(frozen=True, slots=True)
class Cell:
    """One page in one language; no `page` when it is missing."""

    language: str
    state: State
    page: GuidancePage | None


@dataclass(frozen=True, slots=True)
class Row:
    """One page in all languages, named after its source, or after what there is."""

    name: GuidancePage
    source: GuidancePage | None
    cells: list[Cell]


def rows_for(user: User, *, language: str = SOURCE) -> list[Row]:
    """All pages in the order of the source's tree, each named in `language` where it is there."""
    pages: dict[UUID, dict[str, GuidancePage]] = defaultdict(dict)
    for page in access.pages_for(user).select_related("locale").order_by("path"):
        pages[page.translation_key][page.locale.language_code] = page
    groups = sorted(
        pages.values(), key=lambda found: (SOURCE not in found, found.get(SOURCE, _any(found)).path)
    )
    return [_row(found, language) for found in groups]


def _any(found: dict[str, GuidancePage]) -> GuidancePage:
    return next(iter(found.values()))


def _row(found: dict[str, GuidancePage], language: str) -> Row:
    source = found.get(SOURCE)
    says = fingerprint(source) if source is not None and source.live else None
    day = today()
    cells = []
    for code in NAMES:
        page = found.get(code)
        if page is None:
            cells.append(Cell(code, State.MISSING, None))
            continue
        behind = code != SOURCE and says is not None and page.follows != says
        state = state_of(live=page.live, behind=behind, checked_on=page.checked_on, day=day)
        cells.append(Cell(code, state, page))
    return Row(found.get(language) or source or _any(found), source, cells)


def old_values(user: User) -> list[SharedValue]:
    """The shared values that nobody has checked for a year, the oldest first."""
    day = today()
    return [
        value
        for value in access.values_for(user).order_by("checked_on", "key")
        if is_old(value.checked_on, day)
    ]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A text that somebody has sent, and since when it waits for another to approve it."""

    page: GuidancePage
    sent_by: User | None
    since: datetime.datetime
    may_decide: bool


def waiting_texts(user: User) -> list[Waiting]:
    """Texts that wait for approval, the longest waiting first."""
    pages = {str(page.pk): page for page in access.pages_for(user).select_related("locale")}
    if not pages:
        return []
    own = set(TaskState.objects.reviewable_by(user).values_list("pk", flat=True))
    states = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__content_type__model=GuidancePage._meta.model_name,
        workflow_state__object_id__in=pages,
    ).select_related("workflow_state__requested_by")
    return [
        Waiting(
            pages[state.workflow_state.object_id],
            state.workflow_state.requested_by,
            state.started_at,
            state.pk in own,
        )
        for state in states.order_by("started_at")
    ]
