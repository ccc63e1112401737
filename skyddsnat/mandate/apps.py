from django.apps import AppConfig


class MandateConfig(AppConfig):
    name = "skyddsnat.mandate"
    label = "mandate"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            import_kinds,
            register_dates,
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.mandate import dates, waiting  # noqa: PLC0415
        from skyddsnat.mandate.finders import FINDERS  # noqa: PLC0415
        from skyddsnat.mandate.plan.waiting import plan_tasks  # noqa: PLC0415
        from skyddsnat.mandate.records import RECORDS  # noqa: PLC0415
        from skyddsnat.mandate.tables import ActivityKind, AttendanceKind  # noqa: PLC0415

        register_waiting("mandate", waiting.find)
        register_waiting("plan", plan_tasks)
        register_dates("mandate", dates.tell)
        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
        import_kinds.register_import(ActivityKind())
        import_kinds.register_import(AttendanceKind())
