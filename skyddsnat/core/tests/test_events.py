"""The log speaks in words."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse
from django.utils.translation import override

from skyddsnat.core import events
from skyddsnat.core.api import record

ROOMS = Path(__file__).resolve().parents[2]


def verbs_in_code() -> set[str]:
    """The second argument of every `record(…)` outside tests, when it is written out; and of what passes one on."""
    found = set()
    for path in ROOMS.glob("*/**/*.py"):
        if "tests" in path.parts or "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"record", "_moved"}
            ):
                found |= {
                    a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)
                }
    return {verb for verb in found if "." in verb}


def test_every_verb_has_words_and_every_word_a_verb():
    assert verbs_in_code() - set(events.words()) == set()
    assert len(verbs_in_code()) > 40


def test_every_table_has_words():
    ours = {m._meta.label_lower for m in apps.get_models() if m.__module__.startswith("skyddsnat.")}
    assert ours - set(events.words("things.yaml")) == set()
    assert len(ours) > 40
    with override("en"):
        assert events.named("economy.grant", "4") == "Funds of the assignment 4"
    assert events.named("old.table", "4") == "old.table 4"


def test_an_unknown_verb_is_shown_as_it_is():
    assert events.said("old.verb") == "old.verb"


@pytest.mark.django_db
def test_the_log_is_read_in_both_languages(cast, client):
    record(cast.manager, "user.closed", cast.editor)
    client.force_login(cast.auditor)
    page = client.get(reverse("core:audit"), headers={"host": "localhost"})
    assert "Stängde ett konto" in page.content.decode()
    assert f"Konto {cast.editor.pk}" in page.content.decode()
    assert "core.user" not in page.content.decode()
    with override("en"):
        assert events.said("user.closed") == "Closed an account"
