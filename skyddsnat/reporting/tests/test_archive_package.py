"""A package for an archive holds to every published rule, and says what an archive asks for."""

import copy
import csv
import io

import pytest
from lxml import etree

from skyddsnat.reporting.archive import published
from skyddsnat.reporting.archive.names import CSIP, DC, METS, PREMIS, REGISTER, SIP, parsed
from skyddsnat.reporting.archive.published import ENTRY, SCHEMAS, rule_faults, rule_set, schema_faults
from skyddsnat.reporting.tests.closed import (
    DNR,
    INNER,
    closing_pack,
    faults_of,
    packaged,
    saved,
    told_of,
)

RULE = "{http://purl.oclc.org/dsdl/schematron}"


@pytest.fixture
def package():
    return packaged()


def test_the_package_is_whole(tmp_path, package):
    assert faults_of(tmp_path, package) == []


@pytest.mark.parametrize("path", ["METS.xml", f"{INNER}METS.xml"])
def test_both_mets_files_hold_to_the_schemas_and_to_each_rule_of_level_error(package, path):
    root = parsed(package.files[path])
    assert schema_faults(root) == []
    assert rule_faults(root, ("CSIP", "SIP") if path == "METS.xml" else ("CSIP",)) == []


def test_all_published_rules_are_here():
    """As many as the files of eark-validator 1.1.3 hold for version 2.1.0."""
    rules = [
        rule
        for path in SCHEMAS.glob("rules/*/*.xml")
        for rule in etree.parse(path).iter(f"{RULE}assert")
        if rule.get("role") == "ERROR"
    ]
    assert len(rules) == 102
    assert (len(rule_set("CSIP")), len(rule_set("SIP"))) == (6, 3)


def test_each_rule_of_level_error_that_a_package_meets_can_be_broken(package):
    """A rule that cannot fail is no rule: take away or spoil every attribute in turn, and see who speaks."""
    root = parsed(package.files["METS.xml"])
    spoken = set()
    for place, element in enumerate(root.iter()):
        for name in element.attrib:
            for spoiled in (None, "x"):
                changed = copy.deepcopy(root)
                one = next(e for number, e in enumerate(changed.iter()) if number == place)
                if spoiled:
                    one.set(name, spoiled)
                else:
                    del one.attrib[name]
                spoken |= {fault.partition(":")[0] for fault in rule_faults(changed, ("CSIP", "SIP"))}
    assert {
        "CSIP1",
        "CSIP2",
        "CSIP4",
        "CSIP7",
        "CSIP9",
        "CSIP18",
        "CSIP20",
        "CSIP26",
        "CSIP40",
        "CSIP71",
    } <= spoken
    assert {
        "CSIP12",
        "CSIP16",
        "CSIP60",
        "CSIP63",
        "CSIP79",
        "CSIP82",
        "CSIP90",
        "CSIP103",
        "SIP2",
        "SIP4",
    } <= spoken


def test_what_the_rule_files_say_when_each_judges_the_agents_of_the_other(package, monkeypatch):
    """The published profile wants a program and an organisation as CREATOR; the files together allow neither."""
    monkeypatch.setattr(published, "NOT_ABOUT", {"CSIP": "/none", "SIP": "/none"})
    said = rule_faults(parsed(package.files["METS.xml"]), ("CSIP", "SIP"))
    assert [fault.partition(":")[0] for fault in said] == ["CSIP12", "CSIP13", "CSIP15", "CSIP16", "SIP14"]
    root = parsed(package.files["METS.xml"])
    root.find(f".//{{{METS}}}note").set("NOTETYPE", "IDENTIFICATIONCODE")  # what SIP14 asks of the program
    assert any("NOTETYPE" in fault for fault in schema_faults(root))


def test_the_schemas_need_no_network():
    for space, path in ENTRY.items():
        assert published.schema_of(space) is not None, path


def test_the_header_says_who_and_with_what(package):
    root = parsed(package.files["METS.xml"])
    agents = [
        (agent.get("ROLE"), agent.get("TYPE"), agent.findtext(f"{{{METS}}}name"), agent.findtext(f"{{{METS}}}note"))
        for agent in root.iter(f"{{{METS}}}agent")
    ]  # fmt: skip
    assert agents == [
        ("CREATOR", "OTHER", "Skyddsnät", "1.2.3"),
        ("ARCHIVIST", "ORGANIZATION", "Länsstyrelsen", None),
        ("CREATOR", "ORGANIZATION", "Länsstyrelsen", None),
    ]
    header = root.find(f"{{{METS}}}metsHdr")
    assert (header.get(f"{{{CSIP}}}OAISPACKAGETYPE"), header.get("RECORDSTATUS")) == ("SIP", "NEW")
    made_up = packaged(closing_pack(demonstration=True))
    assert b'RECORDSTATUS="TEST"' in made_up.files["METS.xml"]
    assert "påhittade" in made_up.files["metadata/descriptive/dc.xml"].decode()


def test_the_agreement_with_the_archive_is_named(tmp_path):
    package = packaged(agreement="RA 13-2011/5329")
    (named,) = parsed(package.files["METS.xml"]).iter(f"{{{METS}}}altRecordID")
    assert (named.get("TYPE"), named.text) == ("SUBMISSIONAGREEMENT", "RA 13-2011/5329")
    assert faults_of(tmp_path, package) == []


def test_the_register_says_day_number_from_and_to_whom_and_what(package):
    root = parsed(package.files["metadata/descriptive/diarium.xml"])
    assert schema_faults(root) == []
    rows = [[cell.text for cell in row] for row in root.iterfind(f"{{{REGISTER}}}handling")]
    data = f"{INNER}data/"
    assert rows == [
        ["2014-02-20", DNR, "inkommen", "Regeringen", "Länsstyrelsen", "Regeringsbeslut: Ett uppdrag",
         f"{data}data/uppdrag.json"],
        ["2014-03-10", DNR, "upprättad", "Länsstyrelsen", "Plan för uppdraget, version 1",
         f"{data}handlingar/plan-v1.pdf"],
        ["2014-05-01", DNR, "utgående", "Länsstyrelsen", "Socialstyrelsen", "Rekvisition av medel, version 1",
         f"{data}handlingar/rekvisition-v1.json", f"{data}handlingar/rekvisition-v1.pdf"],
    ]  # fmt: skip
    table = csv.DictReader(io.StringIO(package.files["metadata/descriptive/diarium.csv"].decode()))
    assert [row["arendemening"] for row in table] == [row[-2 if len(row) < 8 else 5] for row in rows]
    described = parsed(package.files["metadata/descriptive/dc.xml"])
    assert schema_faults(described) == []
    assert described.findtext(f"{{{DC}}}title") == "Ett uppdrag"


@pytest.mark.parametrize(
    "path", ["metadata/preservation/premis.xml", f"{INNER}metadata/preservation/premis.xml"]
)
def test_premis_holds_to_its_schema(package, path):
    root = parsed(package.files[path])
    assert schema_faults(root) == []
    broken = copy.deepcopy(root)
    broken.find(f".//{{{PREMIS}}}objectIdentifierValue").tag = f"{{{PREMIS}}}wrong"
    assert schema_faults(broken)


def test_paper_made_for_keeping_is_called_so(package):
    told = told_of(parsed(package.files[f"{INNER}METS.xml"]), "data/handlingar/rekvisition-v1.pdf")
    assert (told.get(f"{{{SIP}}}FILEFORMATNAME"), told.get(f"{{{SIP}}}FILEFORMATVERSION")) == ("PDF/A", "2a")


def test_the_same_pack_gives_the_same_bytes(tmp_path):
    first, second = saved(tmp_path / "1.zip").read_bytes(), saved(tmp_path / "2.zip").read_bytes()
    assert first == second
    assert saved(tmp_path / "3.zip", packaged(closing_pack(year=2015))).read_bytes() != first
