"""The columns of a table of vouchers, with the names that accounting programs give them."""

from django.utils.translation import gettext_lazy

from skyddsnat.core.api import import_kinds

FIELDS = (
    import_kinds.Field(
        "series", gettext_lazy("Serie"), longest=20, names=("Verserie", "Verifikationsserie", "Series", "Journal"),
        example=("A", "A"),
    ),
    import_kinds.Field(
        "number", gettext_lazy("Verifikationsnummer"), required=True, longest=20,
        names=("Vernr", "Ver nr", "Verifikation", "Nummer", "Nr", "Ver", "Voucher", "Voucher number", "Number"),
        example=("1", "1"),
    ),
    import_kinds.Field(
        "date", gettext_lazy("Datum"), import_kinds.DAY, required=True,
        names=("Bokföringsdatum", "Verdatum", "Verifikationsdatum", "Bokfört", "Date", "Booking date"),
        example=("2014-05-06", "2014-05-06"),
    ),
    import_kinds.Field(
        "account", gettext_lazy("Konto"), import_kinds.REFERENCE, required=True,
        names=("Kontonummer", "Kontonr", "Account", "Account number"), example=("5520", "5520"),
    ),
    import_kinds.Field(
        "account_name", gettext_lazy("Kontots namn"), longest=200,
        names=("Kontonamn", "Kontobenämning", "Benämning", "Account name"), example=("Resor", "Travel"),
    ),
    import_kinds.Field(
        "amount", gettext_lazy("Belopp"), import_kinds.SUM, names=("Summa", "Belopp kr", "Amount", "Sum"),
        hint=gettext_lazy("Debet är positivt och kredit negativt. Finns två kolumner väljer du dem nedan i stället."),
        example=("1 234,50", "1 234,50"),
    ),
    import_kinds.Field("debit", gettext_lazy("Debet"), import_kinds.SUM, names=("Debit",)),
    import_kinds.Field("credit", gettext_lazy("Kredit"), import_kinds.SUM, names=("Credit",)),
    import_kinds.Field(
        "text", gettext_lazy("Verifikationstext"), longest=1_000,
        names=("Text", "Vertext", "Beskrivning", "Description", "Voucher text"),
        example=("Resa till Umeå", "Journey to Umeå"),
    ),
    import_kinds.Field(
        "row_text", gettext_lazy("Radtext"), longest=1_000, names=("Transaktionstext", "Radbeskrivning", "Row text"),
    ),
    import_kinds.Field(
        "project", gettext_lazy("Projekt"), longest=60, names=("Projektnr", "Projektkod", "Project", "Project code"),
        example=("1001", "1001"),
    ),
    import_kinds.Field(
        "cost_date", gettext_lazy("Kostnadens datum"), import_kinds.DAY,
        names=("Transaktionsdatum", "Raddatum", "Cost date", "Transaction date"),
        hint=gettext_lazy("Om raden gäller en annan dag än verifikationen."),
    ),
)  # fmt: skip
