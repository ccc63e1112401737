"""The catalogue as metadata that other catalogues harvest: DCAT-AP-SE 2.0.0, as RDF."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy, override
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, XSD

from skyddsnat.insight.opendata.frame import MADE_UP, MEDIA, absolute_url, formats_of, publisher_name
from skyddsnat.insight.statistics.counting import countable
from skyddsnat.insight.statistics.licences import CC0, LICENCES
from skyddsnat.insight.statistics.models import StatTable, StatVersion

TITLE = gettext_lazy("Öppna data")
ABOUT = gettext_lazy(
    "Tabeller som vem som helst får använda. Små tal är dolda, så att ingen tabell berättar om någon enskild."
)
HIDDEN = gettext_lazy(
    "Små tal är dolda för att skydda enskilda, och så många till att de inte går att räkna ut."
)
SERVICE = gettext_lazy("Tabeller för program")
LANGUAGES = ("sv", "en")
IANA = "https://www.iana.org/assignments/media-types/"
THEME = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
SPOKEN = {
    "sv": "http://publications.europa.eu/resource/authority/language/SWE",
    "en": "http://publications.europa.eu/resource/authority/language/ENG",
}
FORMATS = {"ttl": "turtle", "jsonld": "json-ld"}


def graph_of(versions: Iterable[StatVersion]) -> Graph:
    """The catalogue of these versions. Each table is a dataset; what can be fetched of it is its latest version."""
    graph = Graph()
    for prefix, namespace in (("dcat", DCAT), ("dcterms", DCTERMS), ("foaf", FOAF), ("owl", OWL)):
        graph.bind(prefix, namespace)
    home = absolute_url(reverse("opendata:catalogue"))
    catalogue, publisher = URIRef(f"{home}#katalog"), URIRef(f"{home}#utgivare")
    graph.add((publisher, RDF.type, FOAF.Agent))
    graph.add((publisher, FOAF.name, Literal(publisher_name(), lang="sv")))
    graph.add((catalogue, RDF.type, DCAT.Catalog))
    _say(graph, catalogue, DCTERMS.title, _both(TITLE))
    _say(graph, catalogue, DCTERMS.description, _marked(_both(ABOUT)))
    graph.add((catalogue, DCTERMS.publisher, publisher))
    graph.add((catalogue, DCTERMS.license, URIRef(LICENCES[CC0].url)))
    graph.add((catalogue, FOAF.homepage, URIRef(home)))
    for spoken in SPOKEN.values():
        graph.add((catalogue, DCTERMS.language, URIRef(spoken)))
    service = _service(graph, home, publisher)
    graph.add((catalogue, DCAT.service, service))
    ordered = sorted(versions, key=lambda one: (one.table.code, -(one.number or 0)))
    for _code, several in groupby(ordered, key=lambda one: one.table.code):
        dataset = _dataset(graph, list(several), publisher)
        graph.add((catalogue, DCAT.dataset, dataset))
        graph.add((service, DCAT.servesDataset, dataset))
    return graph


def written(graph: Graph, ending: str) -> str:
    """The catalogue as Turtle or JSON-LD."""
    return graph.serialize(format=FORMATS[ending])


def _dataset(graph: Graph, versions: list[StatVersion], publisher: URIRef) -> URIRef:
    latest = versions[0]
    table = latest.table
    dataset = URIRef(f"{absolute_url(reverse('opendata:catalogue'))}#{table.code}")
    graph.add((dataset, RDF.type, DCAT.Dataset))
    _say(graph, dataset, DCTERMS.title, _marked((table.title, table.title_en)))
    _say(graph, dataset, DCTERMS.description, description(table))
    graph.add((dataset, DCTERMS.publisher, publisher))
    graph.add((dataset, DCTERMS.identifier, Literal(str(dataset))))
    graph.add((dataset, DCAT.theme, URIRef(THEME)))
    graph.add((dataset, OWL.versionInfo, Literal(str(latest.number))))
    graph.add((dataset, DCAT.landingPage, URIRef(absolute_url(latest.public_url))))
    for version in versions:
        graph.add((dataset, DCTERMS.hasVersion, URIRef(absolute_url(version.public_url))))
    for predicate, at in (
        (DCTERMS.issued, versions[-1].published_at),
        (DCTERMS.modified, latest.published_at),
    ):
        if at is not None:
            graph.add((dataset, predicate, Literal(at.isoformat(), datatype=XSD.dateTime)))
    if latest.first_year is not None and latest.last_year is not None:
        _period(graph, dataset, latest.first_year, latest.last_year)
    for name, url in formats_of(latest).items():
        graph.add((dataset, DCAT.distribution, _distribution(graph, latest, name, absolute_url(url))))
    return dataset


def _period(graph: Graph, dataset: URIRef, first: int, last: int) -> None:
    period = URIRef(f"{dataset}-period")
    graph.add((dataset, DCTERMS.temporal, period))
    graph.add((period, RDF.type, DCTERMS.PeriodOfTime))
    graph.add((period, DCAT.startDate, Literal(f"{first}-01-01", datatype=XSD.date)))
    graph.add((period, DCAT.endDate, Literal(f"{last}-12-31", datatype=XSD.date)))


def _distribution(graph: Graph, version: StatVersion, name: str, url: str) -> URIRef:
    found = URIRef(f"{url}#fil")
    graph.add((found, RDF.type, DCAT.Distribution))
    _say(
        graph,
        found,
        DCTERMS.title,
        (f"{version.table.title}, {name.upper()}", f"{version.table.title_en}, {name.upper()}"),
    )
    graph.add((found, DCAT.accessURL, URIRef(url)))
    graph.add((found, DCAT.downloadURL, URIRef(url)))
    graph.add((found, DCAT.mediaType, URIRef(f"{IANA}{MEDIA[name]}")))
    graph.add((found, DCTERMS.license, URIRef(LICENCES[version.table.licence].url)))
    return found


def _service(graph: Graph, home: str, publisher: URIRef) -> URIRef:
    service = URIRef(f"{home}#tjanst")
    graph.add((service, RDF.type, DCAT.DataService))
    _say(graph, service, DCTERMS.title, _both(SERVICE))
    graph.add((service, DCTERMS.publisher, publisher))
    graph.add((service, DCAT.endpointURL, URIRef(absolute_url(reverse("opendata:api")))))
    graph.add((service, DCAT.endpointDescription, URIRef(absolute_url(reverse("opendata:openapi")))))
    graph.add((service, DCTERMS.license, URIRef(LICENCES[CC0].url)))
    return service


def description(table: StatTable) -> tuple[str, str]:
    """What a table says and does not say, in Swedish and English: of its source, its own words, what is hidden."""
    found = countable(table.source)
    about = found.about if found else ("", "")
    own = (table.about, table.about_en)
    sv, en = (" ".join(filter(None, (about[n], own[n], hidden))) for n, hidden in enumerate(_both(HIDDEN)))
    return _marked((sv, en))


def _marked(texts: tuple[str, str]) -> tuple[str, str]:
    """The texts as they are; in the demonstration each says first that all is made up."""
    if not settings.DEMO:
        return texts
    marks = _both(MADE_UP)
    return f"{marks[0]}. {texts[0]}", f"{marks[1]}. {texts[1]}"


def _both(text: object) -> tuple[str, str]:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(text))
    return said[0], said[1]


def _say(graph: Graph, subject: URIRef, predicate: URIRef, texts: tuple[str, str]) -> None:
    for language, text in zip(LANGUAGES, texts, strict=True):
        graph.add((subject, predicate, Literal(text, lang=language)))
