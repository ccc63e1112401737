"""The gates that look at the loaded program, each broken once on purpose."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.db import models
from django.db.migrations.state import ProjectState
from django.http import HttpRequest, HttpResponse
from django.test.utils import isolate_apps
from django.urls import include, path

from skyddsnat.core import policy
from skyddsnat.core.api import public, requires
from tools.house import program

ORDER = [{"website"}, {"tips", "guidance"}, {"mandate"}, {"actors"}, {"core"}]


def view(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


def pointing(app: str, field: models.Field, **others: str) -> type[models.Model]:
    """A table in the room `app` with one relation, beside the tables it may point at."""
    for room, name in {"core": "Thing", "mandate": "Thing", "guidance": "Thing", **others}.items():
        type(name, (models.Model,), {"__module__": __name__, "Meta": type("Meta", (), {"app_label": room})})
    meta = type("Meta", (), {"app_label": app})
    return type("Pointer", (models.Model,), {"__module__": __name__, "Meta": meta, "target": field})


@pytest.mark.parametrize(
    ("app", "field"),
    [
        ("actors", models.ForeignKey("mandate.Thing", models.CASCADE)),
        ("core", models.OneToOneField("mandate.Thing", models.CASCADE)),
        ("core", models.ManyToManyField("mandate.Thing")),
        ("tips", models.ForeignKey("guidance.Thing", models.CASCADE)),  # beside is not below
    ],
)
@isolate_apps()
def test_a_key_that_points_up_or_sideways_is_found(app: str, field: models.Field) -> None:
    table = pointing(app, field)
    assert len(program.upward_keys([table], ORDER)) == 1


@isolate_apps()
def test_a_key_that_points_down_or_home_is_let_through() -> None:
    table = pointing("mandate", models.ForeignKey("core.Thing", models.CASCADE))
    home = type("Home", (models.Model,), {
        "__module__": __name__,
        "Meta": type("Meta", (), {"app_label": "mandate"}),
        "parent": models.ForeignKey("mandate.Thing", models.CASCADE),
    })  # fmt: skip
    assert program.upward_keys([table, home], ORDER) == []


def test_a_view_that_does_not_say_who_may_open_it_is_found() -> None:
    patterns = [
        path("a/", view),
        path("b/", include([path("c/", requires("core.users")(view)), path("d/", view)])),
    ]
    found = program.undecided_views(program.addresses(patterns))
    assert [problem.split(":")[0] for problem in found] == ["/a/", "/b/d/"]


def test_a_view_open_to_all_says_so() -> None:
    assert program.undecided_views(program.addresses([path("a/", public(view))])) == []


def test_a_permission_that_opens_nothing_is_found(tmp_path: Path) -> None:
    roles = tmp_path / "skyddsnat" / "core" / "roles.yaml"
    roles.parent.mkdir(parents=True)
    roles.write_text("pilot: {permissions: [core.fly]}\n")
    assert "roles give core.fly, which nothing asks for" in program.roles_and_views_agree(tmp_path)


def test_a_permission_no_role_gives_is_found(tmp_path: Path) -> None:
    roles = tmp_path / "skyddsnat" / "core" / "roles.yaml"
    roles.parent.mkdir(parents=True)
    roles.write_text("pilot: {permissions: []}\n")
    assert "no role gives core.users, which a view asks for" in program.roles_and_views_agree(tmp_path)


def test_a_field_without_a_policy_stops_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = policy.app_policy

    def forgetful(config: object) -> dict[str, object]:
        entries = kept(config)  # type: ignore[arg-type]
        if "User" in entries:
            entries["User"]["personal"].pop("email")
        return entries

    monkeypatch.setattr(policy, "app_policy", forgetful)
    assert "core.User.email has no class in data_policy.yaml." in program.every_field_has_a_policy(Path())
    assert "skyddsnat.E001" in {message.id for message in run_checks()}


def test_a_change_without_a_migration_is_found() -> None:
    tables = ProjectState.from_apps(apps)
    tables.models["core", "user"].fields["shoe_size"] = models.IntegerField(default=0)
    assert program.missing_migrations(tables) == ["core: no migration for: Add field shoe_size to user"]
