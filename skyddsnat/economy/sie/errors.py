"""What can be wrong with a SIE file: the line, what it is, and what to do about it.

The sentences are Swedish templates marked for translation; whoever shows them may translate `template` and fill in
`values`. `message` is the Swedish sentence, ready.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_KEPT = 200
"""A broken file can have an error on each line; nobody reads more than these."""


def gettext_noop(text: str) -> str:
    """Mark a sentence for translation without translating it."""
    return text


SENTENCES = {
    "too-large": gettext_noop("Filen är större än 20 MB. Ta ut en kortare period eller ett projekt i taget."),
    "binary": gettext_noop(
        "Raden innehåller tecken som inte är text. Filen är troligen inte en SIE-fil. Exportera den på nytt "
        "som SIE 4."
    ),
    "not-sie": gettext_noop(
        "Filen är inte en SIE-fil. Exportera SIE 4 ur ekonomisystemet. Verifikationer i ett kalkylblad läser du in "
        "med knappen Läs in ur ett kalkylblad."
    ),
    "empty": gettext_noop("Filen är tom. Exportera den på nytt ur ekonomisystemet."),
    "long-line": gettext_noop("Raden är längre än %(most)s tecken. Exportera filen på nytt som SIE 4."),
    "no-type": gettext_noop(
        "Raden #SIETYP 4 saknas. Exportera filen på nytt och välj SIE 4 (transaktioner)."
    ),
    "wrong-type": gettext_noop(
        "Filen är av SIE-typ %(found)s. Här behövs typ 4, som innehåller verifikationer. Exportera på nytt "
        "som SIE 4."
    ),
    "no-year": gettext_noop(
        "Raden #RAR med räkenskapsåret saknas. Exportera filen på nytt med räkenskapsår."
    ),
    "no-vouchers": gettext_noop("Filen innehåller inga verifikationer. Kontrollera urvalet i exporten."),
    "not-a-post": gettext_noop("Raden börjar inte med #. Exportera filen på nytt, eller rätta raden."),
    "quote": gettext_noop('Citattecknen på raden går inte ihop. Skriv \\" för citattecken inne i en text.'),
    "fields": gettext_noop(
        "Posten %(label)s saknar uppgifter: minst %(least)s behövs. Exportera filen på nytt."
    ),
    "too-long": gettext_noop(
        "Uppgiften ”%(found)s…” är längre än %(most)s tecken. Rätta den i ekonomisystemet."
    ),
    "amount": gettext_noop(
        "”%(found)s” är inte ett belopp. Skriv som 1234.50, med högst två decimaler och utan mellanrum."
    ),
    "date": gettext_noop("”%(found)s” är inte ett datum. Skriv som 20140331 (år, månad, dag)."),
    "account": gettext_noop("”%(found)s” är inte ett kontonummer. Det skrivs med högst tio siffror."),
    "objects": gettext_noop(
        'Objektlistan ska skrivas som {dimension objekt}, till exempel {6 "1001"}, eller {}.'
    ),
    "trans-outside": gettext_noop(
        "%(label)s står utanför en verifikation. Raden ska stå inom { } efter #VER."
    ),
    "no-block": gettext_noop(
        "Verifikation %(voucher)s saknar { på raden efter #VER. Exportera filen på nytt."
    ),
    "open-block": gettext_noop("{ utan #VER före. Ta bort raden, eller exportera filen på nytt."),
    "close-block": gettext_noop("} utan { före. Ta bort raden, eller exportera filen på nytt."),
    "unclosed": gettext_noop("Verifikation %(voucher)s avslutas aldrig: } saknas. Filen kan vara avklippt."),
    "no-number": gettext_noop(
        "Verifikationen saknar nummer, så den går inte att känna igen. Exportera verifikationer som är "
        "bokförda."
    ),
    "no-lines": gettext_noop("Verifikation %(voucher)s har inga rader. Kontrollera den i ekonomisystemet."),
    "unbalanced": gettext_noop(
        "Verifikation %(voucher)s balanserar inte: raderna skiljer %(difference)s kr. Rätta den i "
        "ekonomisystemet."
    ),
    "twice": gettext_noop(
        "Verifikation %(voucher)s finns två gånger i filen, första gången på rad %(first)s."
    ),
    "outside-year": gettext_noop(
        "Verifikation %(voucher)s är daterad %(date)s, utanför räkenskapsåren i filen. Kontrollera datumet."
    ),
    "year-order": gettext_noop("Räkenskapsåret slutar innan det börjar. Rätta #RAR."),
    "undeclared": gettext_noop("Konto %(account)s används men har inget namn i filen (#KONTO saknas)."),
    "line-outside-year": gettext_noop("Raden är daterad %(date)s, utanför räkenskapsåren i filen."),
    "changed": gettext_noop(
        "Verifikation %(voucher)s är redan inläst med annat innehåll. En bokförd verifikation ändras inte: "
        "rätta med en "
        "ny verifikation i ekonomisystemet och exportera på nytt."
    ),
    "format": gettext_noop(
        "Filen säger sig ha teckenformatet %(found)s. SIE 4 har bara PC8. Kontrollera å, ä och ö."
    ),
}


@dataclass(frozen=True)
class SieError:
    """One thing wrong. `line` counts from 1; 0 means the file as a whole."""

    line: int
    code: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def template(self) -> str:
        """The Swedish sentence with its places to fill in."""
        return SENTENCES[self.code]

    @property
    def message(self) -> str:
        """The Swedish sentence."""
        return self.template % self.values if self.values else self.template

    def __str__(self) -> str:
        return f"Rad {self.line}: {self.message}" if self.line else self.message


class SieRefused(ValueError):
    """The file was not read. `errors` has the first 200 in the order of the lines, `count` how many there were."""

    def __init__(self, errors: list[SieError], count: int) -> None:
        super().__init__("\n".join(str(error) for error in errors[:5]))
        self.errors = errors
        self.count = count


class Findings:
    """Collects errors or warnings, keeping the first ones."""

    def __init__(self) -> None:
        self.kept: list[SieError] = []
        self.count = 0

    def add(self, line: int, code: str, **values: str | int) -> None:
        self.count += 1
        if len(self.kept) < MOST_KEPT:
            self.kept.append(SieError(line, code, values))
