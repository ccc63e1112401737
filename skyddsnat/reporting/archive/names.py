"""The names that a package's XML is written and read with. No database, no Django."""

from __future__ import annotations

from typing import Any

from lxml import etree

METS = "http://www.loc.gov/METS/"
CSIP = "https://DILCIS.eu/XML/METS/CSIPExtensionMETS"
SIP = "https://DILCIS.eu/XML/METS/SIPExtensionMETS"
XLINK = "http://www.w3.org/1999/xlink"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
PREMIS = "http://www.loc.gov/premis/v3"
DC = "http://purl.org/dc/elements/1.1/"
REGISTER = "urn:skyddsnat:diarium:1"
DESCRIPTION = "urn:skyddsnat:beskrivning:1"

CSIP_PROFILE = "https://earkcsip.dilcis.eu/profile/E-ARK-CSIP.xml"
SIP_PROFILE = "https://earksip.dilcis.eu/profile/E-ARK-SIP.xml"
ROOT = "METS.xml"
PACK = "representations/rep1/data/avslutspaket.zip"
HELD = "representations/rep1/data/"  # what the closing pack holds, file by file


class NotXML(ValueError):
    """The bytes are not XML, or XML that asks for more than itself."""


def parsed(content: bytes) -> Any:
    """The root element; nothing outside the bytes is read, and nothing in them grows when it is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotXML(str(error)) from error
    if root.getroottree().docinfo.doctype:
        raise NotXML("it declares a document type, which no file of a package needs")
    return root


def written(root: Any) -> bytes:
    """The element as a file: the same tree gives the same bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))


def child(parent: Any, space: str, name: str, text: str | None = None, /, **attributes: str) -> Any:
    """A new element under `parent`."""
    element = etree.SubElement(parent, f"{{{space}}}{name}", attributes)
    element.text = text
    return element
