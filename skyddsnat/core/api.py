"""The door of `core` for the other rooms."""

from skyddsnat.core.access import AuthenticatedRequest, check_may, public, requires, signed_in
from skyddsnat.core.actions import add_user, load_roles
from skyddsnat.core.audit import record
from skyddsnat.core.files import store
from skyddsnat.core.refusal import Refused
from skyddsnat.core.startup import is_up_to_date

__all__ = [
    "AuthenticatedRequest",
    "Refused",
    "add_user",
    "check_may",
    "is_up_to_date",
    "load_roles",
    "public",
    "record",
    "requires",
    "signed_in",
    "store",
]
