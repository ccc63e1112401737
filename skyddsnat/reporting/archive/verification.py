"""Checking a package for an archive with nothing but the package: `skyddsnat archive verify FILE`.

No database, no Django, no network. Structure, both METS files against schemas and rules, every file against its size
and fingerprint, PREMIS against the files, and the closing pack in it against its own numbers.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
import zipfile
from pathlib import Path
from posixpath import normpath
from typing import Any
from urllib.parse import unquote

from lxml import etree

from skyddsnat.reporting.archive.entries import (
    DAMAGED,
    XML_LIMIT,
    Entries,
    Found,
    NotAPackage,
    entry_faults,
    opened,
    swelling,
    top_of,
)
from skyddsnat.reporting.archive.names import (
    CSIP_PROFILE,
    HELD,
    METS,
    PACK,
    PREMIS,
    ROOT,
    SIP_PROFILE,
    XLINK,
    NotXML,
    parsed,
)
from skyddsnat.reporting.archive.published import rule_faults, schema_faults
from skyddsnat.reporting.verification import NotAPack, verify_pack

HREF = f"{{{XLINK}}}href"
TOLD = ("file", "mdRef")


def verify_package(path: Path) -> list[str]:
    """Return everything that does not hold, one sentence each; an empty list means that the package is whole.

    Raises NotAPackage when the file is no package.
    """
    with opened(path) as archive:
        if faults := entry_faults(archive):  # what leads elsewhere is not followed
            return faults
        entries = Entries(archive, top_of(archive))
        if faults := _root_faults(entries):
            return faults
        return Check(entries).faults()


def _root_faults(entries: Entries) -> list[str]:
    """One METS.xml at the root, and no other by nearly the same name."""
    roots = sorted(path for path in entries.paths if path.casefold() == ROOT.casefold())
    if ROOT not in roots:
        raise NotAPackage(f"There is no {ROOT} in {entries.top}/: it is not an archive package.")
    if len(roots) > 1:
        return [f"the package has {len(roots)} METS files at its root: {', '.join(roots)}"]
    return []


class Check:
    """One reading of a package; every file is read once."""

    def __init__(self, entries: Entries) -> None:
        self.entries = entries
        self.told: set[str] = {ROOT}
        self.found: dict[str, Found] = {}

    def faults(self) -> list[str]:
        faults = self.mets(ROOT, SIP_PROFILE, ("CSIP", "SIP"))
        faults += [
            f"{path}: is in the package, but no METS file tells of it"
            for path in sorted(self.entries.paths.keys() - self.told)
        ]
        if not faults:  # what was changed or lost cannot be worked out again
            faults += self.metadata() + self.closing_pack()
        return faults

    def mets(self, path: str, profile: str, sets: tuple[str, ...]) -> list[str]:
        """A METS file, what it tells of, and the METS files below it."""
        try:
            root = self.xml(path)
        except NotXML as error:
            return [f"{path}: is not XML that can be read: {error}"]
        if root.tag != f"{{{METS}}}mets":
            return [f"{path}: is not a METS file"]
        faults = [f"{path}: {fault}" for fault in schema_faults(root)]
        if faults:
            return faults
        if root.get("PROFILE") != profile:
            faults.append(f"{path}: the profile is {root.get('PROFILE')!r}, not {profile}")
        folder = path.removesuffix(ROOT)
        name = folder.strip("/").rpartition("/")[2] or self.entries.top
        if root.get("OBJID") != name:
            faults.append(f"{path}: is about {root.get('OBJID')!r}, but its folder is {name!r}")
        faults += [f"{path}: rule {fault}" for fault in rule_faults(root, sets)]
        for element in root.iter(*(f"{{{METS}}}{name}" for name in TOLD)):
            faults += self.reference(path, folder, element)
        for pointer in root.iter(f"{{{METS}}}mptr"):
            below = place(folder, pointer.get(HREF) or "")
            if below and below in self.entries and below != path:
                faults += self.mets(below, CSIP_PROFILE, ("CSIP",))
            else:
                faults.append(f"{path}: points to {pointer.get(HREF)}, which is not in the package")
        return faults

    def reference(self, mets: str, folder: str, element: Any) -> list[str]:
        """A file that METS tells of: is it there, and is it the one?"""
        location = element if element.get(HREF) else element.find(f"{{{METS}}}FLocat")
        said = location.get(HREF) if location is not None else ""
        path = place(folder, said or "")
        if path is None:
            return [f"{mets}: refers to {said!r}, which is outside the package"]
        if path in self.told:
            return [f"{mets}: {path} is told of twice"]
        self.told.add(path)
        if path not in self.entries:
            return [f"{path}: is missing"]
        try:
            found = self.found[path] = self.entries.measure(path)
        except DAMAGED as error:
            return [f"{path}: its bytes are damaged: {error}"]
        faults = []
        if element.get("CHECKSUMTYPE") != "SHA-256":
            faults.append(f"{path}: the checksum in {mets} is not SHA-256")
        elif element.get("CHECKSUM", "").lower() != found.sha256:
            faults.append(
                f"{path}: was changed, or has the wrong checksum in {mets}: it is {found.sha256[:16]}… here, "
                f"{element.get('CHECKSUM', '')[:16].lower()}… there"
            )
        if element.get("SIZE") != str(found.size):
            faults.append(f"{path}: is {found.size} bytes, {mets} says {element.get('SIZE')}")
        return faults

    def metadata(self) -> list[str]:
        """The XML under metadata/ against its schemas, and PREMIS against the files."""
        faults = []
        for path in sorted(self.found):
            if "metadata/" not in path or not path.endswith(".xml"):
                continue
            try:
                root = self.xml(path)
            except NotXML as error:
                faults.append(f"{path}: is not XML that can be read: {error}")
                continue
            faults += [f"{path}: {fault}" for fault in schema_faults(root)]
            if etree.QName(root).namespace == PREMIS:
                faults += self.premis(path, root)
        return faults

    def premis(self, path: str, root: Any) -> list[str]:
        """What PREMIS says of a file's fingerprint must be so."""
        faults, folder = [], path.partition("metadata/")[0]
        for file in root.iterfind(f"{{{PREMIS}}}object"):
            digest = file.findtext(f".//{{{PREMIS}}}messageDigest")
            if digest is None:
                continue
            named = place(folder, file.findtext(f"{{{PREMIS}}}originalName") or "")
            found = self.found.get(named or "")
            if found is None:
                faults.append(f"{path}: tells of {named}, which is not in the package")
            elif digest.lower() != found.sha256:
                faults.append(f"{path}: has another fingerprint of {named} than METS")
        return faults

    def closing_pack(self) -> list[str]:
        """The closing pack checked as `closing verify` does, and its files against those beside it."""
        if PACK not in self.entries:
            return [f"{PACK}: is missing: the package has no closing pack"]
        content = self.entries.read(PACK)
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as pack:
                if fault := swelling(pack, len(content)):
                    return [f"{PACK}: {fault}"]
            faults = [f"{PACK}: {fault}" for fault in verify_pack(io.BytesIO(content))]
        except (NotAPack, *DAMAGED) as error:
            return [f"{PACK}: is no closing pack: {error}"]
        return faults + self.beside(content)

    def beside(self, content: bytes) -> list[str]:
        """What the closing pack holds must lie beside it, byte for byte."""
        faults = []
        with zipfile.ZipFile(io.BytesIO(content)) as pack:
            for entry in pack.infolist():
                beside = HELD + entry.filename
                if beside not in self.entries:
                    faults.append(f"{beside}: is in the closing pack, but not beside it")
                elif self.entries.read(beside) != pack.read(entry):
                    faults.append(f"{beside}: is not as in the closing pack")
        return faults

    def xml(self, path: str) -> Any:
        if self.entries.size(path) > XML_LIMIT:
            raise NotXML("it is larger than 64 MiB")
        try:
            content = self.entries.read(path)
        except DAMAGED as error:
            raise NotXML(f"its bytes are damaged: {error}") from error
        return parsed(content)


def place(folder: str, href: str) -> str | None:
    """The path in the package that a METS file in `folder` refers to; None when it is outside."""
    path = unquote(href)
    if not path or path.startswith("/") or "\\" in path or ":" in path or "\0" in path:
        return None
    inside = normpath(folder + path)
    if inside != folder + path or inside.startswith("../"):
        return None
    return inside


def verify_command(arguments: list[str]) -> int:
    """Print what does not hold; exit 0 when the package is whole, 1 when it is not, 2 when it is no package."""
    parser = argparse.ArgumentParser(prog="skyddsnat archive verify")
    parser.add_argument("file", type=Path, help="the package, a ZIP")
    parser.add_argument("--json", action="store_true", help="print {whole, faults[]} instead of sentences")
    options = parser.parse_args(arguments)
    try:
        faults = verify_package(options.file)
    except NotAPackage as error:
        print(error, file=sys.stderr)
        return 2
    if options.json:
        print(json.dumps({"whole": not faults, "faults": faults}, ensure_ascii=False, indent=2))
    else:
        print("\n".join(faults) or f"{options.file.name}: whole. Every schema, rule, file and number holds.")
    return 1 if faults else 0
