"""The published rules: XML schemas, and the schematron of CSIP and SIP 2.1.0. No database, no Django, no network."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree
from lxml.isoschematron import Schematron

from skyddsnat.reporting.archive.names import DESCRIPTION, METS, PREMIS, REGISTER, parsed

SCHEMAS = Path(__file__).parent / "schemas"
OWN = SCHEMAS / "own"
ENTRY = {
    METS: OWN / "mets-sip.xsd",
    PREMIS: SCHEMAS / "premis-v3-0.xsd",
    REGISTER: OWN / "diarium.xsd",
    DESCRIPTION: OWN / "beskrivning.xsd",
}
# What a package carries of them.
CARRIED = [
    *(SCHEMAS / name for name in ("mets.xsd", "xlink.xsd", "DILCISExtensionMETS.xsd", "DILCISExtensionSIPMETS.xsd")),
    SCHEMAS / "premis-v3-0.xsd",
    *(OWN / name for name in ("diarium.xsd", "beskrivning.xsd", "dublin-core.xsd")),
]  # fmt: skip
VOCABULARIES = {
    "@TYPE": "CSIPVocabularyContentCategory.xml",
    "@csip:CONTENTINFORMATIONTYPE": "CSIPVocabularyContentInformationType.xml",
    "@csip:OAISPACKAGETYPE": "CSIPVocabularyOAISPackageType.xml",
    "@STATUS": "CSIPVocabularyStatus.xml",
}
SVRL = "{http://purl.oclc.org/dsdl/svrl}"
ORGANISATION = "@TYPE='ORGANIZATION' or @TYPE='INDIVIDUAL'"
# CSIP's rules on agents are about the program that made the package, SIP's about the one who hands it in, and the
# profile wants both, as CREATOR. The rule files hold each to the rules of the other too, which nothing can meet: the
# organisation would have to be a program (CSIP12-16), and the program's note have an attribute that METS does not allow
# (SIP14). So each set judges the agents it is about.
NOT_ABOUT = {
    "CSIP": f"mets:metsHdr/mets:agent[@ROLE='CREATOR'][{ORGANISATION}]",
    "SIP": "mets:metsHdr/mets:agent[@ROLE='CREATOR'][@TYPE='OTHER' and @OTHERTYPE='SOFTWARE']",
}


@cache
def schema_of(space: str) -> Any:
    """The XML schema of a namespace; None when we have none."""
    if space not in ENTRY:
        return None
    return etree.XMLSchema(etree.parse(ENTRY[space], etree.XMLParser(no_network=True)))


def schema_faults(root: Any) -> list[str]:
    """Where a document breaks its schema, one sentence each."""
    schema = schema_of(etree.QName(root).namespace)
    if schema is None or schema.validate(root):
        return []
    return [f"line {fault.line}: {fault.message}" for fault in schema.error_log]


def rule_faults(root: Any, sets: tuple[str, ...]) -> list[str]:
    """Which rules of level ERROR a METS document breaks, one sentence each."""
    faults = []
    for name in sets:
        judged = copy.deepcopy(root)
        for agent in judged.xpath(NOT_ABOUT[name], namespaces={"mets": METS}):
            agent.getparent().remove(agent)
        for rules in rule_set(name):
            rules.validate(judged)
            faults += list(_broken(rules.validation_report.getroot()))
    return faults


def _broken(report: Any) -> Iterator[str]:
    for failed in report.iter(f"{SVRL}failed-assert"):
        if failed.get("role") == "ERROR":
            yield f"{failed.get('id').split('_')[0]}: {failed.findtext(f'{SVRL}text')}"


@cache
def rule_set(name: str) -> list[Schematron]:
    """The rules of CSIP or of SIP, section by section, with the vocabularies put in."""
    return [_compiled(path) for path in sorted((SCHEMAS / "rules" / name).glob("*.xml"))]


def _compiled(path: Path) -> Schematron:
    text = path.read_text()
    for test, condition in _conditions().items():
        text = text.replace(test, condition)
    return Schematron(parsed(text.encode()), store_report=True)


@cache
def _conditions() -> dict[str, str]:
    """What stands in the rules for "is a word of the vocabulary"."""
    words = SCHEMAS / "words"
    found = {
        f"{attribute}_vocabulary_test": _any_of(
            attribute, [term.text for term in parsed((words / file).read_bytes()).iterfind(".//{*}Term")]
        )
        for attribute, file in VOCABULARIES.items()
    }
    return found | {
        "@MIMETYPE_IANA_test": _any_of("@MIMETYPE", (words / "IANA.txt").read_text().splitlines())
    }


def _any_of(attribute: str, values: list[str]) -> str:
    return " or ".join(f"({attribute} = '{value}')" for value in values)
