"""The sentences of an answer. Calm and plain; a child may read them. Places in braces are filled in."""

from __future__ import annotations

from collections.abc import Mapping

from skyddsnat.guidance.law.answer import Verdict
from skyddsnat.guidance.law.text import Text

QUESTIONS: Mapping[str, Text] = {
    "crime": Text("Var det ett brott i svensk lag den dagen?", "Was it a crime in Swedish law that day?"),
    "place": Text(
        "Räcker platsen för att Sverige ska få pröva det?", "Is the place enough for Sweden to try it?"
    ),
    "tie": Text("Finns det ett band till Sverige?", "Is there a tie to Sweden?"),
    "double": Text(
        "Är det ett brott också där det hände, eller spelar det ingen roll?",
        "Is it a crime where it happened too, or does that not matter?",
    ),
    "prosecution": Text(
        "Behövs ett särskilt beslut för att åtala?", "Is a special decision needed to prosecute?"
    ),
    "limitation": Text("Kan det vara för sent?", "Can it be too late?"),
}

HEADLINES: Mapping[Verdict, Text] = {
    Verdict.YES: Text(
        "Ja. Om det är det här brottet kan Sverige pröva det, enligt reglerna den dagen.",
        "Yes. If it is this offence, Sweden can try it under the rules of that day.",
    ),
    Verdict.NO: Text(
        "Nej, enligt reglerna den dagen kan Sverige inte pröva det som just det här brottet.",
        "No, under the rules of that day Sweden cannot try it as this very offence.",
    ),
    Verdict.DEPENDS: Text(
        "Det beror på. Reglerna här avgör det inte.", "It depends. The rules here do not decide it."
    ),
}

WHY_TIP: Mapping[Verdict, Text] = {
    Verdict.YES: Text(
        "Tipsa. Du behöver inte vara säker och inte ha några bevis: polisen och åklagaren tar reda på"
        " resten.",
        "Tell the police. You need not be sure or have proof: the police and the prosecutor find out "
        "the rest.",
    ),
    Verdict.NO: Text(
        "Ett tips är ändå rätt. Det du såg kan vara ett annat brott, ha hänt en annan dag eller "
        "prövas i landet där det hände, och barnet kan behöva hjälp.",
        "A tip is still right. What you saw may be another offence, may have happened on another day "
        "or may be tried in the country where it happened, and the child may need help.",
    ),
    Verdict.DEPENDS: Text(
        "Ett tips är ändå rätt. Det som fattas här kan polisen och åklagaren ta reda på, och ditt "
        "tips kan vara det som gör att de kan.",
        "A tip is still right. The police and the prosecutor can find out what is missing here, and "
        "your tip may be what makes it possible.",
    ),
}

# Numbers are named by their key among the room's shared values, and put in where the sentence is shown.
ALSO: tuple[Text, ...] = (
    Text("Är någon i fara nu? Ring {{ 112 }} först.", "Is someone in danger now? Call {{ 112 }} first."),
    Text("En misstanke räcker. Du behöver inget namn, ingen bild och inget bevis.",
         "A suspicion is enough. You need no name, no picture and no proof."),
    Text("Spara, skicka eller dela aldrig bilder av övergrepp, inte heller som bevis. Spara länken.",
         "Never save, send or share pictures of abuse, not even as proof. Keep the link."),
    Text("Konfrontera, följ efter eller fråga inte ut någon. Det är polisens arbete.",
         "Do not confront, follow or question anyone. That is the work of the police."),
)  # fmt: skip

DISCLAIMER = Text(
    "Det här är information, aldrig juridisk rådgivning. Åklagaren avgör.",
    "This is information, never legal advice. The prosecutor decides.",
)

NEWER = Text(
    "Reglerna är kontrollerade till och med {verified}. Det du frågar om hände senare; en regel kan "
    "ha ändrats.",
    "The rules are checked up to and including {verified}. What you ask about happened later; a rule "
    "may have changed.",
)

TOO_LATE_UNDECIDED = Text(
    "Om det kan vara för sent att åtala avgörs inte här.",
    "Whether it can be too late to prosecute is not decided here.",
)

UNCHECKED = Text(
    "Reglerna före {begins} är inte kontrollerade, så här går det inte att säga hur det var {date}.",
    "The rules before {begins} have not been checked, so it cannot be said here how it was on {date}.",
)

# --- reasons, step by step ---

CRIME_YES = Text("Brottet hette ”{name}” ({paragraph}).", "The offence was called “{name}” ({paragraph}).")
CRIME_NOT_YET = Text(
    "{name} ({paragraph}) blev ett eget brott {since}. Det hände före den dagen, så det kan inte "
    "prövas som det brottet. Det kan ha varit ett annat brott redan då.",
    "{name} ({paragraph}) became an offence of its own on {since}. It happened before that day, so it"
    " cannot be tried as that offence. It may have been another offence already then.",
)
CRIME_NO_LONGER = Text(
    "Den här paragrafen gällde till och med {until} för {name} ({paragraph}). Gärningen kan stå i en "
    "annan paragraf nu.",
    "This section applied up to and including {until} to {name} ({paragraph}). The act may stand in "
    "another section now.",
)
CRIME_ADULT = Text(
    "{name} ({paragraph}) gäller bara när den som utsätts är under 18 år. Det kan vara ett annat brott.",
    "{name} ({paragraph}) applies only when the victim is under 18. It may be another offence.",
)
DEGREE_ABSENT = Text(
    "Den graden ({degree}) fanns inte i paragrafen den dagen enligt det som är kontrollerat här.",
    "That degree ({degree}) was not in the section that day, as far as has been checked here.",
)
CHILD_ASSUMED = Text(
    "Åldern är inte känd. Räkna med att det är ett barn tills något annat visar sig.",
    "The age is not known. Take it to be a child until something else is shown.",
)
PENALTY = Text("Straffet då: {penalty}", "The penalty then: {penalty}")
PENALTY_OF = Text("Straffet då för {degree}: {penalty}", "The penalty then for {degree}: {penalty}")

PLACE_SWEDEN = Text(
    "Det hände i Sverige. Då gäller svensk lag.", "It happened in Sweden. Then Swedish law applies."
)
PLACE_ABROAD = Text(
    "Det hände utomlands. Då behövs ett band till Sverige, se nästa frågor.",
    "It happened abroad. Then a tie to Sweden is needed; see the next questions.",
)
PLACE_NORDIC = Text(
    "Det hände i Danmark, Finland, Island eller Norge. Det räknas som utomlands: då behövs ett band "
    "till Sverige.",
    "It happened in Denmark, Finland, Iceland or Norway. That counts as abroad: then a tie to Sweden "
    "is needed.",
)
PLACE_NET = Text(
    "Det hände på nätet. Var det räknas som gjort avgörs i det enskilda fallet, så här prövas båda: i"
    " Sverige gäller svensk lag, utomlands behövs det som står i nästa frågor.",
    "It happened on the net. Where it counts as done is decided in each case, so both are tried here:"
    " in Sweden Swedish law applies, abroad what the next questions say is needed.",
)

TIE_OVER = Text(
    "Brottet kan ge mer än sex månaders fängelse.",
    "The offence can lead to more than six months' imprisonment.",
)
TIE_UNDER = Text(
    "Brottet kan inte ge mer än sex månaders fängelse, så det bandet räcker inte.",
    "The offence cannot lead to more than six months' imprisonment, so that tie is not enough.",
)
TIE_UNVERIFIED = Text(
    "Det högsta straffet den dagen är inte kontrollerat här, eller olika för olika grader, så det går"
    " inte att säga.",
    "The greatest penalty that day has not been checked here, or differs between degrees, so it "
    "cannot be said.",
)
TIE_NONE = Text(
    "Inget band till Sverige är känt än. Det kan visa sig senare, och polisen kan ta reda på det.",
    "No tie to Sweden is known yet. One may show later, and the police can find out.",
)
TIE_VICTIM_OPEN = Text(
    "Det är inte känt om den som utsattes är svensk medborgare eller bor i Sverige. Det skulle räcka.",
    "It is not known whether the victim is a Swedish citizen or lives in Sweden. That would be enough.",
)

DOUBLE_THERE = Text(
    "Det är ett brott också där. Det räcker.",
    "It is a crime there too. That is enough.",
)
DOUBLE_EXEMPT = Text(
    "Det spelar ingen roll: {what} var undantaget den dagen, och straffet begränsas inte av lagen där.",
    "It does not matter: {what} was exempt that day, and the penalty is not capped by the law there.",
)
DOUBLE_EXEMPT_CHILD = Text(
    "Det spelar ingen roll: {what} var undantaget den dagen när den som utsattes var under 18 år, och"
    " straffet begränsas inte av lagen där.",
    "It does not matter: {what} was exempt that day when the victim was under 18, and the penalty is "
    "not capped by the law there.",
)
DOUBLE_MINIMUM = Text(
    "Det spelar ingen roll: det lindrigaste straffet för {what} var fyra års fängelse eller mer.",
    "It does not matter: the least penalty for {what} was four years' imprisonment or more.",
)
DOUBLE_MINIMUM_OPEN = Text(
    "Det lindrigaste straffet den dagen är inte kontrollerat här. Var det fyra år eller mer gäller "
    "inte kravet.",
    "The least penalty that day has not been checked here. If it was four years or more the "
    "requirement does not apply.",
)
DOUBLE_REQUIRED = Text(
    "{what} var inte undantaget den dagen: det måste vara ett brott också där.",
    "{what} was not exempt that day: it must be a crime there too.",
)
DOUBLE_NOT_THERE = Text(
    "Det är inte ett brott där, så Sverige kan inte pröva det som det här brottet.",
    "It is not a crime there, so Sweden cannot try it as this offence.",
)
DOUBLE_UNKNOWN_THERE = Text(
    "Om det är ett brott där vet vi inte. Det tar polisen och åklagaren reda på.",
    "Whether it is a crime there we do not know. The police and the prosecutor find out.",
)
MIXED = Text(
    "Det skiljer mellan graderna av brottet. Vilken det är avgör åklagaren.",
    "It differs between the degrees of the offence. The prosecutor decides which it is.",
)

ORDER_NEEDED = Text(
    "Det krävs som regel. Det är åklagarens sak och inget du behöver göra.",
    "It is needed as a rule. That is the prosecutor's business and nothing you need to do.",
)
ORDER_NOT_NEEDED = Text(
    "Inte när det hände i ett nordiskt grannland.", "Not when it happened in a Nordic neighbour."
)
ORDER_PERHAPS = Text("Bara om det räknas som gjort utomlands.", "Only if it counts as done abroad.")

LIMIT_NEVER = Text(
    "Det här brottet blir aldrig för gammalt att åtala.",
    "This offence never becomes too old to prosecute.",
)
LIMIT_ABOLISHED = Text(
    "Barnet hade inte fyllt 18 år när gränsen togs bort den {since}, så tiden hade inte börjat räknas.",
    "The child was not yet 18 when the limit was abolished on {since}, so the time had not begun to run.",
)
LIMIT_OPEN = Text(
    "Inte än. Tiden är minst {years} år och går ut tidigast {ends}.",
    "Not yet. The time is at least {years} years and ends on {ends} at the earliest.",
)
LIMIT_UNDECIDED = Text(
    "Det avgörs inte här: reglerna för tiden är inte kontrollerade för den dagen, eller tiden kan ha "
    "gått ut. För brott mot barn räknas tiden ofta först från 18-årsdagen. Låt åklagaren räkna.",
    "That is not decided here: the rules about time have not been checked for that day, or the time "
    "may have run out. For offences against children the time often runs only from the 18th birthday."
    " Let the prosecutor count.",
)
