from django.apps import AppConfig


class MandateConfig(AppConfig):
    name = "skyddsnat.mandate"
    label = "mandate"

    def ready(self) -> None:
        from skyddsnat.core.api import register_record, register_search  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.mandate.finders import FINDERS  # noqa: PLC0415
        from skyddsnat.mandate.records import RECORDS  # noqa: PLC0415

        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
