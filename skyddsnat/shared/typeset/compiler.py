"""The way from JSON to PDF: one Typst compilation in memory, with no network and no file but the templates.

What people typed reaches Typst only as strings inside `/data.json`. No template evaluates strings, so text can never
become markup. The same template, data, assets and time give the same bytes on every machine.
"""

import datetime
import functools
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal, cast

import typst

from skyddsnat.shared.hashing import canonical_json
from skyddsnat.shared.typeset.fontfile import FONTS
from skyddsnat.shared.typeset.printable import printable
from skyddsnat.shared.typeset.streams import unambiguous

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS: list[Literal["a-2a", "ua-1"]] = ["a-2a", "ua-1"]
_PACKAGE = re.compile(r"""["']@""")
_PANIC = "panicked with: "
_NOWHERE = str(TEMPLATES)


class TypesettingFailed(ValueError):
    """The document could not be made. `str(error)` is the template's own sentence; `where` shows the place in it."""

    def __init__(self, message: str, where: str = "", hints: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.where = where
        self.hints = hints


def render(
    template: Path | str,
    data: Mapping[str, Any],
    *,
    created: datetime.datetime,
    assets: Mapping[str, bytes] | None = None,
    fonts: Path = FONTS,
) -> bytes:
    """Set `data` with a template and return the PDF (PDF/A-2a and PDF/UA-1).

    `template` is the name of a shipped one ("letter", "report") or the path of a `.typ` file, whose sibling `.typ`
    files and the shipped ones it may import. `data` holds JSON values only; shapes are in `shapes.py`. `created` must
    be aware; it is the only time in the file. `assets` are pictures by file name, read in templates as "/<name>".

    Raises TypesettingFailed when the template refuses the data (no dnr, a sum that does not add up, a number without
    evidence, a picture without alternative text), and ValueError for a naive time or an asset name with a path in it.
    """
    if created.tzinfo is None:
        raise ValueError("created must be a time with a time zone")
    files = _sources(template) | _assets(assets or {}) | {"data.json": canonical_json(printable(dict(data)))}
    try:
        pdf, _ = _compiler(files, fonts).compile_with_warnings(
            format="pdf", pdf_standards=[*STANDARDS], timestamp=int(created.timestamp())
        )
    except typst.TypstError as error:
        raise TypesettingFailed(
            error.message.removeprefix(_PANIC), error.diagnostic, tuple(error.hints)
        ) from error
    if not isinstance(pdf, bytes):
        raise TypesettingFailed("the compiler returned no document")
    return unambiguous(pdf)


def picture(
    template: Path, data: Mapping[str, Any], *, pixels: int, points: float, fonts: Path = FONTS
) -> bytes:
    """Set `data` with a template of one page, `points` wide, and return it as a PNG of so many `pixels`' width.

    Raises TypesettingFailed when the template refuses the data.
    """
    files = _sources(template) | {"data.json": canonical_json(printable(dict(data)))}
    try:
        png = _compiler(files, fonts).compile(format="png", ppi=72 * pixels / points)
    except typst.TypstError as error:
        raise TypesettingFailed(
            error.message.removeprefix(_PANIC), error.diagnostic, tuple(error.hints)
        ) from error
    if not isinstance(png, bytes):
        raise TypesettingFailed("the compiler returned no single picture")
    return png


def _compiler(files: dict[str, bytes], fonts: Path) -> typst.Compiler:
    return typst.Compiler(
        cast("Any", files),  # the stub lacks the documented mapping of files
        root=_NOWHERE,
        font_paths=_fonts(fonts),
        ignore_system_fonts=True,
        package_path=_NOWHERE,
        package_cache_path=_NOWHERE,
    )


@functools.lru_cache(maxsize=4)
def _fonts(folder: Path) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[str(folder)])


def _sources(template: Path | str) -> dict[str, bytes]:
    """The template as `main.typ` and every file it may import. Packages are refused: Typst would go and fetch them."""
    path = TEMPLATES / f"{template}.typ" if isinstance(template, str) else template
    if not path.is_file():
        raise TypesettingFailed(f"there is no template {path.name}")
    found = {file.name: file for folder in (TEMPLATES, path.parent) for file in sorted(folder.glob("*.typ"))}
    texts = {name: file.read_bytes() for name, file in found.items()} | {"main.typ": path.read_bytes()}
    for name, text in texts.items():
        if _PACKAGE.search(text.decode()):
            raise TypesettingFailed(f"{name} imports a package; templates use only what is shipped here")
    return texts


def _assets(assets: Mapping[str, bytes]) -> dict[str, bytes]:
    for name in assets:
        if not re.fullmatch(r"[\w-]+\.(svg|png|jpg)", name):
            raise ValueError(f"an asset is named like chart-1.svg, not {name!r}")
    return dict(assets)
