"""Every pair of colours the stylesheets put together can be read, in light and in dark."""

import re
from itertools import product
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parent.parent / "static" / "website"
SHEETS = ("base.css", "components.css", "desk.css")
TEXT, LARGE = 4.5, 3.0

# What stands on what without both being said in one rule: (foregrounds, backgrounds, least contrast).
PAIRS = [
    (("ink", "muted", "accent", "accent-strong", "danger"), ("paper", "surface", "sunken"), TEXT),
    (("success", "warning"), ("paper", "surface"), TEXT),
    (("ink", "accent", "accent-strong", "muted", "danger"), ("accent-soft",), TEXT),
    (("ink", "muted", "accent"), ("warning-soft", "success-soft", "danger-soft"), TEXT),
    (("ink", "accent", "accent-strong"), ("mark",), TEXT),
    (("ink",), ("mark-strong",), TEXT),
    (("control", "focus", "accent", "danger", "success", "warning"), ("paper", "surface", "sunken"), LARGE),
    (("focus",), ("accent-soft", "warning-soft", "success-soft", "danger-soft"), LARGE),
    (("warning",), ("mark",), LARGE),
]


def tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


def themes() -> dict[str, dict[str, str]]:
    """The colours of each theme as tokens.css gives them; "dark" by the device and by the switch."""
    css = (STATIC / "tokens.css").read_text()
    light, by_device, by_switch = re.findall(r":root[^{]*\{([^}]*)\}", css)
    return {"light": tokens(light), "dark": tokens(by_device), "switched": tokens(by_switch)}


def luminance(colour: str) -> float:
    """Relative luminance after WCAG 2.2."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio after WCAG 2.2, 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def pairs_in_sheets() -> set[tuple[str, str]]:
    """(colour, background) wherever one rule sets both from tokens."""
    found = set()
    for name in SHEETS:
        for rule in re.findall(r"\{([^{}]*)\}", (STATIC / name).read_text()):
            colour = re.search(r"(?<![\w-])color:\s*var\(--([\w-]+)\)", rule)
            background = re.search(r"background(?:-color)?:\s*var\(--([\w-]+)\)", rule)
            if colour and background:
                found.update(for_each_tone(colour[1], background[1]))
    return found


def for_each_tone(colour: str, background: str) -> set[tuple[str, str]]:
    """Put the tones that components.css gives names to ("tone" on "soft") in place of those names."""
    css = (STATIC / "components.css").read_text()
    tones = re.findall(r"--tone: var\(--([\w-]+)\); --soft: var\(--([\w-]+-soft)\)", css)
    assert len(tones) == 4
    return {
        (
            {"tone": tone, "soft": soft}.get(colour, colour),
            {"tone": tone, "soft": soft}.get(background, background),
        )
        for tone, soft in tones
    }


def listed_pairs() -> list[tuple[str, str, float]]:
    listed = [(fg, bg, least) for fgs, bgs, least in PAIRS for fg, bg in product(fgs, bgs)]
    return listed + [(fg, bg, TEXT) for fg, bg in sorted(pairs_in_sheets())]


def test_known_ratios() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_sheets_are_read() -> None:
    assert {
        ("on-accent", "accent"),
        ("muted", "sunken"),
        ("warning", "warning-soft"),
        ("ink", "danger-soft"),
    } <= pairs_in_sheets()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_can_be_read(theme: str) -> None:
    colours = themes()[theme]
    weak = [
        f"{fg} on {bg}: {contrast(colours[fg], colours[bg]):.2f} < {least}"
        for fg, bg, least in listed_pairs()
        if contrast(colours[fg], colours[bg]) < least
    ]
    assert not weak


def test_a_weak_pair_would_be_found() -> None:
    assert contrast("#9aa3a8", themes()["light"]["paper"]) < TEXT


def test_both_dark_blocks_agree_and_cover_all_colours() -> None:
    found = themes()
    assert found["dark"] == found["switched"]
    assert found["dark"].keys() == found["light"].keys()


def test_no_colour_outside_the_tokens() -> None:
    """Two exceptions: the shadow under a menu, and the white a QR code needs to be scanned."""
    for name in SHEETS:
        css = (STATIC / name).read_text().replace("background: #ffffff; border: 1px solid var(--line)", "")
        assert not re.findall(r":[^;{}]*#[0-9a-fA-F]{3,8}\b", css), name


def test_stylesheets_stay_small() -> None:
    """What every page fetches; a page's own sheet is fetched by that page alone."""
    base = (STATIC.parents[1] / "templates" / "layout" / "base.html").read_text()
    everywhere = re.findall(r"'website/(\w+\.css)'", base)
    assert {"tokens.css", "components.css"} < set(everywhere)
    assert sum((STATIC / name).stat().st_size for name in everywhere) < 50_000
    assert all(
        path.stat().st_size < 4_000
        for path in STATIC.glob("*.css")
        if path.name not in {*everywhere, "base.css"}
    )
