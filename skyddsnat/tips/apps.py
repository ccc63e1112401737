from django.apps import AppConfig


class TipsConfig(AppConfig):
    name = "skyddsnat.tips"
    label = "tips"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            register_countable,
            register_waiting,
        )
        from skyddsnat.tips.counting.statistics import TIPS  # noqa: PLC0415
        from skyddsnat.tips.filing import durability  # noqa: F401, PLC0415 -- its check is known when it has been read
        from skyddsnat.tips.own_host import checks  # noqa: F401, PLC0415 -- the same
        from skyddsnat.tips.room import waiting as room  # noqa: PLC0415

        register_countable(TIPS)
        register_waiting("tips.room", room.waiting)
