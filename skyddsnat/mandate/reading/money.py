"""The money: which sums are this assignment's, the appropriation they come from, and the conditions on them."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from skyddsnat.mandate.reading.asides import told_aside
from skyddsnat.mandate.reading.authorities import Actor
from skyddsnat.mandate.reading.cast import Cast
from skyddsnat.mandate.reading.duty import Duty
from skyddsnat.mandate.reading.read_sentence import Place, Read
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.sums import BESIDES_CLAUSE, SumMention

GRANT = re.compile(
    r"\b(?:får|ska|skall|kan|bör)\b.{0,220}?\b(?:använda|disponera|användas|disponeras|förbruka|förbrukas|"
    r"nyttja|nyttjas|"
    r"rekvirera|förfoga|avse|avsätta|avsättas|utbetala|fördela|lämna|lämnas|belasta|fördelas|uppgå|utbetalas|betalas|betala|"
    r"rekvireras|finansiera|finansieras|överföra|överföras|tas)\b"
    r"|\b(?:tilldelas|tilldelar|beviljas|beviljar|anvisas|anvisar|avsätts|avsätter|betalas|utbetalas|uppgår|"
    r"finansieras|disponeras|avser|erhåller|lämnas|lämnar|höjs|sänks|ökas|minskas|utökas|tillförs|tillskjuts|"
    r"rekvireras|beräknas?|disponerar|fördelas|fördelar|varav|av vilka|dock|kostnadsram\w*|ram|bemyndigas|belastar)\b"
    r"|\b(?:låneram\w*|\w*kredit(?:en)?)\b|\bhar rätt att (?:\S+ ){0,3}?(?:använda|disponera|förfoga)\b"
    r"|\b(?:fördelat på|fördelade på|ställs till \S+ förfogande|avdelas|reserveras|anslås|utgår|överförs)\b"
    r"|\buppdra\w*\b.{0,160}?\b(?:betala ut|utbetala|fördela|lämna bidrag|använda)\b"
    r"|\bfår \d|\bfår\b.{0,60}?\b(?:högst|sammanlagt|totalt|ytterligare|bidrag|ett belopp)\b",
    re.IGNORECASE,
)
PAST = re.compile(
    r"\b(?:(?:[Hh]ar|[Hh]ade) (?!rätt\b|i uppdrag)(?:\S+ ){0,5}?(?:tilldelats|tilldelat|avsatts|avsatt|"
    r"beviljats|beviljat|fått|"
    r"disponerat|betalats|betalat|anvisat|anvisats|använt|använts|satsat|satsats|begärt|ansökt|kostat|"
    r"uppgått|bidragit|"
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
GOES_TO = re.compile(r"\bska(?:ll)?\b[^.]{0,60}?\bgå till\b", re.IGNORECASE)
# "Varje region får minst 300 000 kronor": how the money that the decision hands out is shared.
SHARED_OUT = re.compile(
    r"^(?:Varje|Respektive|Vart och ett av|Var och en av) (?:\S+ ){0,3}?(?:landsting\w*|region\w*|kommun\w*|län\w*|"
    r"skol\w*|förening\w*|organisation\w*|stadsdel\w*|\w*förbund\w*) "
    r"(?:(?:som|i) [^,.;]{3,60},? )?(?:ska |kan )?(?:få|får|tilldelas|erhåller|beviljas|ges)\b"
    r"(?! (?:inte|ej|söka|ansöka|själv))"
)
# "Medlen betalas ut i två omgångar, 1,4 miljoner när planen har lämnats och 1 miljon efter …"
INSTALMENTS = re.compile(
    r"^(?:Medlen|Bidraget|Beloppet|Summan)\b[^.;]{0,60}\b(?:betalas ut|utbetalas|ska betalas ut)\b[^.;]{0,60}?"
    r"\bi (?:två|tre|fyra) (?:omgångar|delar|poster|rater)\b",
    re.IGNORECASE,
)
PARTS_OF = re.compile(
    r"^Av (?:dessa|detta|beloppet|medlen|summan|bidraget)\b[^.;]{0,60}\b(?:går|är|tillfaller)\b",
    re.IGNORECASE,
)
OF_AGREEMENT = re.compile(
    r"^(?:Denna överenskommelse|Överenskommelsen) (?:omfattar|uppgår till)\b", re.IGNORECASE
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
    text, background = read.text, is_background(read.sentence)
    actors = cast.actors(text)
    named = any(cast.includes(actor) for actor in actors)
    if aside := told_aside(text, mention):
        return aside
    if read.sentence.row is not None:
        return _row_elsewhere(read, cast, mention)
    # What an earlier decision gave does not put this one's money in the past.
    past = PAST.search(BESIDES_CLAUSE.sub("", text))
    if not background and _shared(read, past=bool(past)):
        return ""
    if past or IN_THE_BUDGET.search(text) or (duty is not None and duty.whose == "earlier"):
        return "money_elsewhere"
    if duty is not None and duty.whose == "other" and not named:
        about = (duty.name[:1].islower() and OF_ASSIGNMENT.search(text)) or _pays_us(text, actors, mention)
        if not about and not (PLANS.match(text) and not background):
            return "somebody_else"
    if background:
        ordered = duty is not None and duty.whose == "ours" and duty.ska >= 0
        ours = named or OF_ASSIGNMENT.search(text) or ordered
        return "" if ours and GRANT.search(text) else "money_elsewhere"
    return _given(read, mention)


def _shared(read: Read, *, past: bool) -> bool:
    """Does the sentence itself say that the sum is this decision's, whoever gets it?"""
    # A sum that puts another out of force is this decision's own.
    moved = any(each.replaced for each in read.sums) and not past
    instalments = INSTALMENTS.search(read.text)
    return bool(moved or instalments or (SHARED_OUT.search(read.text) and not past))


def _given(read: Read, mention: SumMention) -> str:
    """ "" when the ordering part's words, or those above a list, give the sum; else why not."""
    text = read.text
    lead = read.sentence.lead.text if read.sentence.lead else ""
    if any(rule.search(text) for rule in (OF_AGREEMENT, PARTS_OF, GRANT, GOES_TO)):
        return ""
    if mention.ceiling or GRANT.search(lead):
        return ""
    about_money = re.match(r"[^.]{0,80}\b(?:kostnad|medel|bidrag|ersättning|belopp)", text, re.IGNORECASE)
    return "" if about_money else "sum"


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
    who = _beneficiaries(read, mention, cast)
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


def _beneficiaries(read: Read, mention: SumMention, cast: Cast) -> list[str]:
    """Which of the addressed authorities a sum is for: the one named last before it, or right after it."""
    text = read.text
    actors = [actor for actor in cast.actors(text) if cast.includes(actor)]
    behind = [
        a
        for a in actors
        if a.start >= mention.end
        and re.fullmatch(r"(?: \w+){0,4}? (?:av|till|för) ", text[mention.end : a.start])
    ]
    before = [a for a in actors if a.end <= mention.start]
    if behind:
        return cast.who(behind[0])
    respectively = _respectively(text, before, mention, read.sums, cast)
    if respectively:
        return respectively
    if not before and read.sentence.lead is not None:
        before = [actor for actor in cast.actors(read.sentence.lead.text) if cast.includes(actor)]
        return cast.who(before[0]) if len(before) == 1 else []
    if not before:
        return []
    last = before[-1]
    joined = [last]
    for actor in reversed(before[:-1]):
        if not re.fullmatch(r",? (?:och|samt|respektive) |, ", text[actor.end : joined[0].start]):
            break
        joined.insert(0, actor)
    return list(dict.fromkeys(name for actor in joined for name in cast.who(actor)))


def _respectively(
    text: str, before: list[Actor], mention: SumMention, sums: list[SumMention], cast: Cast
) -> list[str]:
    """ "A och B får använda högst 1 respektive 2 miljoner": each its own."""
    listed = [each for each in sums if not each.replaced]
    if (
        len(listed) < 2
        or len(listed) != len(before)
        or "respektive" not in text[listed[0].end : listed[-1].end]
    ):
        return []
    if before[-1].end > listed[0].start:
        return []
    return cast.who(before[listed.index(mention)]) if mention in listed else []
