"""The data policy: what class of data each field holds and how long its table is kept."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import AppConfig, apps
from django.db import models

from skyddsnat.shared.yaml_files import read_yaml

CLASSES = {"personal", "sensitive"}
PREFIX = "skyddsnat."


@dataclass(frozen=True)
class FieldPolicy:
    """One line of the data inventory."""

    table: str
    field: str
    data_class: str  # "none", "personal" or "sensitive"
    retention: str  # a rule in retention.yaml


def retention_rules() -> dict[str, dict[str, Any]]:
    """Rule id → {sv, en, days}."""
    text = (Path(__file__).parent / "retention.yaml").read_text()
    rules: dict[str, dict[str, Any]] = read_yaml(text)
    return rules


def our_apps() -> list[AppConfig]:
    return [config for config in apps.get_app_configs() if config.name.startswith(PREFIX)]


def app_policy(config: AppConfig) -> dict[str, Any]:
    """The contents of the room's data_policy.yaml, empty when it has none."""
    path = Path(config.path) / "data_policy.yaml"
    return read_yaml(path.read_text()) or {} if path.exists() else {}


def inventory() -> list[FieldPolicy]:
    """Every field with its class and retention, as the policy files say."""
    rows = []
    for config in our_apps():
        for table, entry in app_policy(config).items():
            classes = {**dict.fromkeys(entry["other"], "none"), **entry["personal"]}
            rows += [
                FieldPolicy(f"{config.label}.{table}", field, kind, entry["retention"])
                for field, kind in classes.items()
            ]
    return rows


def problems() -> list[str]:
    """What is missing or wrong between the tables and the policy files, one sentence each."""
    found: list[str] = []
    rules = retention_rules()
    for config in our_apps():
        policy = app_policy(config)
        tables = {model.__name__: model for model in config.get_models()}
        found += [
            f"{config.label}.{name} has a policy but no table." for name in policy.keys() - tables.keys()
        ]
        for name, model in tables.items():
            label = f"{config.label}.{name}"
            if name not in policy:
                found.append(f"{label} has no entry in data_policy.yaml.")
                continue
            found += _table_problems(label, model, policy[name], rules)
    return found


def _table_problems(
    label: str, model: type[models.Model], entry: dict[str, Any], rules: dict[str, dict[str, Any]]
) -> list[str]:
    personal, other = entry.get("personal") or {}, entry.get("other") or []
    actual = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    named = [*personal, *other]
    found = [f"{label}.{field} has no class in data_policy.yaml." for field in sorted(actual - set(named))]
    found += [
        f"{label}.{field} is in data_policy.yaml but not in the table." for field in set(named) - actual
    ]
    found += [f"{label}.{field} stands twice in data_policy.yaml." for field in set(personal) & set(other)]
    found += [f"{label}.{f} has the unknown class {c!r}." for f, c in personal.items() if c not in CLASSES]
    if entry.get("retention") not in rules:
        found.append(f"{label} has no known retention rule.")
    return found
