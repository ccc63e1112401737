"""`python -m tools.docs [--check]`: write the generated pages, or say which no longer tell the truth.

Roles come from roles.yaml and the addresses, states from the NEXT tables in each room's rules, the data inventory from
the data policies, commands from the command table, the law guide's rules from its file, licences from the installed
packages.
"""

from __future__ import annotations

import argparse
import importlib
import os
import re
import sys
import tomllib
from collections.abc import Callable, Mapping
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

import django
import yaml
from django.urls import get_resolver
from packaging.utils import canonicalize_name

from skyddsnat import cli
from skyddsnat.guidance.law.loader import shipped_rules
from skyddsnat.guidance.law.readable import GROUPS, by_group
from tools.house.program import addresses
from tools.lock import PIN, asked_for

ROOT = Path(__file__).resolve().parent.parent
MADE = "<!-- Made by `make docs` from {source}. Change that, not this page. -->\n\n"
STATES = (
    ("Activity", "skyddsnat.mandate.rules"),
    ("Version of the plan", "skyddsnat.mandate.plan.rules"),
    ("Agreement", "skyddsnat.mandate.meeting_rules"),
    ("Financial document", "skyddsnat.economy.rules"),
    ("Final report", "skyddsnat.reporting.rules"),
    ("Letter of a mailing", "skyddsnat.knowledge.mailings.rules"),
    ("Question about methods", "skyddsnat.knowledge.consultations.rules"),
)
NAMED_LICENCES = {  # what packages whose metadata holds a whole licence text, or only a classifier, are under
    "altair": "BSD-3-Clause", "fido2": "BSD-2-Clause", "grimp": "BSD-2-Clause", "import-linter": "BSD-2-Clause",
    "jinja2": "BSD-3-Clause", "markdown-it-py": "MIT", "mdurl": "MIT", "pathspec": "MPL-2.0", "procrastinate": "MIT",
    "pypdfium2": "BSD-3-Clause, Apache-2.0", "pytest-django": "BSD-3-Clause", "qrcode": "BSD-3-Clause",
    "sortedcontainers": "Apache-2.0", "sqlparse": "BSD-3-Clause",
}  # fmt: skip


def table(head: list[str], rows: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )


def roles() -> str:
    """Who each role is, what it may do, and which pages each permission opens."""
    held = yaml.safe_load((ROOT / "skyddsnat/core/roles.yaml").read_text())
    permissions = sorted({permission for role in held.values() for permission in role["permissions"]})
    matrix = [
        [f"`{permission}`", *("yes" if permission in role["permissions"] else "" for role in held.values())]
        for permission in permissions
    ]
    who = [
        [f"`{code}`", role["name"], role["name_en"], role["description_en"], "yes" if role["staff"] else ""]
        for code, role in held.items()
    ]
    opened = [
        [f"`/{plain(address)}`", getattr(view, "permission", "")]
        for address, view in addresses(get_resolver().url_patterns)
        if str(view.__module__).startswith("skyddsnat.")
    ]
    return (
        "# Roles\n\n"
        + MADE.format(source="`skyddsnat/core/roles.yaml` and the addresses")
        + table(["Role", "In Swedish", "In English", "What for", "Staff: second factor"], who)
        + "\n## What each role may do\n\n"
        + table(["Permission", *(f"`{code}`" for code in held)], matrix)
        + "\n## Who may open each address\n\n`public` is everybody, `signed-in` everybody with an account. "
        "Within a page, rows and buttons are narrowed further by the room's `access.py`.\n\n"
        + table(["Address", "Opened by"], opened)
    )


def plain(address: str) -> str:
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", address)


def data_inventory() -> str:
    """Every table with its personal data and how long it is kept."""
    policy = importlib.import_module("skyddsnat.core.policy")
    rules = policy.retention_rules()
    rows = []
    for config in sorted(policy.our_apps(), key=lambda config: config.label):
        for name, entry in policy.app_policy(config).items():
            personal = ", ".join(f"`{field}` ({kind})" for field, kind in (entry["personal"] or {}).items())
            other = ", ".join(f"`{field}`" for field in entry["other"])
            rows.append([f"{config.label}.{name}", personal or "none", other, f"`{entry['retention']}`"])
    kept = [[f"`{code}`", rule["en"], str(rule["days"] or "")] for code, rule in rules.items()]
    return (
        "# Data inventory\n\n"
        + MADE.format(source="each room's `data_policy.yaml` and `skyddsnat/core/retention.yaml`")
        + "Every field of every table of ours. The program does not start when one is missing here.\n\n"
        + table(["Table", "Personal data", "No personal data", "Kept"], rows)
        + "\n## How long\n\n"
        + table(["Rule", "Meaning", "Days"], kept)
    )


def states() -> str:
    """Each table of transitions as a diagram and in words."""
    parts = ["# States\n\n", MADE.format(source="the `NEXT` table in each room's `rules.py`")]
    for heading, module in STATES:
        moves: Mapping[Any, Any] = importlib.import_module(module).NEXT
        first = str(next(iter(moves)))
        lines = [f"    [*] --> {first}"]
        lines += [f"    {now} --> {then}" for now, after in moves.items() for then in sorted(map(str, after))]
        lines += [f"    {now} --> [*]" for now, after in moves.items() if not after]
        words = [[str(now), ", ".join(sorted(map(str, after))) or "nothing"] for now, after in moves.items()]
        parts.append(
            f"## {heading}\n\nFrom `{module}`.\n\n```mermaid\nstateDiagram-v2\n"
            + "\n".join(lines)
            + "\n```\n\n"
        )
        parts.append(table(["State", "May become"], words) + "\n")
    return "".join(parts).rstrip() + "\n"


def sealing_scripts() -> str:
    """The hash of every script that sees a message before it is sealed."""
    scripts = importlib.import_module("skyddsnat.core.fixed_scripts")
    rows = [[f"`{name}`", f"`{scripts.integrity(name)}`"] for name in scripts.fixed_scripts()]
    return (
        "# Scripts that seal\n\n"
        + MADE.format(source="the static files that `skyddsnat/core/fixed_scripts.py` names")
        + "Every script that sees a message before it is sealed, with its SHA-384. Pages name these hashes, and a "
        "browser runs nothing else. Compare with what your browser got: "
        "`openssl dgst -sha384 -binary age.js | base64`.\n\n" + table(["Script", "`integrity`"], rows)
    )


def commands() -> str:
    rows = [
        [f"`skyddsnat {' '.join(words)}`", command.summary, "yes" if command.database else ""]
        for words, command in cli.COMMANDS.items()
    ]
    make = re.findall(r"^([a-z-]+):.*?## (.+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    return (
        "# Commands\n\n"
        + MADE.format(source="`skyddsnat/cli.py` and the `Makefile`")
        + "After `make install` the command is `.venv/bin/skyddsnat`. Each answers `--help`. "
        "Exit codes: 0 well, 1 faults were found, 2 wrong use or unreadable input.\n\n"
        + table(["Command", "What it does", "Needs the database"], rows)
        + "\n## make\n\n"
        + table(["Target", "What it does"], [[f"`make {name}`", said] for name, said in make])
    )


def law_rules() -> str:
    """Every rule of the law guide, group by group, in both languages."""
    book = shipped_rules()
    parts = [
        "# The rules of the law guide\n\n",
        MADE.format(source="`skyddsnat/guidance/law/rules.yaml`"),
        "What [`skyddsnat law check`](commands.md) and the public guide reason from: information, never legal advice. "
        f"All of it was checked up to and including {book.verified_until}; nothing before {book.begins} was. BrB is "
        "brottsbalken, the Criminal Code; SoL the Social Services Act. "
        "To change a rule: [how to](../how-to/change-the-law-rules.md).\n",
    ]
    for group, rules in by_group(book.rules).items():
        head = ["Rule", "From", "To", "Section", "Says", "In Swedish", "Source", "Checked until"]
        rows = [
            [
                f"`{rule.id}`",
                str(rule.valid_from),
                str(rule.valid_to or ""),
                rule.paragraph,
                rule.says.en,
                rule.says.sv,
                "; ".join(source.title for source in rule.sources),
                str(rule.verified_until),
            ]
            for rule in rules
        ]
        parts.append(f"\n## {GROUPS[group].en}\n\n" + table(head, rows))
    return "".join(parts)


def referral_steps() -> str:
    """The steps of a referral: one table, as a diagram and in words."""
    module = importlib.import_module("skyddsnat.cooperation.referrals.transitions")
    steps = module.STEPS
    ways = dict.fromkeys((str(step.was), str(step.becomes)) for step in steps if step.code != "reopen")
    lines = [f"    [*] --> {module.FIRST}", *(f"    {was} --> {becomes}" for was, becomes in ways)]
    lines.append(f"    {module.LAST} --> [*]")
    rows = [
        [
            f"`{step.code}`", f"`{step.was}`", f"`{step.becomes}`", step.who, str(step.phase.value),
            "; ".join(_sentence(need) for need in step.needs) or "nothing", "yes" if step.asks_why else "",
        ]
        for step in steps
    ]  # fmt: skip
    return (
        "# Steps of a referral\n\n"
        + MADE.format(source="`skyddsnat/cooperation/referrals/transitions.py`")
        + "A child who is referred between authorities in two states goes by these steps and no others "
        "([ADR 0027](../adr/0027-one-table-of-steps.md)). Every step is taken by a case worker of the owning "
        "organisation, and rests on its own word or the receiver's. A closed case can be opened again where it stood; "
        "the diagram leaves that out.\n\n```mermaid\nstateDiagram-v2\n"
        + "\n".join(lines)
        + "\n```\n\n"
        + table(["Step", "From", "To", "Whose word", "Phase of the TRM", "Needs", "Asks why"], rows)
    )


def _sentence(need: Callable[..., Any]) -> str:
    said = (need.__doc__ or "").splitlines()
    return f"`{need.__name__}`" + (f" – {said[0].rstrip('.')}" if said else "")


# --- licences ---


def licence(found: Distribution) -> str:
    """The licence of an installed package, as an SPDX expression where its metadata allows."""
    name = canonicalize_name(found.metadata["Name"])
    if name in NAMED_LICENCES:
        return NAMED_LICENCES[name]
    expression = found.metadata.get("License-Expression") or found.metadata.get("License") or ""
    return expression.splitlines()[0] if expression else "see the package"


def licences() -> str:
    """Every package of the lock that is installed here, with version and licence."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    asked = {canonicalize_name(requirement.name) for requirement in asked_for(project)}
    rows = []
    for match in re.finditer(PIN.pattern, (ROOT / "requirements.lock").read_text(), re.MULTILINE):
        name = canonicalize_name(match.group(1))
        try:
            found = distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue  # for another operating system
        rows.append([name, match.group(2), licence(found), "direct" if name in asked else "through another"])
    return (
        "# Third-party licences\n\n"
        + MADE.format(source="the packages that `requirements.lock` installs on Linux")
        + "Nothing of these is copied into this repository; `make install` installs them. "
        "Why each direct one is here: [ADR 0010](../adr/0010-dependencies.md). What the repository itself ships: "
        "[NOTICE](../../NOTICE).\n\n" + table(["Package", "Version", "Licence", "Asked for"], rows)
    )


PAGES: dict[str, Callable[[], str]] = {
    "docs/reference/roles.md": roles,
    "docs/reference/data-inventory.md": data_inventory,
    "docs/reference/states.md": states,
    "docs/reference/referral-steps.md": referral_steps,
    "docs/reference/commands.md": commands,
    "docs/reference/law-rules.md": law_rules,
    "docs/reference/sealing-scripts.md": sealing_scripts,
    "docs/reference/third-party-licences.md": licences,
}


def outdated(root: Path) -> list[str]:
    """Generated pages under `root` that differ from what the code says."""
    return [
        f"{name} is out of date; run make docs"
        for name, page in PAGES.items()
        if not (root / name).exists() or (root / name).read_text(encoding="utf-8") != page()
    ]


LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")


def broken_links(root: Path) -> list[str]:
    """Links between our own pages that lead nowhere."""
    pages = (*root.glob("*.md"), *root.glob("docs/**/*.md"), *root.glob("skyddsnat/*/README.md"))
    return [
        f"{page.relative_to(root)}: {target} does not exist"
        for page in sorted(pages)
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not re.match(r"[a-z]+:", target) and not (page.parent / target).exists()
    ]


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Write or check the generated pages.")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    django.setup()
    if options.check:
        found = outdated(ROOT) + broken_links(ROOT)
        print("\n".join(found) or "docs: the generated pages are true and the links lead somewhere")
        return 1 if found else 0
    for name, page in PAGES.items():
        (ROOT / name).write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
