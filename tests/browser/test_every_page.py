"""Every kind of page that each person can reach by links: it answers, fits, and says what it is."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visits
from tests.browser.structure import faults_of
from tools.browsing import PEOPLE, Stop, walk

# Texts, and what is read aloud, with Swedish letters where the page says that it speaks English.
SWEDISH_LEFT = """() => {
  const found = [], swedish = said => /[åäöÅÄÖ]/.test(said);
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement, said = node.textContent.trim();
    if (!said || ["SCRIPT", "STYLE", "TEXTAREA", "CODE"].includes(parent.tagName)) continue;
    const language = parent.closest("[lang]")?.lang ?? "";
    if (language.startsWith("en") && swedish(said)) found.push(said.slice(0, 90));
  }
  for (const element of document.querySelectorAll("[aria-label],[title],[placeholder],[alt]")) {
    if (!element.closest("[lang]").lang.startsWith("en")) continue;
    for (const name of ["aria-label", "title", "placeholder", "alt"]) {
      const said = element.getAttribute(name) ?? "";
      if (swedish(said)) found.push(`${name}: ${said.slice(0, 90)}`);
    }
  }
  return found;
}"""

REGISTERS = Path(__file__).parents[2] / "skyddsnat" / "actors" / "registers"
# this program, a person of the demonstration, its accounting program, and a heading that a file must have
NAMES = {"Skyddsnät", "Redaktör", "Länssamordnare", "Demonstrationsbokföring", "folkmängd"}
NUMBERS = re.compile(r"[A-ZÅÄÖ]+\d{4}/\d+/[A-ZÅÄÖ]+")


@functools.cache
def named() -> set[str]:
    """Words of names that are the same in every language: municipalities, counties, this program."""
    files = [REGISTERS / "municipalities.json", REGISTERS / "counties.json"]
    rows = [row for path in files for row in json.loads(path.read_text())["rows"]]
    said = " ".join(f"{row['name']} {row.get('name_en', '')}" for row in rows)
    return NAMES | set(re.findall(r"\w+", said)) - {"län", "kommun"}


def swedish_left(page: Page) -> list[str]:
    """Swedish words on a page that says that it speaks English, names apart."""
    names = named()
    return [
        said
        for said in page.evaluate(SWEDISH_LEFT)
        if any(
            re.search("[åäöÅÄÖ]", word) and word not in names
            for word in re.findall(r"\w+", NUMBERS.sub("", said))
        )
    ]


# English is what can be left untranslated; in Swedish the pages are walked by test_accessibility.
@pytest.mark.parametrize("person", PEOPLE)
def test_every_page_answers_fits_and_says_what_it_is(visit: Visits, site: Site, person: str) -> None:
    page = visit(person, language="en")
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if "/version/X/html/" not in stop.kind:
            faults.extend(faults_of(page, stop, "en"))
            faults.extend(f"{stop.path} says in Swedish: {said}" for said in swedish_left(page))

    stops = walk(page, site.url, look)
    faults += [f"{s.path} answered {s.status} (linked from {s.found_on})" for s in stops if s.status != 200]
    assert not faults, "\n".join(sorted(set(faults)))
