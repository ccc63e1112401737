"""axe-core on a page, or on those of its parts whose make-up it has not been run on in the same look."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from playwright.sync_api import Page

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
LOOKS = [("light", 1280), ("dark", 360)]
IN_A_LOOK = [
    "color-contrast",
    "target-size",
    "link-in-text-block",
]  # what another look of the same page can break
ALIKE = "tbody > tr:nth-child(n + 16)"  # what a long table's later rows are, its first fifteen are too
RUN = """([tags, rules, alike]) => axe.run({include: [["html"]], exclude: [[alike], ...(window.known ?? [])]},
  {resultTypes: ['violations'], preload: false,
   runOnly: rules ? {type: 'rule', values: rules} : {type: 'tag', values: tags}})"""

# What axe's rules ask of an element, without its words and addresses: what it is, its classes, which attributes it has
# and what stands in those that mean something in themselves, whether it says anything, whether what it points to is
# there, whether it is too small for what it holds, and its children where they are bound to be of one kind. It is
# known by that, by what it is in, and by the page's style sheets.
MARKS = """() => {
  const LOOK = new Set(["class", "role", "lang", "dir", "style", "hidden", "aria-hidden", "inert", "open", "disabled"]);
  const TELLING = new Set([...LOOK, "type", "tabindex", "aria-current", "aria-expanded", "aria-live", "aria-invalid",
    "autocomplete", "fill", "stroke", "scope", "rel", "target"]);
  const REFERS = new Set(["for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "headers"]);
  const SILENT = new RegExp("^(data-.*|hx-.*|id|name|action|method|enctype|novalidate|value|datetime|max|min|step"
    + "|maxlength|minlength|rows|cols|size|d|[xyr][12]?|c[xy]|r[xy]|dx|dy|width|height|points|transform|viewBox)$");
  const ORDERED = new Set(["DL", "UL", "OL", "TABLE", "THEAD", "TBODY", "TR", "SELECT"]);
  window.marks = new Map();
  const mark = text => {
    let one = 5381, other = 52711;
    for (let at = 0; at < text.length; at++) {
      one = Math.imul(one, 33) ^ text.charCodeAt(at);
      other = Math.imul(other, 1597) ^ text.charCodeAt(at);
    }
    return (one >>> 0).toString(36) + (other >>> 0).toString(36);
  };
  const shown = ({name, value}) => name + (TELLING.has(name) ? "=" + value
    : REFERS.has(name) ? value.split(" ").every(id => document.getElementById(id)) : value.trim() !== "");
  const look = part => part.tagName + [...part.attributes].filter(each => LOOK.has(each.name)).map(shown).sort();
  const said = (part, inside) => {
    const attributes = [...part.attributes].filter(each => !SILENT.test(each.name)).map(shown).sort();
    const words = [...part.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const tight = part.clientWidth > 0 && part.scrollWidth > part.clientWidth + 1;
    const kinds = ORDERED.has(part.tagName) ? inside.filter((one, at) => one !== inside[at - 1]) : "";
    return `${part.tagName} ${attributes} ${words} ${part.textContent.trim() !== ""} ${tight} ${kinds}`;
  };
  const read = (part, around) => {
    const path = mark(around + look(part));
    window.marks.set(part, mark(around + said(part, [...part.children].map(look))));
    for (const child of part.children) read(child, path);
  };
  const sheets = [...document.querySelectorAll("link[rel=stylesheet]")].map(link => link.getAttribute("href"));
  read(document.body, `${sheets} ${document.documentElement.dir} `);
  return [...new Set(window.marks.values())].join(" ");
}"""
# A part where every element is known is left out.
LEAVE_OUT = """(unknown) => {
  const LARGE = 3; // to leave out many small parts costs more than to look at them again
  const unseen = new Set(unknown.split(" "));
  const leave_out = part => { // true, or those parts within that are known and large
    let all = !unseen.has(window.marks.get(part));
    const below = [];
    for (const child of part.children) {
      const within = leave_out(child);
      if (within === true) below.push(child);
      else { all = false; below.push(...within); }
    }
    return all || below.filter(each => each.parentNode !== part || each.querySelectorAll("*").length >= LARGE);
  };
  const left = leave_out(document.body);
  window.known = left === true ? [] : left;
}"""


def violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds on the page by all of its rules or by some, one line each.

    It is evaluated through the debugger, which no CSP stops.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE + ";0")
    found: list[dict[str, Any]] = page.evaluate(RUN, [TAGS, rules, ALIKE])["violations"]
    return [
        f"{fault['id']}: {node['html'][:140]} ({'; '.join(check['message'] for check in node['any'][:1])})"
        for fault in found
        for node in fault["nodes"]
    ]


class Looked:
    """Which parts axe has been run on in each look: what is made up alike is looked at once."""

    def __init__(self) -> None:
        self.parts: dict[str, set[str]] = {theme: set() for theme, _width in LOOKS}

    def violations(self, page: Page, theme: str) -> list[str]:
        """What axe-core finds on the parts of the page that are new in this look."""
        # Only what is new is told: all that is known is as much to send to the page as axe itself.
        new = set(page.evaluate(MARKS).split()) - self.parts[theme]
        if not new:
            return []
        page.evaluate(LEAVE_OUT, " ".join(new))
        faults = violations(page, None if theme == "light" else IN_A_LOOK)
        self.parts[theme] |= new
        return faults
