from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "skyddsnat.reporting"
    label = "reporting"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.mandate.api import (  # noqa: PLC0415
            register_fulfilment,
            register_link,
            register_reported,
        )
        from skyddsnat.reporting import waiting  # noqa: PLC0415
        from skyddsnat.reporting.finders import FINDERS, RECORDS  # noqa: PLC0415
        from skyddsnat.reporting.links import reported, sentence_link, tell  # noqa: PLC0415

        register_link("sentence", sentence_link)
        register_fulfilment("final_report", tell)
        register_reported(reported)
        register_waiting("reporting", waiting.find)
        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
