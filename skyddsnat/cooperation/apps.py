from django.apps import AppConfig


class CooperationConfig(AppConfig):
    name = "skyddsnat.cooperation"
    label = "cooperation"

    def ready(self) -> None:
        from skyddsnat.cooperation.directory import finders as directory  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.cooperation.directory.table import StateContactKind  # noqa: PLC0415
        from skyddsnat.cooperation.directory.waiting import waiting as old_contacts  # noqa: PLC0415
        from skyddsnat.core.api import (  # noqa: PLC0415
            import_kinds,
            register_record,
            register_search,
            register_waiting,
        )

        import_kinds.register_import(StateContactKind())
        register_waiting("cooperation.directory", old_contacts)
        for finder in directory.FINDERS:
            register_search(*finder)
        for kind in directory.RECORDS:
            register_record(kind)
