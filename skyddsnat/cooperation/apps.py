from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from skyddsnat.cooperation import ready  # noqa: PLC0415 -- models are ready only now

        ready.tell_core()
