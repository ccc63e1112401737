"""What a file is, by its first bytes and never by its name: files come from outside and may be anything."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from skyddsnat.core.api import Refused

LARGEST = 10_000_000
PDF, PNG, JPEG = "application/pdf", "image/png", "image/jpeg"
EXTENSIONS = {PDF: "pdf", PNG: "png", JPEG: "jpg"}
_BEGINS = {b"%PDF-": PDF, b"\x89PNG\r\n\x1a\n": PNG, b"\xff\xd8\xff": JPEG}
# Names of what makes a PDF run programs or carry other files; a name may be written with hexadecimal letters. What is
# inside compressed streams is not looked into: the file is only ever served to be saved, in a sandbox.
_ACTIVE = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|EmbeddedFiles|RichMedia|XFA)(?![A-Za-z])")
_HEX = re.compile(rb"#([0-9A-Fa-f]{2})")


def media_type_of(content: bytes) -> str:
    """PDF, PNG or JPEG. Raises Refused for anything else, for an empty or too large file, and for a PDF that runs."""
    if not content:
        raise Refused(_("Filen är tom. Välj en annan fil."))
    if len(content) > LARGEST:
        raise Refused(_("Filen är större än 10 MB. Spara den mindre, eller dela upp den."))
    found = next((kind for begins, kind in _BEGINS.items() if content.startswith(begins)), "")
    if not found:
        raise Refused(_("Filen är varken PDF, PNG eller JPEG. Spara den som PDF och välj den igen."))
    if found == PDF and _ACTIVE.search(_HEX.sub(_letter, content)):
        raise Refused(
            _("PDF-filen innehåller program eller andra filer. Skriv ut den till en ny PDF och välj den.")
        )
    return found


def _letter(match: re.Match[bytes]) -> bytes:
    return bytes([int(match[1], 16)])


def plain_name(name: str) -> str:
    """The file's own name without folders and signs that could mean something to a browser or a shell."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    return re.sub(r"[^\w .()-]", "_", last).strip(" .")[:120] or _("underlag")
