"""What comes back: "varje år", "kvartalsvis"; from when until when, and the days that are known."""

import calendar
import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass

from skyddsnat.mandate.reading.number_words import value

EVERY = re.compile(
    r"\b(?P<year>(?:varje|vart|vartdera|vart och ett av) år(?:en)?\b|vardera året\b|årligen|årlig\w*|"
    r"respektive (?:kalender|budget|bidrags|verksamhets|räkenskaps)?år(?:s|ets)?\b|årsvis\b|"
    r"(?:det|samma) år (?:som )?(?:medlen|beloppet|beloppen|bidraget|anslaget|pengarna|rekvisitionen|de|det) "
    r"(?:avser|gäller)|"
    r"varje (?:kalender|budget|bidrags|verksamhets|räkenskaps)år\b|per år|"
    r"en gång om året|(?:en|1) gång per (?:kalender)?år)"
    r"|\b(?P<quarter>kvartalsvis\w*|(?:varje|vart) kvartal|per kvartal|en gång (?:i|per) kvartalet?)\b"
    r"|\b(?P<half>halvårsvis\w*|(?:varje|vart) halvår|(?:två|2) gånger (?:per år|om året)|"
    r"en gång (?:i|per) halvåret?)\b"
    r"|\b(?P<third>tertialvis\w*|varje tertial|(?:tre|3) gånger (?:per år|om året))\b"
    r"|\b(?P<month>månadsvis\w*|varje månad|per månad|en gång i månaden|månatlig\w*)\b"
    r"|\b(?P<week>veckovis|varje vecka)\b",
    re.IGNORECASE,
)
# "10 miljoner kronor per år" is money by the year, "rapporteras per år" a table: neither says when to hand in.
NOT_A_RULE = re.compile(
    r"(?:årsredovisning|budgetunderlag|delårsrapport)\w* (?:för )?$|"
    r"(?:kr|kronor|tkr|mnkr|mkr|miljoner|barn|elever|personer|procent|timmar|ärenden) $",
    re.IGNORECASE,
)
STEP = re.compile(
    r"\b(?P<number>\d{1,3}|[a-zåäö]+) (?P<unit>dagar?|veck(?:a|or)|månad(?:er)?|år)\b", re.IGNORECASE
)
_YEAR = r"(?:19|20)\d{2}"
PERIOD = re.compile(
    rf"\b(?:under|för|perioden|åren|tiden|mellan|avser|avseende)\s(?:(?:vart och ett av |tiden |perioden |åren |år |"
    rf"budgetåren |kalenderåren )*)"
    rf"(?P<from>{_YEAR})(?:\s?[-–]\s?|,? (?:och|till och med|t\.o\.m\.|till) |(?:, {_YEAR})*,? "
    rf"(?:och|samt|respektive) )(?P<until>{_YEAR})(?![\d/:-])"
    rf"|\b(?:åren |varje år |år )(?P<from2>{_YEAR})(?:\s?[-–]\s?|(?:, {_YEAR})*,? (?:och|samt|"
    rf"till) )(?P<until2>{_YEAR})"
    rf"(?![\d/:-])"
    # "1 september 2025–31 augusti 2027", "den 1 juli 2025 till och med den 30 juni 2027"
    rf"|\b\d{{1,2}} [a-z]{{3,9}} (?P<from4>{_YEAR})(?:\s?[-–]\s?| till (?:och med )?)(?:den )?\d{{1,2}} [a-z]{{3,9}} "
    rf"(?P<until4>{_YEAR})(?![\d/:-])"
    rf"|(?<![\d/:.,-])(?P<from3>{_YEAR})\s?[-–]\s?(?P<until3>{_YEAR})(?![\d/:-])",
    re.IGNORECASE,
)
STARTS = re.compile(
    rf"\b(?:från och med|fr\.o\.m\.|med (?:början|start)(?: år)?|första gången|börjar?|startar|inleds|"
    rf"under tiden|under perioden)\s"
    rf"(?:senast |i |under |år |den |\d{{1,2}} |[a-zåäö]+ )*?(?P<year>{_YEAR})(?![\d/:])",
    re.IGNORECASE,
)
ENDS = re.compile(
    rf"\b(?:till och med|t\.o\.m\.|sista gången|fram till|till utgången av|längst till|upphör)\s"
    rf"(?:och med |senast |i |år |den |utgången av |\d{{1,2}} |[a-zåäö]+ )*?(?P<year>{_YEAR})(?![\d/:])",
    re.IGNORECASE,
)
SINGLE = re.compile(
    rf"\bunder (?:år |budgetåret )?(?P<year>{_YEAR})(?![\d/:]|\s?[-–]\s?\d|(?:, {_YEAR})*,? (?:och|samt) {_YEAR})"
)
# The assignment's own stretch of years stands where it is given or where its time is told.
OF_ASSIGNMENT = re.compile(
    r"\bi uppdrag\b|\buppdra[rs]?\b|\b(?:uppdraget|arbetet|försöket|insatserna|satsningen|projektet|"
    r"verksamheten)\b[^.]{0,60}?"
    r"\b(?:bedriv\w*|genomför\w*|pågå\w*|gäll\w*|löp\w*|utför\w*|avser|omfatta\w*|sträck\w*)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Recurrence:
    """A rule: ``every`` year | half | third | quarter | month | week, on ``month``/``day`` when the text says so,
    from the year ``since`` until the year ``until``, each None when not written."""

    every: str
    month: int | None = None
    day: int | None = None
    since: int | None = None
    until: int | None = None

    def dates(self, decided: datetime.date | None = None) -> list[datetime.date]:
        """The days of a yearly rule with both bounds; those before the decision itself are left out."""
        if self.every != "year" or not (self.month and self.day and self.since and self.until):
            return []
        days = []
        for year in range(self.since, min(self.until, self.since + 30) + 1):
            last = calendar.monthrange(year, self.month)[1]
            days.append(datetime.date(year, self.month, min(self.day, last)))
        return [day for day in days if decided is None or day > decided]


def counted_from(day: datetime.date, words: str) -> datetime.date | None:
    """The day that "inom tre månader från beslutet" means, None when it says no number of days, weeks or months."""
    told = STEP.search(words)
    if told is None:
        return None
    number = int(told["number"]) if told["number"].isdigit() else int(value(told["number"]))
    unit = told["unit"].casefold()
    if unit.startswith(("dag", "veck")):
        return day + datetime.timedelta(days=number * (7 if unit.startswith("veck") else 1))
    months = day.month - 1 + number * (12 if unit == "år" else 1)
    year, month = day.year + months // 12, months % 12 + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def bounds(text: str) -> tuple[int | None, int | None]:
    """The years a sentence says a thing goes on: (from, until)."""
    period = PERIOD.search(text)
    if period:
        years = [int(year) for year in period.groups() if year]
        if years[0] < years[1] < years[0] + 30:
            return years[0], years[1]
    start, end = STARTS.search(text), ENDS.search(text)
    if start or end:
        return (int(start["year"]) if start else None, int(end["year"]) if end else None)
    single = SINGLE.search(text)
    return (int(single["year"]), int(single["year"])) if single else (None, None)


# "X ska under tiden den 1 juni 2027–31 maj 2029 följa": the time of what is ordered, when nothing says it better.
ORDERED_FOR = re.compile(r"\bska(?:ll)? under (?:tiden|perioden|åren)\b", re.IGNORECASE)


def assignment_bounds(texts: Iterable[str]) -> tuple[int | None, int | None]:
    """The years of the assignment, from the first sentences that give it a period."""
    since = until = None
    listed = list(texts)
    told = [text for text in listed if OF_ASSIGNMENT.search(text)]
    for text in told or [text for text in listed if ORDERED_FOR.search(text)]:
        period = PERIOD.search(text)
        if period:
            years = [int(year) for year in period.groups() if year]
            if years[0] < years[1] < years[0] + 30:
                return years[0], years[1]
        if since is None and (start := STARTS.search(text)):
            since = int(start["year"])
        if until is None and (end := ENDS.search(text)):
            until = int(end["year"])
    return since, until
