"""Whom a decision gives its orders to, under all the names it uses for them."""

import re
from dataclasses import dataclass, field

from skyddsnat.mandate.reading.authorities import ALIAS, PREPOSITION, Actor, find_actors, pattern
from skyddsnat.mandate.reading.sentences import Sentence

DEFINITE = tuple(
    (noun, end)
    for end, nouns in (
        ("et", "verk institut råd museum centrum ämbete arkiv sekretariat"),
        ("en", "myndighet inspektion nämnd anstalt delegation kommission"),
        ("n", "styrelse byrå"),
    )
    for noun in nouns.split()
)
# What a common noun can stand for; the plurals only when several are addressed, or one plural name.
STANDS_FOR = {
    "universitetet": r"universitet", "högskolan": r"högskola", "institutet": r"institut",
    "lärosätet": r"universitet|högskol",
    "rådet": r"råd(?:et)?\b", "stiftelsen": r"stiftelse", "föreningen": r"förening|förbund", "fonden": r"fond",
    "organisationen": r"förening|förbund|stiftelse|organisation|riks|barnen", "bolaget": r"\bab\b|bolag",
    "museet": r"museum|museet|muse", "mottagaren": r"", "bidragsmottagaren": r"", "arkivet": r"arkiv",
    "ämbetet": r"ämbete", "styrelsen": r"styrelse", "verket": r"verk(?:et)?\b", "inspektionen": r"inspektion",
    "delegationen": r"delegation", "nämnden": r"nämnd", "byrån": r"byrå", "utredaren": r"utredare",
    "kommittén": r"kommitté", "samordnaren": r"samordnare", "förbundet": r"förbund", "centrumet": r"centrum|center",
    "regionen": r"region", "kommunen": r"kommun", "ombudet": r"ombud", "ombudsmannen": r"ombudsman",
    "kollegiet": r"kollegi", "centret": r"centrum|center|centret",
    "akademin": r"akademi", "riksförbundet": r"förbund",
    "kansliet": r"kansli", "sekretariatet": r"sekretariat", "utredningen": r"utredning",
}  # fmt: skip
PLURALS = {
    "myndigheterna": r"", "övriga myndigheter": r"", "övriga myndigheterna": r"",
    "museerna": r"muse", "lärosätena": r"universitet|högskol", "universiteten": r"universitet",
    "högskolorna": r"högskol", "organisationerna": r"", "länsstyrelserna": r"länsstyrelse",
}  # fmt: skip
COUNTY = re.compile(r"länsstyrelsen i (?P<name>.+?)s? län")
ALL_COUNTIES = re.compile(r"(?:samtliga )?länsstyrelser(?:na)?")
COUNTIES = re.compile(r"länsstyrelserna i (?P<names>.+?)s? län")
EACH = re.compile(r"^(?:respektive|varje|var och en av|de berörda|de båda|de tre|båda) (?P<noun>\w+)$")
ACRONYM = re.compile(
    r"(?<![\w/])(?P<name>(?=\w*[A-ZÅÄÖ]\w*[A-ZÅÄÖ])[A-ZÅÄÖ][A-Za-zÅÄÖåäö]{2,6})(?P<s>s)?(?= (?:ska|skall|"
    r"får|har|kan)\b)"
)
NOT_THEIRS = frozenset("SKR SKL SKF FN EU EG ILO OECD WHO NATO UNICEF EES LO TCO SACO USA".split())


def may_be_called(name: str, noun: str) -> bool:
    """Can somebody be meant by a common noun: Boverket by "verket" or "myndigheten", not by "länsstyrelsen"?"""
    noun = noun.casefold()
    if noun == "länsstyrelsen":
        return "länsstyrelse" in name.casefold()
    return not name or bool(re.search(STANDS_FOR.get(noun, ""), name, re.IGNORECASE))


@dataclass
class Cast:
    """The authorities the decision orders something, with where they are named; ``short`` leads to the full name."""

    members: list[tuple[str, tuple[int, int]]] = field(default_factory=list)
    short: dict[str, str] = field(default_factory=dict)
    _odd: re.Pattern[str] | None = None
    _odd_of: int = -1

    # Some decisions address all 21 county boards; more than this is no list of names.
    MOST = 60

    def add(self, name: str, span: tuple[int, int]) -> None:
        if len(self.members) >= self.MOST or name.casefold() in {
            known.casefold() for known, _ in self.members
        }:
            return
        self.members.append((name, span))
        words = name.split()
        first, last = words[0].casefold(), words[-1].casefold()
        # "Länsstyrelsen" is enough further on for "Länsstyrelsen i Stockholms län".
        if first.endswith(("en", "et", "na", "an")) and len(words) > 1:
            self.short.setdefault(first, name)
        elif len(words) > 2 and words[1] in ("vid", "i") and len(first) > 5:
            # "Barnafrid vid Linköpings universitet" is called "Barnafrid".
            self.short.setdefault(first, name)
        if first in ("statens", "svenska", "sveriges", "rikets"):
            # "Statens skolverk" is called "Skolverket".
            ending = next((end for noun, end in DEFINITE if last.endswith(noun)), None)
            if ending or last.endswith(
                ("institutet", "verket", "rådet", "styrelsen", "sällskapet", "kyrkan")
            ):
                self.short.setdefault(last + (ending or ""), name)

    def includes(self, actor: Actor) -> bool:
        """Is the named one of those this decision binds?"""
        return bool(self.who(actor))

    def who(self, actor: Actor) -> list[str]:
        """The members an actor's name means, [] when it is somebody else."""
        name = actor.name.casefold()
        full = [known for known, _ in self.members if known.casefold() == name]
        if full:
            return full
        if name in self.short:
            return self._called(name)
        county = COUNTY.fullmatch(name)
        everywhere = [known for known, _ in self.members if ALL_COUNTIES.fullmatch(known.casefold())]
        if everywhere and (county is not None or COUNTIES.fullmatch(name)):
            return everywhere  # a letter to all of them binds each
        if county is not None:
            listed = [known for known, _ in self.members if known.casefold().startswith("länsstyrelserna i ")]
            return [
                known
                for known in listed
                if re.search(rf"\b{re.escape(county['name'])}s?\b", known.casefold())
            ]
        if (counties := COUNTIES.fullmatch(name)) is not None:
            # "Länsstyrelserna i Skåne och Hallands län": some of those addressed one by one.
            wanted = _of_counties(counties["names"])
            named = [(known, COUNTY.fullmatch(known.casefold())) for known, _ in self.members]
            together = [
                known
                for known, _ in self.members
                if (all_of := COUNTIES.fullmatch(known.casefold()))
                and set(wanted) <= set(_of_counties(all_of["names"]))
            ]
            return [known for known, match in named if match and match["name"] in wanted] or together
        return (
            self._by_function(name)
            if actor.kind == "generic" or name in PLURALS or name in STANDS_FOR
            else []
        )

    def stems(self, word: str) -> list[str]:
        """The members whose name holds the stem of a definite noun: "Delegaterna" for "Ungas delegater"."""
        stem = re.sub(r"(?:erna|arna|orna|ena|en|et|an|n|t)$", "", word.casefold())
        if len(stem) < 5 or not re.fullmatch(r"[A-ZÅÄÖ][a-zåäö]+", word) or stem == word.casefold():
            return []
        return [known for known, _ in self.members if stem in known.casefold()]

    def _called(self, name: str) -> list[str]:
        """The members of a short name; "länsstyrelsen" may be any of several."""
        same = [known for known, _ in self.members if known.casefold().split()[0] == name]
        return same or [self.short[name]]

    def _by_function(self, name: str) -> list[str]:
        everybody = [known for known, _ in self.members]
        each = EACH.match(name)
        if each is not None:
            return everybody if len(everybody) > 1 or any("erna" in known for known in everybody) else []
        if name == "myndigheten":
            return everybody
        if name in PLURALS:
            fits = [known for known in everybody if re.search(PLURALS[name], known.casefold())]
            return fits if len(fits) > 1 or any(re.search(r"erna|museer", known) for known in fits) else []
        if name not in STANDS_FOR:
            return []
        if (
            name in ("organisationen", "föreningen")
            and len(everybody) == 1
            and not pattern().fullmatch(everybody[0])
        ):
            return everybody  # a body whose name does not say what it is
        return [known for known in everybody if re.search(STANDS_FOR[name], known.casefold())]

    def actors(self, text: str) -> list[Actor]:
        """Everybody named in a sentence, those under a short name of their own ("MUCF") too."""
        found = find_actors(text)
        odd = self._odd_names()
        matches = [*(odd.finditer(text) if odd else ()), *self._acronyms(text)]
        for match in matches:
            # The whole name of a member goes before the part of it that the general pattern knows.
            found = [a for a in found if not (match.start() <= a.start and a.end < match.end())]
            if not any(actor.start < match.end() and match.start() < actor.end for actor in found):
                free = (
                    not PREPOSITION.search(text[max(0, match.start() - 24) : match.start()])
                    and not match["s"]
                )
                start, end = match.span("name")
                found.append(Actor(start, end, match["name"], "name", bool(match["s"]), free))
        return sorted(found, key=lambda actor: actor.start)

    def _acronyms(self, text: str) -> list[re.Match[str]]:
        """ "MSB ska" after "Myndigheten för samhällsskydd och beredskap", though the letters are never explained."""
        found = []
        for match in ACRONYM.finditer(text):
            letters = match["name"].casefold()
            exact = [known for known, _ in self.members if _initials(known) == letters]
            if match["name"].upper() in NOT_THEIRS and not exact:
                continue
            close = [known for known, _ in self.members if _abbreviates(letters, known)]
            member = next(iter([*exact, *close]), None)
            if member is not None:
                self.short.setdefault(letters, member)
                found.append(match)
        return found

    def _odd_names(self) -> re.Pattern[str] | None:
        """The members' names that the general pattern does not know."""
        count = len(self.members) + len(self.short)
        if self._odd_of != count:
            names = [name for name, _ in self.members] + [name[:1].upper() + name[1:] for name in self.short]
            names = [name for name in names if not pattern().fullmatch(name)]
            odd = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
            self._odd = re.compile(rf"(?<!\w)(?P<name>{odd})(?P<s>s)?(?!\w)", re.IGNORECASE) if odd else None
            self._odd_of = count
        return self._odd

    def add_aliases(self, found: list[Sentence]) -> None:
        """Short names that stand in brackets after a member's name anywhere: "… civilsamhällesfrågor (MUCF)"."""
        for sentence in found:
            if "(" not in sentence.text or sentence.too_long:
                continue
            for name, _ in self.members:
                place = sentence.text.find(name + " (")
                alias = ALIAS.match(sentence.text, place + len(name)) if place >= 0 else None
                if alias is not None:
                    self.call(alias["alias"], name)

    def call(self, alias: str, name: str) -> None:
        """Know a member under a short name."""
        short = re.sub(
            r"^(?:nedan|fortsättningsvis|förkortat|härefter) (?:kallad |kallat |benämnd )?", "", alias
        )
        self.short.setdefault(short.strip("”\"' ").casefold(), name)


def _of_counties(names: str) -> list[str]:
    """ "skåne, hallands och kronobergs": each without its s."""
    return [re.sub(r"s$", "", each) for each in re.split(r", | och | samt ", names)]


def _initials(name: str) -> str:
    return "".join(
        word[0] for word in re.split(r"[\s-]+", name.casefold()) if word not in ("och", "för", "i", "av")
    )


def _abbreviates(letters: str, name: str) -> bool:
    """Are the letters those of a name, in order, from its first on; three or more?"""
    if len(letters) < 3 or " " not in name or name.casefold()[0] != letters[0]:
        return False
    initials = _initials(name)
    rest = iter(name.casefold())
    return all(letter in rest for letter in letters) and initials[:2] in (
        letters[:2],
        letters[0] + letters[1],
    )
