from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "skyddsnat.actors"
    label = "actors"

    def ready(self) -> None:
        from skyddsnat.actors.contact_table import ContactKind  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.actors.finders import FINDERS, RECORDS  # noqa: PLC0415
        from skyddsnat.core.api import import_kinds, register_record, register_search  # noqa: PLC0415

        import_kinds.register_import(ContactKind())
        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
        import_kinds.register_import(ContactKind())
