"""What the guide's pages show, ready to be drawn: questions, answers given, the answer, the rules."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from skyddsnat.guidance.law.api import (
    ALSO,
    CHECKED,
    DISCLAIMER,
    GROUPS,
    HEADLINES,
    VERDICTS,
    WHY_TIP,
    Note,
    Place,
    Question,
    Rule,
    RuleBook,
    Step,
    Text,
    Verdict,
    by_group,
    day,
    period_said,
)
from skyddsnat.guidance.law_guide import days, steps
from skyddsnat.guidance.law_guide.outcome import Outcome, Stretch
from skyddsnat.guidance.law_guide.words import SAID, guide_language
from skyddsnat.guidance.references import with_values

LABELS = {steps.OFFENCE: SAID["offence_label"]}
HINTS = {
    steps.OFFENCE: SAID["offence_hint"],
    steps.DATE: SAID["date_hint"],
    steps.AGE: SAID["age_hint"],
    steps.TIES: SAID["ties_hint"],
}
FIFTEEN, ADULT = 15, 18
TONES = {Verdict.YES: "success", Verdict.NO: "neutral", Verdict.DEPENDS: "warning"}

type Shown = dict[str, Any]


def _said(text: Text) -> str:
    return text.said(guide_language(get_language() or "sv"))


def question_shown(question: Question, values: Sequence[str], faults: Mapping[str, Text]) -> Shown:
    """One question: what to choose from or to write, what was chosen or written, and what to change."""
    hint = HINTS.get(question.key, question.hint)
    typed = days.split(values[-1]) if question.key == steps.DATE and values else ["", "", ""]
    return {
        "key": question.key,
        "label": _said(LABELS.get(question.key, question.label)),
        "hint": _said(hint) if hint else "",
        "several": question.several,
        "options": [
            {
                "value": option.value,
                "label": _said(option.label),
                "chosen": option.value in values,
                "hint": _said(option.hint) if option.hint else "",
            }
            for option in question.options
            if option.value not in steps.NOT_KNOWN
        ],
        "parts": [
            {"key": part, "label": _said(SAID[part]), "value": value, "wrong": part in faults}
            for part, value in zip(days.PARTS, typed, strict=True)
        ]
        if question.key == steps.DATE
        else [],
        "value": values[-1] if values else "",
        "faults": [(f"{key}-1" if question.options else key, _said(text)) for key, text in faults.items()],
    }


def check_rows(book: RuleBook, given: steps.Given, today: datetime.date) -> list[Shown]:
    """Each question with the answer given, in words."""
    return [
        {
            "key": question.key,
            "label": _said(LABELS.get(question.key, question.label)),
            "value": _answer_said(question, given[question.key]),
        }
        for question in steps.asked(book, given, today)
        if question.key in given
    ]


def _answer_said(question: Question, values: Sequence[str]) -> str:
    known = [value for value in values if value not in steps.NOT_KNOWN]
    if not known:
        return _said(SAID["unknown"])
    if question.key == steps.DATE:
        return days.written_said(known[-1], guide_language(get_language() or "sv"))
    labels = {option.value: _said(option.label) for option in question.options}
    return "; ".join(labels.get(value, value) for value in known)


def answer_shown(
    book: RuleBook, given: steps.Given, found: Outcome, today: datetime.date, values: Mapping[str, SafeString]
) -> Shown:
    """The answer as a sentence, what to do, and the reasoning with what it rests on."""
    answer = found.answer
    until = answer.verified_until if answer else book.verified_until
    duties = answer.duties if answer else tuple(rule for rule in book.duties if rule.holds(today))
    notices = [_said(notice) for notice in answer.notices] if answer else []
    if until < today:
        notices.append(_said(SAID["passed"].filled(day=day(until))))
    return {
        "headline": _said(HEADLINES[found.triable]),
        "unknown_act": answer is None,
        "why_tip": _said(WHY_TIP[found.triable]),
        "also": [with_values(escape(_said(text)), values) for text in ALSO],
        "child_notes": _child_notes(book, given, found.reasoned),
        "stretches": _stretches(book, found),
        "reasoned": _reasoned(found),
        "steps": [_step(step) for step in (answer.steps if answer else ())],
        "duties": [rule_shown(rule) for rule in duties],
        "notices": notices,
        "verified": _said(CHECKED.filled(date=day(until))),
        "disclaimer": _said(DISCLAIMER),
    }


def _child_notes(book: RuleBook, given: steps.Given, reasoned: Stretch | None) -> list[str]:
    """What the law says apart for a child who has turned 15, when that is how old the child was; also when it has been
    checked only for another time than that of the act."""
    age = given.get(steps.AGE, ("",))[-1]
    if reasoned is None or not age or not FIFTEEN <= int(age) < ADULT:
        return []
    offence = given[steps.OFFENCE][-1]
    return [
        _said(note.says if note.holds(reasoned.span.last) else note.says + _only_checked_for(note))
        for note in book.notes
        if note.from_age >= FIFTEEN and note.concerns(offence, int(age))
    ]


def _only_checked_for(note: Note) -> Text:
    return SAID["other_time"].filled(period=period_said(note))


def _stretches(book: RuleBook, found: Outcome) -> list[Shown]:
    """The answer for each place and time that may be meant, when it is not one and the same."""
    if len(found.stretches) < 2 or len({one.verdict for one in found.stretches}) < 2:
        return []
    places = len({one.place for one in found.stretches}) > 1
    return [
        {"what": _stretch_said(book, one, found.open_start, places=places), **_verdict(one.verdict)}
        for one in found.stretches
    ]


def _stretch_said(book: RuleBook, one: Stretch, open_start: bool, *, places: bool) -> str:
    language = guide_language(get_language() or "sv")
    when = days.said(one.span, language)
    if open_start and one.span.last < book.begins:
        when = _said(SAID["before"].filled(day=day(book.begins)))
    where = _said(SAID["in_sweden" if one.place == Place.SWEDEN else "abroad"])
    return f"{where}: {when}" if places else when


def _reasoned(found: Outcome) -> str:
    """Which of several days and places the steps are about; nothing when only one is meant."""
    one = found.reasoned
    first = found.stretches[0] if found.stretches else None
    if one is None or first is None or (len(found.stretches) == 1 and one.span.first == one.span.last):
        return ""
    what = _said(day(one.span.last))
    if len({each.place for each in found.stretches}) > 1:
        where = _said(SAID["abroad"])
        what = f"{what} ({where[0].lower()}{where[1:]})"
    return _said(SAID["reasoned_for"]).format(what=what)


def _verdict(verdict: Verdict) -> Shown:
    word = _said(VERDICTS[verdict])
    return {"verdict": word[0].upper() + word[1:], "tone": TONES[verdict]}


def _step(step: Step) -> Shown:
    return {
        "question": _said(step.question),
        "reasoning": _said(step.reasoning),
        "decides": step.decides,
        "rules": [rule_shown(rule) for rule in step.rules],
        **_verdict(step.answer),
        **({} if step.decides else {"tone": "neutral"}),
    }


def rule_shown(rule: Rule) -> Shown:
    return {
        "id": rule.id,
        "paragraph": rule.paragraph,
        "says": _said(rule.says),
        "period": _said(period_said(rule)),
        "sources": [source.title for source in rule.sources],
        "until": _said(day(rule.verified_until)),
        "checked": _said(SAID["checked_until"].filled(day=day(rule.verified_until))),
    }


def rules_shown(book: RuleBook, language: str) -> Shown:
    """Every rule under its heading, in the order of the file."""
    return {
        "groups": [
            {
                "key": str(group),
                "name": GROUPS[group].said(language),
                "rules": [rule_shown(rule) for rule in rules],
            }
            for group, rules in by_group(book.rules).items()
        ],
        "begins": _said(SAID["begins"].filled(day=day(book.begins))),
        "verified": _said(CHECKED.filled(date=day(book.verified_until))),
        "disclaimer": _said(DISCLAIMER),
    }
