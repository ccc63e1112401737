from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from skyddsnat.cooperation.questions import finders, waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.core.api import register_record, register_search, register_waiting  # noqa: PLC0415

        register_record(finders.QUESTION)
        register_search(*finders.FINDER)
        register_waiting("cooperation.questions", waiting.waiting)
