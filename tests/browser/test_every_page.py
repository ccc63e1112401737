"""Every kind of page that each person can reach by links: it answers, fits, and says what it is."""

from __future__ import annotations

import functools
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Site, Visits
from tools.browsing import PEOPLE, Stop, walk

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRUCTURE = """() => ({
  title: document.title, lang: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length, heading: document.querySelector("h1")?.innerText.trim() ?? "",
  mains: document.querySelectorAll("main").length,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n),
  dead: [...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.hash.slice(1)))
        .filter(id => id && !document.getElementById(id)),
})"""
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
NAMES = {"Skyddsnät", "Redaktör", "Demonstrationsbokföring", "folkmängd"}
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


def faults_of(page: Page, stop: Stop, language: str) -> list[str]:
    """What is wrong with the page as it stands, on a desk and then on a phone."""
    page.set_viewport_size({"width": 1280, "height": 800})
    found = page.evaluate(STRUCTURE)
    page.set_viewport_size({"width": 360, "height": 800})
    on_phone = page.evaluate(TOO_WIDE)
    wrong = {
        f"answered {stop.status} (linked from {stop.found_on})": stop.status != 200,
        f"is {found['wide']} px too wide": found["wide"] > 0,
        f"is {on_phone} px too wide on a phone": on_phone > 0,
        f"has {found['headings']} h1": found["headings"] != 1 or not found["heading"],
        f"has {found['mains']} main": found["mains"] != 1,
        f"has lang {found['lang']!r}": found["lang"] != language,
        f"has the title {found['title']!r}": not re.fullmatch(r"\S.* – Skyddsnät", found["title"]),
        f"repeats the ids {found['ids']}": bool(found["ids"]),
        f"links within itself to {found['dead']}": bool(found["dead"]),
    }
    return [f"{stop.path} {fault}" for fault, there in wrong.items() if there]


# English is what can be left untranslated, so everybody walks in it; one who reaches most pages walks in Swedish too.
@pytest.mark.parametrize(
    ("person", "language"), [("coordinator", "sv"), *((person, "en") for person in PEOPLE)]
)
def test_every_page_answers_fits_and_says_what_it_is(
    visit: Visits, site: Site, person: str, language: str
) -> None:
    page = visit(person, language=language)
    faults: list[str] = []

    def look(stop: Stop) -> None:
        if "/version/X/html/" not in stop.kind:
            faults.extend(faults_of(page, stop, language))
            if language == "en":
                faults.extend(f"{stop.path} says in Swedish: {said}" for said in swedish_left(page))

    stops = walk(page, site.url, look)
    faults += [f"{s.path} answered {s.status} (linked from {s.found_on})" for s in stops if s.status != 200]
    assert not faults, "\n".join(sorted(set(faults)))
