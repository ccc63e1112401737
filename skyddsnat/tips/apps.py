from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "skyddsnat.tips"
    label = "tips"

    def ready(self) -> None:
        from skyddsnat.tips.filing import durability  # noqa: F401, PLC0415 -- its check is known when it has been read
