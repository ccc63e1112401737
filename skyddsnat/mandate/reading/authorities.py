"""Names of authorities in a sentence."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_SUFFIX = (
    "verket|styrelsen|myndigheten|inspektionen|kollegiet|kontoret|rådet|nämnden|byrån|domstolen|delegationen|"
    "ombudsmannen|institutet|högskolan|universitetet|stiftelsen|fonden|museet|arkivet|förbundet|kommittén|"
    "kommissionen|utredningen|sekretariatet|kassan|ombudet|akademin|centret"
)
_NOUN = (
    "verk|styrelse|råd|institut|nämnd|byrå|kontor|kollegium|fond|kansli|inspektion|"
    "myndighet|centrum|center|anstalt|museer|museum|kommission"
)
_GOVERNMENT = r"Regeringskansliet|Regeringen|regeringen|[A-ZÅÄÖ][a-zåäö]+departementet|Statsrådsberedningen"
_COUNTY = (
    r"(?:L|l)änsstyrelserna i [A-ZÅÄÖ][^.;:()]{2,160}? län\b|(?:L|l)änsstyrelsen i (?:[A-ZÅÄÖ][\wåäöé-]+ ){1,3}län\b|"
    r"(?:[Ss]amtliga |[Öö]vriga )?[Ll]änsstyrelserna|(?:[Ss]amtliga|[Öö]vriga) länsstyrelser|"
    r"[Ll]änsstyrelsen [A-ZÅÄÖ][a-zåäö]+"
)
# Without a capital they still are somebody: they can be the one a sentence binds.
_GENERIC = (
    r"(?:[Rr]espektive|[Vv]arje|[Vv]ar och en av|[Dd]e berörda|[Dd]e båda|[Dd]e tre|[Bb]åda) (?:myndighet(?:erna)?|"
    r"länsstyrelser?(?:na)?|lärosäten?a?|universitet|högskola)|"
    r"[Kk]ommunerna|[Ll]andstingen|[Rr]egionerna|[Pp]olisen|[Ss]ocialtjänsten|[Rr]iksdagen|[Dd]omstolarna|"
    r"[Uu]tredaren|[Ll]everantören|[Ss]kolhuvudmännen|[Hh]uvudmännen|[Kk]ommunen|[Kk]ommittén|[Pp]roducenterna|"
    r"[Ss]tyrgruppen|[Rr]eferensgruppen|[Mm]yndigheten|[Mm]yndigheterna|[Ll]änsstyrelsen|[Vv]erket|[Ii]nspektionen|"
    r"[Uu]niversiteten|[Hh]ögskolorna|[Ll]ärosätena|[Ll]ärosätet|[Ss]tyrelsen|[Rr]ådet|[Ää]mbetet|[Ss]tiftelsen|"
    r"[Ff]öreningen|[Oo]rganisationen|[Oo]rganisationerna|[Bb]olaget|[Ff]onden|[Mm]useet|[Ff]örbundet|"
    r"[Kk]ansliet|[Ss]ekretariatet|[Cc]entrumet|[Aa]rkivet|[Uu]tredningen|[Mm]ottagaren|[Bb]idragsmottagaren|"
    r"[Uu]niversitetet|[Hh]ögskolan|[Ii]nstitutet|[Dd]elegationen|[Nn]ämnden|[Bb]yrån|"
    r"[Oo]mbudet|[Mm]useerna|[Rr]egionen|[Oo]mbudsmannen|[Kk]ollegiet|[Cc]entret|[Aa]kademin|[Rr]iksförbundet|"
    r"[Öö]vriga myndigheter(?:na)?|[Bb]erörda myndigheter"
)
PREPOSITION = re.compile(
    r"\b(?:till|av|från|med|hos|för|mellan|åt|inom|mot|via|genom|på|om|i|vid|samt|samråd med|bland|enligt|och|"
    r"eller|ställd till|,)\s(?:den |det |övriga |berörda )?$",
    re.IGNORECASE,
)
ALIAS = re.compile(r"\s*\((?P<alias>[A-ZÅÄÖ][\w -]{1,30}|(?:nedan|fortsättningsvis|härefter) [^)]{3,40})\)")


@cache
def pattern() -> re.Pattern[str]:
    """Every way the reader knows to name an authority; group "government" for those that give orders."""
    listed = files("skyddsnat.mandate.reading").joinpath("authorities.txt").read_text("utf-8").split("\n")
    names = "|".join(re.escape(name) for name in sorted(filter(None, listed), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<government>{_GOVERNMENT})|(?P<name>{_COUNTY}|(?=[A-ZÅÄÖ])(?:{names})"
        rf"|(?:Myndigheten|Inspektionen|Institutet|Nämnden|Styrelsen|Delegationen|Centrum|Verket|Rådet|Byrån) för "
        rf"[a-zåäö]+(?:- och [a-zåäö]+)?(?: [a-zåäö]+ och [a-zåäö]+)?"
        rf"|(?:Statens|Rikets|Svenska|Nationella|Kungliga|Sveriges) (?:[a-zåäö-]+ ){{0,3}}[a-zåäö-]*(?:{_NOUN})"
        rf"|(?:[A-ZÅÄÖ][a-zåäö]+- och )?[A-ZÅÄÖ][a-zåäöé-]{{2,}}(?:{_SUFFIX})"
        rf"|[A-ZÅÄÖ][a-zåäö]+- och [a-zåäöé-]{{2,}}(?:{_SUFFIX})"
        rf"|[A-ZÅÄÖ][a-zåäö]+ (?:universitet|högskola|kommun|landsting)"
        rf"|Region [A-ZÅÄÖ][a-zåäö]+|(?:Högskolan|Universitetet) i [A-ZÅÄÖ][a-zåäö]+)"
        rf"|(?P<generic>{_GENERIC}))(?P<genitive>s)?(?![\wåäö-])"
    )


@dataclass(frozen=True)
class Actor:
    """Somebody named in a sentence. ``kind``: government | name | generic."""

    start: int
    end: int
    name: str
    kind: str
    genitive: bool
    nominative: bool


# "utgiftsområde 1 Rikets styrelse": a part of the budget, nobody.
BUDGET_AREA = re.compile(r"\butgiftsområdet? \d{1,2} $", re.IGNORECASE)


def find_actors(text: str) -> list[Actor]:
    """Everybody named in a sentence, in order."""
    found = []
    for match in pattern().finditer(text):
        if BUDGET_AREA.search(text[max(0, match.start() - 24) : match.start()]):
            continue
        kind = str(next(k for k in ("government", "name", "generic") if match[k]))
        genitive = bool(match["genitive"])
        free = not PREPOSITION.search(text[max(0, match.start() - 24) : match.start()])
        if kind == "government" and text[: match.start()].endswith("("):
            free = False  # "till Regeringskansliet (Socialdepartementet) ska": no subject
        found.append(
            Actor(match.start(kind), match.end(kind), match[kind], kind, genitive, free and not genitive)
        )
    return found
