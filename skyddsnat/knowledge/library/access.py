"""Who may see what of the library: everybody what is published, and those who write it the drafts as well."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from skyddsnat.actors.api import organisations_of
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import READ, TAKE_PART, WRITE
from skyddsnat.knowledge.library.rules import SOURCE
from skyddsnat.knowledge.models import Contribution, LibraryPage
from skyddsnat.shared.dates import today


def published() -> QuerySet[LibraryPage]:
    """Every published entry in every language."""
    found: QuerySet[LibraryPage] = LibraryPage.objects.live().public()
    return found.select_related("locale", "organisation")


def published_in(language: str) -> QuerySet[LibraryPage]:
    """Every published entry once: in the language, or in Swedish where it has not been translated."""
    there = LibraryPage.objects.live().filter(
        translation_key=OuterRef("translation_key"), locale__language_code=language
    )
    return published().filter(
        Q(locale__language_code=language) | (Q(locale__language_code=SOURCE) & ~Exists(there))
    )


def entry_at(slug: str, language: str, reader: str) -> LibraryPage | None:
    """The published entry at an address: in the language asked for, else the reader's, else as it is."""
    here = list(published().filter(slug=slug))
    if not here:
        return None
    keys = [page.translation_key for page in here]
    found = {page.language: page for page in published().filter(translation_key__in=keys)}
    return found.get(language) or found.get(reader) or found.get(SOURCE) or here[0]


def entries_for(user: User) -> QuerySet[LibraryPage]:
    """Every entry, published or not, for those who work with knowledge."""
    pages: QuerySet[LibraryPage] = LibraryPage.objects.select_related("locale", "organisation", "method")
    return pages if user.may(READ) else pages.none()


def may_write(user: User) -> bool:
    return user.may(WRITE)


def contributions_for(user: User) -> QuerySet[Contribution]:
    """What organisations have written: all of it for the staff, one's own organisations' for partners."""
    found = Contribution.objects.select_related("page", "page__locale", "organisation", "sent_by")
    if user.may(READ):
        return found
    if not user.may(TAKE_PART):
        return found.none()
    return found.filter(organisation__in=organisations_of(user, today()))
