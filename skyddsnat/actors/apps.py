from django.apps import AppConfig


class ActorsConfig(AppConfig):
    name = "skyddsnat.actors"
    label = "actors"

    def ready(self) -> None:
        from skyddsnat.actors.contact_table import ContactKind  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.core.api import import_kinds  # noqa: PLC0415

        import_kinds.register_import(ContactKind())
