"""What the pages of the form show: a question with its choices, the answers to check, and all of it for the browser."""

from __future__ import annotations

from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from django.utils.safestring import SafeString

from skyddsnat.shared.wording import SOURCE
from skyddsnat.tips.filing.api import new_challenge
from skyddsnat.tips.form import access, rules
from skyddsnat.tips.form.languages import BYTES_A_LETTER, letters
from skyddsnat.tips.form.rules import Offer
from skyddsnat.tips.form.texts import filled, said_in, words_in
from skyddsnat.tips.kinds import Kind

LABELS = {"where": "where_was"}  # the word of a question that has another key than its answer
SAID_BY_THE_BROWSER = (
    "site", "goes_to", "room", "wrong_title", "fault_kind", "fault_place", "fault_what", "fault_long", "nothing",
    "confirm", "confirm_wrong", "place_abroad", "place_unknown", "code_place", *Kind.values,
)  # fmt: skip
IMAGES_ON = rules.WHAT


def question(key: str, language: str, value: str, room: int) -> dict[str, Any]:
    """A question as `_question.html` draws it."""
    said, label = said_in(language), LABELS.get(key, key)
    number = rules.QUESTIONS.index(key) + 1
    return {
        "key": key,
        "label": said[label],
        "hint": said[f"{label}_hint"],
        "number": filled(language, "number", n=number, total=len(rules.QUESTIONS)),
        "previous": rules.before(key),
        "value": value,
        "options": [(one, said[one]) for one in Kind.values] if key == rules.KIND else [],
        "counties": access.places(language) if key == rules.PLACE else {},
        "is_short": key in rules.SHORT,
        "is_text": key in rules.TEXTS,
        "is_optional": key in rules.TEXTS and key != rules.WHAT,
        "images": key == IMAGES_ON,
        "room": room_left(room, language) if key in rules.TEXTS and 0 <= room < rules.TELL_FROM else "",
    }


def whole(language: str) -> list[dict[str, Any]]:
    """Every question, for the browser that goes on within the page."""
    return [question(key, language, "", rules.TELL_FROM) for key in rules.QUESTIONS]


def check_rows(given: rules.Given, place_name: str, language: str) -> list[dict[str, Any]]:
    said = said_in(language)
    kind = given.get(rules.KIND, "")
    shown = {
        rules.KIND: str(said[kind]) if kind else "",
        rules.PLACE: place_shown(given, place_name, language),
    }
    return [
        {"key": key, "label": said[LABELS.get(key, key)], "value": shown.get(key) or given.get(key, "")}
        for key in rules.QUESTIONS
    ]


def place_shown(given: rules.Given, place_name: str, language: str) -> str:
    place = given.get(rules.PLACE, "")
    return str(said_in(language)[f"place_{place}"]) if place in {rules.ABROAD, rules.UNKNOWN} else place_name


def code_place(given: rules.Given, language: str) -> dict[str, Any] | None:
    """Where the workplace of the code is, when that is another municipality than the one that was chosen.

    The answer is not changed by this: whoever fills in the form says whether it happened there.
    """
    found = access.workplace(given.get("venue", ""))
    if found is None or found.place == given.get(rules.PLACE):
        return None
    said = filled(language, "code_place", code=found.code, place=found.name)
    return {"said": said, "place": found.place}


def goes_to(offer: Offer, language: str) -> SafeString:
    """Who gets the tip; the name, which may be in another script, is held apart from what is around it."""
    return filled(
        language, "goes_to", receiver=f"\N{FIRST STRONG ISOLATE}{offer.name}\N{POP DIRECTIONAL ISOLATE}"
    )


def room_left(room: int, language: str) -> SafeString:
    return filled(language, "room", n=letters(room, language))


def too_long(room: int, language: str) -> SafeString:
    """How much to take away, a little more rather than too little."""
    return filled(language, "fault_long", n=letters(-room, language) + 1)


def config(language: str, offers: list[Offer]) -> dict[str, Any]:
    """What the browser needs to go on by itself: whom to seal to, where to send, and what the page may have to say."""
    challenge = new_challenge()
    return {
        "language": language,
        "receivers": [
            {"id": one.id, "name": one.name, "key": one.key, "kinds": one.kinds, "places": one.places}
            for one in offers
        ],
        "questions": rules.QUESTIONS,
        "texts": rules.TEXTS,
        "required": [rules.KIND, rules.PLACE, rules.WHAT],
        "abroad": words_in(SOURCE)("place_abroad"),
        "tellFrom": rules.TELL_FROM,
        "bytesALetter": BYTES_A_LETTER.get(language, 1),
        "say": {key: words_in(language).texts[key] for key in SAID_BY_THE_BROWSER},
        "challenge": challenge.text,
        "bits": challenge.bits,
        "send": reverse("tips:in"),
        "words": static("sealing/words.txt"),
    }
