from django.apps import AppConfig


class EconomyConfig(AppConfig):
    name = "skyddsnat.economy"
    label = "economy"

    def ready(self) -> None:
        from skyddsnat.core.api import register_waiting  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.economy import links, unfinished, waiting  # noqa: PLC0415
        from skyddsnat.mandate.api import register_fulfilment, register_link  # noqa: PLC0415

        register_link("condition", links.condition_link)
        register_link("budget", links.budget_link)
        register_link("voucher", links.voucher_link)
        register_link("document", links.document_link)
        for kind in links.KINDS:
            register_fulfilment(kind, links.money_fulfilment)
        register_waiting("economy", waiting.find)
        register_waiting("economy.returned", unfinished.returned_documents)
        register_waiting("economy.proposals", unfinished.proposed_requisitions)
        register_waiting("economy.papers", unfinished.missing_papers)
        register_waiting("economy.months", unfinished.months_to_open)
