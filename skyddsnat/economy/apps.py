from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "skyddsnat.economy"
    label = "economy"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            import_kinds,
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.economy import links, unfinished, waiting  # noqa: PLC0415
        from skyddsnat.economy.actions.grants import follow_ceiling  # noqa: PLC0415
        from skyddsnat.economy.finders import FINDERS, RECORDS  # noqa: PLC0415
        from skyddsnat.economy.sie_door import past, ways  # noqa: PLC0415
        from skyddsnat.economy.voucher_table import VoucherKind  # noqa: PLC0415
        from skyddsnat.mandate.api import (  # noqa: PLC0415
            register_ceiling,
            register_fulfilment,
            register_link,
            register_spending,
        )

        import_kinds.register_import(VoucherKind())
        import_kinds.register_other_imports("sie", ways, past)
        register_link("condition", links.condition_link)
        register_link("budget", links.budget_link)
        register_link("voucher", links.voucher_link)
        register_link("document", links.document_link)
        for kind in links.KINDS:
            register_fulfilment(kind, links.money_fulfilments)
        register_spending(links.spending)
        register_ceiling(follow_ceiling)
        register_waiting("economy", waiting.find)
        for finder in FINDERS:
            register_search(*finder)
        for record in RECORDS:
            register_record(record)
        register_waiting("economy.returned", unfinished.returned_documents)
        register_waiting("economy.papers", unfinished.missing_papers)
        register_waiting("economy.months", unfinished.months_to_open)
