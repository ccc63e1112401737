"""Who may: permissions come from roles, roles are data."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseBase

from skyddsnat.core.models import AuditEntry, CalendarKey, PutAside, User, Work


class AuthenticatedRequest(HttpRequest):
    """A request whose user has signed in."""

    user: User


type View = Callable[..., HttpResponseBase]


def check_may(user: User, permission: str) -> None:
    """Raise PermissionDenied unless one of the user's roles gives `permission`."""
    if not user.may(permission):
        raise PermissionDenied(permission)


def users_for(user: User) -> QuerySet[User]:
    """The users that `user` may see."""
    return User.objects.all() if user.may("core.users") else User.objects.filter(pk=user.pk)


def audit_log_for(user: User) -> QuerySet[AuditEntry]:
    """The part of the log that `user` may read."""
    return AuditEntry.objects.all() if user.may("core.audit") else AuditEntry.objects.none()


def works_for(user: User) -> QuerySet[Work]:
    """The jobs that `user` has started; nobody sees another's."""
    return Work.objects.filter(by=user)


def calendar_keys_for(user: User) -> QuerySet[CalendarKey]:
    """The user's own calendar passwords that still open, the newest first."""
    return CalendarKey.objects.filter(user=user, revoked_at=None)


def put_aside_by(user: User) -> QuerySet[PutAside]:
    """What the user has put aside, also what is back on the desk."""
    return PutAside.objects.filter(user=user)


def requires(permission: str) -> Callable[[View], View]:
    """Open a view to those who hold `permission`; others get the sign-in page or a plain refusal."""

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not isinstance(request.user, User):
                return redirect_to_login(request.get_full_path())
            check_may(request.user, permission)
            return view(request, *args, **kwargs)

        guarded.permission = permission  # type: ignore[attr-defined]
        return guarded

    return decorate


def signed_in(view: View) -> View:
    """Open a view to everybody who has signed in."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not isinstance(request.user, User):
            return redirect_to_login(request.get_full_path())
        return view(request, *args, **kwargs)

    guarded.permission = "signed-in"  # type: ignore[attr-defined]
    return guarded


def public(view: View) -> View:
    """Mark a view as open to all, so that the test over all addresses knows it is meant to be."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return view(request, *args, **kwargs)

    opened.permission = "public"  # type: ignore[attr-defined]
    return opened
