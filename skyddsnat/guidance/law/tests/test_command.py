"""`skyddsnat law check` and `skyddsnat law table`, without a database."""

import json
import os
import subprocess
import sys

import pytest

from skyddsnat import cli
from skyddsnat.guidance.law import words
from skyddsnat.guidance.law.loader import SHIPPED, shipped_rules
from skyddsnat.guidance.law.numbers import REFERENCE, shipped_values

CHECK = ["law", "check", "--offence", "6:9", "--tie", "citizen", "--child-age", "15", "--not-criminal-there"]


@pytest.mark.parametrize(
    ("date", "triable"), [("2013-07-02", "yes"), ("2013-06-30", "no"), ("2001-01-01", "depends")]
)
def test_check_as_json(capsys, date, triable):
    assert cli.main([*CHECK, "--date", date, "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["triable"] == triable
    assert said["verified_until"] == "2026-02-28"
    assert said["steps"][0]["question"].keys() == {"sv", "en"}
    if triable != "depends":
        assert any("2013" in source or "2010:399" in source for source in said["sources"])
        assert {"paragraph", "source", "period", "reasoning", "answer"} <= said["steps"][0].keys()


@pytest.mark.parametrize(
    ("language", "said_there"),
    [
        ("sv", ["Ja. Om det är", "BrB 2:2", "Åklagaren avgör", "Ring 112 först"]),
        ("en", ["Yes. If it is", "The prosecutor decides"]),
    ],
)
def test_check_as_text(capsys, language, said_there):
    assert cli.main([*CHECK, "--date", "2013-07-02", "--language", language]) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in said_there)
    assert max(map(len, said.splitlines())) <= 100


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--date", "2999-01-01"], "has not come yet"),
        (["--date", "igår"], "not a date"),
        (["--date", "2013-02-30"], "not a date"),
        (["--date", "2013-07-02", "--offence", "1:1"], "is not in the rules"),
        (["--date", "2013-07-02", "--degree", "huge"], "Choose one of"),
        (["--date", "2013-07-02", "--child-age", "fifteen"], "cannot be an age"),
        (["--date", "2013-07-02", "--rules", "/does/not/exist.yaml"], "cannot be opened"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_to_do(capsys, more, said):
    assert cli.main([*CHECK, *more, "--language", "en"]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.out == ""


@pytest.mark.parametrize("command", [[*CHECK, "--date", "2013-07-02"], ["law", "table"]])
def test_overlapping_rules_are_refused_and_nothing_is_answered(capsys, tmp_path, command):
    path = tmp_path / "mine.yaml"
    text = SHIPPED.read_text().replace("valid_to: 2013-06-30\n    child", "valid_to: 2013-08-30\n    child")
    path.write_text(text)
    assert cli.main([*command, "--rules", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    assert "mine.yaml:" in told.err
    assert "överlappar double-2010" in told.err


def test_a_rule_file_of_ones_own_is_used(capsys, tmp_path):
    path = tmp_path / "mine.yaml"
    text = SHIPPED.read_text().replace('"6:8", "6:9", "6:12"]', '"6:8", "6:12"]')
    path.write_text(text)
    assert cli.main([*CHECK, "--date", "2013-07-02", "--json", "--rules", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["triable"] == "no"


def test_table_tells_every_rule_with_its_dates(capsys):
    assert cli.main(["law", "table", "--language", "en"]) == 0
    said = capsys.readouterr().out
    assert cli.main(["law", "table", "--json"]) == 0
    rules = json.loads(capsys.readouterr().out)["rules"]
    assert [rule["id"] for rule in rules] == [rule.id for rule in shipped_rules().rules]
    for rule in rules:
        assert f"{rule['valid_from']}–{rule['valid_to'] or ''}" in said
        assert rule["id"] in said
        assert rule["source"]
        assert rule["verified_until"]


def test_numbers_are_shared_values(capsys):
    assert cli.main([*CHECK, "--date", "2013-07-02", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["do"]
    assert told[0]["en"] == "Is someone in danger now? Call 112 first."
    named = {key for text in words.ALSO for key in REFERENCE.findall(text.sv)}
    assert named == {key for text in words.ALSO for key in REFERENCE.findall(text.en)}
    assert named <= shipped_values().keys()


def test_neither_command_needs_django_or_a_database():
    """In a process of its own, with a database address that leads nowhere."""
    code = (
        "import sys; from skyddsnat import cli; "
        "assert cli.main(['law', 'table']) == 0; "
        "assert cli.main(['law', 'check', '--offence', '6:9', '--date', '2013-07-02']) == 0; "
        "assert 'django' not in sys.modules"
    )
    environment = {**os.environ, "DATABASE_URL": "postgres://nowhere.invalid/none"}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
