"""Django's own commands, for developers."""

import os
import sys

from django.conf import settings
from django.core.management import execute_from_command_line

from skyddsnat.core import embedded


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "skyddsnat.settings")
    if settings.EMBEDDED is None:
        execute_from_command_line(sys.argv)
        return
    with embedded.running(settings.EMBEDDED):
        embedded.ensure_database(settings.EMBEDDED, settings.DATABASES["default"]["NAME"])
        execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
