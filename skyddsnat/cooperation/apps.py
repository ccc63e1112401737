from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from skyddsnat.cooperation.referrals import waiting as referrals  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.core.api import register_waiting  # noqa: PLC0415

        register_waiting("cooperation.referrals", referrals.waiting)
