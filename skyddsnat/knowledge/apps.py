from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "skyddsnat.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415 -- models are ready only now

        from skyddsnat.core.api import register_pages, register_waiting  # noqa: PLC0415
        from skyddsnat.knowledge.consultations import waiting as consultations  # noqa: PLC0415
        from skyddsnat.knowledge.exchange import waiting as exchange  # noqa: PLC0415
        from skyddsnat.knowledge.library import editors, versions, waiting  # noqa: PLC0415
        from skyddsnat.knowledge.models import LibraryPage  # noqa: PLC0415

        editors.open_groups()
        register_pages(LibraryPage)
        page_published.connect(versions.published, dispatch_uid="knowledge-versions")
        register_waiting("library.approval", waiting.entries_to_approve)
        register_waiting("library.returned", waiting.returned_entries)
        register_waiting("library.review", waiting.reviews_due)
        register_waiting("library.comments", waiting.comments_to_read)
        register_waiting("library.contributions", waiting.contributions_to_read)
        register_waiting("library.behind", waiting.entries_behind)
        register_waiting("knowledge.consultations", consultations.waiting)
        register_waiting("knowledge.exchange", exchange.waiting)
