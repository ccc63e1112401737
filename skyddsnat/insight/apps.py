from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "skyddsnat.insight"
    label = "insight"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.guidance.api import register_baseline  # noqa: PLC0415
        from skyddsnat.insight.finders import FINDERS, RECORDS  # noqa: PLC0415
        from skyddsnat.insight.links import baseline_of, indicator_link  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.insight.measurements.waiting import waiting as waiting_measurements  # noqa: PLC0415
        from skyddsnat.insight.statistics.waiting import waiting  # noqa: PLC0415
        from skyddsnat.mandate.api import register_link  # noqa: PLC0415

        register_link("indicator", indicator_link)
        register_baseline(baseline_of)
        register_waiting("statistics", waiting)
        register_waiting("measurements", waiting_measurements)
        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
