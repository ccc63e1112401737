"""Charts as SVG text, drawn on the server, each with its table: one picture, no script, no colour alone.

>>> chart = bar_chart([("Kommuner", 42), ("Taxi", 7)], title="Kommunerna utbildade flest",
...                   subtitle="Antal utbildningar 2014", source="Insatsledgern", language="sv")
>>> chart.table[1]
['Kommuner', '42']
"""

from skyddsnat.shared.charts.bars import Bar, Part, bar_chart, stacked
from skyddsnat.shared.charts.drawing import Chart, as_png, warm_up
from skyddsnat.shared.charts.lines import Point, line_chart

__all__ = ["Bar", "Chart", "Part", "Point", "as_png", "bar_chart", "line_chart", "stacked", "warm_up"]
