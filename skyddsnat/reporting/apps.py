from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "skyddsnat.reporting"
    label = "reporting"

    def ready(self) -> None:
        from skyddsnat.core.api import register_waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.mandate.api import register_fulfilment, register_link  # noqa: PLC0415
        from skyddsnat.reporting.links import sentence_link, tell  # noqa: PLC0415
        from skyddsnat.reporting.waiting import report_waiting  # noqa: PLC0415

        register_link("sentence", sentence_link)
        register_fulfilment("final_report", tell)
        register_waiting("reporting", report_waiting)
