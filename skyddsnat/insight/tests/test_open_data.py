"""Open data: only what two persons stand behind, the same in every format, described so that programs can use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jsonschema
import pyarrow.parquet
import pyshacl
import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree, html
from rdflib import Graph
from rdflib.namespace import DCAT, DCTERMS, FOAF

from skyddsnat.core.api import COUNTY, FORM
from skyddsnat.insight.models import StatVersion
from skyddsnat.insight.opendata import openapi
from skyddsnat.insight.statistics import actions, counting, tasks
from skyddsnat.insight.statistics.actions import Asked, Named
from skyddsnat.insight.tests.counted import countable

pytestmark = pytest.mark.django_db
SHAPES = Path(__file__).parent / "shapes" / "dcat_ap_se.ttl"


@pytest.fixture
def version(cast: Any, monkeypatch: pytest.MonkeyPatch) -> StatVersion:
    """A published version of the years 2020 and 2021."""
    monkeypatch.setattr(counting, "countables", lambda: [countable()])
    named = Named("Ärenden, län", "Cases, counties", "made-up", "made-up", about="=1+1", licence="CC-BY-4.0")
    table = actions.add_table(named=named, by=cast.coordinator)
    asked = Asked(columns=[[COUNTY], [FORM]], first_year=2020, last_year=2021)
    made = actions.ask_for_version(table=table, asked=asked, by=cast.coordinator)
    made = tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)
    return actions.approve_version(version=made, seen_sha256=made.sha256, by=cast.manager)


def fetched(client: Client, version: StatVersion, ending: str, **filters: str) -> Any:
    address = reverse("opendata:file", args=[version.table.code, version.number, ending])
    return client.get(address, filters)


def test_every_format_says_the_same(client: Client, version: StatVersion) -> None:
    told = fetched(client, version, "json").json()
    rows = list(csv.DictReader(io.StringIO(fetched(client, version, "csv").content.decode())))
    table = pyarrow.parquet.read_table(io.BytesIO(fetched(client, version, "parquet").content)).to_pylist()
    page = html.document_fromstring(client.get(version.public_url).content)
    numbers = [row["count"] for row in told["rows"]]
    assert len(numbers) == told["cells"] == 32
    assert numbers.count(None) == told["hidden_cells"] > 0
    assert [row["count"] for row in table] == numbers
    assert [row["county"] for row in table] == [row["values"]["county"] for row in told["rows"]]
    assert [None if row["count"] == ".." else int(row["count"]) for row in rows] == numbers
    assert {row["county_sv"] for row in rows} >= {"*", "Uppsala län"}
    shown = [" ".join(cell.text_content().split()) for cell in page.xpath("//tbody/tr/td[last()]")]
    assert [None if cell == ".." else int(cell) for cell in shown] == numbers
    assert not [number for number in numbers if number and number < 5]


def test_rows_can_be_kept_by_their_values(client: Client, version: StatVersion) -> None:
    kept = fetched(client, version, "json", county="01", form="*", year="2020").json()["rows"]
    assert [row["count"] for row in kept] == [110]
    assert fetched(client, version, "json", password="x").status_code == 400


def test_drafts_are_nowhere(client: Client, cast: Any, version: StatVersion) -> None:
    asked = Asked(columns=[[COUNTY]], first_year=2020, last_year=2020)
    made = actions.ask_for_version(table=version.table, asked=asked, by=cast.coordinator)
    tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)
    assert client.get(f"/oppna-data/{version.table.code}/2/").status_code == 404
    assert client.get(f"/oppna-data/{version.table.code}/2.json").status_code == 404
    told = client.get(reverse("opendata:api-table", args=[version.table.code])).json()
    assert [one["version"] for one in told["versions"]] == [1]


def test_what_is_withdrawn_says_why_and_no_number(client: Client, cast: Any, version: StatVersion) -> None:
    actions.withdraw_version(version=version, why="Fel rubrik.", by=cast.manager)
    page = client.get(version.public_url)
    assert page.status_code == 200
    assert "Fel rubrik." in page.content.decode()
    assert not html.document_fromstring(page.content).xpath("//table")
    for ending in ("csv", "json", "parquet"):
        assert fetched(client, version, ending).status_code == 410
    assert client.get(reverse("opendata:api")).json()["total"] == 0
    assert version.table.code not in client.get(reverse("opendata:dcat-turtle")).content.decode()
    assert "<entry>" not in client.get(reverse("opendata:feed")).content.decode()


def metadata(client: Client, name: str, form: str) -> Graph:
    return Graph().parse(data=client.get(reverse(f"opendata:dcat-{name}")).content.decode(), format=form)


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph:DeprecationWarning"
)  # rdflib's own parser of JSON-LD uses it
def test_the_metadata_is_valid_in_both_forms(client: Client, version: StatVersion) -> None:
    turtle, linked = metadata(client, "turtle", "turtle"), metadata(client, "jsonld", "json-ld")
    assert set(turtle) == set(linked)
    conforms, _graph, said = pyshacl.validate(turtle, shacl_graph=Graph().parse(SHAPES))
    assert conforms, said
    urls = {str(url) for url in turtle.objects(None, DCAT.accessURL)}
    assert {url.rpartition(".")[2] for url in urls} == {"csv", "json", "parquet"}
    assert "https://creativecommons.org/licenses/by/4.0/" in {
        str(one) for one in turtle.objects(None, DCTERMS.license)
    }


REQUIRED = [
    (DCAT.Catalog, DCTERMS.title), (DCAT.Catalog, DCTERMS.description), (DCAT.Catalog, DCTERMS.publisher),
    (DCAT.Catalog, DCAT.dataset), (DCAT.Catalog, DCTERMS.license), (DCAT.Dataset, DCTERMS.title),
    (DCAT.Dataset, DCTERMS.description), (DCAT.Dataset, DCTERMS.publisher), (FOAF.Agent, FOAF.name),
    (DCAT.Distribution, DCAT.accessURL), (DCAT.DataService, DCTERMS.title), (DCAT.DataService, DCAT.endpointURL),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "predicate"), REQUIRED)
def test_metadata_without_what_is_required_is_not_valid(
    client: Client, version: StatVersion, kind: Any, predicate: Any
) -> None:
    graph = metadata(client, "turtle", "turtle")
    for subject in list(graph.subjects(None, kind)):
        graph.remove((subject, predicate, None))
    assert not pyshacl.validate(graph, shacl_graph=Graph().parse(SHAPES))[0]


def test_the_feed_has_each_version(client: Client, version: StatVersion) -> None:
    feed = etree.fromstring(client.get(reverse("opendata:feed")).content)
    links = feed.xpath("//*[local-name()='entry']/*[local-name()='link']/@href")
    assert [link.endswith(version.public_url) for link in links] == [True]


def test_pages_are_open_to_all_and_speak_english(client: Client, version: StatVersion) -> None:
    client.cookies["django_language"] = "en"
    page = client.get(version.public_url).content.decode()
    assert "Cases, counties" in page
    assert "Uppsala County" in page
    assert client.get(reverse("opendata:catalogue")).status_code == 200


def test_search_engines_find_it_from_the_first_day(client: Client, request: pytest.FixtureRequest) -> None:
    caches["public"].clear()  # what other tests, which were undone, have left there
    assert client.get("/sitemap.xml").status_code == 200  # which is kept
    version = request.getfixturevalue("version")
    assert version.public_url in client.get("/sitemap.xml").content.decode()
    assert "Allow: /oppna-data/" in client.get("/robots.txt").content.decode()


# --- nothing that is asked breaks it, and what it answers is as it is described ---

TEXT = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["1", "0", "-1", "2020", "*", "01", "9" * 30, "\x00", "å", "%00", "../x"]),
)
NAMES = st.sampled_from(["q", "page", "size", "year", "county", "form", "filter", "format", "list"])
QUERY = st.dictionaries(st.one_of(NAMES, NAMES, st.text(max_size=8)), TEXT, max_size=3)
PIECE = st.one_of(
    st.sampled_from(["api", "tables", "arenden-lan", "1", "1.json", "1.csv", "1.parquet", "dcat.ttl", "nytt.atom"]),
    st.text(max_size=12).map(lambda said: quote(said, safe="")),
)  # fmt: skip
WHOLE_QUERY = st.fixed_dictionaries(
    {},
    optional={"q": st.sampled_from(["", "län", "x"]), "page": st.integers(1, 3), "size": st.integers(1, 100)},
)


def described(path: str, status: int) -> dict[str, Any]:
    """The schema that the document gives for an answer, with what it refers to."""
    document = openapi.document()
    answer = document["paths"][path]["get"]["responses"][str(status)]
    schema = answer.get("content", {}).get("application/json", {}).get("schema", {})
    return {**schema, "components": document["components"]}


def check(path: str, answer: Any) -> None:
    assert answer.status_code < 500
    schema = described(path, answer.status_code)
    if set(schema) != {"components"}:
        jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(
            answer.json()
        )


within = settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@within
@given(query=st.one_of(WHOLE_QUERY, QUERY))
@example(query={"q": "\x00"})
@example(query={"page": "9" * 40})
def test_asked_for_tables(client: Client, version: StatVersion, query: dict[str, Any]) -> None:
    check("/oppna-data/api/tables/", client.get(f"/oppna-data/api/tables/?{urlencode(query)}"))


@within
@given(code=st.one_of(st.just("arenden-lan"), st.from_regex(r"\A[-a-zA-Z0-9_]{1,80}\Z")))
@example(code="x" * 400)
def test_asked_for_a_table(client: Client, version: StatVersion, code: str) -> None:
    check("/oppna-data/api/tables/{code}/", client.get(f"/oppna-data/api/tables/{code}/"))


@within
@given(number=st.one_of(st.just(1), st.integers(0, 10**40)), query=QUERY)
@example(number=1, query={})
@example(number=1, query={"year": "2020", "county": "03"})
@example(number=2**31, query={})
def test_asked_for_data(client: Client, version: StatVersion, number: int, query: dict[str, str]) -> None:
    address = f"/oppna-data/{version.table.code}/{number}.json?{urlencode(query)}"
    check("/oppna-data/{code}/{version}.json", client.get(address))


@within
@given(pieces=st.lists(PIECE, max_size=4), ends=st.sampled_from(["", "/"]), query=QUERY)
def test_any_address_at_all(
    client: Client, version: StatVersion, pieces: list[str], ends: str, query: dict[str, str]
) -> None:
    answer = client.get(f"/oppna-data/{'/'.join(pieces)}{ends}?{urlencode(query)}")
    assert answer.status_code < 500


def test_the_description_is_an_openapi_document(client: Client) -> None:
    told = json.loads(client.get(reverse("opendata:openapi")).content)
    assert told["openapi"].startswith("3.1")
    for schema in told["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    for way in told["paths"].values():
        assert way["get"]["operationId"]
        assert "200" in way["get"]["responses"]


def test_an_answer_that_differs_from_the_description_is_found() -> None:
    schema = described("/oppna-data/api/tables/", 200)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft202012Validator(schema).validate({"total": 1, "page": 1, "size": 20, "tables": [{}]})


# --- what a file says is Swedish, also where the page or the machine's answer is in English ---


@pytest.fixture
def of_a_file(cast: Any) -> StatVersion:
    """A published version of a file, whose columns and values are Swedish words, with no English about it."""
    named = Named("Samtal", "Calls", "", "file-calls", about="Så många & fler.")
    table = actions.add_table(named=named, by=cast.coordinator)
    content = "Län;Ålder;Antal\nSkåne;små;20\nSkåne;större;30\nÖrebro;små;40\nÖrebro;större;50\n".encode()
    asked = Asked(
        columns=[["Län"], ["Ålder"]], first_year=2020, last_year=2020, content=content, file_name="a.csv",
        count_column="Antal",
    )  # fmt: skip
    made = actions.ask_for_version(table=table, asked=asked, by=cast.coordinator)
    made = tasks.protect_version(version=made, report=lambda done, total=None: None, by=cast.coordinator)
    return actions.approve_version(version=made, seen_sha256=made.sha256, by=cast.manager)


def languages_of(page: Any, words: str) -> set[str]:
    """The languages that the page gives the elements that say just these words."""
    found = page.xpath("//main//*[normalize-space(text()) = $words]", words=words)
    return {element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)") for element in found}


def test_words_of_a_file_are_swedish_on_an_english_page(
    client: Client, cast: Any, of_a_file: StatVersion
) -> None:
    client.cookies["django_language"] = "en"
    client.force_login(cast.manager)
    for address in (of_a_file.public_url, of_a_file.get_absolute_url()):
        page = html.document_fromstring(client.get(address).content)
        for words in ("Län", "Ålder", "Skåne", "små"):
            assert languages_of(page, words) == {"sv"}, (address, words)
        assert languages_of(page, "All") == {"en"}
        assert languages_of(page, "Number") == {"en"}


def test_words_of_a_room_are_english_on_an_english_page(client: Client, version: StatVersion) -> None:
    client.cookies["django_language"] = "en"
    page = html.document_fromstring(client.get(version.public_url).content)
    assert languages_of(page, "Uppsala County") == languages_of(page, "County") == {"en"}


def test_machines_are_told_what_nobody_has_written_in_english(client: Client, of_a_file: StatVersion) -> None:
    answer = fetched(client, of_a_file, "json")
    told = answer.json()
    check("/oppna-data/{code}/{version}.json", answer)
    assert told["title"] == {"sv": "Samtal", "en": "Calls"}
    assert told["about"] == {"sv": "Så många & fler.", "en": None}
    assert [column["label"] for column in told["columns"]] == [
        {"sv": "Län", "en": None}, {"sv": "Ålder", "en": None},
    ]  # fmt: skip
    assert answer["Content-Language"] == "sv, en"
    assert client.get(reverse("opendata:openapi"))["Content-Language"] == "en"
    graph = metadata(client, "turtle", "turtle")
    spoken = {one.language: str(one) for one in graph.objects(None, DCTERMS.description) if "fler" in one}
    assert set(spoken) == {"sv"}


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_feed_says_which_language_it_speaks(
    client: Client, of_a_file: StatVersion, language: str
) -> None:
    client.cookies["django_language"] = language
    feed = etree.fromstring(client.get(reverse("opendata:feed")).content)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert feed.findtext("a:author/a:name", namespaces=names)
    summary = feed.findtext("a:entry/a:summary", namespaces=names)
    assert summary == '<p lang="sv">Så många &amp; fler.</p>'


def test_the_demonstration_says_that_it_is_made_up(
    client: Client, of_a_file: StatVersion, settings: Any
) -> None:
    settings.DEMO = False
    plain = fetched(client, of_a_file, "csv")
    assert plain.content.decode().splitlines()[0] == "year,Län,Ålder,count"
    assert "demonstration" not in plain["Content-Disposition"]
    assert fetched(client, of_a_file, "json").json()["demonstration"] is False
    assert "påhittade" not in client.get(reverse("opendata:dcat-turtle")).content.decode()
    settings.DEMO = True
    made_up = fetched(client, of_a_file, "csv")
    assert {row["demonstration"] for row in csv.DictReader(io.StringIO(made_up.content.decode()))} == {"true"}
    assert 'filename="demonstration-' in made_up["Content-Disposition"]
    told = fetched(client, of_a_file, "json")
    assert told.json()["demonstration"] is True
    check("/oppna-data/{code}/{version}.json", told)
    held = pyarrow.parquet.read_table(io.BytesIO(fetched(client, of_a_file, "parquet").content))
    assert json.loads(held.schema.metadata[b"skyddsnat"])["demonstration"] is True
    graph = metadata(client, "turtle", "turtle")
    marks = {"sv": "Demonstration: påhittade uppgifter. ", "en": "Demonstration: made-up data. "}
    for kind in (DCAT.Catalog, DCAT.Dataset):
        for subject in graph.subjects(None, kind):
            for said in graph.objects(subject, DCTERMS.description):
                assert str(said).startswith(marks[said.language or ""])
    assert "påhittade uppgifter" in client.get(reverse("opendata:feed")).content.decode()
    assert "everything is made up" in client.get(reverse("opendata:openapi")).content.decode()
