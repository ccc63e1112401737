"""What must hold for any page: one heading, one main part, no dead links within it, nothing too wide."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from tools.walking import Stop

TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
STRUCTURE = """() => ({
  window: innerWidth,
  title: document.title, lang: document.documentElement.lang,
  headings: document.querySelectorAll("h1").length, heading: document.querySelector("h1")?.innerText.trim() ?? "",
  mains: document.querySelectorAll("main").length,
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
  ids: [...document.querySelectorAll("[id]")].map(e => e.id).filter((id, n, all) => all.indexOf(id) !== n),
  dead: [...document.querySelectorAll('a[href^="#"]')].map(a => decodeURIComponent(a.hash.slice(1)))
        .filter(id => id && !document.getElementById(id)),
})"""


def faults_of(page: Page, stop: Stop, language: str) -> list[str]:
    """What is wrong with the page as it stands, as wide as the window is."""
    found = page.evaluate(STRUCTURE)
    wrong = {
        f"answered {stop.status} (linked from {stop.found_on})": stop.status != 200,
        f"is {found['wide']} px too wide for {found['window']}": found["wide"] > 0,
        f"has {found['headings']} h1": found["headings"] != 1 or not found["heading"],
        f"has {found['mains']} main": found["mains"] != 1,
        f"has lang {found['lang']!r}": found["lang"] != language,
        f"has the title {found['title']!r}": not re.fullmatch(r"\S.* – Skyddsnät", found["title"]),
        f"repeats the ids {found['ids']}": bool(found["ids"]),
        f"links within itself to {found['dead']}": bool(found["dead"]),
    }
    return [f"{stop.path} {fault}" for fault, there in wrong.items() if there]
