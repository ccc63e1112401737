"""`skyddsnat bench training`: a thousand phones send at once, some twice, some cut off; what is lost, what is double?

It has a workplace of its own, which is gone afterwards. Without an address it has a database of its own too.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from skyddsnat.actors.api import load_registers
from skyddsnat.actors.models import Organisation, Place
from skyddsnat.core.api import database_address, spare_database
from skyddsnat.industry.jobs import Job, Sector
from skyddsnat.industry.models import Answer, Attempt, Company, LessonVersion, Site
from skyddsnat.industry.training.phones import How, Phone, send_all
from skyddsnat.industry.training.rules import AFTER, BEFORE, FAIR, GOOD, LEARN, MEASURE, POOR, SceneKey
from skyddsnat.shared.dates import today
from skyddsnat.shared.serving import served
from skyddsnat.shared.wording import SOURCE

DATABASE = "skyddsnat_bench_training"
CODE = "bench-training"  # of the organisation that the made-up workplace belongs to
PHONES, MOST = 1000, 20_000
# Of twenty phones: how many send twice at once, are cut off in the middle, and never hear the answer.
ODD = [How.TWICE] * 2 + [How.CUT] * 2 + [How.UNHEARD] * 2
OF = 20
KEYS = {
    "first": SceneKey(MEASURE, {"note": GOOD, "wait": FAIR, "follow": POOR}),
    "second": SceneKey(MEASURE, {"call": GOOD, "ask": FAIR, "leave": POOR}),
    "third": SceneKey(LEARN, {"tell": GOOD, "wait": FAIR, "hide": POOR}),
}

type Row = tuple[str, str, str]  # moment, scene, choice


class Wrong(Exception):
    """It cannot be measured there; the message says why."""


class Weighed(NamedTuple):
    """Of what was sent: how many are kept whole, how many are not, and how much there is too much of."""

    stored: int
    lost: int
    double: int


def bench_training(arguments: list[str]) -> int:
    """Measure, and print the figures as one line of JSON. Exit code 1 when anything is lost or double."""
    parser = argparse.ArgumentParser(prog="skyddsnat bench training", description=__doc__)
    parser.add_argument("--phones", type=int, default=PHONES, help=f"how many send at once ({PHONES})")
    parser.add_argument(
        "--url", default="", help="a demonstration that is served already and has this program's database"
    )
    options = parser.parse_args(arguments)
    if not 1 <= options.phones <= MOST:
        print(f"Between 1 and {MOST} phones.", file=sys.stderr)
        return 2
    try:
        found = at_address(options.url, options.phones) if options.url else beside(options.phones)
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 2
    print(json.dumps(found))
    return 1 if found["lost"] or found["double"] else 0


def beside(phones: int) -> dict[str, float]:
    """Measure a server of our own, on a database of its own that is removed afterwards."""
    with spare_database(DATABASE):
        load_registers(by=None)
        with serving() as url:
            return measured(url, phones)


def at_address(url: str, phones: int) -> dict[str, float]:
    """Measure a server that is there. Raises Wrong where the answers could get in among real ones."""
    if not settings.DEMO:
        raise Wrong("This is no demonstration, so nothing is sent to its server. Leave --url out.")
    return measured(url.rstrip("/"), phones)


@contextmanager
def serving() -> Iterator[str]:
    """Serve the database that Django works in, as `skyddsnat serve` does; give the address."""
    with tempfile.TemporaryDirectory() as var:
        environment = os.environ | {
            "DATABASE_URL": database_address(), "SKYDDSNAT_VAR": var, "SKYDDSNAT_MODE": "demo",
        }  # fmt: skip
        program: list[str | Path] = [sys.executable, "-m", "skyddsnat.cli", "serve", "--no-worker"]
        with served(program, environment) as url:
            yield url


def measured(url: str, number: int) -> dict[str, float]:
    """Let so many phones send there, and weigh what is kept. Raises Wrong when nothing can be sent there."""
    with _workplace() as site:
        _look(url, site)
        lesson = _lesson()
        phones = made_up(number, lesson)
        address = url + reverse("industry:training-answers", args=[site.code])
        told = send_all(phones, address, lesson=lesson.pk)
        weighed = weigh(phones, _kept(site), told.unanswered)
    return {
        "phones": number, "sent": told.sent, **weighed._asdict(),
        "stored_per_s": round(weighed.stored / told.seconds, 1), "p50_ms": _part(told.times, 50),
        "p95_ms": _part(told.times, 95),
    }  # fmt: skip


def made_up(number: int, lesson: LessonVersion) -> list[Phone]:
    """So many phones, the same every time but for their marks; six of twenty with a network that makes trouble."""
    chance = random.Random(number)  # noqa: S311 - made-up answers
    measures = {key: sorted(scene.choices) for key, scene in lesson.scenes.items() if scene.use == MEASURE}
    return [
        Phone(
            uuid.uuid4(),
            {
                moment: {key: chance.choice(choices) for key, choices in measures.items()}
                for moment in (BEFORE, AFTER)
            },
            (ODD[n % OF] if n % OF < len(ODD) else How.ONCE),
        )
        for n in range(number)
    ]


def weigh(
    phones: Iterable[Phone], kept: Sequence[tuple[uuid.UUID, Row]], unanswered: Iterable[uuid.UUID] = ()
) -> Weighed:
    """Hold what is kept beside what was sent: an answer that is missing or another is lost, one too many is double.

    A phone that nobody has answered counts as lost too, for whoever holds it cannot know.
    """
    there: dict[uuid.UUID, Counter[Row]] = {}
    for mark, row in kept:
        there.setdefault(mark, Counter())[row] += 1
    unheard, stored, lost, double = set(unanswered), 0, 0, 0
    for phone in phones:
        sent = Counter((moment, *one) for moment, picked in phone.answers.items() for one in picked.items())
        mine = there.pop(phone.mark, Counter())
        whole = not sent - mine and phone.mark not in unheard
        stored, lost, double = stored + whole, lost + (not whole), double + bool(mine - sent)
    return Weighed(stored, lost, double + len(there))


def _kept(site: Site) -> list[tuple[uuid.UUID, Row]]:
    rows = Answer.objects.filter(attempt__site=site).order_by()
    found = rows.values_list("attempt__mark", "moment", "scene", "choice")
    return [(mark, (moment, scene, choice)) for mark, moment, scene, choice in found]


@contextmanager
def _workplace() -> Iterator[Site]:
    """A made-up workplace, gone afterwards with all that was sent to it."""
    remove_workplace()  # of a run that was cut off
    with transaction.atomic():
        place = Place.objects.filter(kind="municipality").order_by("code")[0]
        organisation = Organisation.objects.create(code=CODE, name="Bench", kind=Organisation.Kind.COMPANY)
        company = Company.objects.create(organisation=organisation, joined_at=timezone.now())
        site = Site.objects.create(company=company, name="Bench", sector=Sector.HOTEL, place=place)
    try:
        yield site
    finally:
        remove_workplace()


@transaction.atomic
def remove_workplace() -> None:
    Attempt.objects.filter(site__company__organisation__code=CODE).delete()
    Company.objects.filter(organisation__code=CODE).delete()
    Organisation.objects.filter(code=CODE).delete()


def _lesson() -> LessonVersion:
    """A lesson to have finished: one that is there, or in an empty database a made-up one."""
    found = LessonVersion.objects.filter(job=Job.RECEPTION).order_by("-pk").first()
    return found or LessonVersion.objects.create(
        job=Job.RECEPTION, language=SOURCE, number=1, published_on=today(), fingerprint="bench", keys=KEYS
    )


def _look(url: str, site: Site) -> None:
    """Raises Wrong unless the server there knows the workplace that was just made here."""
    address = url + reverse("industry:training-site", args=[site.code])
    try:
        with urlopen(address, timeout=30):  # noqa: S310 - what the user has named
            return
    except URLError as error:
        raise Wrong(
            f"{url} does not answer, or works with another database than this program: {error}"
        ) from None
    except ValueError as error:
        raise Wrong(f"{url} is no address: {error}") from None


def _part(times: Sequence[float], percent: int) -> float:
    """So many per cent of the answers came within this, in milliseconds."""
    if len(times) < 2:  # of one there are no parts
        return round(1000 * sum(times), 1)
    return round(1000 * quantiles(times, n=100, method="inclusive")[percent - 1], 1)
