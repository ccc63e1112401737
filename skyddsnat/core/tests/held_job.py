"""A worker that knows one job more: it waits until the test lets go of a lock. Run as a program of its own."""

import sys

import django
from django.db import connection, transaction

GATE = 4711


def main() -> int:
    django.setup()
    from skyddsnat.core.jobs import job
    from skyddsnat.core.worker import work

    @job("core.tests.held")
    def held(report) -> str:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [GATE])
        return "/aktorer/"

    return work(["--with-parent"])


if __name__ == "__main__":
    sys.exit(main())
