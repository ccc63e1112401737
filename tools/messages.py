"""Interface texts: Swedish is the message id, English stands in `skyddsnat/<room>/locale/en/LC_MESSAGES/django.po`.

    python tools/messages.py            compile every .po that changed
    python tools/messages.py --update   add what is new with an empty translation, drop what is gone
    python tools/messages.py --check    say what is missing, empty, uncertain, left over or contradicting

Each room's file holds the texts its own Python files and templates use, so the same text may stand in several; they
must then agree, since Django keeps one translation of each.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent / "skyddsnat"
CONTEXT = (1, "c")
KEYWORDS: dict[str, Any] = {
    "_": None, "gettext": None, "gettext_lazy": None, "gettext_noop": None,
    "ngettext": (1, 2), "ngettext_lazy": (1, 2),
    "pgettext": (CONTEXT, 2), "pgettext_lazy": (CONTEXT, 2),
    "npgettext": (CONTEXT, 2, 3), "npgettext_lazy": (CONTEXT, 2, 3),
}  # fmt: skip
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sd]|\{\w*\}")
HEADER = """\
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""

type Key = tuple[str, Any]  # context, and the text or its singular and plural


def rooms(package: Path) -> list[Path]:
    """The folders of the package that hold Python files."""
    return sorted(path.parent for path in package.glob("*/__init__.py"))


def po_file(room: Path) -> Path:
    return room / "locale" / "en" / "LC_MESSAGES" / "django.po"


def sources(room: Path) -> Iterator[Path]:
    """The files whose texts are shown to people: no tests, no migrations."""
    for path in sorted(
        [*room.rglob("*.py"), *room.rglob("templates/**/*.html"), *room.rglob("templates/**/*.txt")]
    ):
        if not {"tests", "migrations"} & set(path.relative_to(room).parts) and path.name != "conftest.py":
            yield path


def source_text(path: Path) -> bytes:
    """Python that the extractor can read; a template is turned into calls of gettext, one line for one line."""
    if path.suffix == ".py":
        return path.read_bytes()
    code = templatize(path.read_text(encoding="utf-8"), origin=str(path))
    return "\n".join(line.strip() for line in code.splitlines()).encode()


def extracted(room: Path) -> Catalog:
    """Every text the room uses, with the files that use it."""
    catalog = Catalog(locale="en")
    for path in sources(room):
        found = extract("python", BytesIO(source_text(path)), KEYWORDS, options={"encoding": "utf-8"})
        for _line, text, _comments, context in found:
            if text and text != "" and not (isinstance(text, tuple) and not text[0]):
                catalog.add(text, locations=[(path.relative_to(room.parent).as_posix(), 0)], context=context)
    return catalog


def entries(catalog: Catalog) -> dict[Key, Message]:
    return {(message.context or "", message.id): message for message in catalog if message.id}


def translated(path: Path) -> Catalog:
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as handle:
        return read_po(handle, locale=path.parts[-3])


def forms(message: Message) -> list[str]:
    """The translations of a message: one, or one for each plural form."""
    return [message.string or ""] if isinstance(message.string, str | None) else list(message.string)


def placeholders(text: str) -> Counter[str]:
    return Counter(PLACEHOLDER.findall(text.replace("%%", "")))


def placeholders_differ(message: Message) -> bool:
    """Whether a translation lacks, adds or repeats a value; a plural form may leave out the count itself."""
    if isinstance(message.id, str):
        return any(placeholders(form) != placeholders(message.id) for form in forms(message))
    allowed = set(placeholders(message.id[0])) | set(placeholders(message.id[1]))
    return any(set(placeholders(form)) - allowed for form in forms(message)) or (
        set(placeholders(forms(message)[-1])) != set(placeholders(message.id[1]))
    )


def first(key: Key) -> str:
    text: str = key[1] if isinstance(key[1], str) else key[1][0]
    return text


def room_problems(room: Path) -> list[str]:
    """What is wrong with the room's translations, one sentence each."""
    used, given = entries(extracted(room)), translated(po_file(room))
    have = entries(given)
    where = f"{room.name}: "
    found = []
    for key, message in used.items():
        files = ", ".join(sorted({file for file, _line in message.locations}))
        if key not in have:
            found.append(f"{where}no translation of {first(key)!r} ({files})")
        elif not all(forms(have[key])):
            found.append(f"{where}empty translation of {first(key)!r} ({files})")
        elif have[key].fuzzy:
            found.append(f"{where}uncertain (fuzzy) translation of {first(key)!r}")
        elif placeholders_differ(have[key]):
            found.append(f"{where}the values in {first(key)!r} and its translation differ")
    found += [f"{where}nobody uses {first(key)!r} any more" for key in have.keys() - used.keys()]
    if given.obsolete:
        found.append(f"{where}{len(given.obsolete)} obsolete entries (#~)")
    return found


def contradictions(package: Path) -> list[str]:
    """Texts that two rooms translate differently."""
    said: dict[Key, dict[tuple[str, ...], str]] = {}
    for room in rooms(package):
        for key, message in entries(translated(po_file(room))).items():
            if all(forms(message)):
                said.setdefault(key, {})[tuple(forms(message))] = room.name
    return [
        f"{' and '.join(sorted(ways.values()))} translate {first(key)!r} differently"
        for key, ways in said.items()
        if len(ways) > 1
    ]


def problems(package: Path) -> list[str]:
    return [problem for room in rooms(package) for problem in room_problems(room)] + contradictions(package)


def update(room: Path) -> None:
    """Make the room's file hold exactly the texts in use, keeping every translation that still has its text."""
    used, have = extracted(room), entries(translated(po_file(room)))
    for key, message in entries(used).items():
        if key in have and not have[key].fuzzy:
            message.string = have[key].string
    if not entries(used):
        po_file(room).unlink(missing_ok=True)
        return
    text = BytesIO()
    write_po(text, used, width=110, omit_header=True, sort_output=True, include_lineno=False)
    po_file(room).parent.mkdir(parents=True, exist_ok=True)
    po_file(room).write_text(HEADER + text.getvalue().decode().lstrip("\n"), encoding="utf-8")


def compile_changed(room: Path) -> None:
    """Write the .mo files that Django reads, where the .po is newer, in every language."""
    for source in room.glob("locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        partial = target.with_suffix(".mo.new")
        with partial.open("wb") as handle:
            write_mo(handle, translated(source))
        partial.replace(target)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Compile, update or check the interface texts.")
    mode = parser.add_mutually_exclusive_group()
    mode.add_argument("--update", action="store_true", help="make each .po hold exactly the texts in use")
    mode.add_argument("--check", action="store_true", help="fail when a text is not translated")
    parser.add_argument("--package", type=Path, default=PACKAGE, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if not settings.configured:
        settings.configure()  # templatize only needs defaults
    if options.check:
        found = problems(options.package)
        print("\n".join(found) or "messages: every text is translated")
        return 1 if found else 0
    for room in rooms(options.package):
        if options.update:
            update(room)
        compile_changed(room)
    return 0


if __name__ == "__main__":
    sys.exit(main())
