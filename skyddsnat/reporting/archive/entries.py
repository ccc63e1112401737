"""Reading a package's ZIP that may be anybody's: what is in it, and what must not be. No database, no Django."""

from __future__ import annotations

import hashlib
import lzma
import stat
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

LARGEST = 4 * 1024**3
SWELLING = 200  # times its own size, for what unpacks to more than is little
LITTLE = 64 * 1024**2
PIECE = 1024**2
XML_LIMIT = 64 * 1024**2
# What Python raises over bytes that broke on the way, or that somebody broke.
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, EOFError, NotImplementedError, ValueError)


class NotAPackage(ValueError):
    """The file is no package for an archive at all; the message says why."""


@dataclass(frozen=True)
class Found:
    """A file as it is: its size and fingerprint."""

    size: int
    sha256: str


class Entries:
    """The files of an open package by their path below the top folder."""

    def __init__(self, archive: zipfile.ZipFile, top: str) -> None:
        self.archive, self.top = archive, top
        self.paths = {name.partition("/")[2]: name for name in archive.namelist() if not name.endswith("/")}

    def __contains__(self, path: str) -> bool:
        return path in self.paths

    def measure(self, path: str) -> Found:
        """Size and fingerprint, read piece by piece. Raises one of DAMAGED."""
        digest, size = hashlib.sha256(), 0
        with self.archive.open(self.paths[path]) as source:
            while piece := source.read(PIECE):
                digest.update(piece)
                size += len(piece)
        return Found(size, digest.hexdigest())

    def read(self, path: str) -> bytes:
        return self.archive.read(self.paths[path])

    def size(self, path: str) -> int:
        return self.archive.getinfo(self.paths[path]).file_size


def opened(path: Path) -> zipfile.ZipFile:
    """The archive, when it is one and does not unpack to far more than it is. Raises NotAPackage."""
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise NotAPackage(f"There is no file {path}.") from None
    except DAMAGED as error:
        raise NotAPackage(f"{path} cannot be read as a ZIP archive: {error}.") from error
    if fault := swelling(archive, path.stat().st_size):
        archive.close()
        raise NotAPackage(f"The package {fault}. It is not unpacked.")
    return archive


def swelling(archive: zipfile.ZipFile, packed: int) -> str:
    """What is wrong when the archive, of `packed` bytes, unpacks to far more than it is; otherwise nothing."""
    total = sum(entry.file_size for entry in archive.infolist())
    if total > LARGEST:
        return "is larger than 4 GiB when unpacked"
    if total > LITTLE and total > SWELLING * packed:
        return f"unpacks to {total // max(packed, 1)} times its size, as a zip bomb does"
    return ""


def entry_faults(archive: zipfile.ZipFile) -> list[str]:
    """Entries that a package must not have: outside it, links, twice, under a password."""
    faults = []
    for name, times in Counter(archive.namelist()).items():
        if times > 1:
            faults.append(f"{name}: stands {times} times in the archive")
    for entry in archive.infolist():
        path = PurePosixPath(entry.filename)
        if (
            path.is_absolute()
            or ".." in path.parts
            or "\\" in entry.filename
            or ":" in entry.filename.partition("/")[0]
        ):
            faults.append(f"{entry.filename}: leads out of the package")
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind == stat.S_IFLNK:
            faults.append(f"{entry.filename}: is a link to another place, not a file")
        if entry.flag_bits & 1:
            faults.append(f"{entry.filename}: is locked with a password")
    return faults


def top_of(archive: zipfile.ZipFile) -> str:
    """The one top folder. Raises NotAPackage when there is not exactly one."""
    tops = {name.partition("/")[0] for name in archive.namelist()}
    loose = sorted(name for name in archive.namelist() if "/" not in name)
    if loose:
        raise NotAPackage(f"{loose[0]!r} lies beside the package's folder; everything must be in one folder.")
    if len(tops) != 1:
        names = ", ".join(sorted(tops)) or "none"
        raise NotAPackage(f"A package has one top folder. Here: {names}.")
    return tops.pop()
