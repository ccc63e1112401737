"""What a date is for, told by the words before it: a deadline, the start or end of something, a day in the past."""

import re

_LEAD = (
    r"(?:\s|den|d\.|vid|till|under|år|i|kl\.?|klockan|\d{1,2}[.:]\d{2}|månd\w+|tisd\w+|onsd\w+|torsd\w+|"
    r"fred\w+|varje år|"
    r"årligen)*$"
)
ROLES = (
    (
        "replaced",
        re.compile(
            r"\((?:tidigare|ursprungligen|förut)(?: angiv\w+| beslut\w+| senast| den)*\s$"
            r"|\b(?:i ?stället för|snarare än|och inte)(?: (?!ska\b|skall\b|och\b|(?:19|20)\d\d\b)[^\s.;]+){0,9}\s$"
            r"|\benligt (?:det |regeringens )?(?:tidigare|ursprungliga|nämnda) (?:beslutet|"
            r"beslut)(?: [^\s.,;]+){0,8}\s$",
            re.IGNORECASE,
        ),
    ),
    (
        "deadline",
        re.compile(rf"\b(?:senast|före|innan|(?:inte|ej) senare än|dessförinnan){_LEAD}", re.IGNORECASE),
    ),
    ("end", re.compile(rf"(?:\btill och med|\bt\.o\.m\.|\bfram till|\bintill|\btill){_LEAD}", re.IGNORECASE)),
    (
        "start",
        re.compile(
            rf"(?:\bfrån och med|\bfr\.o\.m\.|\bfrån|\befter|\bsedan|\bmed början|\btidigast|\bper){_LEAD}",
            re.IGNORECASE,
        ),
    ),
    (
        "decided",
        re.compile(
            r"\b(?:(?:\w*beslut(?:et|ade|ades|at|en)?|skrivelse|brev|daterad|sammanträde|överenskommelse)"
            r"(?: \S+){0,2}? |(?:beslut|brev|skrivelse|daterad|uppdrag\w*) )(?:av )?(?:den )?$"
            r"|\b(?:fick|gavs|gav|inkom|kom in|lämnades|lämnade|begärde|fattades|redovisades?|redovisade|"
            r"trädde i kraft|"
            r"(?:slutdatum|datum|tidpunkt)\w* (?:var|sattes)|"
            r"publicerades?|publicerade|presenterades?|presenterade|anmälde|ansökte|tillkallades?|överlämnades?|"
            r"överlämnade|ingicks?|undertecknades?|antogs?|granskades|intervjuade|har)"
            r"(?: (?!senast)\S+){0,3}? (?:den )?$",
            re.IGNORECASE,
        ),
    ),
    (
        "period",
        re.compile(
            r"\b(?:under|för|avser|avseende|perioden|mellan)(?:\s|den|år|åren|perioden|budgetåret)*$"
            r"|\bavse\w* (?:läget|ställningen|förhållandena|situationen|antalet \w+)(?: per)? (?:den )?$",
            re.IGNORECASE,
        ),
    ),
)


# "ska slutredovisa uppdraget den 31 maj": when, not which.
HANDED_IN_ON = re.compile(
    r"\b\w*(?:redovisa|rapportera|avsluta|slutföra|genomföra) uppdraget (?:den )?$",
    re.IGNORECASE,
)
# "ska vara tillgänglig från den 1 september": ready by then.
READY_FROM = re.compile(
    r"\bska(?:ll)? (?:\w+ ){0,2}?(?:(?:tas|utvecklas|byggas) \w+ och )?(?:kunna användas|"
    r"vara (?:tillgänglig|öpp|i drift|på plats|klar|införd|igång|i bruk))"
    r"[^.;]{0,60}?"
    r"\b(?:från och med|fr\.o\.m\.|från) (?:den )?$",
    re.IGNORECASE,
)


def role_of(text: str, start: int) -> str:
    before = text[max(0, start - 90) : start]
    if HANDED_IN_ON.search(before):
        return "plain"
    if READY_FROM.search(before):
        return "deadline"
    return next((role for role, pattern in ROLES if pattern.search(before)), "plain")
