"""Collections of any size to measure on, made of sentences that people have written; the same each time."""

from __future__ import annotations

import random
import re

from skyddsnat.shared.grams.index import Entry

SENTENCE = re.compile(r"(?<=[.!?])\s+")
SENTENCES = 12
TITLE = 6  # words
SEED = 8161
QUESTIONS = (
    "Vad gör jag när ett barn verkar utnyttjas på ett hotell?",
    "Hur gör skolan en orosanmälan till socialtjänsten?",
    "samtal med barn som har utsatts",
    "sekretess mellan socialtjänst och polis",
    "samverkanövrenskommelse kommunen",
    "När ska en kommun kontakta Migrationsverket?",
    "checklista hälso- och sjukvård",
    "barnahus",
    "Vilket stöd får ett barn som har utsatts för människohandel?",
    "skyddat boende",
)
# What is cut up when no other text is at hand: plain sentences about the subject.
OWN = """
    Ett barn som utnyttjas behöver en vuxen som ser, frågar och stannar kvar. Anmäl genast till socialtjänsten när du
    får veta eller misstänker att ett barn far illa. Du behöver inte vara säker för att anmäla. Socialtjänsten bedömer
    samma dag om barnet behöver omedelbart skydd. Samtalet med barnet hålls på en lugn plats, med tolk när det behövs.
    Skolans personal berättar för rektorn och skriver ned vad barnet har sagt med barnets egna ord. Hälso- och
    sjukvården frågar om våld och dokumenterar skador i journalen. Polisen tar emot tips dygnet runt och inleder
    förundersökning. Åklagaren beslutar om barnet ska höras i barnahus. Migrationsverket lämnar uppgifter när ett barn
    utan vårdnadshavare försvinner. Kommunen ordnar god man och ett boende där ingen okänd kan nå barnet. Regionen
    erbjuder traumabehandling och uppföljning. Länsstyrelsen samordnar arbetet i länet och sprider metodstöd.
    Frivilligorganisationer har jourtelefoner, stödboenden och erfarenhet som myndigheterna saknar. En överenskommelse
    om samverkan säger vem som ringer vem, hur fort och med stöd av vilken bestämmelse. Sekretess hindrar inte att
    uppgifter lämnas när ett barn behöver skydd. Hotellets personal lägger märke till barn som kommer sent med en
    vuxen som de inte tycks känna. Taxiföraren kan avbryta körningen och ringa polisen. Chefen planerar in handledning
    för den som möter utsatta barn. Den som är ny i yrket går grundutbildningen och övar samtal med en kollega.
    Åldersbedömningen görs av läkare och prövas av domstol. Barnets bästa utreds och skrivs ned innan beslut fattas.
    Ekonomiskt bistånd söks hos kommunen där barnet vistas. Vräkning av en barnfamilj anmäls till socialnämnden.
    Nätverksmöten leds av en samordnare som också skriver minnesanteckningarna. Resultaten följs upp varje halvår.
"""


def collection(size: int, source: list[str] | None) -> list[Entry]:
    """So many texts, each of sentences drawn from the source, or from our own when there is none."""
    chance = random.Random(SEED)  # noqa: S311 -- texts to measure on, no secret
    sentences = [
        sentence
        for text in source or [" ".join(OWN.split())]
        for sentence in SENTENCE.split(text)
        if sentence
    ]
    made = []
    for number in range(size):
        drawn = chance.choices(sentences, k=SENTENCES)
        title = " ".join(" ".join(chance.choices(sentences, k=2)).split()[:TITLE])
        made.append(
            Entry(str(number), title, " ".join(drawn), frozenset({f"language:{('sv', 'en')[number % 2]}"}))
        )
    return made
