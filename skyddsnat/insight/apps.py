from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "skyddsnat.insight"
    label = "insight"

    def ready(self) -> None:
        from skyddsnat.insight.links import indicator_link  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.mandate.api import register_link  # noqa: PLC0415

        register_link("indicator", indicator_link)
