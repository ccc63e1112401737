"""Finds whom a decision addresses: "Regeringen ger X i uppdrag", else the letter's, the title's or the envelope's X."""

import re

from skyddsnat.mandate.reading.authorities import ALIAS, find_actors, pattern
from skyddsnat.mandate.reading.cast import Cast
from skyddsnat.mandate.reading.lines import FINITE
from skyddsnat.mandate.reading.sections import is_background
from skyddsnat.mandate.reading.sentences import Sentence

_ALSO = r"(?: (?:även|också|därför|vidare|härmed|dessutom|nu|samtidigt))*"
_TASK_VERB = (
    rf"(?:beslutar(?: härmed)? att (?:även |också )?)?(?:uppdrar|uppdrager|uppdra|ger|ge|lämnar|lämna){_ALSO}"
    r"(?: i uppdrag)?(?: (?:åt|till))?"
)
GIVES = re.compile(rf"\bRegeringen{_ALSO} {_TASK_VERB} ", re.IGNORECASE)
NAMES_END = re.compile(
    r"(?:,? i (?:fortsatt |förnyat |utvidgat |särskilt )?uppdrag\b|,? ett (?:\w+ )?uppdrag\b| att\b|:|"
    r",? (?:i samverkan|"
    r"tillsammans|efter samråd|efter dialog|i samråd|i samarbete|under|inom|för|med)\b|\.|$)"
)
GETS = re.compile(
    rf"^(?P<names>[A-ZÅÄÖ][^.;:]{{2,200}}?) (?:(?:får|ges|tilldelas|har){_ALSO} i (?:\w+ )?uppdrag|uppdras{_ALSO}|"
    r"åläggs)(?= att|:| )"
)
GETS_ALSO = re.compile(
    rf"^(?P<names>[A-ZÅÄÖ][^.;:]{{2,200}}?) (?:(?:får|ges){_ALSO} i uppdrag|uppdras{_ALSO})(?= att|:)"
)
LETTER = re.compile(r"\b[Rr]egleringsbrev för (?:budgetåret )?\d{4} avseende (?P<names>[^.;:\n]+)$")
TITLE = re.compile(
    r"^(?:(?:Fortsatt |Förnyat |Utvidgat |Förlängt |Ändrat |Ändring av |Förlängning av |"
    r"Komplettering av )*[Uu]ppdrag\w*|"
    r"Tilläggsuppdrag|(?:Statligt |Fortsatt )?(?:[Ss]tats|[Vv]erksamhets|[Pp]rojekt|[Oo]rganisations)?[Bb]idrag|Medel|"
    r"(?:Statligt |Fortsatt )?[Ss]töd)\s(?:till|åt|för) (?P<names>[A-ZÅÄÖ].{2,200}?)(?: (?:att|om|med)\b|$)"
)
DECIDES = re.compile(
    r"\b[Rr]egeringen (?:beslutar|föreskriver|bestämmer)\b[^.]{0,220}? att (?P<names>[A-ZÅÄÖ][^.;:]{2,200}?) "
    r"(?:ska|skall|får)\b"
)
HOLDS = re.compile(
    r"\buppdrag\w* (?:som|vilket) (?P<names>[A-ZÅÄÖ][^.;:]{2,160}?) (?:fick|har|fått|tilldelades|gavs)\b"
    r"|\b(?:fick|gav regeringen|gavs) (?P<names3>[A-ZÅÄÖ][^.;:]{2,160}?) (?:i uppdrag|ett uppdrag|uppdraget)\b"
    r"|\bbeslutade\b[^.;]{0,60}? att (?:ge|uppdra åt) (?P<names4>[A-ZÅÄÖ][^.;:]{2,160}?) (?:i uppdrag|uppdraget|att)\b"
    r"|\buppdrag\w* (?:till|åt) (?P<names2>[A-ZÅÄÖ][^.;:]{2,160}?) (?:ska|skall|förlängs|ändras|utökas|"
    r"utvidgas|om|att|från)\b"
)
GRANTS = re.compile(
    rf"\bRegeringen (?:beviljar|tilldelar|lämnar|utbetalar|anvisar|ger|beslutar att (?:bevilja|tilldela|"
    rf"lämna)){_ALSO}"
    r"(?: till)? (?P<names>[A-ZÅÄÖ][^.;:]{2,140}?) (?:ett |statligt |högst |sammanlagt )?(?:\w*bidrag|stöd|medel|\d)"
    r"|\b(?:Medlen|Bidraget|Medel|Bidrag) (?:tilldelas|beviljas|utbetalas till|betalas ut till|lämnas till) "
    r"(?P<names2>[A-ZÅÄÖ][^.;:,]{2,140}?)(?=,|\.|$| för| med| som)"
    # "beslutar att X (802000-0000) för perioden … beviljas ett bidrag"
    r"|\b[Rr]egeringen beslutar(?: \w+)? att (?P<names3>[A-ZÅÄÖ][^.;:,(]{2,140}?)(?: \([^()]*\))?"
    r"(?: (?:för|under|avseende) (?:år|åren|tiden|perioden|budgetåret|den|20)[^.;:]{0,60}?)?"
    r" (?:ska |får )?(?:beviljas|tilldelas|erhåller|erhålla) "
)
# The state agrees with somebody, or its paymaster pays somebody: that one is bound.
AGREES = re.compile(
    r"\b[Öö]verenskommelsen? mellan (?:staten|regeringen) och (?P<names>[A-ZÅÄÖ][^.;:]{2,120}?)"
    r"(?=,? (?:om|för|avseende|under|som) |\.|$)"
    r"|\bKammarkollegiet\b[^.;]{0,40}? (?:ska|skall|får)\b[^.;]{0,40}? betala ut\b[^.;]{0,80}? till "
    r"(?P<names2>[A-ZÅÄÖ][^.;:,]{2,100}?)(?=\.| för | efter | enligt |,|$)"
)
# An assignment taken back from somebody who then must account for it.
REVOKES = re.compile(
    r"\b[Rr]egeringen (?:upphäver|återkallar|avslutar|avbryter)\b[^.;]{0,80}?\buppdrag\w*\b[^.;]{0,80}? "
    r"(?:till|åt|för) (?P<names>[A-ZÅÄÖ][^.;:]{2,160}?)(?= om | att |\.| \(|$)"
)
NEXT_NAME = re.compile(r",? (?:och|samt) (?=(?i:länsstyrelse)|[A-ZÅÄÖ])|, (?=(?i:länsstyrelse)|[A-ZÅÄÖ])")
POSTAL = re.compile(r"^\d{3} ?\d{2} [A-ZÅÄÖ]")
BINDS = re.compile(r" (?:ska|skall|(?:högst |sammanlagt )?får (?:använda|disponera|förfoga)|tilldelas)\b")
RECEIVERS = re.compile(
    r"(?:Regionen|Kommunen|Organisationen|Föreningen|Stiftelsen|Bidragsmottagaren|Mottagaren|Lärosätet|Huvudmannen)"
)
GIVEN_MONEY = re.compile(r" (?:(?:högst |sammanlagt )?får|ska få)(?: \S+){0,4}? (?:använda|disponera)\b")
OPENS = re.compile(
    r"(?:(?P<inquiry>En (?:särskild|nationell) (?:utredare|samordnare)|En \w+ kommitté|En kommitté)"
    r"|(?P<names>[A-ZÅÄÖ][^.;:]{2,200}?)) (?:ska|skall)\b"
)
TO_LINE = re.compile(r"(?:Till|Mottagare|Adressat|Uppdragstagare): (?P<names>[A-ZÅÄÖ].{3,200})$")
FOR_WHAT = re.compile(r"(?<=\w) för .*$")
YEAR_TAIL = re.compile(r",? (?:för|under|avseende) (?:budgetåret |år |åren )?(?:19|20)\d\d.*$")
ENCLOSED = re.compile(r" \d{1,2} bilag(?:a|or)$")
HEAD_LINES = 25


def find_cast(found: list[Sentence]) -> Cast:
    """Whom the decision addresses; the surest sign first."""
    cast = Cast()
    readable = [sentence for sentence in found if not sentence.too_long]
    _from_orders(cast, readable)
    for rule in (GETS, LETTER, TITLE, DECIDES, HOLDS, GRANTS):
        if not cast.members:
            _by_rule(cast, readable, rule)
            if rule is GETS and cast.members:
                _also_given(cast, readable)
    if {name for name, _ in cast.members} <= {"Kammarkollegiet"}:
        _from_agreement(cast, readable)
    for place in (_to_line, _first_bound, _from_envelope, _name_line):
        if not cast.members:
            place(cast, readable)
    if not cast.members:
        _most_bound(cast, readable)
    _also_titled(cast, readable)
    cast.add_aliases(found)
    return cast


def _from_orders(cast: Cast, found: list[Sentence]) -> None:
    """ "Regeringen ger X i uppdrag" wherever it stands, and with it "Y får också i uppdrag"."""
    for sentence in found:
        for match in GIVES.finditer(sentence.text) if "egeringen" in sentence.text else ():
            if "uppdra" in sentence.text[match.start() : match.end() + 400].casefold():
                _add_names(cast, sentence, match.end())
    _also_given(cast, found)


def _also_given(cast: Cast, found: list[Sentence]) -> None:
    for sentence in found if cast.members else ():
        if (revoked := REVOKES.search(sentence.text)) is not None:
            _add_names(cast, sentence, revoked.start("names"), revoked.end("names"), known=True)
        also = GETS_ALSO.search(sentence.text)
        if also is not None and not is_background(sentence):
            _add_names(cast, sentence, also.start("names"), also.end("names"))


def _by_rule(cast: Cast, found: list[Sentence], rule: re.Pattern[str]) -> None:
    for sentence in found:
        named = rule.search(sentence.text) if not cast.members else None
        if named is not None:
            group = next(name for name, words in named.groupdict().items() if words)
            _add_names(cast, sentence, named.start(group), named.end(group), known=rule in (DECIDES, HOLDS))
    if rule in (DECIDES, HOLDS):
        _also_given_money(cast, found)


def _also_titled(cast: Cast, found: list[Sentence]) -> None:
    """The title may name one more, who is told what to do further on without "ges i uppdrag"."""
    known = {name.casefold() for name, _ in cast.members}
    for sentence in found[:HEAD_LINES] if known else ():
        title = TITLE.search(sentence.text)
        places = _names(sentence.text, title.start("names"), title.end("names")) if title else []
        named = [sentence.text[start:end] for start, end in places]
        if not any(name.casefold() in known for name in named):
            continue
        for name, (start, end) in zip(named, places, strict=True):
            bound = re.compile(re.escape(name) + BINDS.pattern)
            if any(bound.search(each.text) and not is_background(each) for each in found):
                cast.add(name, sentence.place(start, end))


def _from_agreement(cast: Cast, found: list[Sentence]) -> None:
    for sentence in found:
        agreed = AGREES.search(sentence.text) if not is_background(sentence) else None
        if agreed is not None:
            group = "names" if agreed["names"] else "names2"
            _add_names(cast, sentence, agreed.start(group), agreed.end(group))


def _also_given_money(cast: Cast, found: list[Sentence]) -> None:
    """An amendment often names one authority and gives another its money a sentence later."""
    for sentence in found if cast.members else ():
        for actor in find_actors(sentence.text) if not is_background(sentence) else ():
            before, behind = sentence.text[: actor.start], sentence.text[actor.end :]
            given = GIVEN_MONEY.match(behind) or (
                before.endswith("får ") and re.match(r"(?: \S+){0,6}? (?:använda|disponera)\b", behind)
            )
            if actor.kind == "name" and given:
                cast.add(actor.name, sentence.place(actor.start, actor.end))


def _first_bound(cast: Cast, found: list[Sentence]) -> None:
    """Nobody is given the assignment in so many words: "X, Y och Z ska tillsammans bygga upp …" opens it."""
    for sentence in found:
        opening = OPENS.match(sentence.text) if not is_background(sentence) else None
        if opening is None:
            continue
        if opening["inquiry"]:
            cast.add(opening["inquiry"], sentence.place(*opening.span("inquiry")))
            return
        names = _names(sentence.text, 0, opening.end("names"))
        first = names[0][0] if names else 0
        joined = re.sub(
            r",? (?:och|samt) |, ", "", _without(sentence.text[: opening.end("names")], names)[first:]
        )
        # A short heading may have run together with the sentence.
        if len(names) > 1 and not joined.strip() and first < 45 and not FINITE.search(sentence.text[:first]):
            for start, end in names:
                cast.add(sentence.text[start:end], sentence.place(start, end))
            return


def _without(text: str, places: list[tuple[int, int]]) -> str:
    for start, end in reversed(places):
        text = text[:start] + text[end:]
    return text


def _from_envelope(cast: Cast, found: list[Sentence]) -> None:
    """The name above a postal address at the head."""
    for index, sentence in enumerate(found[:HEAD_LINES]):
        if POSTAL.match(sentence.text) is None:
            continue
        for above in reversed(found[max(0, index - 3) : index]):
            named = pattern().fullmatch(above.text.strip())
            if named and named["name"]:
                cast.add(above.text.strip(), above.span)
                return


def _to_line(cast: Cast, found: list[Sentence]) -> None:
    """ "Till: Socialstyrelsen, Skolverket" at the head."""
    for sentence in found[:HEAD_LINES]:
        if (named := TO_LINE.match(sentence.text)) is not None:
            _add_names(cast, sentence, named.start("names"), len(sentence.text), known=True)


def _name_line(cast: Cast, found: list[Sentence]) -> None:
    """A known name alone on its line above the first order: "Inspektionen för vård och omsorg (under bildande)"."""
    for sentence in found[:HEAD_LINES]:
        if re.search(r"\bska(?:ll)?\b", sentence.text):
            return
        bare = re.sub(r" \([^()]*\)$", "", sentence.text.strip())
        named = pattern().fullmatch(bare)
        if named and named["name"] and not named["genitive"] and bare != "Kammarkollegiet":
            cast.add(bare, sentence.place(0, len(bare)))
            return


def _most_bound(cast: Cast, found: list[Sentence]) -> None:
    """No addressee is written out: the one that most sentences say "ska" of."""
    bound: dict[str, list[tuple[int, int]]] = {}
    for sentence in found:
        if not re.search(r"\bska(?:ll)?\b|\bfår\b|\btilldelas\b", sentence.text) or is_background(sentence):
            continue
        for actor in find_actors(sentence.text):
            if actor.kind == "name" and actor.nominative and BINDS.match(sentence.text[actor.end :]):
                bound.setdefault(actor.name, []).append(sentence.place(actor.start, actor.end))
    if not bound:
        # A sheet of conditions for whoever gets the money: "Regionen ska rekvirera beloppet".
        for sentence in found:
            for actor in find_actors(sentence.text) if not is_background(sentence) else ():
                receives = RECEIVERS.fullmatch(actor.name) and BINDS.match(sentence.text[actor.end :])
                if receives and actor.nominative:
                    bound.setdefault(actor.name, []).append(sentence.place(actor.start, actor.end))
    if bound:
        name = max(bound, key=lambda each: len(bound[each]))
        cast.add(name, bound[name][0])


def _add_names(
    cast: Cast, sentence: Sentence, start: int, limit: int | None = None, *, known: bool = False
) -> None:
    """Add the names of a stretch; only those of a known form when ``known``."""
    text = sentence.text
    end = limit
    if end is None:
        stop = NAMES_END.search(text, start)
        while stop and any(a <= stop.start() < b for a, b in _names(text, start, start + 400)):
            stop = NAMES_END.search(text, stop.end())
        end = min(stop.start() if stop else len(text), start + 400)
    if text[start:end].startswith(("Länsstyrelserna i", "länsstyrelserna i")):
        pieces = [(start, end)]
    else:
        pieces = _pieces(text, start, end)
    for begin, finish in pieces:
        finish = begin + len(text[begin:finish].rstrip(" ,"))
        alias = ALIAS.search(text[begin : finish + 45])
        if alias is not None and alias.start() <= finish - begin:
            finish = begin + alias.start()
        name = ENCLOSED.sub("", YEAR_TAIL.sub("", text[begin:finish].strip()))
        bare = FOR_WHAT.sub("", name)
        if " " in bare and bare != name and not pattern().fullmatch(name):
            name = bare  # "Bidrag till Stiftelsen X för stödlinje till barn"
        named = pattern().match(name)
        usable = bool(named and named["name"] and named.end() >= len(name)) if known else bool(name)
        if usable and (name[0].isupper() or named) and not (named and named["government"]):
            cast.add(name, sentence.place(begin, begin + len(name)))
            if alias is not None and begin + alias.start() == finish:
                cast.call(alias["alias"], name)


def _names(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where known names stand, so that "för" inside one does not end the list."""
    return [match.span() for match in pattern().finditer(text, start, min(end, len(text)))]


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The single names of a list; "Kommuner och Regioner" inside a known name is left whole."""
    known = _names(text, start, end)
    pieces, begin = [], start
    for match in NEXT_NAME.finditer(text, start, end):
        if not any(a < match.start() and match.end() < b for a, b in known):
            pieces.append((begin, match.start()))
            begin = match.end()
    return [*pieces, (begin, end)]
