"""The money: which sums are this assignment's, the appropriation they come from, and the conditions on them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from skyddsnat.mandate.reading.asides import told_aside
from skyddsnat.mandate.reading.authorities import Actor
from skyddsnat.mandate.reading.beneficiaries import beneficiaries
from skyddsnat.mandate.reading.cast import Cast
from skyddsnat.mandate.reading.dated_lines import is_sum_entry
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.sums import BESIDES_CLAUSE, SumMention

GRANT = re.compile(
    r"\b(?:får|ska|skall|kan|bör)\b.{0,220}?\b(?:använda|disponera|användas|disponeras|förbruka|förbrukas|"
    r"nyttja|nyttjas|"
    r"rekvirera|förfoga|avse|avsätta|avsättas|utbetala|fördela|lämna|lämnas|belasta|fördelas|uppgå|"
    r"utbetalas|betalas|betala|"
    r"rekvireras|finansiera|finansieras|överföra|överföras|tas|kosta)\b"
    r"|\b(?:tilldelas|tilldelar|beviljas|beviljar|anvisas|anvisar|avsätts|avsätter|betalas|utbetalas|uppgår|"
    r"finansieras|disponeras|avser|erhåller|lämnas|lämnar|höjs|sänks|ökas|minskas|utökas|tillförs|tillskjuts|"
    r"rekvireras|beräkna[rs]|räknar (?:regeringen )?med att|belastas med|disponerar|fördelas|fördelar|"
    r"varav|av vilka|dock|kostnadsram\w*|"
    r"ram|ramen|bemyndigas|belastar)\b"
    r"|\b(?:låneram\w*|\w*kredit(?:en)?)\b|\bhar rätt att (?:\S+ ){0,3}?(?:använda|disponera|förfoga)\b"
    r"|\b(?:fördelat på|fördelade på|ställ(?:s|er)\b.{0,60}? till \S+ förfogande|"
    r"till \S+ förfogande ställ(?:s|er)|avdelas|reserveras|anslås|utgår|överförs)\b"
    r"|\buppdra\w*\b.{0,160}?\b(?:betala ut|utbetala|fördela|lämna bidrag|använda)\b"
    r"|\bfår \d|\bfår\b.{0,60}?\b(?:högst|sammanlagt|totalt|ytterligare|bidrag|ett belopp)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:(?:[Hh]ar|[Hh]ade) (?!rätt\b|i uppdrag)(?:\S+ ){0,5}?(?:tilldelats|tilldelat|avsatts|avsatt|"
    r"beviljats|beviljat|fått|"
    r"disponerat|betalats|betalat|anvisat|anvisats|använt|använts|satsat|satsats|begärt|ansökt|kostat|"
    r"uppgått|bidragit|"
    r"rekvirerat|rekvirerats|utbetalat|utbetalats|"
    r"förbrukat|förbrukats|fördelat|fördelats|lämnat|lämnats)|tilldelades|avsatte|avsattes|fick|beviljades|beviljade|"
    r"föreslog|föreslås|föreslår|aviserade|aviserades|aviseras|beräknade|beräknades|uppgick|kostade|"
    r"anvisade|anvisades|"
    r"använde|användes|förbrukade|förbrukades|uppskattas|uppskattades|motsvarade|satsade|satsades|omsatte|omsätter|"
    r"kostar|bidrog|var(?! och en| för sig)|blev|hade|gav|gavs|stod|tillfördes|tillförde|anslog|begärde|"
    r"ansökte|äskade|betalade|betalades|"
    r"fördelade(?! (?:enligt|på|mellan|som|med))|fördelades|köpte|omfattade|minskade|ökade|sjönk|nådde|"
    r"beslagtog|lånade|investerade|samlade)\b"
)
# What the budget says of the whole country's money is not the assignment's.
IN_THE_BUDGET = re.compile(
    r"^(?:I|Genom|Enligt|Med anledning av) (?:budget|vårändrings|höständrings)?(?:propositionen|"
    r"regeringens proposition|"
    r"budgeten)|^I (?:\w+ )?(?:ändrings)?budget|^Riksdagen\b|\b(?:jordbruks|struktur|social|regional)fond\w*|"
    r"\bstöd lämnas med\b|\b(?:anslaget|\w*bidraget|stödet) uppgår (?:år )?\d{4} till\b",
    re.IGNORECASE,
)
PLANS = re.compile(r"Regeringen (?:beräknar|planerar|avser|bedömer|räknar med)\b", re.IGNORECASE)
CREDIT = re.compile(r"\b(?:låneram|\w*kredit|räntekonto\w*|avgifts?\w*|intäkter|inkomst\w*)\b", re.IGNORECASE)
TOTAL = re.compile(r"(?:summa|totalt|sammanlagt|total|delsumma)\b", re.IGNORECASE)
OF_LAST = re.compile(r"\b(?:utfall|föregående år|tidigare|bokslut)\b", re.IGNORECASE)
MONEY_PART = re.compile(
    r"\b(?:pengar|medel|ekonomi|finansiering|budget|kostnad|fördelning|belopp|anslag)", re.IGNORECASE
)
# "Minst 2 mnkr ska gå till metodutveckling", "Verket ska återbetala 350 000 kronor"
OTHERWISE = re.compile(
    r"^Av (?:dessa|detta|beloppet|medlen|summan|bidraget)\b[^.;]{0,60}\b(?:går|är|tillfaller)\b|"
    r"\bska(?:ll)?\b[^.]{0,60}?\bgå till\b|\bska(?:ll)? (?:\S+ ){0,6}?(?:återbetala|betala tillbaka)s?\b",
    re.IGNORECASE,
)
# "Varje region får minst 300 000 kronor": how the money that the decision hands out is shared.
SHARED_OUT = re.compile(
    r"^(?:Varje|Respektive|Vart och ett av|Var och en av) (?:\S+ ){0,3}?(?:landsting\w*|region\w*|kommun\w*|län\w*|"
    r"skol\w*|förening\w*|organisation\w*|stadsdel\w*|\w*förbund\w*) "
    r"(?:(?:som|i) [^,.;]{3,60},? )?(?:ska |kan )?(?:få|får|tilldelas|erhåller|beviljas|ges)\b(?! (?:inte|"
    r"ej|söka|ansöka|själv))"
)
# "Resterande 500 000 kronor betalas ut när slutrapporten har lämnats": what comes first.
ONCE_DONE = re.compile(
    r"\b(?:när|sedan|så snart|efter (?:det )?att) [^,.;]{3,60}? (?:har )?"
    r"(?:lämnats|lämnat|godkänts|godkänt|inkommit|kommit in|redovisats|redovisat)\b"
)
OF_AGREEMENT = re.compile(
    r"^(?:Denna överenskommelse|Överenskommelsen) (?:omfattar|uppgår till)\b", re.IGNORECASE
)
# "Regeringen avsätter 4 000 000 kronor för arbetet"
FOR_THIS = re.compile(
    r"^Regeringen (?:avsätter|tilldelar|beviljar|anvisar|lämnar)\b.*\b(?:för|till) (?:detta|arbetet|"
    r"ändamålet|projektet)\b"
    r"|^Regeringen (?:beviljar|anvisar|avsätter) (?:därför |nu |högst |ytterligare |"
    r"härmed )*\d[^.;]*?kronor(?! till| per)"
)
OF_ASSIGNMENT = re.compile(r"\b(?:uppdrag(?:et|ets)|genomförandet|detta beslut|insatserna)\b", re.IGNORECASE)


@dataclass
class Sum:
    """A sum of the assignment, ``amount`` in kronor. ``role``: ceiling (högst), grant,
    planned (beräknas) or other."""

    amount: Decimal
    currency: str
    year: int | None
    span: Place
    role: str
    amount_span: Place
    years: tuple[int, ...] = ()
    beneficiary: str = ""
    who: list[str] = field(default_factory=list)
    label: str = ""
    replaces: Decimal | None = None
    support: dict[str, Place] = field(default_factory=dict)
    sentence: Place = (0, 0)


def find_money(reads: list[Read], cast: Cast) -> list[Sum]:
    """The assignment's sums in order; claims them. Somebody else's and the past's are left unread."""
    found: list[Sum] = []
    told = _Told()
    for read in reads:
        told.look(read, cast)
        for index, mention in enumerate(read.sums):
            duty = next((d for d in read.duties if d.start <= mention.start < d.end), None)
            reason = _not_ours(read, duty, cast, mention)
            if not reason and told.of_others(read, cast):
                reason = "money_elsewhere"
            if reason:
                read.reasons.append(reason)
                continue
            if TOTAL.match(mention.label) and any(each.amount == mention.amount for each in found):
                read.claim(mention.start, mention.end)  # the total of a table that the text has said already
                continue
            made = _sum(read, mention, cast)
            _replace(read, index, made)
            found.append(made)
            read.claim(mention.start, mention.end)
            read.covered = True
            if duty is not None and duty.whose == "ours" and duty.ska >= 0:
                read.claim(duty.ska, duty.ska + 3)
    return found


@dataclass
class _Told:
    """What the paragraph at hand has told of so far: of our assignment, or only of how things are."""

    unit: int = -1
    sentences: int = 0
    ours: bool = False

    def look(self, read: Read, cast: Cast) -> None:
        if read.sentence.unit != self.unit:
            self.unit, self.sentences, self.ours = read.sentence.unit, 0, False
        self.sentences += 1
        ordered = any(duty.whose == "ours" and duty.ska >= 0 for duty in read.duties)
        ordered = ordered or bool(OF_ASSIGNMENT.search(read.text) and GRANT.search(read.text))
        ordered = ordered or bool(OF_AGREEMENT.search(read.text) and not is_background(read.sentence))
        self.ours = self.ours or ordered or any(cast.includes(actor) for actor in cast.actors(read.text))

    def of_others(self, read: Read, cast: Cast) -> bool:
        """A sum in a paragraph of facts, in a sentence that neither orders nor allows anything."""
        return (
            self.sentences > 1
            and not self.ours
            and read.sentence.kind == "text"
            and not re.search(r"\b(?:får|ska|skall|uppdraget|detta beslut)\b", read.text, re.IGNORECASE)
        )


def _replace(read: Read, index: int, made: Sum) -> None:
    """The sum that this one takes the place of, next to it in the sentence."""
    for neighbour in (index + 1, index - 1):
        if 0 <= neighbour < len(read.sums) and read.sums[neighbour].replaced:
            old = read.sums[neighbour]
            made.replaces = old.amount
            made.support["replaces"] = read.sentence.place(old.start, old.end)
            read.claim(old.start, old.end)
            return


def _not_ours(read: Read, duty: Duty | None, cast: Cast, mention: SumMention) -> str:
    """Why a sum is not this assignment's money, "" when it is."""
    text = read.text
    actors = cast.actors(text)
    named = any(cast.includes(actor) for actor in actors)
    background = is_background(read.sentence)
    if aside := told_aside(text, mention):
        return aside
    # What an earlier decision gave does not put this one's money in the past, nor what has to be done before it comes.
    told = ONCE_DONE.sub("", BESIDES_CLAUSE.sub("", _clause(text, mention)))
    if read.sentence.row is not None:
        return _row_elsewhere(read, cast, mention)
    if any(each.replaced for each in read.sums) and not background and not PAST.search(told):
        return ""  # a sum that puts another out of force is this decision's own, whoever gets it
    if PAST.search(told) or IN_THE_BUDGET.search(text) or (duty is not None and duty.whose == "earlier"):
        return "money_elsewhere"
    if (OF_AGREEMENT.search(text) or SHARED_OUT.search(text)) and not background:
        return ""
    if duty is not None and duty.whose == "other" and not named:
        about = (
            duty.name[:1].islower() and (OF_ASSIGNMENT.search(text) or FOR_THIS.search(text))
        ) or _pays_us(text, actors, mention)
        if not about and not (PLANS.match(text) and not background):
            return "somebody_else"
    ours = (
        named or OF_ASSIGNMENT.search(text) or (duty is not None and duty.whose == "ours" and duty.ska >= 0)
    )
    if background and not (ours and GRANT.search(text)):
        return "money_elsewhere"
    return "" if _is_given(read, mention) else "sum"


def _is_given(read: Read, mention: SumMention) -> bool:
    """Does a sentence say that its sum is given, allowed or a limit, or is it at least about money?"""
    text = read.text
    lead = read.sentence.lead.text if read.sentence.lead else ""
    if GRANT.search(text) or GRANT.search(lead) or mention.ceiling or OTHERWISE.search(text):
        return True
    listed = is_sum_entry(text) and MONEY_PART.search(read.sentence.heading)
    if listed and not is_background(read.sentence):
        return True
    about_money = re.match(r"[^.]{0,80}\b(?:kostnad|medel|bidrag|ersättning|belopp)", text, re.IGNORECASE)
    return bool(about_money) and not is_background(read.sentence)


def _clause(text: str, mention: SumMention) -> str:
    """The words a sum stands among, from one "men" or semicolon to the next."""
    cuts = [match.start() for match in re.finditer(r";| men ", text)]
    start = max((cut for cut in cuts if cut < mention.start), default=0)
    return text[start : min((cut for cut in cuts if cut >= mention.end), default=len(text))]


def _pays_us(text: str, actors: list[Actor], mention: SumMention) -> bool:
    """ "Socialstyrelsen ska betala ut 2 500 000 kronor i maj": somebody pays, and to nobody else."""
    pays = re.search(
        r"\b(?:ska|skall) (?:\w+ ){0,2}?(?:betala ut|utbetala)\b|\bbetalar ut\b", text[: mention.start]
    )
    return bool(pays) and not any(
        actor.start > mention.end and re.search(r"\btill $", text[: actor.start]) for actor in actors
    )


def _row_elsewhere(read: Read, cast: Cast, mention: SumMention) -> str:
    """A table's row is this decision's money unless it says that it is another's or tells of what has been."""
    if is_background(read.sentence) or OF_LAST.search(mention.label):
        return "money_elsewhere"
    owner = re.search(r"\bdisponeras av (?P<name>.+)", mention.label, re.IGNORECASE)
    if owner and cast.members:
        named = cast.actors(owner["name"])
        if named and not any(cast.includes(actor) for actor in named):
            return "somebody_else"
    return ""


def _sum(read: Read, mention: SumMention, cast: Cast) -> Sum:
    sentence = read.sentence
    own = sentence.place(mention.start, mention.end)
    start, end = mention.start, mention.end
    year, support = mention.year, {"amount": own}
    if mention.year_place:
        start, end = min(start, mention.year_place[0]), max(end, mention.year_place[1])
        support["year"] = sentence.place(*mention.year_place)
    if mention.year_above and sentence.lead is not None:
        support["year"] = sentence.lead.place(*mention.year_above)
    span = sentence.place(start, end)
    who = beneficiaries(read, mention, cast)
    made = Sum(mention.amount, mention.currency, year, span, _role(read, mention), own, mention.years)
    made.beneficiary, made.who = (who[0] if len(who) == 1 else ""), who
    made.support, made.label, made.sentence = support, mention.label, read.span
    return made


def _role(read: Read, mention: SumMention) -> str:
    if read.sentence.row is not None:
        return "other" if CREDIT.search(mention.label) else "grant"
    lead = read.sentence.lead.text if read.sentence.lead else ""
    if re.search(r"\b(?:beräkna[rs]|preliminärt|planera[rs]|avser att)\b", read.text[: mention.start]):
        return "planned"
    if mention.ceiling or re.search(r"\bhögst$|\bhögst följande\b", lead.rstrip(" :")):
        return "ceiling"
    given = GRANT.search(read.text) or GRANT.search(lead) or SHARED_OUT.search(read.text)
    return "grant" if given else "other"
