"""Our own short words for what the reader finds, Swedish and English; and why something is left unread."""

OBLIGATIONS = {
    "requisition": ("Rekvirera medlen", "Requisition the funds"),
    "repayment": ("Återbetala medel som inte har använts", "Repay unused funds"),
    "financial_account": ("Lämna ekonomisk redovisning", "Submit a financial account"),
    "interim_report": ("Lämna delredovisning", "Submit an interim report"),
    "final_report": ("Redovisa uppdraget", "Report on the assignment"),
}
REASONS = {
    "somebody_else": ("Gäller någon annan: {name}.", "Binds somebody else: {name}."),
    "earlier": ("Gäller ett annat eller tidigare uppdrag.", "Concerns another or an earlier assignment."),
    "background": (
        "Bakgrund: nämner en tidpunkt men ålägger inget.",
        "Background: names a time but orders nothing.",
    ),
    "heading": ("Rubrik eller rad utan hel mening.", "A heading or a line that is no full sentence."),
    "unclear_subject": (
        "Läsaren kan inte avgöra vem som ska göra detta.",
        "The reader cannot tell who is to do this.",
    ),
    "date": ("Läsaren vet inte vad datumet gäller.", "The reader does not know what the date is for."),
    "year_missing": ("Datumet saknar år.", "The date has no year."),
    "sum": ("Läsaren vet inte vad beloppet gäller.", "The reader does not know what the sum is for."),
    "money_elsewhere": (
        "Beloppet gäller inte pengarna i detta uppdrag.",
        "The sum is not this assignment's money.",
    ),
    "replaced": ("Gäller inte längre: beslutet ändrar det.", "No longer holds: the decision changes it."),
    "unit_missing": ("Talet saknar enhet, till exempel kronor.", "The number has no unit, such as kronor."),
    "too_long": (
        "För lång för att vara en mening. Läs den själv.",
        "Too long for a sentence. Read it yourself.",
    ),
}
