"""PREMIS 3: what the package and its files are, what was done with them, and by which program."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from lxml import etree

from skyddsnat.reporting.archive.mets import SOFTWARE, Part
from skyddsnat.reporting.archive.names import PREMIS, XSI, child, written
from skyddsnat.shared.hashing import sha256_hex

AGENT = "skyddsnat"
ACCEPTED = "success"


def package_premis(name: str, *, title: str, created: str, version: str) -> bytes:
    """The package and its representation as objects, and the events that made them."""
    root = _root()
    _object(root, "intellectualEntity", name, title)
    _object(root, "representation", f"{name}/rep1", "rep1")
    for number, (kind, detail) in enumerate(
        [
            ("creation", "Avslutspaketet byggdes av uppdragets handlingar och uppgifter."),
            ("message digest calculation", "SHA-256 räknades för varje fil."),
            ("information package creation", "Arkivpaketet gjordes av avslutspaketet."),
        ],
        start=1,
    ):
        event = child(root, PREMIS, "event")
        _identify(event, "event", f"{name}/event/{number}")
        child(event, PREMIS, "eventType", kind)
        child(event, PREMIS, "eventDateTime", created)
        child(child(event, PREMIS, "eventDetailInformation"), PREMIS, "eventDetail", detail)
        child(child(event, PREMIS, "eventOutcomeInformation"), PREMIS, "eventOutcome", ACCEPTED)
        _link(event, "Agent", AGENT)
        _link(event, "Object", f"{name}/rep1" if number == 1 else name)
    agent = child(root, PREMIS, "agent")
    _identify(agent, "agent", AGENT)
    child(agent, PREMIS, "agentName", SOFTWARE)
    child(agent, PREMIS, "agentType", "software")
    child(agent, PREMIS, "agentVersion", version)
    return written(root)


def files_premis(name: str, parts: Iterable[Part]) -> bytes:
    """Each file of the representation as an object with fingerprint, size and format."""
    root = _root()
    for part in parts:
        file = child(root, PREMIS, "object")
        file.set(f"{{{XSI}}}type", "premis:file")
        _identify(file, "object", f"{name}/rep1/{part.path}")
        told = child(file, PREMIS, "objectCharacteristics")
        fixity = child(told, PREMIS, "fixity")
        child(fixity, PREMIS, "messageDigestAlgorithm", "SHA-256")
        child(fixity, PREMIS, "messageDigest", sha256_hex(part.content))
        child(told, PREMIS, "size", str(len(part.content)))
        designation = child(child(told, PREMIS, "format"), PREMIS, "formatDesignation")
        child(designation, PREMIS, "formatName", part.form or part.media_type)
        if part.form_version:
            child(designation, PREMIS, "formatVersion", part.form_version)
        child(file, PREMIS, "originalName", part.path)
    return written(root)


def _root() -> Any:
    root = etree.Element(f"{{{PREMIS}}}premis", nsmap={"premis": PREMIS, "xsi": XSI})
    root.set("version", "3.0")
    return root


def _object(root: Any, kind: str, identifier: str, original: str) -> None:
    found = child(root, PREMIS, "object")
    found.set(f"{{{XSI}}}type", f"premis:{kind}")
    _identify(found, "object", identifier)
    child(found, PREMIS, "originalName", original)


def _identify(element: Any, what: str, value: str) -> None:
    identifier = child(element, PREMIS, f"{what}Identifier")
    child(identifier, PREMIS, f"{what}IdentifierType", "local")
    child(identifier, PREMIS, f"{what}IdentifierValue", value)


def _link(event: Any, what: str, value: str) -> None:
    link = child(event, PREMIS, f"linking{what}Identifier")
    child(link, PREMIS, f"linking{what}IdentifierType", "local")
    child(link, PREMIS, f"linking{what}IdentifierValue", value)
