"""Commands that make the site ready and serve it."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import socket
import sys
from contextlib import nullcontext
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from granian import Granian
from granian.constants import Interfaces
from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from skyddsnat.actors.api import load_registers, remove_ended_contacts
from skyddsnat.cooperation.api import destroy_due_cases, remove_ended_role_contacts
from skyddsnat.core.api import (
    add_user,
    is_up_to_date,
    load_roles,
    migrate,
    remove_old_imports,
    remove_old_reminders,
    remove_old_visits,
    remove_old_works,
    worker_beside,
)
from skyddsnat.core.models import Role, User
from skyddsnat.guidance.api import (
    load_shipped_pages,
    place_editors,
    remove_old_feedback,
    remove_spent_forms,
)
from skyddsnat.industry.api import (
    ensure_key,
    load_lessons,
    remove_old_badges,
    remove_old_company_keys,
    remove_old_company_letters,
    remove_old_company_tokens,
    remove_old_enrolments,
    remove_old_tips_received,
)
from skyddsnat.knowledge.api import (
    forget_askers,
    forget_authors,
    forget_participants,
    load_library,
    remove_old_calls,
    remove_old_consultation_links,
    remove_old_digests,
    remove_old_letters,
    remove_old_links,
    remove_old_refusals,
    remove_old_reviews,
)
from skyddsnat.mandate.api import load_evidence_kinds, remove_old_readings
from skyddsnat.mandate.models import Assignment
from skyddsnat.reporting.api import remove_old_writing, write_pack
from skyddsnat.shared.dates import today
from skyddsnat.tips.api import destroy_due, ensure_filing_key, unsafe_settings
from skyddsnat.website.demo import build as demonstration

PORT = 8014
STEPS = [
    "database",
    "registers",
    "people",
    "activities",
    "evidence",
    "vouchers",
    "documents",
    "report",
    "closing pack",
]
console = Console()


def setup(arguments: list[str]) -> int:
    """Migrate and load what every installation has. Safe to run again."""
    argparse.ArgumentParser(prog="skyddsnat setup").parse_args(arguments)
    prepare()
    if not settings.DEMO:
        call_command("collectstatic", verbosity=0, interactive=False)
    print("Ready.")
    return 0


def prepare() -> None:
    """Bring tables, roles, registers, kinds of evidence, public pages, the library and the lessons up to date."""
    migrate()
    load_shipped()


def load_shipped() -> None:
    """Bring what comes with the program up to date, in tables that are."""
    load_roles(by=None)
    load_registers(by=None)
    load_evidence_kinds()
    load_shipped_pages()
    place_editors()
    load_library()
    ensure_key()
    ensure_filing_key()
    load_lessons()


def demo(arguments: list[str]) -> int:
    """Make the demonstration when it is not there, then serve it. What people changed in it is kept."""
    parser = argparse.ArgumentParser(prog="skyddsnat demo")
    parser.add_argument("--no-serve", action="store_true", help="stop when the closing pack is written")
    parser.add_argument("--port", type=int, default=PORT)
    options = parser.parse_args(arguments)
    if not settings.DEMO:
        print("SKYDDSNAT_MODE=production: the demonstration is not made here.", file=sys.stderr)
        return 2
    if is_up_to_date() and demonstration.is_built():
        console.print("The demonstration is there; what was changed in it is kept.")
    else:
        make_demonstration()
    console.print(f"Closing pack: {write_latest_pack(settings.VAR / 'demo')}")
    return 0 if options.no_serve else serve_site("127.0.0.1", options.port)


def make_demonstration() -> None:
    """Build everything, with a bar that says what is being made."""
    columns = (SpinnerColumn(), TextColumn("{task.description:14}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task("database", total=len(STEPS))

        def step(name: str) -> None:
            progress.update(bar, description=name, completed=STEPS.index(name))

        step("database")
        migrate()
        step("registers")
        load_shipped()
        if not demonstration.is_built():
            demonstration.build(step)
        progress.update(bar, description="done", completed=len(STEPS))


def write_latest_pack(folder: Path) -> Path:
    """Write the newest closing pack of the demonstration to a folder."""
    assignment = Assignment.objects.get(slug=demonstration.SLUG)
    pack = assignment.closing_packs.select_related("file").latest("built_at")
    return write_pack(folder, assignment, bytes(pack.file.content))


def apply_retention(arguments: list[str]) -> int:
    """Remove ended contacts and working material whose time is out. The worker does it every night."""
    argparse.ArgumentParser(prog="skyddsnat retention apply").parse_args(arguments)
    removed = remove_what_is_old()
    print("Removed: " + ", ".join(f"{count} {what}" for what, count in removed.items()) + ".")
    return 0


def remove_what_is_old() -> dict[str, int]:
    """Remove what every room has kept long enough; what → how many."""
    return {
        "ended contacts": remove_ended_contacts(today=today()),
        "ended contacts in other states": remove_ended_role_contacts(today=today()),
        "readings": remove_old_readings(today=today(), by=None),
        "files never loaded": remove_old_imports(today=today()),
        "reminders": remove_old_reminders(today=today(), by=None),
        "drafts and comments": remove_old_writing(today=today(), by=None),
        "comments on public pages": remove_old_feedback(today=today()),
        "comments of reviewers": remove_old_reviews(today=today()),
        "marks of sent forms": remove_spent_forms(today=today()),
        "calls to organisations": remove_old_calls(today=today(), by=None),
        "personal links": remove_old_links(by=None),
        "askers": forget_askers(today=today()),
        "authors of posts": forget_authors(today=today()),
        "weekly letters": remove_old_digests(today=today()),
        "links to questions": remove_old_consultation_links(today=today()),
        "participants of gatherings": forget_participants(today=today()),
        "enrolments of companies": remove_old_enrolments(today=today()),
        "links of companies": remove_old_company_keys(today=today()),
        "keys of learning platforms": remove_old_company_tokens(today=today()),
        "letters to companies": remove_old_company_letters(today=today()),
        "tips received": remove_old_tips_received(today=today()),
        "visits": remove_old_visits(today=today()),
        "addresses of letters": remove_old_letters(today=today()),
        "addresses without letters": remove_old_refusals(today=today()),
        "old badges": remove_old_badges(today=today()),
        "tips destroyed": destroy_due(today=today()),
        "cases destroyed": destroy_due_cases(today=today()),
        "ended jobs": remove_old_works(today=today()),
    }


def serve(arguments: list[str]) -> int:
    """Serve what is there."""
    parser = argparse.ArgumentParser(prog="skyddsnat serve")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen on")
    parser.add_argument(
        "--no-worker", action="store_true", help="leave the queue to workers that are started by themselves"
    )
    options = parser.parse_args(arguments)
    if settings.DEMO and options.host not in {"127.0.0.1", "localhost", "::1"}:
        print(
            "The demonstration signs people in without passwords, so it is only served to this machine.",
            file=sys.stderr,
        )
        return 2
    if not is_up_to_date():
        prepare()
    if not settings.DEMO:
        for warning in unsafe_settings():
            print(warning, file=sys.stderr)
    return serve_site(options.host, options.port, worker=not options.no_worker)


def serve_site(host: str, port: int, *, worker: bool = True) -> int:
    """Serve until interrupted, with a worker beside for what takes long. Exit 2 when the port is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            print(
                f"Port {port} cannot be used ({error.strerror}). Choose another: --port N.", file=sys.stderr
            )
            return 2
    console.print(f"\n[bold]http://{'localhost' if host == '127.0.0.1' else host}:{port}/[/bold]")
    if settings.DEMO:
        for user in (
            User.objects.filter(is_demo=True, is_active=True).prefetch_related("roles").order_by("pk")
        ):
            console.print(f"  {', '.join(r.name for r in user.roles.all()):16} {user.name}")
        console.print("  Sign in with one click on the first page. Ctrl-C stops.\n")
        # What answers is started anew and reads this: codes, feeds and letters lead to where the site is.
        os.environ.setdefault("SITE_ADDRESS", f"http://localhost:{port}")
    connection.close()
    # A demonstration that was just made has drawn charts, and the drawing engine's threads do not follow into a fork:
    # the first chart of a forked server would wait for them for ever.
    multiprocessing.set_start_method("spawn", force=True)
    server = Granian(
        "skyddsnat.wsgi:application", address=host, port=port, interface=Interfaces.WSGI, blocking_threads=4,
        log_enabled=False, websockets=False, respawn_failed_workers=True,
    )  # fmt: skip
    with worker_beside() if worker else nullcontext():
        server.serve()
    return 0


def add_first_user(arguments: list[str]) -> int:
    """Open an account from the command line, so that somebody can let the others in."""
    parser = argparse.ArgumentParser(prog="skyddsnat user add")
    parser.add_argument("email")
    parser.add_argument("name")
    parser.add_argument("--role", action="append", required=True, help="may be given several times")
    options = parser.parse_args(arguments)
    known = set(Role.objects.values_list("code", flat=True))
    unknown = set(options.role) - known
    if unknown:
        print(
            f"No role {', '.join(sorted(unknown))}. The roles are: {', '.join(sorted(known))}.",
            file=sys.stderr,
        )
        return 2
    if User.objects.filter(email=options.email.lower()).exists():
        print(f"There is already an account for {options.email}.", file=sys.stderr)
        return 2
    add_user(email=options.email, name=options.name, roles=options.role, by=None)
    print(
        f"Opened. {options.email} chooses a password through “I have forgotten my password”, where one signs in."
    )
    return 0
