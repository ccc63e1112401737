"""The whole program on a database of its own that waits for the disk: what a power cut or a kill leaves behind."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from django.db import connections

from skyddsnat.conftest import shipped
from skyddsnat.core import embedded
from skyddsnat.core.tests.databases import CLUSTER
from skyddsnat.shared.serving import free_port, wait_for
from skyddsnat.tips.filing.rules import Sending
from skyddsnat.tips.tests.filing_cases import as_json

NAME = "whole"
PATIENCE = 90.0
PROGRAM = [sys.executable, "-m", "skyddsnat.cli"]
PAUSE = 0.1


@dataclass
class WholeSite:
    """`skyddsnat serve` with its worker, and the database server under it."""

    cluster: embedded.Cluster
    var: Path
    port: int
    web: subprocess.Popen[bytes] | None = None
    stack: contextlib.ExitStack = field(default_factory=contextlib.ExitStack)

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    @property
    def log(self) -> Path:
        return self.var / "site.log"

    @property
    def environment(self) -> dict[str, str]:
        url = f"postgresql://{embedded.SUPERUSER}@{quote(str(self.cluster.sockets), safe='')}/{NAME}"
        return os.environ | {"DATABASE_URL": url, "SKYDDSNAT_VAR": str(self.var), "SKYDDSNAT_MODE": "demo"}

    def start_web(self) -> None:
        with self.log.open("ab") as log:
            self.web = subprocess.Popen(
                [*PROGRAM, "serve", "--port", str(self.port)], env=self.environment, stdout=log, stderr=log
            )
        wait_for(f"{self.address}/halsa/", self.web)

    def start_database(self) -> None:
        self.stack.enter_context(embedded.running(self.cluster))

    def kill_database(self) -> None:
        wait_until_gone(kill_all(int((self.cluster.data / "postmaster.pid").read_text().split()[0])))

    def kill_web(self) -> None:
        assert self.web is not None
        killed = kill_all(self.web.pid)
        self.web.wait(30)
        wait_until_gone(killed)

    def worker(self) -> int:
        """The process beside that does what waits in the queue."""
        return self._child(b"--with-parent")

    def answering(self) -> int:
        """The process that answers requests."""
        return self._child(b"--multiprocessing-fork")

    def _child(self, word: bytes) -> int:
        assert self.web is not None
        (found,) = [
            pid
            for pid in children(self.web.pid)
            if word in Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        ]
        return found

    def stop(self) -> None:
        if self.web is not None:
            self.web.terminate()
            self.web.wait(30)
        embedded.stop(self.cluster)


def children(pid: int) -> list[int]:
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(stat.read_text().rpartition(")")[2].split()[1]) == pid:
                found.append(int(stat.parent.name))
    return found


def kill_all(pid: int) -> list[int]:
    """SIGKILL to a process and to those that it started, at once."""
    all_of_it = [pid, *children(pid)]
    for one in all_of_it:
        with contextlib.suppress(ProcessLookupError):
            os.kill(one, signal.SIGKILL)
    return all_of_it


def wait_until_gone(pids: list[int]) -> None:
    deadline = time.monotonic() + PATIENCE
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        assert time.monotonic() < deadline, "a killed process is still there"
        threading.Event().wait(0.01)


@contextlib.contextmanager
def whole_site(home: Path) -> Iterator[WholeSite]:
    """The site with the tests' template in its database; Django's own connection is pointed at it meanwhile."""
    site = WholeSite(embedded.Cluster(home / "db", durable=True), home, free_port())
    settings = connections["default"].settings_dict
    before = {name: settings[name] for name in ("HOST", "NAME")}
    try:
        site.start_database()
        embedded.ensure_database(site.cluster, NAME)
        _copy_template(site.cluster)
        connections["default"].close()
        settings.update(HOST=str(site.cluster.sockets), NAME=NAME)
        site.start_web()
        yield site
    finally:
        connections["default"].close()
        settings.update(before)
        site.stop()
        with contextlib.suppress(Exception):
            site.stack.close()


def _copy_template(cluster: embedded.Cluster) -> None:
    source = ["-h", str(CLUSTER.sockets), "-U", embedded.SUPERUSER, shipped()]
    target = ["-h", str(cluster.sockets), "-U", embedded.SUPERUSER, "-d", NAME]
    with subprocess.Popen(
        [embedded.binary("pg_dump"), "-Fc", "-Z0", *source], stdout=subprocess.PIPE
    ) as dumping:
        subprocess.run([embedded.binary("pg_restore"), "-1", *target], stdin=dumping.stdout, check=True)


class Sender(threading.Thread):
    """Sends tips one after the other, each until it is confirmed, every third once more; keeps the proofs."""

    def __init__(self, site: WholeSite, sendings: list[Sending]) -> None:
        super().__init__(daemon=True)
        self.site, self.sendings = site, sendings
        self.proofs: dict[str, str] = {}
        self.broken = 0

    def run(self) -> None:
        for number, sending in enumerate(self.sendings):
            body = json.dumps(as_json(sending))
            for _time in range(2 if number % 3 == 0 else 1):
                self.proofs[str(sending.mark)] = self._until_confirmed(body)

    def _until_confirmed(self, body: str) -> str:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            to = http.client.HTTPConnection("127.0.0.1", self.site.port, timeout=10)
            with contextlib.suppress(OSError, http.client.HTTPException), contextlib.closing(to):
                headers = {"Content-Type": "application/json", "Host": f"localhost:{self.site.port}"}
                to.request("POST", "/tips/in/", body, headers)
                answer = to.getresponse()
                said = json.loads(answer.read()) if answer.status < 500 else {}
                if answer.status in {200, 201}:
                    return str(said["proof"])
            self.broken += 1
            threading.Event().wait(PAUSE)
        raise TimeoutError("never confirmed")
