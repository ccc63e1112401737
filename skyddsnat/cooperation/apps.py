from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from skyddsnat.cooperation.exchange import waiting as exchange  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.core.api import register_waiting  # noqa: PLC0415

        register_waiting("cooperation.exchange", exchange.waiting)
