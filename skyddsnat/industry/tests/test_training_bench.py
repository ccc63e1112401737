"""Forty phones that send at once to a real server: none lost, none double. A worse server is found out."""

from __future__ import annotations

import json
import threading
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.servers.basehttp import ThreadedWSGIServer, WSGIRequestHandler
from django.core.wsgi import get_wsgi_application

from skyddsnat.industry.models import Attempt, Company, LessonVersion, Site
from skyddsnat.industry.training import measuring
from skyddsnat.industry.training.measuring import Weighed, bench_training, made_up, weigh
from skyddsnat.industry.training.phones import How, Phone
from skyddsnat.shared.dates import today

type App = Callable[[dict[str, Any], Any], Iterable[bytes]]
PHONES = 40


class Quiet(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        pass


class Unmoved(ThreadedWSGIServer):
    request_queue_size = 128

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A phone that is gone is what the test is about."""


@contextmanager
def serving(app: App) -> Iterator[str]:
    """A server in this process, on the database of the test."""
    server = Unmoved(("127.0.0.1", 0), Quiet)
    server.set_app(app)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def lesson() -> LessonVersion:
    return LessonVersion.objects.create(
        job="reception", language="sv", number=1, published_on=today(), fingerprint="x", keys=measuring.KEYS
    )


def test_forty_phones_lose_nothing_and_leave_nothing(
    committing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    lesson()
    with serving(get_wsgi_application()) as url:
        assert bench_training(["--phones", str(PHONES), "--url", f"{url}/"]) == 0
    figures = json.loads(capsys.readouterr().out)
    assert (figures["stored"], figures["lost"], figures["double"]) == (PHONES, 0, 0)
    assert figures["sent"] >= PHONES + 4 + 4  # four send twice, and four never hear the first answer
    assert 0 < figures["p50_ms"] <= figures["p95_ms"]
    assert not Attempt.objects.exists()
    assert not Company.objects.exists()


def test_a_server_that_forgets_or_doubles_is_found_out(
    committing: None, capsys: pytest.CaptureFixture[str]
) -> None:
    version = lesson()
    whole = get_wsgi_application()

    def says_kept(environ: dict[str, Any], respond: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "POST":
            return whole(environ, respond)
        environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        respond("200 OK", [("Content-Type", "application/json")])
        return [b'{"said": "kept"}']

    def keeps_more(environ: dict[str, Any], respond: Any) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] == "POST":
            site = Site.objects.get(code=environ["PATH_INFO"].split("/")[3])
            made = Attempt.objects.create(mark=uuid.uuid4(), site=site, lesson=version, day=today())
            made.answers.create(moment="before", scene="first", choice="note", quality="good")
        return whole(environ, respond)

    for app, found in ((says_kept, "lost"), (keeps_more, "double")):
        with serving(app) as url:
            assert bench_training(["--phones", "3", "--url", url]) == 1
        assert json.loads(capsys.readouterr().out)[found] >= 3


def test_what_is_kept_is_held_beside_what_was_sent() -> None:
    one, two = (Phone(uuid.uuid4(), {"before": {"a": "x"}, "after": {"a": "y"}}, How.ONCE) for _n in range(2))
    rows = [(phone.mark, row) for phone in (one, two) for row in (("before", "a", "x"), ("after", "a", "y"))]
    assert weigh([one, two], rows) == Weighed(2, 0, 0)
    assert weigh([one, two], rows[1:]) == Weighed(1, 1, 0)
    assert weigh([one, two], [*rows, rows[0]]) == Weighed(2, 0, 1)
    assert weigh([one, two], [*rows[1:], (one.mark, ("before", "a", "z"))]) == Weighed(1, 1, 1)
    assert weigh([one, two], [*rows, (uuid.uuid4(), rows[0][1])]) == Weighed(2, 0, 1)
    assert weigh([one, two], rows, {two.mark}) == Weighed(1, 1, 0)


@pytest.mark.django_db
def test_every_trouble_is_among_the_phones() -> None:
    phones = made_up(PHONES, lesson())
    assert {phone.how for phone in phones} == set(How)
    assert len({phone.mark for phone in phones}) == PHONES


@pytest.mark.django_db
def test_real_data_is_left_alone(settings: Any, capsys: pytest.CaptureFixture[str]) -> None:
    settings.DEMO = False
    assert bench_training(["--url", "http://127.0.0.1:9"]) == 2
    assert "no demonstration" in capsys.readouterr().err
    settings.DEMO = True
    for wrong in ("http://127.0.0.1:9", "nowhere"):  # nobody answers there
        assert bench_training(["--url", wrong]) == 2
        assert not Company.objects.exists()
    assert bench_training(["--phones", "0"]) == 2
