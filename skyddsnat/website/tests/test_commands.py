"""The commands: what they answer, and the code they end with."""

import contextlib
import socket

import pytest
from django.conf import settings as django_settings

from skyddsnat import cli
from skyddsnat.core.models import User
from skyddsnat.website import commands


@pytest.mark.parametrize("words", [[], ["x"], ["user"], ["user", "remove"], ["ledger"]])
def test_what_is_no_command_is_answered_with_the_list(capsys, words):
    assert cli.main(words) == 2
    said = capsys.readouterr()
    assert "skyddsnat user add" in said.out + said.err


@pytest.mark.parametrize("word", ["-h", "--help"])
def test_help_is_no_mistake(capsys, word):
    assert cli.main([word]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert all(" ".join(words) in said.out for words in cli.COMMANDS)


def test_every_command_leads_somewhere():
    assert all(callable(cli.find(command.target)) for command in cli.COMMANDS.values())


@pytest.mark.parametrize("words", [["mandate", "read"], ["closing", "verify"], ["archive", "verify"]])
def test_a_file_that_is_not_there_ends_with_2(capsys, tmp_path, words):
    assert cli.main([*words, str(tmp_path / "finns-inte")]) == 2
    assert "finns-inte" in capsys.readouterr().err


def test_a_database_of_another_version_is_not_touched(monkeypatch, capsys):
    answers = {
        "skyddsnat.core.startup:ready": contextlib.nullcontext,
        "skyddsnat.core.startup:is_up_to_date": lambda: False,
    }
    monkeypatch.setattr(cli, "find", answers.__getitem__)  # the command itself is never asked for
    assert cli.main(["ledger", "verify"]) == 2
    assert "skyddsnat setup" in capsys.readouterr().err


@pytest.mark.django_db
def test_the_first_user_is_added(capsys):
    assert commands.add_first_user(["Ada@Example.org", "Ada", "--role", "manager", "--role", "auditor"]) == 0
    ada = User.objects.get(email="ada@example.org")
    assert set(ada.roles.values_list("code", flat=True)) == {"manager", "auditor"}
    assert not ada.has_usable_password()
    assert "chooses a password" in capsys.readouterr().out


@pytest.mark.django_db
def test_an_unknown_role_is_named_with_those_there_are(capsys):
    assert commands.add_first_user(["ada@example.org", "Ada", "--role", "manager", "--role", "boss"]) == 2
    said = capsys.readouterr().err
    assert "No role boss." in said
    assert "coordinator" in said
    assert not User.objects.filter(email="ada@example.org").exists()


@pytest.mark.django_db
def test_an_address_is_not_used_twice(cast, capsys):
    assert commands.add_first_user(["MANAGER@example.org", "Ada", "--role", "manager"]) == 2
    assert "already an account" in capsys.readouterr().err


@pytest.mark.parametrize("words", [[], ["ada@example.org", "Ada"]])
def test_a_user_needs_an_address_a_name_and_a_role(capsys, words):
    with pytest.raises(SystemExit, match="2"):
        commands.add_first_user(words)
    assert "required" in capsys.readouterr().err


def test_the_demonstration_is_not_made_in_production(settings, capsys):
    settings.DEMO = False
    assert commands.demo([]) == 2
    assert "not made here" in capsys.readouterr().err


@pytest.mark.parametrize("host", ["0.0.0.0", "example.org"])
def test_the_demonstration_is_served_to_this_machine_only(capsys, host):
    assert django_settings.DEMO
    assert commands.serve(["--host", host]) == 2
    assert "only served to this machine" in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert commands.serve_site("127.0.0.1", taken.getsockname()[1]) == 2
    assert "Choose another" in capsys.readouterr().err
