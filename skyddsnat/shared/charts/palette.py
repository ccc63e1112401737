"""Colours and type of the charts. Series colours are Okabe and Ito's, ordered so that neighbours differ in grey."""

from typing import Literal

Theme = Literal["light", "dark", "auto"]
"""`light` for paper, `dark` for a dark page, `auto` for SVG inside a page: text takes the page's own colour."""

SERIES = ("#0072b2", "#e69f00", "#009e73", "#56b4e9", "#d55e00", "#cc79a7", "#f0e442", "#000000")
DASHES: tuple[tuple[int, ...], ...] = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (12, 3), (4, 1), (1, 3), (10, 2))
ON_SERIES = ("#ffffff", "#000000", "#000000", "#000000", "#000000", "#000000", "#000000", "#ffffff")

INK = {"light": "#14202b", "dark": "#e8ecea", "auto": "#14202b"}
QUIET = {"light": "#4c5964", "dark": "#aeb8b6", "auto": "#4c5964"}
LINE = {"light": "#d9dcd6", "dark": "#3a464d", "auto": "#8a938f"}
PAPER = {"light": "#ffffff", "dark": "#14202b", "auto": "none"}

FONT = "'Source Sans 3', system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
WIDTH = 620
"""Drawing width in px, axis labels included; the height follows from the rows."""
