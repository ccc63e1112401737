from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "skyddsnat.economy"
    label = "economy"

    def ready(self) -> None:
        from skyddsnat.core.api import import_kinds, register_waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.economy import links, waiting  # noqa: PLC0415
        from skyddsnat.economy.sie_door import past, ways  # noqa: PLC0415
        from skyddsnat.economy.voucher_table import VoucherKind  # noqa: PLC0415
        from skyddsnat.mandate.api import register_fulfilment, register_link  # noqa: PLC0415

        import_kinds.register_import(VoucherKind())
        import_kinds.register_other_imports("sie", ways, past)
        register_link("condition", links.condition_link)
        register_link("budget", links.budget_link)
        register_link("voucher", links.voucher_link)
        register_link("document", links.document_link)
        for kind in links.KINDS:
            register_fulfilment(kind, links.money_fulfilment)
        register_waiting("economy", waiting.find)
