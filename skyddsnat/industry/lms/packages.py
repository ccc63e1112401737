"""A lesson as a package for a learning platform: the same scenes, script and look as on a phone, and a manifest."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string

from skyddsnat.industry.lms.kinds import MANIFEST, SPEAKS, PackageKind
from skyddsnat.industry.models import LessonPage
from skyddsnat.industry.training.access import version_of
from skyddsnat.industry.training.showing import Shown, checked, closing
from skyddsnat.industry.training.texts import as_links, plain_numbers, words_in
from skyddsnat.shared.languages import direction
from skyddsnat.shared.wording import read_words

START = "index.html"
STYLES = ("website/tokens.css", "website/base.css", "industry/training.css")
LESSON = "industry/lesson.js"
PLAYER = Path(__file__).parent / "player"
WORDS = Path(__file__).parent / "words"
NOTICES = ("alone", "lost", "closed")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP can name: the same lesson is the same bytes
READABLE = 0o100644 << 16  # an ordinary file that everybody may read


def name_of(lesson: LessonPage, kind: PackageKind) -> str:
    """What the package's file is called."""
    return f"skyddsnat-{lesson.job}-{lesson.language}-{version_of(lesson).number}-{kind.value}.zip"


def package(lesson: LessonPage, kind: PackageKind) -> bytes:
    """The package of a lesson, as a ZIP."""
    return zipped(files_of(lesson, kind))


def packages(lessons: Iterable[LessonPage], kind: PackageKind) -> bytes:
    """The packages of several lessons, in a ZIP around them that is to be unpacked first."""
    return zipped({name_of(one, kind): package(one, kind) for one in lessons})


def files_of(lesson: LessonPage, kind: PackageKind) -> dict[str, bytes]:
    """Everything that is in the package, by name."""
    about = _about(lesson, kind)
    found = {Path(name).name: _static(name) for name in (*STYLES, LESSON)}
    found |= {name: (PLAYER / name).read_bytes() for name in (SPEAKS[kind], "start.js")}
    found[START] = _rendered("player.html", {**about, **_shown(lesson)})
    about["files"] = sorted(found)
    return found | {MANIFEST[kind]: _rendered(f"{kind.value}.xml", about)}


def _about(lesson: LessonPage, kind: PackageKind) -> dict[str, Any]:
    """What the lesson is called, to people and to machines. Another version of it is another lesson to a platform."""
    number = version_of(lesson).number
    return {
        "kind": kind.value,
        "number": number,
        "name": f"skyddsnat-{lesson.job}-{lesson.language}-{number}",
        "id": f"{settings.SITE_ADDRESS}/bransch/lektion/{lesson.job}/{lesson.language}/{number}",
        "language": lesson.language,
        "title": lesson.title,
        "lead": lesson.lead,
        "start": START,
        "styles": [Path(name).name for name in STYLES],
        "scripts": [Path(LESSON).name, SPEAKS[kind], "start.js"],
    }


def _shown(lesson: LessonPage) -> dict[str, Any]:
    """What the page says."""
    own = read_words(lesson.language, WORDS).texts
    return {
        "lesson": lesson,
        "direction": direction(lesson.language),
        "demo": settings.DEMO,
        "say": words_in(lesson.language).texts,
        "own": own,
        "notices": [{"key": name, "text": own[name]} for name in NOTICES],
        "numbers": as_links(plain_numbers()),
        "whole": Shown(lesson).whole(),
        "closing": closing(lesson),
        "checked": checked(lesson),
    }


def _rendered(template: str, context: dict[str, Any]) -> bytes:
    return render_to_string(f"industry/lms/{template}", context).encode()


def _static(name: str) -> bytes:
    path = finders.find(name)
    if path is None:  # a package without its look or script would be sent out and not work
        raise FileNotFoundError(name)
    return Path(path).read_bytes()


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files as a ZIP, in the order of their names and without the time."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = READABLE
            archive.writestr(entry, files[name])
    return whole.getvalue()
