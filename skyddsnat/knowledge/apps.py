from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "skyddsnat.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from skyddsnat.core.api import register_record, register_waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.knowledge.gatherings import records, waiting  # noqa: PLC0415

        register_waiting("knowledge.gatherings", waiting.waiting)
        register_record(records.GATHERING)
