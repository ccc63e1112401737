"""Tables that must not name people: turned away by their headings, and by cells that look like a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.utils.translation import gettext as _

from skyddsnat.core.imports.mapping import LOOKED_AT, headings, plain
from skyddsnat.core.imports.sheets import Row, Sheet
from skyddsnat.core.refusal import Refused

IDENTITY = re.compile(
    r"(?<![\d.,-])(?:19|20)?\d{2}(?:0[1-9]|1[0-2])(?:[06][1-9]|[1278]\d|[39][01])[-+ ]?\d{4}(?![\d.,-])"
)
ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[a-zåäö]{2,}", re.IGNORECASE)
HEADINGS = frozenset({
    "namn", "förnamn", "efternamn", "fornamn", "deltagarnamn", "deltagarensnamn", "person", "personnamn",
    "personnummer", "persnr", "pnr", "födelsedatum", "fodelsedatum", "samordningsnummer", "epost", "epostadress",
    "mejl", "mail", "telefon", "telefonnummer", "mobil", "adress", "hemadress", "underskrift",
    "name", "firstname", "lastname", "surname", "fullname", "participantname", "personalidentitynumber",
    "identitynumber", "ssn", "dateofbirth", "birthdate", "email", "emailaddress", "phone", "phonenumber", "mobile",
    "address", "signature",
})  # fmt: skip


def check_heading(row: Row) -> None:
    """Raise Refused when a column seems to hold names, addresses or identity numbers of people."""
    for name in headings(row):
        if plain(name) in HEADINGS:
            raise Refused(
                _(
                    "Kolumnen ”%(column)s” ser ut att innehålla uppgifter om personer. Här räknas deltagare, de nämns "
                    "inte. Ta bort kolumnen och skicka filen igen. Filen har inte sparats."
                )
                % {"column": name[:60]}
            )


def check_sheets(sheets: Iterable[Sheet]) -> None:
    """Raise Refused when any cell of any sheet, hidden ones too, looks like a person. Nothing of the file is kept."""
    for sheet in sheets:
        for row in sheet.rows[:LOOKED_AT]:
            check_heading(row)
        cells = {cell for row in sheet.rows for cell in row}
        if not any(is_personal(cell) for cell in cells):
            continue
        for index, row in enumerate(sheet.rows):
            if any(is_personal(cell) for cell in row):
                raise Refused(
                    _(
                        "Rad %(row)s ser ut att innehålla ett personnummer eller en e-postadress. Ta bort det ur filen "
                        "och skicka den igen. Filen har inte sparats."
                    )
                    % {"row": sheet.number(index)}
                )


def is_personal(cell: object) -> bool:
    if isinstance(cell, int | float) and not isinstance(cell, bool) and float(cell).is_integer():
        cell = str(int(cell))
    if not isinstance(cell, str) or len(cell) < 6:
        return False
    return ("@" in cell and ADDRESS.search(cell) is not None) or IDENTITY.search(cell) is not None
