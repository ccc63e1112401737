"""Names of authorities in a sentence, and which of them this decision gives its orders to."""

import re
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from skyddsnat.mandate.reading.sentences import Sentence

_SUFFIX = (
    "verket|styrelsen|myndigheten|inspektionen|kollegiet|kontoret|rådet|nämnden|byrån|domstolen|delegationen|"
    "ombudsmannen|institutet|högskolan|universitetet|stiftelsen|fonden|museet|arkivet|förbundet|kommittén|"
    "kommissionen|utredningen|sekretariatet|kassan"
)
_NOUN = (
    "verk|styrelse|råd|institut|nämnd|inspektion|myndighet|centrum|center|anstalt|museer|museum|kommission"
)
_GOVERNMENT = r"Regeringskansliet|Regeringen|regeringen|[A-ZÅÄÖ][a-zåäö]+departementet|Statsrådsberedningen"
_COUNTY = (
    r"(?:L|l)änsstyrelserna i [A-ZÅÄÖ][^.;:()]{2,160}? län\b|(?:L|l)änsstyrelsen i (?:[A-ZÅÄÖ][\wåäöé-]+ ){1,3}län\b|"
    r"(?:[Ss]amtliga |[Öö]vriga )?[Ll]änsstyrelserna|(?:[Ss]amtliga|[Öö]vriga) länsstyrelser|"
    r"[Ll]änsstyrelsen [A-ZÅÄÖ][a-zåäö]+"
)
# Without a capital they still are somebody: they can be the one a sentence binds.
_GENERIC = (
    r"[Kk]ommunerna|[Ll]andstingen|[Rr]egionerna|[Pp]olisen|[Ss]ocialtjänsten|[Rr]iksdagen|[Dd]omstolarna|"
    r"[Uu]tredaren|[Ll]everantören|[Ss]kolhuvudmännen|[Hh]uvudmännen|[Kk]ommunen|"
    r"[Ss]tyrgruppen|[Rr]eferensgruppen|[Mm]yndigheten|[Mm]yndigheterna|[Ll]änsstyrelsen|[Vv]erket|[Ii]nspektionen|"
    r"[Uu]niversitetet|[Hh]ögskolan|[Ii]nstitutet|[Dd]elegationen|[Nn]ämnden|[Bb]erörda myndigheter"
)
DEFINITE = tuple(
    (noun, end)
    for end, nouns in (
        ("et", "verk institut råd museum centrum"),
        ("en", "myndighet inspektion nämnd anstalt"),
        ("n", "styrelse"),
    )
    for noun in nouns.split()
)
BY_FUNCTION = re.compile(
    r"(?i:myndigheten|myndigheterna|verket|inspektionen|universitetet|högskolan|institutet|delegationen|nämnden)"
)
PREPOSITION = re.compile(
    r"\b(?:till|av|från|med|hos|för|mellan|åt|inom|mot|via|genom|på|om|i|vid|samt|samråd med|bland|enligt|och|"
    r"eller|ställd till|,)\s(?:den |det |övriga |berörda )?$",
    re.IGNORECASE,
)
_TASK_VERB = (
    r"(?:beslutar att (?:även |också )?)?(?:uppdrar|uppdra|ger|ge|lämnar|lämna)(?: (?:även|också|därför|vidare|"
    r"härmed|dessutom|nu))*"
    r"(?: i uppdrag)?(?: (?:åt|till))?"
)
GIVES = re.compile(
    rf"\bRegeringen(?: (?:även|också|därför|vidare|härmed|dessutom))* {_TASK_VERB} ", re.IGNORECASE
)
NAMES_END = re.compile(
    r"(?:,? i uppdrag\b|,? ett uppdrag\b| att\b|:|,? (?:i samverkan|tillsammans|efter samråd|i samråd|under|"
    r"inom)\b|\.|$)"
)
GETS = re.compile(
    r"^(?P<names>[A-ZÅÄÖ][^.;:]{2,200}?) (?:får|ges|tilldelas|har)(?: härmed| också| även)? i uppdrag(?= att|:| )"
)
LETTER = re.compile(r"\bRegleringsbrev för (?:budgetåret )?\d{4} avseende (?P<names>[^.;:\n]+)$")
TITLE = re.compile(
    r"^(?:Uppdrag|Ändring av uppdrag\w*|Förlängning av uppdrag\w*|Tilläggsuppdrag|Fortsatt uppdrag)\s(?:till|åt|"
    r"för) (?P<names>[A-ZÅÄÖ].{2,200}?)(?: att| om| med|$)"
)
NEXT_NAME = re.compile(r",? (?:och|samt) (?=(?i:länsstyrelse)|[A-ZÅÄÖ])|, (?=(?i:länsstyrelse)|[A-ZÅÄÖ])")
ALIAS = re.compile(r"\s*\((?P<alias>[A-ZÅÄÖ][\w -]{1,30}|nedan [^)]{3,40})\)")


# Some decisions address all 21 county boards; more than this is no list of names.
MOST = 60


@cache
def pattern() -> re.Pattern[str]:
    """Every way the reader knows to name an authority; group "government" for those that give orders."""
    listed = files("skyddsnat.mandate.reading").joinpath("authorities.txt").read_text("utf-8").split("\n")
    names = "|".join(re.escape(name) for name in sorted(filter(None, listed), key=len, reverse=True))
    return re.compile(
        rf"\b(?:(?P<government>{_GOVERNMENT})|(?P<name>{_COUNTY}|(?=[A-ZÅÄÖ])(?:{names})"
        rf"|(?:Myndigheten|Inspektionen|Institutet|Nämnden|Styrelsen|Delegationen|Centrum|Verket) för "
        rf"[a-zåäö]+(?:- och [a-zåäö]+)?(?: [a-zåäö]+ och [a-zåäö]+)?"
        rf"|(?:Statens|Rikets|Svenska|Nationella|Kungliga|Sveriges) (?:[a-zåäö-]+ ){{0,3}}[a-zåäö-]*(?:{_NOUN})"
        rf"|[A-ZÅÄÖ][a-zåäöé-]{{2,}}(?:{_SUFFIX})|[A-ZÅÄÖ][a-zåäö]+ (?:universitet|högskola|kommun|landsting)"
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


def find_actors(text: str) -> list[Actor]:
    """Everybody named in a sentence, in order."""
    found = []
    for match in pattern().finditer(text):
        kind = str(next(k for k in ("government", "name", "generic") if match[k]))
        genitive = bool(match["genitive"])
        free = not PREPOSITION.search(text[max(0, match.start() - 24) : match.start()])
        found.append(
            Actor(match.start(kind), match.end(kind), match[kind], kind, genitive, free and not genitive)
        )
    return found


@dataclass
class Cast:
    """The authorities the decision orders something, with where they are named, and their short names."""

    members: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    short: set[str] = field(default_factory=set)
    _odd: re.Pattern[str] | None = None
    _odd_of: int = -1

    def add(self, name: str, span: tuple[int, int]) -> None:
        if len(self.members) < MOST and name.casefold() not in {
            known.casefold() for known, _ in self.members
        }:
            self.members.append((name, span))
            # "Länsstyrelsen" is enough further on for "Länsstyrelsen i Stockholms län".
            first, last = name.split()[0].casefold(), name.split()[-1].casefold()
            if first.endswith(("en", "et", "na", "an")) and len(name.split()) > 1:
                self.short.add(first)
            if first in ("statens", "svenska", "sveriges", "rikets"):
                # "Statens skolverk" is called "Skolverket".
                ending = next((end for noun, end in DEFINITE if last.endswith(noun)), None)
                self.short.update({last + ending} if ending else ())

    def includes(self, actor: Actor) -> bool:
        """Is the named one of those this decision binds?"""
        name = actor.name.casefold()
        if name in self.short or any(name == known.casefold() for known, _ in self.members):
            return True
        return actor.kind == "generic" and bool(BY_FUNCTION.fullmatch(actor.name)) and self._fits(name)

    def actors(self, text: str) -> list[Actor]:
        """Everybody named in a sentence, those under a short name of their own ("MUCF") too."""
        found = find_actors(text)
        odd = self._odd_names()
        for match in odd.finditer(text) if odd else ():
            if not any(actor.start < match.end() and match.start() < actor.end for actor in found):
                free = (
                    not PREPOSITION.search(text[max(0, match.start() - 24) : match.start()])
                    and not match["s"]
                )
                found.append(Actor(*match.span("name"), match["name"], "name", bool(match["s"]), free))
        return sorted(found, key=lambda actor: actor.start)

    def _odd_names(self) -> re.Pattern[str] | None:
        """The members' names that the general pattern does not know."""
        count = len(self.members) + len(self.short)
        if self._odd_of != count:
            names = [name for name, _ in self.members] + [name[:1].upper() + name[1:] for name in self.short]
            odd = "|".join(re.escape(name) for name in names if not pattern().fullmatch(name))
            self._odd = re.compile(rf"(?<!\w)(?P<name>{odd})(?P<s>s)?(?!\w)", re.IGNORECASE) if odd else None
            self._odd_of = count
        return self._odd

    def _fits(self, name: str) -> bool:
        """ "Myndigheten" fits any authority, "verket" one that is called so, the plural several."""
        if name == "myndigheterna":
            return len(self.members) > 1 or any("erna" in known for known, _ in self.members)
        if name == "myndigheten":
            return bool(self.members)
        return any(known.casefold().split()[0].endswith(name) for known, _ in self.members)


def find_cast(found: list[Sentence]) -> Cast:
    """Whom the decision addresses: "Regeringen ger X i uppdrag", else the letter's or the title's X."""
    cast = Cast()
    for sentence in found:
        if "egeringen" in sentence.text and not sentence.too_long:
            for match in GIVES.finditer(sentence.text):
                if "uppdra" in sentence.text[match.start() : match.end() + 400].casefold():
                    _add_names(cast, sentence, match.end())
    for rule in (GETS, LETTER, TITLE):
        for sentence in found if not cast.members else ():
            named = None if sentence.too_long else rule.search(sentence.text)
            if named is not None:
                _add_names(cast, sentence, named.start("names"), named.end("names"))
    if not cast.members:
        _most_bound(cast, found)
    _add_aliases(cast, found)
    return cast


def _add_aliases(cast: Cast, found: list[Sentence]) -> None:
    """Short names that stand in brackets after a member's name anywhere: "… civilsamhällesfrågor (MUCF)"."""
    for sentence in found:
        if "(" not in sentence.text or sentence.too_long:
            continue
        for name, _ in cast.members:
            place = sentence.text.find(name + " (")
            alias = ALIAS.match(sentence.text, place + len(name)) if place >= 0 else None
            if alias is not None:
                cast.short.add(alias["alias"].removeprefix("nedan ").casefold())


def _most_bound(cast: Cast, found: list[Sentence]) -> None:
    """No addressee is written out: the one that most sentences say "ska" of."""
    bound: dict[str, list[tuple[int, int]]] = {}
    for sentence in found:
        if sentence.too_long or not re.search(r"\bska(?:ll)?\b", sentence.text):
            continue
        for actor in find_actors(sentence.text):
            if (
                actor.kind == "name"
                and actor.nominative
                and re.match(r" ska(?:ll)?\b", sentence.text[actor.end :])
            ):
                bound.setdefault(actor.name, []).append(sentence.place(actor.start, actor.end))
    if bound:
        name = max(bound, key=lambda each: len(bound[each]))
        cast.add(name, bound[name][0])


def _add_names(cast: Cast, sentence: Sentence, start: int, limit: int | None = None) -> None:
    text = sentence.text
    end = limit
    if end is None:
        stop = NAMES_END.search(text, start)
        end = min(stop.start() if stop else len(text), start + 400)
    if text[start:end].startswith(("Länsstyrelserna i", "länsstyrelserna i")):
        pieces = [(start, end)]
    else:
        pieces = _pieces(text, start, end)
    for begin, finish in pieces:
        finish = begin + len(text[begin:finish].rstrip(" ,"))
        name = text[begin:finish]
        if (alias := ALIAS.search(text[begin : finish + 45])) and alias.start() <= len(name):
            finish = begin + alias.start()
            cast.short.add(alias["alias"].removeprefix("nedan ").casefold())
        name = text[begin:finish].strip()
        named = pattern().match(name)
        if name and (name[0].isupper() or named) and not (named and named["government"]):
            cast.add(name, sentence.place(begin, begin + len(name)))


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The single names of a list; "Kommuner och Regioner" inside a known name is left whole."""
    known = [match.span() for match in pattern().finditer(text, start, end)]
    pieces, begin = [], start
    for match in NEXT_NAME.finditer(text, start, end):
        if not any(a < match.start() and match.end() < b for a, b in known):
            pieces.append((begin, match.start()))
            begin = match.end()
    return [*pieces, (begin, end)]
