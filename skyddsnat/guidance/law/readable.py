"""An answer and a table of the rules as plain text for a terminal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from skyddsnat.guidance.law.answer import Answer, Step, Verdict, period_said
from skyddsnat.guidance.law.book import Group, Rule, RuleBook
from skyddsnat.guidance.law.text import Text, day

VERDICTS = {
    Verdict.YES: Text("ja", "yes"),
    Verdict.NO: Text("nej", "no"),
    Verdict.DEPENDS: Text("det beror på", "it depends"),
}
GROUPS = {
    Group.NAME: Text("Brott: vad de heter", "Offences: what they are called"),
    Group.PENALTY: Text("Brott: straff", "Offences: penalties"),
    Group.PLACE: Text("Brott i Sverige", "Offences in Sweden"),
    Group.TIE: Text("Band till Sverige", "Ties to Sweden"),
    Group.DOUBLE: Text("Dubbel straffbarhet", "Double criminality"),
    Group.MINIMUM: Text("Minst fyra års fängelse", "A least penalty of four years"),
    Group.PROSECUTION: Text("Åtalsförordnande", "Order to prosecute"),
    Group.LIMITATION: Text("Preskription", "Limitation"),
    Group.DUTY: Text("Orosanmälan", "Report of concern"),
    Group.NOTE: Text("Att säga bredvid svaret", "To be said beside the answer"),
}
RESTS_ON = Text("Vilar på", "Rests on")
CHECKED = Text(
    "Reglerna är kontrollerade till och med {date}.", "The rules are checked up to and including {date}."
)
WIDTH = 96


def answer_said(answer: Answer, language: str) -> str:
    """The answer, each step with what it rests on, and what to do whatever the answer is."""
    lines = [answer.headline.said(language), answer.disclaimer.said(language), ""]
    for number, step in enumerate(answer.steps, 1):
        lines += [*_step(number, step, language), ""]
    lines += [answer.why_tip.said(language), ""]
    lines += [f"- {text.said(language)}" for text in answer.also]
    lines += [f"- {rule.says.said(language)} ({rule.paragraph})" for rule in answer.duties]
    lines += ["", *(notice.said(language) for notice in answer.notices)]
    lines.append(CHECKED.filled(date=day(answer.verified_until)).said(language))
    return "\n".join(folded for line in lines for folded in _folded(line))


def _step(number: int, step: Step, language: str) -> Iterator[str]:
    yield f"{number}. {step.question.said(language)} {VERDICTS[step.answer].said(language).capitalize()}."
    yield f"   {step.reasoning.said(language)}"
    for rule in step.rules:
        sources = ", ".join(source.title for source in rule.sources)
        yield (
            f"   {RESTS_ON.said(language)} {rule.paragraph}, {period_said(rule).said(language)} ({rule.id}; {sources})"
        )


def _folded(line: str) -> list[str]:
    indent = " " * (len(line) - len(line.lstrip(" -")))
    return textwrap.wrap(line, WIDTH, subsequent_indent=indent, break_on_hyphens=False) or [""]


def by_group(rules: Iterable[Rule]) -> dict[Group, list[Rule]]:
    """The rules under the headings of a table, in the order of the file."""
    found: dict[Group, list[Rule]] = {group: [] for group in Group}
    for rule in rules:
        found[rule.group].append(rule)
    return {group: members for group, members in found.items() if members}


def table_said(book: RuleBook, language: str) -> str:
    """Every rule: its period, where it stands, what it says, where it was read and until when it was checked."""
    lines = []
    for group, rules in by_group(book.rules).items():
        lines += [GROUPS[group].said(language).upper(), ""]
        for rule in rules:
            until = rule.valid_to.isoformat() if rule.valid_to else " " * 10
            sources = ", ".join(source.title for source in rule.sources)
            lines.append(f"{rule.valid_from.isoformat()}–{until}  {rule.paragraph}  [{rule.key}]  {rule.id}")
            lines += _folded(f"    {rule.says.said(language)}")
            lines += _folded(f"    {sources}; {rule.verified_until.isoformat()}")
        lines.append("")
    lines.append(CHECKED.filled(date=day(book.verified_until)).said(language))
    return "\n".join(lines)
