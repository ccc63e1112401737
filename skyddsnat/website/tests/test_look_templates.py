"""Every template compiles, every component draws itself, and the content policy holds."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from skyddsnat.website.icons import ICONS
from skyddsnat.website.showcase import ShowcaseForm, showcase
from skyddsnat.website.tests.messages import TEMPLATES, compiled, template_names

COMPONENTS = [name for name in template_names() if name.startswith("components/")]
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "wbr", "path", "circle", "rect", "line"}


@pytest.fixture(autouse=True)
def plain_static_files(settings: Any) -> None:
    """Addresses of static files without the manifest that only a collected site has."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


class Balance(HTMLParser):
    """Remembers what was opened and complains about what is closed out of order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice: {names}"
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1:] == [tag], f"</{tag}> closes {self.open[-1:]}"
        self.open.pop()


def balanced(html: str) -> str:
    reader = Balance()
    reader.feed(html)
    assert not reader.open
    return html


def asked(path: str = "/", **cookies: str) -> HttpRequest:
    request = RequestFactory().get(path)
    request.user = AnonymousUser()
    request.COOKIES.update(cookies)
    return request


def drawn(source: str, path: str = "/", **context: Any) -> str:
    template = engines["django"].from_string("{% load i18n skyddsnat %}" + source)
    return balanced(template.render(context, asked(path)))


@pytest.mark.parametrize("name", template_names())
def test_compiles(name: str) -> None:
    compiled(name)


@pytest.mark.parametrize("name", template_names())
def test_nothing_the_content_policy_forbids(name: str) -> None:
    source = (TEMPLATES / name).read_text()
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=[\"']|javascript:", source)
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", source)
    for script in re.findall(r"<script[^>]*>", source):
        assert "src=" in script or 'type="application/json"' in script


@pytest.mark.django_db  # the demonstration's roles are asked for where they are shown
@pytest.mark.parametrize("name", COMPONENTS)
def test_draws_with_next_to_nothing(name: str) -> None:
    known = {"components/icon.html": {"name": "check"}, "components/meter.html": {"value": 1, "max": 2}}
    form = ShowcaseForm()
    least = {"field": form["title"], "form": form, "page": Paginator([1], 10).page(1), "table": {"rows": []}}
    balanced(render_to_string(name, {**least, **known.get(name, {})}, asked()))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_component_page(language: str) -> None:
    with translation.override(language):
        html = render_to_string("website/components.html", showcase(), asked("/komponenter/"))
    balanced(html)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert html.count("<h1") == 1
    assert f'<html lang="{language}"' in html


def test_skip_link_comes_first_and_leads_somewhere() -> None:
    html = render_to_string("website/components.html", showcase(), asked())
    body = html.split("<body", 1)[1]
    first = re.search(r"<(?:a|button|input)[^>]*>", body)
    assert first is not None
    assert 'href="#innehall"' in first[0]
    assert 'id="innehall"' in body


@pytest.mark.parametrize(("cookie", "shown"), [("dark", "dark"), ("light", "light"), ('"><x', "auto")])
def test_theme_is_one_of_three(cookie: str, shown: str) -> None:
    html = render_to_string("404.html", {}, asked(theme=cookie))
    assert f'data-theme="{shown}"' in html


def test_demo_is_said_and_otherwise_not() -> None:
    assert "demo-banner" in render_to_string("404.html", {"demo": True}, asked())
    assert "demo-banner" not in render_to_string(
        "404.html", {"demo": False, "assignment_is_demo": False}, asked()
    )


def test_server_error_page_needs_no_context() -> None:
    html = balanced(render_to_string("500.html"))
    assert "Något gick fel" in html
    assert "Something went wrong" in html


def test_form_ties_error_hint_and_label_to_the_field() -> None:
    html = drawn('{% include "components/form.html" %}', form=ShowcaseForm({}, {}))
    assert 'aria-describedby="id_purpose_helptext id_purpose_error"' in html
    assert 'id="id_purpose_helptext"' in html
    assert 'id="id_purpose_error"' in html
    assert '<label for="id_purpose">' in html
    assert 'href="#id_purpose"' in html
    assert 'href="#id_form_0"' in html
    assert 'id="id_form_0"' in html
    assert 'enctype="multipart/form-data"' in html
    assert "csrfmiddlewaretoken" in html
    assert html.count("(frivilligt)") == 2


class EmptyForm(forms.Form):
    word = forms.CharField(label="Kommentar")
    reason = forms.CharField(label="Skäl", error_messages={"required": "Skriv varför."})
    day = forms.DateField(label="Dag")
    one = forms.ChoiceField(label="Slag", choices=[("a", "A")])
    radio = forms.ChoiceField(label="Svar", choices=[("a", "A")], widget=forms.RadioSelect)
    several = forms.MultipleChoiceField(
        label="Roller", choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="Läst")
    file = forms.FileField(label="Bilaga")


@pytest.mark.parametrize(
    "said",
    [
        "Kommentar – Fyll i fältet.", "Skäl – Skriv varför.", "Dag – Ange en dag.",
        "Slag – Välj i listan.", "Svar – Välj ett av svaren.",
        "Roller – Välj minst ett av svaren.", "Läst – Kryssa i rutan.",
        "Bilaga – Välj en fil.",
    ],
)  # fmt: skip
def test_an_empty_field_says_which_it_is_and_what_to_do_there(said: str) -> None:
    html = drawn('{% include "components/form.html" %}', form=EmptyForm({}, {}))
    assert said in html
    assert html.count(said.partition(" – ")[2]) == 2  # above the form and beside the field


def test_filter_form_carries_no_token() -> None:
    html = drawn('{% include "components/form.html" with method="get" row=True %}', form=ShowcaseForm())
    assert "csrfmiddlewaretoken" not in html
    assert "(frivilligt)" not in html


def test_sort_links_turn_and_keep_the_rest() -> None:
    table = {
        "caption": "x",
        "columns": [{"label": "A", "sort": "a"}, {"label": "B", "sort": "b"}],
        "rows": [],
    }
    html = drawn('{% include "components/table.html" %}', "/?sort=a&year=2014&page=3", table=table)
    assert 'aria-sort="ascending"><a href="?sort=-a&amp;year=2014"' in html
    assert 'aria-sort="none"><a href="?sort=b&amp;year=2014"' in html


def test_table_cells_are_escaped_and_a_short_row_is_refused() -> None:
    table: dict[str, Any] = {"caption": "x", "columns": [{"label": "A"}], "rows": [{"cells": ["<b>"]}]}
    assert "&lt;b&gt;" in drawn('{% include "components/table.html" %}', table=table)
    table["rows"] = [{"cells": []}]
    with pytest.raises(ValueError, match="longer"):
        drawn('{% include "components/table.html" %}', table=table)


def test_chain_says_where_one_is_and_what_is_missing() -> None:
    html = drawn('{% include "components/chain.html" %}', chain=showcase()["chains"][1])
    assert html.count('aria-current="page"') == 1
    assert html.count("Saknas") == 3
    assert html.count("<li") == 7


def test_chain_folds_many_named_links() -> None:
    many = [{"label": str(n), "url": f"/{n}"} for n in range(5)]
    html = drawn(
        '{% include "components/chain.html" %}', chain=[{"kind": "activity", "items": many, "url": "/alla"}]
    )
    assert 'href="/2"' in html
    assert 'href="/3"' not in html
    assert "och 2 till" in html


def test_progress_polls_until_it_is_done() -> None:
    going = {"label": "x", "done": 1, "total": 2, "url": "/p"}
    assert 'hx-get="/p"' in drawn('{% include "components/progress.html" %}', progress=going)
    done = drawn('{% include "components/progress.html" %}', progress={**going, "finished": True})
    assert "hx-get" not in done
    assert "http-equiv" in render_to_string("404.html", {"progress": going}, asked())


def test_component_sees_only_what_it_is_given() -> None:
    html = drawn('{% component "panel" %}inne{% endcomponent %}', heading="utifrån")
    assert "inne" in html
    assert "utifrån" not in html


@pytest.mark.parametrize("name", sorted(ICONS))
def test_icons_are_whole(name: str) -> None:
    balanced(drawn('{% include "components/icon.html" with label="" %}', name=name))
