"""People and their roles, the audit log, stored files, jobs, the desk, reminders, shortcuts and imports."""

from skyddsnat.core.models.columns import StoredColumn
from skyddsnat.core.models.desk import PutAside
from skyddsnat.core.models.files import StoredFile
from skyddsnat.core.models.imports import Import, RememberedMapping
from skyddsnat.core.models.log import AuditEntry
from skyddsnat.core.models.own_keys import GUARDS, RECIPIENT, GuardedKey, key_constraints
from skyddsnat.core.models.people import Role, User, UserManager
from skyddsnat.core.models.reminders import CalendarKey, ReminderChoice, ReminderMail, ReminderSent
from skyddsnat.core.models.shortcuts import Favourite, Visit
from skyddsnat.core.models.work import Work

__all__ = [
    "GUARDS",
    "RECIPIENT",
    "AuditEntry",
    "CalendarKey",
    "Favourite",
    "GuardedKey",
    "Import",
    "PutAside",
    "RememberedMapping",
    "ReminderChoice",
    "ReminderMail",
    "ReminderSent",
    "Role",
    "StoredColumn",
    "StoredFile",
    "User",
    "UserManager",
    "Visit",
    "Work",
    "key_constraints",
]
