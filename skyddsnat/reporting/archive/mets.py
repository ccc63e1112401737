"""METS as CSIP 2.1.0 and SIP 2.1.0 want it. The root file and the representation's have the same build."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from skyddsnat.reporting.archive.names import (
    CSIP,
    CSIP_PROFILE,
    METS,
    SIP,
    SIP_PROFILE,
    XLINK,
    XSI,
    child,
    written,
)
from skyddsnat.shared.hashing import sha256_hex

SPACES = {"mets": METS, "csip": CSIP, "sip": SIP, "xlink": XLINK, "xsi": XSI}
LOCATIONS = {
    METS: "mets.xsd",
    XLINK: "xlink.xsd",
    CSIP: "DILCISExtensionMETS.xsd",
    SIP: "DILCISExtensionSIPMETS.xsd",
}
SOFTWARE = "Skyddsnät"


@dataclass(frozen=True)
class Part:
    """A file of the package: where it is from the folder of its METS file, what it is, and its bytes."""

    path: str
    content: bytes
    media_type: str
    form: str = ""
    form_version: str = ""


@dataclass(frozen=True)
class Metadata:
    """A file of metadata and what kind it is of; `other` names a kind that METS does not know."""

    part: Part
    kind: str
    version: str = ""
    other: str = ""


@dataclass(frozen=True)
class Agents:
    """Who made the package, with what, and under which agreement with the archive, when there is one."""

    version: str
    authority: str
    agreement: str = ""


@dataclass
class Manifest:
    """What a METS file tells. `folder` is where it lies; `representations` are METS files below it."""

    name: str
    folder: str
    label: str
    created: str
    agents: Agents
    content_type: dict[str, str]
    documentation: list[Part]
    schemas: list[Part]
    descriptive: list[Metadata] = field(default_factory=list)
    preservation: list[Metadata] = field(default_factory=list)
    data: list[Part] = field(default_factory=list)
    representations: dict[str, Part] = field(default_factory=dict)
    is_test: bool = False

    @property
    def is_root(self) -> bool:
        return not self.folder

    def known(self, kind: str, path: str) -> str:
        """An identifier that only this file has in the whole package."""
        return f"{kind}-{sha256_hex(f'{self.folder}{path}'.encode())[:20]}"

    def groups(self) -> list[tuple[str, list[Part]]]:
        """The groups of files: what they are used for, and the files."""
        found = [("Documentation", self.documentation), ("Schemas", self.schemas)]
        if self.data:
            found.append((f"Representations/{self.name}/data", self.data))
        return found + [(f"Representations/{name}", [part]) for name, part in self.representations.items()]


def mets_file(told: Manifest) -> bytes:
    """The METS file that tells it."""
    root = etree.Element(f"{{{METS}}}mets", nsmap=SPACES)
    root.set("OBJID", told.name)
    root.set("LABEL", told.label)
    root.set("TYPE", "Mixed" if told.is_root else "Datasets")
    for name, value in told.content_type.items():
        root.set(f"{{{CSIP}}}{name}", value)
    root.set("PROFILE", SIP_PROFILE if told.is_root else CSIP_PROFILE)
    up = "../" * told.folder.count("/")
    places = " ".join(f"{space} {up}schemas/{file}" for space, file in LOCATIONS.items())
    root.set(f"{{{XSI}}}schemaLocation", places)
    _header(root, told)
    for metadata in told.descriptive:
        _reference(_section(root, "dmdSec", told, metadata), metadata, told)
    if told.preservation:
        administrative = child(root, METS, "amdSec", ID=told.known("amd", "preservation"))
        for metadata in told.preservation:
            _reference(_section(administrative, "digiprovMD", told, metadata), metadata, told)
    _files(root, told)
    _structure(root, told)
    return written(root)


def _header(root: Any, told: Manifest) -> None:
    header = child(root, METS, "metsHdr", CREATEDATE=told.created, LASTMODDATE=told.created)
    header.set("RECORDSTATUS", "TEST" if told.is_test else "NEW")
    header.set(f"{{{CSIP}}}OAISPACKAGETYPE", "SIP")
    software = child(header, METS, "agent", ROLE="CREATOR", TYPE="OTHER", OTHERTYPE="SOFTWARE")
    child(software, METS, "name", SOFTWARE)
    child(software, METS, "note", told.agents.version).set(f"{{{CSIP}}}NOTETYPE", "SOFTWARE VERSION")
    if told.is_root:
        for role in ("ARCHIVIST", "CREATOR"):  # who made the documents, and who hands them in
            agent = child(header, METS, "agent", ROLE=role, TYPE="ORGANIZATION")
            child(agent, METS, "name", told.agents.authority)
        if told.agents.agreement:
            child(header, METS, "altRecordID", told.agents.agreement, TYPE="SUBMISSIONAGREEMENT")


def _section(parent: Any, name: str, told: Manifest, metadata: Metadata) -> Any:
    known = told.known("md", metadata.part.path)
    return child(parent, METS, name, ID=known, CREATED=told.created, STATUS="CURRENT")


def _reference(section: Any, metadata: Metadata, told: Manifest) -> None:
    reference = child(section, METS, "mdRef", LOCTYPE="URL", MDTYPE=metadata.kind)
    if metadata.other:
        reference.set("OTHERMDTYPE", metadata.other)
    if metadata.version:
        reference.set("MDTYPEVERSION", metadata.version)
    _locate(reference, metadata.part.path)
    _measure(reference, metadata.part, told)


def _locate(element: Any, path: str) -> None:
    element.set(f"{{{XLINK}}}type", "simple")
    element.set(f"{{{XLINK}}}href", path)


def _measure(element: Any, part: Part, told: Manifest) -> None:
    element.set("MIMETYPE", part.media_type)
    element.set("SIZE", str(len(part.content)))
    element.set("CREATED", told.created)
    element.set("CHECKSUM", sha256_hex(part.content))
    element.set("CHECKSUMTYPE", "SHA-256")


def _files(root: Any, told: Manifest) -> None:
    section = child(root, METS, "fileSec", ID=told.known("files", ""))
    for use, parts in told.groups():
        group = child(section, METS, "fileGrp", ID=told.known("group", use), USE=use)
        # The published rules want a kind of content of every group, and one that has a name of its own (CSIP62–63).
        group.set(f"{{{CSIP}}}CONTENTINFORMATIONTYPE", "OTHER")
        group.set(f"{{{CSIP}}}OTHERCONTENTINFORMATIONTYPE", _content_of(use))
        for part in parts:
            file = child(group, METS, "file", ID=told.known("file", part.path))
            _measure(file, part, told)
            if part.form:
                file.set(f"{{{SIP}}}FILEFORMATNAME", part.form)
            if part.form_version:
                file.set(f"{{{SIP}}}FILEFORMATVERSION", part.form_version)
            _locate(child(file, METS, "FLocat", LOCTYPE="URL"), part.path)


def _content_of(use: str) -> str:
    return "skyddsnat-closing-pack/1" if use.startswith("Representations") else use.lower()


def _structure(root: Any, told: Manifest) -> None:
    structure = child(root, METS, "structMap", ID=told.known("map", ""), TYPE="PHYSICAL", LABEL="CSIP")
    whole = child(structure, METS, "div", ID=told.known("div", told.name), LABEL=told.name)
    metadata = _division(whole, told, "Metadata")
    metadata.set("ADMID", _ids(told, told.preservation))
    if told.descriptive:
        metadata.set("DMDID", _ids(told, told.descriptive))
    for label in ("Documentation", "Schemas", "Representations"):
        division = _division(whole, told, label)
        for use, _parts in told.groups():
            if use.startswith(label):
                child(division, METS, "fptr", FILEID=told.known("group", use))
    for name, part in told.representations.items():
        division = _division(whole, told, f"Representations/{name}")
        pointer = child(division, METS, "mptr", LOCTYPE="URL")
        _locate(pointer, part.path)
        pointer.set(f"{{{XLINK}}}title", told.known("group", f"Representations/{name}"))


def _division(parent: Any, told: Manifest, label: str) -> Any:
    return child(parent, METS, "div", ID=told.known("div", label), LABEL=label)


def _ids(told: Manifest, described: Iterable[Metadata]) -> str:
    return " ".join(told.known("md", metadata.part.path) for metadata in described)
