"""Reading every text the website shows, from its templates and its Python."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.template import engines
from django.template.base import Node, NodeList, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

ROOM = Path(__file__).resolve().parent.parent
TEMPLATES = ROOM / "templates"
GETTEXT = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext"}


def template_names() -> list[str]:
    """Every template of the room, as Django names it."""
    found = (p for p in TEMPLATES.rglob("*") if p.suffix in {".html", ".txt"})
    return sorted(str(path.relative_to(TEMPLATES)) for path in found)


def compiled(name: str) -> Template:
    """The room's own template of that name, compiled."""
    engine = engines["django"].engine  # type: ignore[attr-defined]
    return Template((TEMPLATES / name).read_text(), engine=engine, name=name)


def every_node(nodes: NodeList) -> Iterator[Node]:
    """All nodes, also those in the body of a `component` (which Django's own walk leaves out)."""
    for node in nodes:
        yield node
        for name in {*node.child_nodelists, "nodelist"}:
            if isinstance(inner := getattr(node, name, None), NodeList):
                yield from every_node(inner)


def in_template(name: str) -> Iterator[str]:
    yield from re.findall(r"""_\("([^"]+)"\)""", (TEMPLATES / name).read_text())
    for node in every_node(compiled(name).nodelist):
        if isinstance(node, TranslateNode):
            yield node.filter_expression.var.literal
        elif isinstance(node, BlockTranslateNode):
            yield node.render_token_list(node.singular)[0].replace("%%", "%")


def in_python(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in GETTEXT:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


def all_messages() -> set[str]:
    """Every msgid of the room."""
    shown = {text for name in template_names() for text in in_template(name)}
    for path in ROOM.rglob("*.py"):
        if "tests" not in path.parts:
            shown.update(in_python(path))
    return shown
