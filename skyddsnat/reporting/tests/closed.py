"""A small closing pack by hand, and the package of it: nothing here needs a database."""

import io
import json
import zipfile

from skyddsnat.reporting.archive.contents import package_of, zipped
from skyddsnat.reporting.archive.names import METS, XLINK, parsed, written
from skyddsnat.reporting.archive.register import Names
from skyddsnat.reporting.archive.verification import verify_package
from skyddsnat.reporting.verification import FORMAT
from skyddsnat.shared.chain import GENESIS
from skyddsnat.shared.hashing import canonical_json, sha256_hex

DNR = "S2014/1/FST"
INNER = "representations/rep1/"
REQUISITION = f"{INNER}data/handlingar/rekvisition-v1.pdf"
NAMES = Names({"lansstyrelse-01": "Länsstyrelsen", "socialstyrelsen": "Socialstyrelsen"}, {1: "2014-03-10"})
PDF = b'%PDF-1.7 <rdf:Description pdfaid:part="2" pdfaid:conformance="A"/> %%EOF'
LISTS = ("data/insatser.json", "data/dialog.json", "data/indikatorer.json", "data/frysta-varden.json")
TABLES = (
    "data/underlag.jsonl",
    "data/verifikationer.csv",
    "data/fordelning.csv",
    "data/verifikationsunderlag.csv",
)


def closing_pack(**changed):
    """A pack that `closing verify` calls whole: a decision, a plan and a requisition, and no money used."""
    figures = {"dnr": DNR}
    requisition = {
        "kind": "requisition", "version": 1, "dated": "2014-05-01", "dnr": DNR, "data": figures, "requisitioned_ore": 0,
        "used_ore": 0, "repaid_ore": 0, "sha256": sha256_hex(canonical_json(figures)),
    }  # fmt: skip
    assignment = {
        "title": "Ett uppdrag", "authority": "lansstyrelse-01", "payer": "socialstyrelsen", "decided_on": "2014-02-20",
        "dnr": DNR, "year": 2014, "demonstration": False, "obligations": [],
    } | changed  # fmt: skip
    files = {
        "handlingar/rekvisition-v1.pdf": PDF,
        "handlingar/rekvisition-v1.json": json.dumps(requisition).encode(),
        "handlingar/plan-v1.pdf": PDF + b"plan",
        "data/uppdrag.json": json.dumps(assignment).encode(),
        **dict.fromkeys(LISTS, b"[]"),
        **dict.fromkeys(TABLES, b""),
    }
    manifest = {
        "format": FORMAT, "title": assignment["title"], "dnr": DNR, "demonstration": assignment["demonstration"],
        "built_at": "2015-05-21T10:00:00+00:00", "ledger": {"rows": 0, "hash": GENESIS.hex()},
        "money": {"ceiling_ore": 0, "used_ore": 0},
        "files": [{"name": name, "size": len(c), "sha256": sha256_hex(c)} for name, c in files.items()],
    }  # fmt: skip
    return archived(files | {"manifest.json": json.dumps(manifest).encode()})


def archived(files):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return target.getvalue()


def packaged(pack=None, agreement=""):
    pack = pack or closing_pack()
    return package_of(pack, slug="ett-uppdrag", names=NAMES, version="1.2.3", agreement=agreement)


def saved(path, package=None):
    path.write_bytes(zipped(package or packaged()))
    return path


def faults_of(tmp_path, package):
    return verify_package(saved(tmp_path / "package.zip", package))


def edit(files, path, change):
    """Change a file of XML."""
    root = parsed(files[path])
    change(root)
    files[path] = written(root)


def told_of(root, path):
    """The element of METS that tells of a file."""
    (found,) = root.xpath(f"//*[@xlink:href='{path}']", namespaces={"xlink": XLINK})
    return found.getparent() if found.tag == f"{{{METS}}}FLocat" else found


def mend(files, *paths):
    """What a careful forger does: METS says what the files say now, the inner one first."""
    for path in (*paths, f"{INNER}METS.xml"):
        mets = f"{INNER}METS.xml" if path.startswith(INNER) and path != f"{INNER}METS.xml" else "METS.xml"
        inside = path.removeprefix(INNER) if mets != "METS.xml" else path

        def right(root, inside=inside, content=files[path]):
            element = told_of(root, inside) if inside != f"{INNER}METS.xml" else root.find(
                f".//{{{METS}}}file[{{{METS}}}FLocat]/{{{METS}}}FLocat[@{{{XLINK}}}href='{inside}']/.."
            )  # fmt: skip
            element.set("SIZE", str(len(content)))
            element.set("CHECKSUM", sha256_hex(content))

        edit(files, mets, right)
