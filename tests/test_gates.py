"""A gate that cannot fail is no gate: each rule in the files is broken once here, on purpose."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tools.house import source

type Files = dict[str, str]

VIEW = "def page(request):\n    return {}\n"
ACTION = "@transaction.atomic\ndef close(*, thing, by):\n    thing.save()\n{}\n"

BROKEN: list[tuple[Callable[[Path], list[str]], Files, str]] = [
    (source.names_say_something, {"skyddsnat/core/utils.py": ""}, "'utils'"),
    (source.names_say_something, {"skyddsnat/core/helpers/__init__.py": ""}, "says nothing"),
    (source.files_are_small, {"skyddsnat/core/long.py": "x = 1\n" * 401}, "401 lines"),
    (source.functions_are_small, {"skyddsnat/core/long.py": "def f(x):\n" + "    if x: x = 1\n" * 50}, "51 lines"),
    (source.rooms_use_doors, {"skyddsnat/economy/a.py": "from skyddsnat.mandate.ledger import append\n"}, "ledger"),
    (source.rooms_use_doors, {"skyddsnat/reporting/api.py": "import skyddsnat.economy.models\n"}, "economy.models"),
    (source.rooms_use_doors, {"skyddsnat/insight/api.py": "from skyddsnat.economy import rules\n"}, "economy.rules"),
    (source.views_start_from_the_user, {"skyddsnat/core/views.py": VIEW.format("User.objects.all()")}, "User.objects"),
    (source.views_start_from_the_user, {"skyddsnat/core/views/users.py": VIEW.format("get_object_or_404(User, pk=1)")},
     "get_object_or_404(User"),
    (source.writes_leave_a_trace, {"skyddsnat/core/actions.py": ACTION.format("")}, "does not write its audit row"),
    (source.writes_leave_a_trace, {"skyddsnat/core/actions/things.py":
     "def close(*, thing, by):\n    record(by, 'thing.closed', thing)\n"}, "is not atomic"),
    (source.writes_leave_a_trace, {"skyddsnat/core/actions.py": "def close(thing, by):\n    record(by, 'x', thing)\n"},
     "by position"),
    (source.writes_leave_a_trace, {"skyddsnat/core/actions.py": "def add():\n    Thing.objects.create(name=1)\n"},
     "does not take `by`"),
    (source.templates_are_clean, {"skyddsnat/core/templates/core/a.html": '<p style="color: red">x</p>'}, "inline"),
    (source.templates_are_clean, {"skyddsnat/core/templates/core/a.html": "<script>go()</script>"}, "inline"),
    (source.templates_are_clean, {"skyddsnat/core/templates/core/a.html": '<a onclick="go()">x</a>'}, "inline"),
    (source.templates_are_clean, {"skyddsnat/core/templates/core/a.html": '<img src="//example.org/a.png" alt="">'},
     "another site"),
    (source.nothing_is_unfinished, {"skyddsnat/core/a.py": "# TO" + "DO later\n"}, "unfinished"),
    (source.nothing_is_unfinished, {"tests/test_a.py": "@pytest.mark." + "skip\n"}, "skipped or sleeps"),
    (source.nothing_is_unfinished, {"skyddsnat/core/tests/test_a.py": "time." + "sleep(1)\n"}, "skipped or sleeps"),
    (source.no_secrets, {"skyddsnat/settings.py": 'SECRET_KEY = "k3yk3yk3yk3yk3yk3y"\n'}, "secret"),
    (source.no_secrets, {"tools/a.py": "x = '-----BEGIN RSA PRIVATE" + " KEY-----'\n"}, "secret"),
    (source.rooms_say_what_they_are, {"skyddsnat/economy/__init__.py": ""}, "economy: README.md"),
]  # fmt: skip

KEPT: Files = {
    "skyddsnat/core/README.md": "",
    "skyddsnat/core/table.py": "def table():\n    return [\n" + "        1,\n" * 60 + "    ]\n",
    "skyddsnat/core/access.py": "def users_for(user):\n    return User.objects.all()\n",
    "skyddsnat/core/actions.py": ACTION.format("    record(by, 'thing.closed', thing)"),
    "skyddsnat/core/views.py": "def page(request):\n    return get_object_or_404(users_for(request.user), pk=1)\n",
    "skyddsnat/core/templates/core/a.html": '<script src="/static/a.js"></script><p class="red">x</p>',
    "skyddsnat/core/tests/test_a.py": 'password = "a-made-up-password"\n',
    "skyddsnat/economy/README.md": "",
    "skyddsnat/economy/actions.py": "from skyddsnat.mandate.api import a\nfrom skyddsnat.core.models import User\n",
}


def written(root: Path, files: Files) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


@pytest.mark.parametrize(("rule", "files", "words"), BROKEN)
def test_a_broken_rule_is_found(
    tmp_path: Path, rule: Callable[[Path], list[str]], files: Files, words: str
) -> None:
    found = rule(written(tmp_path, files))
    assert len(found) == 1
    assert words in found[0]


@pytest.mark.parametrize("rule", source.RULES, ids=lambda rule: rule.__name__)
def test_a_house_in_order_has_nothing_to_find(tmp_path: Path, rule: Callable[[Path], list[str]]) -> None:
    assert rule(written(tmp_path, KEPT)) == []


def test_every_rule_is_broken_here() -> None:
    assert {rule for rule, _, _ in BROKEN} == set(source.RULES)
