"""Badges that others can verify: Open Badges 3.0 with a JSON Web Token proof, and a bitstring of revoked ones."""

from skyddsnat.shared.badges.credentials import (
    Achievement,
    Issuer,
    Share,
    Status,
    Term,
    badge,
    check_agrees,
    issuer_document,
    status_list,
)
from skyddsnat.shared.badges.tokens import BadTokenError, Fault, read, sign
from skyddsnat.shared.encoding import UnreadableError

__all__ = [
    "Achievement",
    "BadTokenError",
    "Fault",
    "Issuer",
    "Share",
    "Status",
    "Term",
    "UnreadableError",
    "badge",
    "check_agrees",
    "issuer_document",
    "read",
    "sign",
    "status_list",
]
