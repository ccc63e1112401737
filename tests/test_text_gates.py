"""Untranslated texts, untrue pages and unpinned packages are found."""

import json
import time
from pathlib import Path

import pytest

from tools import docs, lock, messages

PAGE = """\
{% translate "Hej" %}
{% blocktranslate trimmed count n=n %}{{ n }} dag{% plural %}{{ n }} dagar{% endblocktranslate %}
"""
CODE = 'title = _("Uppdrag %(nr)s")\nlabel = pgettext("knapp", "Skicka")\n'
DONE = """\
msgid "Hej"
msgstr "Hello"

msgid "%(n)s dag"
msgid_plural "%(n)s dagar"
msgstr[0] "%(n)s day"
msgstr[1] "%(n)s days"

msgid "Uppdrag %(nr)s"
msgstr "Assignment %(nr)s"

msgctxt "knapp"
msgid "Skicka"
msgstr "Send"
"""


def room(package: Path, po: str, name: str = "core") -> Path:
    folder = package / name
    (folder / "templates").mkdir(parents=True, exist_ok=True)
    (folder / "__init__.py").write_text(CODE)
    (folder / "templates" / "page.html").write_text(PAGE)
    messages.po_file(folder).parent.mkdir(parents=True, exist_ok=True)
    messages.po_file(folder).write_text(messages.HEADER + po)
    return folder


def test_a_translated_room_passes(tmp_path: Path) -> None:
    room(tmp_path, DONE)
    assert messages.problems(tmp_path) == []


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('msgid "Hej"\nmsgstr "Hello"\n', "", "no translation of 'Hej' (core/templates/page.html)"),
        ('msgstr "Hello"', 'msgstr ""', "empty translation of 'Hej'"),
        ('msgstr[1] "%(n)s days"', 'msgstr[1] ""', "empty translation of '%(n)s dag'"),
        ('msgid "Hej"', '#, fuzzy\nmsgid "Hej"', "uncertain (fuzzy) translation of 'Hej'"),
        (
            "Assignment %(nr)s",
            "Assignment %(number)s",
            "the values in 'Uppdrag %(nr)s' and its translation differ",
        ),
        ("%(n)s days", "days", "the values in '%(n)s dag' and its translation differ"),
        ('msgctxt "knapp"\n', "", "no translation of 'Skicka'"),
        ('msgid "Hej"', 'msgid "Hej då"\nmsgstr "Bye"\n\nmsgid "Hej"', "nobody uses 'Hej då' any more"),
        ('msgid "Hej"', '#~ msgid "Adjö"\n#~ msgstr "Goodbye"\n\nmsgid "Hej"', "obsolete"),
    ],
)
def test_a_text_that_is_not_translated_is_found(tmp_path: Path, old: str, new: str, words: str) -> None:
    assert old in DONE
    room(tmp_path, DONE.replace(old, new))
    assert any(words in problem for problem in messages.problems(tmp_path))
    assert messages.main(["--check", "--package", str(tmp_path)]) == 1


def test_two_rooms_that_contradict_each_other_are_found(tmp_path: Path) -> None:
    room(tmp_path, DONE)
    room(tmp_path, DONE.replace("Hello", "Hi"), "actors")
    assert messages.problems(tmp_path) == ["actors and core translate 'Hej' differently"]


def test_update_keeps_translations_adds_what_is_new_and_drops_what_is_gone(tmp_path: Path) -> None:
    folder = room(tmp_path, DONE.replace("Hej", "Hej då"))
    messages.update(folder)
    text = messages.po_file(folder).read_text()
    assert 'msgid "Hej"\nmsgstr ""' in text
    assert "Hej då" not in text
    assert 'msgstr[1] "%(n)s days"' in text
    messages.po_file(folder).write_text(text.replace('msgid "Hej"\nmsgstr ""', 'msgid "Hej"\nmsgstr "Hello"'))
    assert messages.problems(tmp_path) == []


def test_the_whole_house_is_checked_quickly() -> None:
    begun = time.process_time()  # how long one waits says how busy the machine is
    messages.problems(messages.PACKAGE)
    assert time.process_time() - begun < 5


# --- generated pages ---


def test_an_untrue_page_is_found(tmp_path: Path) -> None:
    for name, page in docs.PAGES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(page())
    assert docs.outdated(tmp_path) == []
    (tmp_path / "docs/reference/roles.md").write_text("# Roles\n\nEverybody may do everything.\n")
    (tmp_path / "docs/reference/states.md").unlink()
    assert [problem.split()[0] for problem in docs.outdated(tmp_path)] == [
        "docs/reference/roles.md",
        "docs/reference/states.md",
    ]


def test_a_link_that_leads_nowhere_is_found(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "README.md").write_text("[here](docs/index.md#top) [away](https://example.org)\n")
    assert docs.broken_links(tmp_path) == ["README.md: docs/index.md does not exist"]
    (tmp_path / "docs" / "index.md").write_text("")
    assert docs.broken_links(tmp_path) == []


# --- the lock ---

PIN = "django==6.1.3 \\\n    --hash=sha256:00\n    # via skyddsnat (pyproject.toml)\n"
PROJECT = '[project]\ndependencies = ["Django>=6.1,<6.2"]\n[dependency-groups]\ndev = []\n'


def test_a_lock_in_step_passes() -> None:
    assert lock.file_problems("lock", PIN) + lock.sync_problems(PIN, PROJECT) == []


@pytest.mark.parametrize(
    "line",
    ["--index-url https://example.org/simple", "--find-links /opt/wheels", "a @ file:///tmp/a.whl",
     "b==1 --hash=sha256:00 # from https://example.org"],
)  # fmt: skip
def test_an_address_in_the_lock_is_found(line: str) -> None:
    assert len(lock.file_problems("lock", f"{PIN}{line}\n")) >= 1


def test_a_pin_without_a_hash_is_found() -> None:
    assert lock.file_problems("lock", f"{PIN}asgiref==3.13.0\n") == ["lock: asgiref has no hash"]


def test_a_lock_of_scripts_has_hashes_and_no_address() -> None:
    whole = {"packages": {"": {}, "node_modules/a": {"version": "1", "integrity": "sha512-x"}}}
    assert lock.script_problems("lock", json.dumps(whole)) == []
    whole["packages"]["node_modules/a"] = {"version": "1", "funding": {"url": "https://example.org"}}
    address, unhashed = lock.script_problems("lock", json.dumps(whole, indent=1))
    assert "an address" in address
    assert unhashed == "lock: node_modules/a has no hash"


@pytest.mark.parametrize(
    ("locked", "project", "words"),
    [
        ("", PROJECT, "django is missing"),
        (PIN.replace("6.1.3", "6.0.9"), PROJECT, "is not <6.2,>=6.1"),
        (PIN.replace("    # via skyddsnat (pyproject.toml)\n", ""), PROJECT, "does not know"),
        (PIN, PROJECT.replace('"Django>=6.1,<6.2"', ""), "no longer asked for"),
    ],
)
def test_a_lock_out_of_step_is_found(locked: str, project: str, words: str) -> None:
    found = lock.sync_problems(locked, project)
    assert len(found) == 1
    assert words in found[0]
