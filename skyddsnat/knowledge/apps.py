from django.apps import AppConfig


class KnowledgeConfig(AppConfig):
    name = "skyddsnat.knowledge"
    label = "knowledge"

    def ready(self) -> None:
        from anymail.signals import tracking  # noqa: PLC0415 -- models are ready only now
        from wagtail.signals import page_published  # noqa: PLC0415

        from skyddsnat.core.api import (  # noqa: PLC0415
            register_countable,
            register_pages,
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.knowledge.consultations import waiting as consultations  # noqa: PLC0415
        from skyddsnat.knowledge.consultations import way_on  # noqa: PLC0415
        from skyddsnat.knowledge.consultations.statistics import CONSULTATIONS  # noqa: PLC0415
        from skyddsnat.knowledge.exchange import waiting as exchange  # noqa: PLC0415
        from skyddsnat.knowledge.finders import FINDERS  # noqa: PLC0415
        from skyddsnat.knowledge.gatherings import records as gathering_records  # noqa: PLC0415
        from skyddsnat.knowledge.gatherings import waiting as gatherings  # noqa: PLC0415
        from skyddsnat.knowledge.library import editors, versions, waiting  # noqa: PLC0415
        from skyddsnat.knowledge.mailings import bounces, records  # noqa: PLC0415
        from skyddsnat.knowledge.mailings import waiting as mailings_waiting  # noqa: PLC0415
        from skyddsnat.knowledge.models import Kind, LibraryPage  # noqa: PLC0415
        from skyddsnat.knowledge.search import fresh, library, sources  # noqa: PLC0415
        from skyddsnat.knowledge.waiting import calls_due, own_assessments  # noqa: PLC0415

        editors.open_groups()
        register_countable(CONSULTATIONS)
        register_pages(LibraryPage)
        page_published.connect(versions.published, dispatch_uid="knowledge-versions")
        register_waiting("library.approval", waiting.entries_to_approve)
        register_waiting("library.returned", waiting.returned_entries)
        register_waiting("library.review", waiting.reviews_due)
        register_waiting("library.comments", waiting.comments_to_read)
        register_waiting("library.contributions", waiting.contributions_to_read)
        register_waiting("library.behind", waiting.entries_behind)
        tracking.connect(bounces.hear, dispatch_uid="knowledge.mailings")
        register_waiting("knowledge.mailings", mailings_waiting.waiting)
        register_record(records.MAILING)
        register_waiting("knowledge.calls", calls_due)
        register_waiting("knowledge.assessments", own_assessments)
        sources.register_source("library", library.documents, kinds=dict(Kind.choices))
        sources.register_way_on("consultation", way_on.ASK)
        fresh.renew_when_published()
        register_waiting("knowledge.consultations", consultations.waiting)
        register_waiting("knowledge.exchange", exchange.waiting)
        register_waiting("knowledge.gatherings", gatherings.waiting)
        register_record(gathering_records.GATHERING)
        for finder in FINDERS:
            register_search(*finder)
