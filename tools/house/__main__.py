"""`python -m tools.house`: print every break of the rules; exit 1 when there is one."""

import os
import sys
from pathlib import Path

import django

from tools.house import program, source

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    django.setup()
    found = [problem for rule in (*source.RULES, *program.RULES) for problem in rule(ROOT)]
    print("\n".join(found) or f"house: {len(source.RULES) + len(program.RULES)} rules kept")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
