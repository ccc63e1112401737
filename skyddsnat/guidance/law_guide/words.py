"""What the guide's pages say around the questions and the reasoning, in the two languages that the law is told in."""

from __future__ import annotations

from collections.abc import Mapping

from skyddsnat.guidance.law.api import Text

SWEDISH = ("sv", "sv-simple")

SAID: Mapping[str, Text] = {
    "heading": Text("Är det ett brott, och kan Sverige pröva det?", "Is it a crime, and can Sweden try it?"),
    "lead": Text(
        "Svara på det du vet. Det går bra att inte veta. En misstanke räcker alltid för ett tips.",
        "Answer what you know. It is fine not to know. A suspicion is always enough for a tip.",
    ),
    "nothing_kept": Text(
        "Dina svar sparas inte. De står inte i adressen och inte i webbläsarens historik.",
        "Your answers are not kept. They are not in the address or in your browser's history.",
    ),
    "number": Text("Fråga {number}", "Question {number}"),
    "next": Text("Fortsätt", "Continue"),
    "unknown": Text("Jag vet inte", "I do not know"),
    "back": Text("Tillbaka", "Back"),
    "again": Text("Börja om", "Start again"),
    "wrong": Text("Något behöver rättas", "Something needs to be put right"),
    "wrong_title": Text("Fel", "Error"),
    "offence_label": Text("Vad är det som har hänt?", "What has happened?"),
    "offence_hint": Text(
        "Välj det som liknar mest. Den som är under 18 år är ett barn. Är du osäker, välj ”Jag vet inte”.",
        "Choose what is most like it. A person under 18 is a child. If you are not sure, choose “I do not know”.",
    ),
    "date_hint": Text(
        "Skriv det du vet. Bara året går bra, eller månad och år. Till exempel 2 7 2013.",
        "Write what you know. The year alone will do, or the month and the year. For example 2 7 2013.",
    ),
    "day": Text("Dag", "Day"),
    "month": Text("Månad", "Month"),
    "year": Text("År", "Year"),
    "age_hint": Text(
        "I hela år. Vet du inte, välj ”Jag vet inte”. Då räknas det som ett barn.",
        "In whole years. If you do not know, choose “I do not know”. It then counts as a child.",
    ),
    "ties_hint": Text(
        "Välj allt som stämmer. Vet du inget, välj ”Jag vet inte”.",
        "Choose all that fits. If you know nothing, choose “I do not know”.",
    ),
    "check": Text("Stämmer det här?", "Is this right?"),
    "check_lead": Text(
        "Ändra det som är fel, eller gå vidare till svaret.",
        "Change what is wrong, or go on to the answer.",
    ),
    "change": Text("Ändra", "Change"),
    "show": Text("Visa svaret", "Show the answer"),
    "answer": Text("Svar", "Answer"),
    "change_answers": Text("Ändra dina svar", "Change your answers"),
    "your_answers": Text("Det du har svarat", "What you answered"),
    "what_unknown": Text(
        "Det beror på vad som har hänt, och det behöver du inte veta.",
        "It depends on what has happened, and you need not know that.",
    ),
    "way_on": Text("Så går du vidare", "What to do now"),
    "where": Text("Var vänder jag mig?", "Where do I turn?"),
    "where_hint": Text(
        "Rätt nummer eller webbplats, i tre tryck.", "The right number or site, in three taps."
    ),
    "child_notice": Text("När barnet är 15, 16 eller 17 år", "When the child is 15, 16 or 17"),
    "other_time": Text(
        "Det är kontrollerat för tiden {period}. Hur det var när det hände är inte kontrollerat här.",
        "That has been checked for the time {period}. How it was when this happened has not been checked here.",
    ),
    "depends_on": Text("Det här beror svaret på", "What the answer depends on"),
    "before": Text("Före {day}", "Before {day}"),
    "in_sweden": Text("Hände det i Sverige", "If it happened in Sweden"),
    "abroad": Text("Hände det utomlands", "If it happened abroad"),
    "reasoning": Text("Så kommer vi fram till svaret", "How we get to the answer"),
    "reasoned_for": Text("Stegen gäller {what}.", "The steps are about {what}."),
    "beside": Text("avgör inte svaret", "does not decide the answer"),
    "rests_on": Text("Lagrum och källor", "Sections and sources"),
    "checked_until": Text("kontrollerat till och med {day}", "checked up to and including {day}"),
    "passed": Text(
        "Reglerna kontrollerades senast {day}. De kan ha ändrats sedan dess.",
        "The rules were last checked on {day}. They may have changed since then.",
    ),
    "duties": Text("Om du är orolig för ett barn i Sverige", "If you worry about a child in Sweden"),
    "all_rules": Text("Alla regler med datum och källor", "All rules with dates and sources"),
    "print": Text("Skriv ut svaret", "Print the answer"),
    "print_rules": Text("Skriv ut reglerna", "Print the rules"),
    "rules_heading": Text("Reglerna bakom svaren", "The rules behind the answers"),
    "rules_lead": Text(
        "Varje regel med den tid den gäller, var den står, var vi har läst den och till vilken dag vi har "
        "kontrollerat den. BrB är brottsbalken, SoL socialtjänstlagen.",
        "Every rule with the time it is in force, where it stands, where we read it and the day up to which we have "
        "checked it. BrB is brottsbalken, the Criminal Code; SoL the Social Services Act.",
    ),
    "begins": Text("Inget före {day} är kontrollerat.", "Nothing before {day} has been checked."),
    "period": Text("Gäller", "In force"),
    "section": Text("Lagrum", "Section"),
    "says": Text("Vad den säger", "What it says"),
    "source": Text("Källa", "Source"),
    "until": Text("Kontrollerad till", "Checked until"),
    "to_guide": Text("Ställ frågor till reglerna", "Ask the rules"),
    "contents": Text("Innehåll", "Contents"),
}


def guide_language(language: str) -> str:
    """The language that the guide speaks on a page of that language: Swedish or English."""
    return "sv" if language in SWEDISH else "en"


def said(language: str) -> dict[str, str]:
    """All of it in one language."""
    return {key: text.said(language) for key, text in SAID.items()}
