"""The files of a package, from the bytes of a closing pack alone: the same pack gives the same package."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from skyddsnat.reporting.archive import documentation, register
from skyddsnat.reporting.archive.mets import Agents, Manifest, Metadata, Part, mets_file
from skyddsnat.reporting.archive.names import ROOT
from skyddsnat.reporting.archive.premis import files_premis, package_premis
from skyddsnat.reporting.archive.published import CARRIED
from skyddsnat.shared.hashing import sha256_hex

REPRESENTATION = "rep1"
FOLDER = f"representations/{REPRESENTATION}/"
EPOCH = (1980, 1, 1, 0, 0, 0)
XML, CSV, TEXT = "text/xml", "text/csv", "text/plain"
FORMS = {  # ending → media type, format, its version
    ".pdf": ("application/pdf", "PDF", ""),
    ".html": ("text/html", "HTML", "5"),
    ".docx": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "Office Open XML Document",
        "",
    ),
    ".json": ("application/json", "JSON", ""),
    ".jsonl": (TEXT, "JSON Lines", ""),
    ".csv": (CSV, "CSV", ""),
    ".zip": ("application/zip", "ZIP", ""),
    ".xml": (XML, "XML", "1.0"),
    ".xsd": (XML, "XML Schema", "1.0"),
    ".txt": (TEXT, "", ""),
}
MADE_FOR_KEEPING = re.compile(rb"pdfaid:part[=>]\"?(\d).{0,80}?pdfaid:conformance[=>]\"?([A-Z])", re.DOTALL)


@dataclass(frozen=True)
class Package:
    """A package by its name, which is also its top folder: path below that folder → bytes."""

    name: str
    files: dict[str, bytes]


def package_of(
    pack: bytes, *, slug: str, names: register.Names, version: str, agreement: str = ""
) -> Package:
    """Everything that the package of a closing pack holds."""
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    manifest: dict[str, Any] = json.loads(held["manifest.json"])
    assignment: dict[str, Any] = json.loads(held["data/uppdrag.json"])
    made = _Made(
        name=f"skyddsnat-{slug}-{sha256_hex(pack)[:12]}",
        title=manifest["title"],
        dnr=manifest["dnr"],
        created=manifest["built_at"],
        is_test=manifest["demonstration"],
        agents=Agents(version, names.of(assignment["authority"]), agreement),
    )
    inner = _representation(made, held | {"avslutspaket.zip": pack})
    outer = _whole(made, held, names, Part(FOLDER + ROOT, inner[ROOT], XML, "XML", "1.0"))
    return Package(made.name, outer | {FOLDER + path: content for path, content in inner.items()})


@dataclass(frozen=True)
class _Made:
    """What both METS files say of the package."""

    name: str
    title: str
    dnr: str
    created: str
    is_test: bool
    agents: Agents


def _representation(made: _Made, held: dict[str, bytes]) -> dict[str, bytes]:
    """The folder of the representation, with its own METS file."""
    data = [_part(f"data/{path}", content) for path, content in sorted(held.items())]
    documented = _part("documentation/kolumner.csv", documentation.columns_csv())
    schema = Part(
        "schemas/tabeller.csvw.json", documentation.tables_schema(), "application/csvm+json", "CSV on the Web"
    )
    premis = _part("metadata/preservation/premis.xml", files_premis(made.name, data))
    told = Manifest(
        name=REPRESENTATION,
        folder=FOLDER,
        label=made.title,
        created=made.created,
        agents=made.agents,
        content_type={"CONTENTINFORMATIONTYPE": "OTHER", "OTHERCONTENTINFORMATIONTYPE": "skyddsnat-closing-pack/1"},
        documentation=[documented],
        schemas=[schema],
        preservation=[Metadata(premis, "PREMIS", "3.0")],
        data=data,
        is_test=made.is_test,
    )  # fmt: skip
    return _with_mets(told, [documented, schema, premis, *data])


def _whole(made: _Made, held: dict[str, bytes], names: register.Names, inner: Part) -> dict[str, bytes]:
    """Everything outside the representation, with the root METS file."""
    rows, folder = register.entries(held, names), f"{FOLDER}data/"
    register_xml = register.register_xml(rows, authority=made.agents.authority, dnr=made.dnr, folder=folder)
    descriptive = [
        Metadata(_part("metadata/descriptive/dc.xml", register.description_xml(held, names)), "DC"),
        Metadata(_part("metadata/descriptive/diarium.xml", register_xml), "OTHER", other="DIARIUM"),
        Metadata(
            _part("metadata/descriptive/diarium.csv", register.register_csv(rows, folder=folder)),
            "OTHER",
            other="DIARIUM",
        ),
    ]
    events = package_premis(made.name, title=made.title, created=made.created, version=made.agents.version)
    premis = Metadata(_part("metadata/preservation/premis.xml", events), "PREMIS", "3.0")
    documented = [_part("documentation/las-mig.txt", documentation.read_me(title=made.title, dnr=made.dnr))]
    schemas = [_part(f"schemas/{path.name}", path.read_bytes()) for path in CARRIED]
    told = Manifest(
        name=made.name,
        folder="",
        label=made.title,
        created=made.created,
        agents=made.agents,
        content_type={"CONTENTINFORMATIONTYPE": "MIXED"},
        documentation=documented,
        schemas=schemas,
        descriptive=descriptive,
        preservation=[premis],
        representations={REPRESENTATION: inner},
        is_test=made.is_test,
    )
    metadata = [one.part for one in (*descriptive, premis)]
    return _with_mets(told, [*metadata, *documented, *schemas])


def _with_mets(told: Manifest, parts: list[Part]) -> dict[str, bytes]:
    return {ROOT: mets_file(told)} | {part.path: part.content for part in parts}


def _part(path: str, content: bytes) -> Part:
    media_type, form, version = FORMS[PurePosixPath(path).suffix]
    if media_type == "application/pdf" and (kept := MADE_FOR_KEEPING.search(content)):
        form, version = "PDF/A", f"{kept[1].decode()}{kept[2].decode().lower()}"
    return Part(path, content, media_type, form, version)


def zipped(package: Package) -> bytes:
    """The package as one file, the same bytes each time."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for path, content in sorted(package.files.items()):
            entry = zipfile.ZipInfo(f"{package.name}/{path}", date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return target.getvalue()
