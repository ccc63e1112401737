from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "skyddsnat.core"
    label = "core"

    def ready(self) -> None:
        from skyddsnat.core import checks  # noqa: F401, PLC0415 -- checks register themselves once models are loaded
        from skyddsnat.core.editors import follow_roles  # noqa: PLC0415
        from skyddsnat.core.finders import FINDERS  # noqa: PLC0415
        from skyddsnat.core.searching import register_search  # noqa: PLC0415

        follow_roles()
        for finder in FINDERS:
            register_search(*finder)
