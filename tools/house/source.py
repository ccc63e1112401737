"""Rules that can be seen in the files themselves. Each takes the folder that holds `skyddsnat/`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

FOREIGN_KEY_TARGETS = {"core", "actors", "mandate"}
ROOMS = ("website", "reporting", "insight", "cooperation", "knowledge", "industry", "guidance", "tips", "economy",
         "mandate", "actors", "core", "disclosure")  # fmt: skip
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
LONGEST_FILE, LONGEST_FUNCTION = 400, 50
WRITES = {
    "create",
    "bulk_create",
    "bulk_update",
    "update_or_create",
    "get_or_create",
    "save",
    "delete",
    "update",
}
UNFINISHED = re.compile("|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "lorem " + "ipsum"]))
DODGED = re.compile(r"pytest\.(?:mark\.)?(?:skip|skipif|xfail|importorskip)\b|\btime\.sleep\(|unittest\.skip")
SECRET = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_\w{30,}|"
    r"\b(?:secret_key|password|token|api_key)\s*=\s*[\"'][^\"'{}\s]{12,}[\"']",
    re.IGNORECASE,
)
INLINE = re.compile(
    r"""\sstyle\s*=\s*["']|\son[a-z]+\s*=\s*["']|<style\b|<script(?![^>]*\s(?:src=|type="application/json"))"""
)
ELSEWHERE = re.compile(
    r"""<(?:script|link|img|iframe|source|video|audio)\b[^>]*\b(?:src|href)\s*=\s*["'](?:https?:)?//"""
)

BRANCHES = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Match)

type Rule = Callable[[Path], list[str]]


# --- what is looked at ---


def python_files(root: Path) -> Iterator[Path]:
    """Our own Python: the package, the tools and the tests, without generated first migrations."""
    for folder in ("skyddsnat", "tools", "tests"):
        yield from sorted(path for path in root.glob(f"{folder}/**/*.py") if "__pycache__" not in path.parts)


def package_files(root: Path) -> Iterator[Path]:
    """The Python that runs: no tests, no migrations."""
    for path in python_files(root):
        parts = path.relative_to(root).parts
        if parts[0] == "skyddsnat" and not {"tests", "migrations", "conftest.py"} & set(parts):
            yield path


def templates(root: Path) -> Iterator[Path]:
    yield from sorted(root.glob("skyddsnat/**/templates/**/*.html"))


def views(root: Path) -> Iterator[Path]:
    for path in package_files(root):
        if path.name == "views.py" or "views" in path.relative_to(root).parts[:-1]:
            yield path


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def place(root: Path, path: Path, line: int = 0) -> str:
    where = path.relative_to(root).as_posix()
    return f"{where}:{line}" if line else where


# --- the rules ---


def names_say_something(root: Path) -> list[str]:
    """A module is named after its subject."""
    return [
        f"{place(root, path)}: a module named {path.stem!r} says nothing of what is in it"
        for path in python_files(root)
        if path.stem in VAGUE_NAMES or path.parent.name in VAGUE_NAMES
    ]


def files_are_small(root: Path) -> list[str]:
    """Files stay under 400 lines, migrations excepted."""
    looked = [path for path in python_files(root) if "migrations" not in path.parts]
    looked += [*templates(root), *root.glob("skyddsnat/**/*.css"), *root.glob("skyddsnat/**/*.js")]
    found = []
    for path in looked:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        if lines > LONGEST_FILE:
            found.append(f"{place(root, path)}: {lines} lines; split it by noun")
    return found


def functions_are_small(root: Path) -> list[str]:
    """Functions stay within 50 lines; one that never branches, a table of data, may be as long as its table."""
    found = []
    for path in python_files(root):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > LONGEST_FUNCTION and any(isinstance(inner, BRANCHES) for inner in ast.walk(node)):
                    found.append(f"{place(root, path, node.lineno)}: {node.name} has {length} lines")
    return found


def rooms_use_doors(root: Path) -> list[str]:
    """A room imports another room's `api` only; models only where foreign keys are shared."""
    found = []
    for path in package_files(root):
        room = path.relative_to(root / "skyddsnat").parts[0]
        if room not in ROOMS:
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Import | ast.ImportFrom):
                line = place(root, path, node.lineno)
                wrong = [module for module in imported(node) if not through_a_door(room, module)]
                found += [f"{line}: {room} reaches into {module}; use its api" for module in wrong]
    return found


def imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    """Modules of ours that a statement imports, with the name taken where that may be a module."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names if alias.name.startswith("skyddsnat.")]
    if (
        isinstance(node, ast.ImportFrom)
        and node.module
        and node.level == 0
        and node.module.startswith("skyddsnat")
    ):
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def through_a_door(room: str, module: str) -> bool:
    parts = module.split(".")
    other, inside = parts[1], parts[2] if len(parts) > 2 else ""
    if other == room or other not in ROOMS:
        return True
    return inside == "api" or (inside == "models" and other in FOREIGN_KEY_TARGETS)


def views_start_from_the_user(root: Path) -> list[str]:
    """No view asks a table directly: rows come from `access` or a function that takes the user."""
    found = []
    for path in views(root):
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager"}:
                found.append(f"{place(root, path, node.lineno)}: {ast.unparse(node)} in a view")
            elif (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id in {"get_object_or_404", "get_list_or_404"}
                and isinstance(node.args[0], ast.Name)
                and node.args[0].id[:1].isupper()
            ):
                found.append(
                    f"{place(root, path, node.lineno)}: {node.func.id}({node.args[0].id}, …) in a view"
                )
    return found


def writes_leave_a_trace(root: Path) -> list[str]:
    """An action that takes `by` is atomic, takes it by name, and records or hands it on; one that writes takes it."""
    found = []
    for path in package_files(root):
        parts = path.relative_to(root).parts
        if path.name == "actions.py" or "actions" in parts[:-1]:
            for node in tree(path).body:
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    found += [
                        f"{place(root, path, node.lineno)}: {node.name} {fault}"
                        for fault in action_faults(node)
                    ]
    return found


def action_faults(function: ast.FunctionDef) -> list[str]:
    arguments = function.args
    by_name = "by" in {a.arg for a in arguments.kwonlyargs}
    if "by" in {a.arg for a in (*arguments.args, *arguments.posonlyargs)}:
        return ["takes `by` by position"]
    calls = [node for node in ast.walk(function) if isinstance(node, ast.Call)]
    if not by_name:
        if function.name.startswith("load_"):
            return []  # makes a reference table equal to a file that is shipped; the file's history is the trace
        writes = {c.func.attr for c in calls if isinstance(c.func, ast.Attribute)} & WRITES
        about_rows = any(isinstance(n, ast.Attribute) and n.attr == "objects" for n in ast.walk(function))
        return ["writes rows and does not take `by`"] if writes and about_rows else []
    records = any(isinstance(c.func, ast.Name) and c.func.id == "record" for c in calls)
    hands_on = any(
        any(k.arg == "by" for k in c.keywords)
        or any(isinstance(a, ast.Name) and a.id == "by" for a in c.args)
        for c in calls
    )
    if not (records or hands_on):
        return ["does not write its audit row"]
    return ["is not atomic"] if records and not is_atomic(function) else []


def is_atomic(function: ast.FunctionDef) -> bool:
    """Whether it opens a transaction, or takes a row lock, which Django refuses outside one."""
    blocks = [item.context_expr for n in ast.walk(function) if isinstance(n, ast.With) for item in n.items]
    words = " ".join(ast.unparse(node) for node in (*function.decorator_list, *blocks))
    locks = any(isinstance(n, ast.Attribute) and n.attr == "select_for_update" for n in ast.walk(function))
    return "atomic" in words or "whole()" in words or locks


def templates_are_clean(root: Path) -> list[str]:
    """No inline style or script, and nothing fetched from elsewhere: the content policy would block it."""
    found = []
    for path in templates(root):
        if path.name.startswith("standalone"):
            continue  # a document people download carries its own style; no policy reaches it there
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if INLINE.search(line):
                found.append(f"{place(root, path, number)}: inline style or script")
            if ELSEWHERE.search(line):
                found.append(f"{place(root, path, number)}: fetched from another site")
    return found


def nothing_is_unfinished(root: Path) -> list[str]:
    """No marks of unfinished work, no tests skipped or slowed by sleeping."""
    found = []
    for path in (*python_files(root), *templates(root)):
        is_test = "tests" in path.relative_to(root).parts or path.name == "conftest.py"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if UNFINISHED.search(line):
                found.append(f"{place(root, path, number)}: unfinished")
            elif is_test and DODGED.search(line):
                found.append(f"{place(root, path, number)}: a test is skipped or sleeps")
    return found


def no_secrets(root: Path) -> list[str]:
    """No key, password or token is written into a file, tests with made-up passwords excepted."""
    found = []
    for path in (*package_files(root), *root.glob("tools/**/*.py"), *root.glob("skyddsnat/**/*.yaml")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if SECRET.search(line):
                found.append(f"{place(root, path, number)}: looks like a secret")
    return found


def rooms_say_what_they_are(root: Path) -> list[str]:
    """Each room has a README.md that says its purpose and what personal data it holds."""
    return [
        f"skyddsnat/{room}: README.md is missing"
        for room in ROOMS
        if (root / "skyddsnat" / room).is_dir() and not (root / "skyddsnat" / room / "README.md").exists()
    ]


RULES: tuple[Rule, ...] = (
    names_say_something, files_are_small, functions_are_small, rooms_use_doors, views_start_from_the_user,
    writes_leave_a_trace, templates_are_clean, nothing_is_unfinished, no_secrets, rooms_say_what_they_are,
)  # fmt: skip
