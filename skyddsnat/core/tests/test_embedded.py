"""The embedded server: made, shared, stopped when the last one leaves."""

import psycopg
import pytest

from skyddsnat.core import embedded


@pytest.fixture
def cluster(tmp_path):
    made = embedded.Cluster(tmp_path / "server", durable=False)
    yield made
    embedded.stop(made)


def ask(cluster, sql, database="postgres"):
    with cluster.connect(database) as connection:
        cursor = connection.execute(sql)
        return cursor.fetchone() if cursor.description else None


def test_it_runs_while_somebody_uses_it_and_stops_after(cluster):
    with embedded.running(cluster):
        with embedded.running(cluster):
            embedded.ensure_database(cluster, "x")
        assert embedded.is_running(cluster)
        assert ask(cluster, "SHOW listen_addresses", "x") == ("",)
    assert not embedded.is_running(cluster)


def test_what_was_written_is_there_the_next_time(cluster):
    with embedded.running(cluster):
        ask(cluster, "CREATE TABLE kept (n int)")
    with embedded.running(cluster):
        assert ask(cluster, "SELECT count(*) FROM kept") == (0,)


def test_an_interrupted_first_start_is_begun_anew(cluster):
    cluster.data.mkdir(parents=True)
    (cluster.data / "half").touch()
    with embedded.running(cluster):
        assert embedded.is_running(cluster)


def test_only_the_owner_reaches_the_data_and_the_socket(cluster):
    with embedded.running(cluster):
        assert cluster.data.stat().st_mode & 0o077 == 0
        assert cluster.sockets.stat().st_mode & 0o077 == 0


def test_a_deep_folder_gets_a_short_socket(tmp_path):
    assert len(str(embedded.Cluster(tmp_path / ("d" * 90)).sockets)) <= embedded.LONGEST_SOCKET_DIRECTORY


def test_a_server_that_cannot_start_says_why(cluster):
    with embedded.running(cluster):
        pass
    (cluster.data / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(embedded.DatabaseUnavailable, match="pg_ctl failed"), embedded.running(cluster):
        raise AssertionError("it started")
    with pytest.raises(psycopg.OperationalError):
        cluster.connect()
