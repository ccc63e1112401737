"""Charts of indicators, for the site and for the report."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from skyddsnat.insight.models import Indicator
from skyddsnat.shared.charts import Chart, bar_chart
from skyddsnat.shared.charts.palette import Theme
from skyddsnat.shared.dates import format_month
from skyddsnat.shared.money import format_number
from skyddsnat.shared.units import unit_of


def months_chart(indicator: Indicator, by_month: Sequence[Sequence[Any]], *, theme: Theme = "light") -> Chart:
    """Bars per month (rows of ("2014-03", value), at least one); the title says which month had most."""
    language = "en" if get_language() == "en" else "sv"
    bars = [(format_month(month, language), value) for month, value in by_month]
    peak, most = max(bars, key=lambda bar: bar[1])
    return bar_chart(
        bars,
        title=_("Mest i %(month)s: %(value)s")
        % {"month": peak, "value": f"{format_number(most)} {unit_of(most, indicator.said('unit'))}"},
        subtitle=_("%(indicator)s, per månad") % {"indicator": str(indicator)},
        source=_("underlagsliggaren"),
        language=language,
        theme=theme,
        headed=False,
    )
