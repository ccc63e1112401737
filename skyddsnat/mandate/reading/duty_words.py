"""The words that tell whom a "ska" binds."""

import re

YEAR = re.compile(r"\b(?:19|20)\d\d\b")
SKA = re.compile(r"\bska(?:ll)?\b", re.IGNORECASE)
CUT = re.compile(
    r";\s|,?\s(?:och|samt|men|medan|varefter|varvid|dels|utan)\s|,\s|\batt\s|:\s"
    r"|^(?:att|och|samt|men|medan|varefter)\s|,$"
)
FRONTED = re.compile(
    r"(?:i|inom|vid|senast|under|för|av|därutöver|vidare|dessutom|därefter|därmed|samtidigt|utöver|efter|med|"
    r"som ett led|"
    r"som en del|utifrån|mot|genom|på|från|till|fr\.o\.m\.|när|om|sedan|därtill|årligen|även|också|därför|det|"
    r"detta|den|"
    r"samma|före|innan|t\.o\.m\.|särskilt|tillsammans|utan|enligt|dock|slutligen|först|redan|om medlen|\d.*)\b",
    re.IGNORECASE,
)
# Things of the assignment itself: a sentence about them binds whoever has the assignment.
OUR_NOUN = re.compile(
    r"\b(?:(?:vad|det) som (?:då |inte )?(?:återstår|blir över|är kvar|har (?:använts|förbrukats|utnyttjats))|"
    r"(?:del|huvud|regerings)?uppdrag(?:et|en|ets)?|deluppdragen|\w*rapport(?:en|er|erna|ering|eringen)?|"
    r"föredragning(?:en)?|lägesbild(?:en)?|redogörelse(?:n|r)?|övning(?:en|ar|arna)|bedömning(?:en|ar|arna)?|"
    r"\w*redovisning(?:en|ar|arna)?|rekvisition(?:en|er|erna)?|\w*återbetalning(?:en)?|medel|medlen|"
    r"pengar(?:na)?|bidrag(?:et)?|"
    r"belopp(?:et)?|kostnad(?:en|er|erna)|utgift(?:en|er|erna)|arbetet|insats(?:en|er|erna)|resultat(?:et|en)?|"
    r"genomförande(?:t)?|\w*plan(?:en)?|redogörelse(?:n)?|underlag(?:et)?|förslag(?:en|et)?|kartläggning(?:en|"
    r"ar|arna)?|"
    r"analys(?:en|er|erna)?|utvärdering(?:en)?|uppföljning(?:en)?|sammanställning(?:en)?|projekt(?:et|en)?|"
    r"slutdokumentation(?:en)?|verksamhet(?:en)?|överskott(?:et)?|utredning(?:en)?|översyn(?:en)?|"
    r"undersökning(?:en)?|studien?|försöket|"
    r"inventering(?:en)?|satsning(?:en)?|vägledning(?:en)?|konferensen|webbplatsen|modellen|materialet|"
    r"utbildning(?:en|ar|arna)?|uppgifterna|statistiken|stöd(?:et)?|åtagande(?:t|na)?|de\b)",
    re.IGNORECASE,
)
# "Utlysningen ska öppna", "Höjningen ska": a doing, never somebody; it is for whoever has the assignment.
DOING = re.compile(r"(?:[A-ZÅÄÖ]|\b)[a-zåäö]{3,}(?:ningen|ationen|itionen|andet|endet)")
# A plan or a proposal may as well be somebody else's: not ours in a background section.
CORE_NOUN = re.compile(
    r"uppdrag|rapport|redovisning|rekvisition|återbetalning|medel|medlen|kostnad|utgift|redogörelse",
    re.IGNORECASE,
)
# "X ska betala ut medlen efter rekvisition, som ska ha kommit in": the asking is ours, whoever pays.
ASKED_FOR = re.compile(r"\b(?:rekvisition|begäran)(?:en)?, $", re.IGNORECASE)
# "Kunskapscentrumets slutrapport ska": somebody's, though the name is not known.
THEIRS = re.compile(r"[A-ZÅÄÖ][a-zåäöé-]{4,}s (?:\w+ )?\w*(?:rapport|redovisning|uppdrag)")
MONEY_NOUN = re.compile(
    r"överskott|rekvisition|medel|medlen|återbetalning|kostnad|utgift|belopp|bidrag", re.IGNORECASE
)
# A passive without an agent binds whoever has the assignment: "Prognoser ska lämnas".
PASSIVE = re.compile(r"(?: \w+){0,4}? (?:\w{2,}as|\w*(?:ges|nås|gås|fås|ses|ske|sättas|göras|tas|vara|ha))\b")
ORDERED = re.compile(
    r"\b(?:återbetalas|betalas (?:åter|tillbaka)|rekvireras|redovisas|slutredovisas|delredovisas|lämnas|"
    r"insänds|inlämnas)\b.*\bsenast\b",
    re.IGNORECASE,
)
# "Redovisas: 3 juni 2024", "Delrapport senast 2025-06-30": the assignment's own timetable.
TIMED = re.compile(
    r"(?:slut|del|åter|läges|av)?(?:redovis|rapport|återbetal|rekvisition|rekvirer)\w*\b|(?:projekt|tid|"
    r"genomförande|arbets)plan\b"
    r"|(?:senast )?(?:den )?\d{1,2} [a-z]{3,9} \d{4}:?,? ?[(–-]? ?"
    r"(?:slut|del|åter|läges)(?:redovis|rapport|betal)\w*\)?$"
    r"|senast\b|(?:tidpunkt|datum|tiden|dagen|sista dag)\w* för\b|preliminär\w*\b|"
    r"prognoser(?:na)? lämnas\b|bidrag som\b|medel som\b",
    re.IGNORECASE,
)
# "ska enligt regleringsbrevet": told of in the background, ordered elsewhere.
BY_OTHER_PAPER = re.compile(
    r"\benligt (?:\w+ )?(?:regleringsbrev\w*|instruktion\w*|tidigare beslut|beslut den|förordning\w*)\b",
    re.IGNORECASE,
)
AGENT = re.compile(r"(?: \w+){0,3}? \w{3,}s(?: ut| upp| fram| in)? av ")
# "lämnas av Barnombudsmannen": who does it; who pays out the money does nothing else.
DONE_BY = re.compile(
    r"\b(?!\w*betalas|fördelas|överförs|\w*finansieras|\w*meddelas)\w{3,}s(?: ut| upp| fram| in)? av $"
)
RELATIVE = re.compile(r"(?:^|\s)(?:som|vilket|vilken|vilka)$")
PAST_TASK = re.compile(
    r"\b(?:fick|har (?:\S+ ){0,6}?(?:fått|haft)|hade|har (?:sedan|tidigare|redan|också)|har i|gav|gavs|"
    r"utvidgades|förlängdes|"
    r"lämnade|beslutade|har (?:gett|givit|uppdragit|lämnat|beslutat))\b.{0,160}?\buppdra",
    re.IGNORECASE,
)
JOINS = re.compile(r",? (?:och|samt|respektive) |, ")
SINGULAR = frozenset(
    ("myndigheten", "länsstyrelsen", "verket", "lärosätet", "universitetet", "högskolan", "organisationen")
)
HAS_TASK = re.compile(
    r"\b(?:har|fick|får|ges|gavs|gav)\b.{0,120}?\b(?:i uppdrag|uppdraget)\b|\buppdrog åt\b", re.IGNORECASE
)
PAID_OUT = re.compile(r"\bbetala[sr]? ut\b|\butbetala[sr]?\b", re.IGNORECASE)
