"""What breaks, or is done to, a package for an archive is found, and said in a sentence."""

import random
import stat
import zipfile

import pytest

from skyddsnat.cli import main
from skyddsnat.reporting.archive import entries
from skyddsnat.reporting.archive.contents import Package
from skyddsnat.reporting.archive.names import METS, PREMIS, REGISTER, XLINK, NotXML, parsed
from skyddsnat.reporting.archive.verification import verify_package
from skyddsnat.reporting.tests.closed import (
    INNER,
    REQUISITION,
    edit,
    faults_of,
    mend,
    packaged,
    saved,
    told_of,
)
from skyddsnat.shared.hashing import sha256_hex


@pytest.fixture
def package():
    return packaged()


def change_a_byte(files):
    files[REQUISITION] = files[REQUISITION].replace(b"1.7", b"1.6")


def forget_the_checksum(files):
    edit(files, f"{INNER}METS.xml", lambda root: told_of(root, "data/handlingar/rekvisition-v1.pdf").set(
        "CHECKSUM", "0" * 64))  # fmt: skip
    mend(files)


def lie_about_the_size(files):
    edit(files, "METS.xml", lambda root: told_of(root, "documentation/las-mig.txt").set("SIZE", "7"))


def another_profile(files):
    edit(
        files, "METS.xml", lambda root: root.set("PROFILE", "https://earkdip.dilcis.eu/profile/E-ARK-DIP.xml")
    )


def no_structure(files):
    edit(files, "METS.xml", lambda root: root.remove(root.find(f"{{{METS}}}structMap")))


def a_word_of_no_vocabulary(files):
    edit(files, "METS.xml", lambda root: root.set("TYPE", "Papper"))


def refer_outside(files):
    edit(
        files,
        "METS.xml",
        lambda root: root.find(f".//{{{METS}}}mdRef").set(f"{{{XLINK}}}href", "../../etc/passwd"),
    )


def tell_twice(files):
    def twice(root):
        first, second = list(root.iter(f"{{{METS}}}mdRef"))[:2]
        second.set(f"{{{XLINK}}}href", first.get(f"{{{XLINK}}}href"))

    edit(files, "METS.xml", twice)


def point_nowhere(files):
    edit(
        files,
        "METS.xml",
        lambda root: root.find(f".//{{{METS}}}mptr").set(f"{{{XLINK}}}href", "rep2/METS.xml"),
    )


def swell(files):
    files["METS.xml"] = b'<!DOCTYPE m [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><m>&b;</m>'


def say_another_name(files):
    edit(files, "METS.xml", lambda root: root.set("OBJID", "annat"))


def lie_in_premis(files):
    path = f"{INNER}metadata/preservation/premis.xml"
    edit(files, path, lambda root: setattr(root.find(f".//{{{PREMIS}}}messageDigest"), "text", "0" * 64))
    mend(files, path)


def forge_beside_the_pack(files):
    path = f"{INNER}data/data/uppdrag.json"
    files[path] = files[path].replace(b"Ett uppdrag", b"Ett annat")
    premis = f"{INNER}metadata/preservation/premis.xml"

    def right(root):
        for file in root.iterfind(f"{{{PREMIS}}}object"):
            if file.findtext(f"{{{PREMIS}}}originalName") == "data/data/uppdrag.json":
                file.find(f".//{{{PREMIS}}}messageDigest").text = sha256_hex(files[path])

    edit(files, premis, right)
    mend(files, path, premis)


def an_invented_pack(files):
    path, premis = f"{INNER}data/avslutspaket.zip", f"{INNER}metadata/preservation/premis.xml"
    files[path] = b"not a pack"
    edit(files, premis, lambda root: setattr(
        root.find(f".//{{{PREMIS}}}messageDigest"), "text", sha256_hex(files[path])))  # fmt: skip
    mend(files, path, premis)


def a_register_without_days(files):
    path = "metadata/descriptive/diarium.xml"
    edit(files, path, lambda root: setattr(root.find(f".//{{{REGISTER}}}datum"), "text", "i våras"))
    mend(files, path)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (change_a_byte, f"{REQUISITION}: was changed, or has the wrong checksum in {INNER}METS.xml"),
        (forget_the_checksum, f"{REQUISITION}: was changed, or has the wrong checksum in {INNER}METS.xml"),
        (lambda files: files.pop(REQUISITION), f"{REQUISITION}: is missing"),
        (lambda files: files.update({"extra.txt": b"x"}), "extra.txt: is in the package, but no METS file tells of it"),
        (lie_about_the_size, "documentation/las-mig.txt: is 1"),
        (another_profile, "METS.xml: the profile is 'https://earkdip.dilcis.eu/profile/E-ARK-DIP.xml', not https://earksip"),
        (another_profile, "METS.xml: rule SIP2: The PROFILE attribute MUST contain the URL"),
        (lambda files: files.update({"mets.xml": files["METS.xml"]}),
         "the package has 2 METS files at its root: METS.xml, mets.xml"),
        (lambda files: files.update({"x/METS.xml": files["METS.xml"]}), "x/METS.xml: is in the package, but no METS"),
        (no_structure, "Missing child element(s). Expected is"),
        (a_word_of_no_vocabulary, "METS.xml: rule CSIP2: The `mets/@TYPE` attribute MUST"),
        (refer_outside, "METS.xml: refers to '../../etc/passwd', which is outside the package"),
        (tell_twice, "METS.xml: metadata/descriptive/dc.xml is told of twice"),
        (point_nowhere, "METS.xml: points to rep2/METS.xml, which is not in the package"),
        (swell, "METS.xml: is not XML that can be read: it declares a document type"),
        (lambda files: files.update({"METS.xml": b"<x"}), "METS.xml: is not XML that can be read"),
        (lambda files: files.update({"METS.xml": b"<x/>"}), "METS.xml: is not a METS file"),
        (say_another_name, "METS.xml: is about 'annat', but its folder is 'skyddsnat-ett-uppdrag-"),
        (lie_in_premis, "premis.xml: has another fingerprint of representations/rep1/data/avslutspaket.zip than METS"),
        (forge_beside_the_pack, f"{INNER}data/data/uppdrag.json: is not as in the closing pack"),
        (an_invented_pack, f"{INNER}data/avslutspaket.zip: is no closing pack: "),
        (a_register_without_days, "metadata/descriptive/diarium.xml: line 6: Element"),
    ],
)  # fmt: skip
def test_what_was_done_is_found_and_said(tmp_path, package, change, said):
    change(package.files)
    faults = faults_of(tmp_path, package)
    assert any(said in fault for fault in faults), faults


def with_entry(path, entry, content=b"x"):
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(entry, content)


def link(name):
    entry = zipfile.ZipInfo(name)
    entry.create_system = 3
    entry.external_attr = (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("{top}/../../etc/passwd", "{top}/../../etc/passwd: leads out of the package"),
        ("/etc/passwd", "/etc/passwd: leads out of the package"),
        ("C:/x", "C:/x: leads out of the package"),
        ("{top}/METS.xml", "{top}/METS.xml: stands 2 times in the archive"),
    ],
)
def test_names_that_lead_elsewhere_are_said_and_not_followed(tmp_path, package, name, said):
    path = saved(tmp_path / "package.zip", package)
    with_entry(path, name.format(top=package.name))
    assert verify_package(path) == [said.format(top=package.name)]


def test_a_link_is_no_file(tmp_path, package):
    path = saved(tmp_path / "package.zip", package)
    with_entry(path, link(f"{package.name}/data"), b"/etc/passwd")
    assert verify_package(path) == [f"{package.name}/data: is a link to another place, not a file"]


def test_a_zip_bomb_is_not_unpacked(tmp_path, package, monkeypatch, capsys):
    path = saved(tmp_path / "package.zip", package)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{package.name}/nothing", bytes(100 * 1024**2))
    assert main(["archive", "verify", str(path)]) == 2
    assert "as a zip bomb does. It is not unpacked." in capsys.readouterr().err
    monkeypatch.setattr(entries, "LARGEST", 1000)
    assert main(["archive", "verify", str(path)]) == 2
    assert "larger than 4 GiB" in capsys.readouterr().err


def test_bytes_that_broke_on_the_way_are_said(tmp_path, package):
    path = saved(tmp_path / "package.zip", package)
    with zipfile.ZipFile(path) as archive:
        found = archive.getinfo(f"{package.name}/schemas/mets.xsd")
    content = bytearray(path.read_bytes())
    content[found.header_offset + 200] ^= 0xFF
    path.write_bytes(bytes(content))
    (fault,) = [fault for fault in verify_package(path) if "schemas/mets.xsd" in fault]
    assert "damaged" in fault


def test_no_broken_byte_ends_in_an_error(tmp_path, package):
    path = saved(tmp_path / "package.zip", package)
    whole, chance = path.read_bytes(), random.Random(2014)
    codes = []
    for _ in range(100):
        broken = bytearray(whole)
        place = chance.choice([chance.randrange(len(whole)), len(whole) - chance.randrange(1, 4000)])
        broken[place] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(broken[: chance.choice([len(whole), place])]))
        codes.append(main(["archive", "verify", str(path)]))
    assert set(codes) >= {1, 2}  # 0 is a byte that says nothing, as the hour of an entry


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a/x": b"", "b/x": b""}, "A package has one top folder. Here: a, b."),
        ({"": b""}, "'' lies beside the package's folder"),
        ({"x": b""}, "'x' lies beside the package's folder"),
        ({"a/x": b""}, "There is no METS.xml in a/: it is not an archive package."),
        ({}, "A package has one top folder. Here: none."),
        (None, "cannot be read as a ZIP archive"),
    ],
)
def test_what_is_no_package_at_all(tmp_path, capsys, files, said):
    path = tmp_path / "x.zip"
    if files is None:
        path.write_bytes(b"text")
    else:
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, content)
    assert main(["archive", "verify", str(path)]) == 2
    assert said in capsys.readouterr().err


def test_the_command_says_it_and_ends_with_a_number(tmp_path, package, capsys):
    path = saved(tmp_path / "package.zip", package)
    assert main(["archive", "verify", str(path)]) == 0
    assert "package.zip: whole." in capsys.readouterr().out
    assert main(["archive", "verify", str(tmp_path / "none.zip")]) == 2
    lost = Package(package.name, {k: v for k, v in package.files.items() if k != REQUISITION})
    assert main(["archive", "verify", "--json", str(saved(path, lost))]) == 1
    assert f'"faults": [\n    "{REQUISITION}: is missing"' in capsys.readouterr().out


def test_nothing_is_read_from_elsewhere(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("secret")
    with pytest.raises(NotXML, match="document type"):
        parsed(f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]><a>&x;</a>'.encode())
