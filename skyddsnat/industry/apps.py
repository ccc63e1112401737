from django.apps import AppConfig


class IndustryConfig(AppConfig):
    name = "skyddsnat.industry"
    label = "industry"

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415 -- models are ready only now

        from skyddsnat.actors.api import register_venues  # noqa: PLC0415
        from skyddsnat.core.api import (  # noqa: PLC0415
            import_kinds,
            register_pages,
            register_record,
            register_search,
            register_waiting,
        )
        from skyddsnat.industry.companies import records as company_records  # noqa: PLC0415
        from skyddsnat.industry.companies import waiting as companies  # noqa: PLC0415
        from skyddsnat.industry.companies.own import staff_of  # noqa: PLC0415
        from skyddsnat.industry.kits import waiting as kits  # noqa: PLC0415
        from skyddsnat.industry.models import LessonPage, LessonRoot  # noqa: PLC0415
        from skyddsnat.industry.outreach import finders as outreach_finders  # noqa: PLC0415
        from skyddsnat.industry.outreach import waiting as outreach  # noqa: PLC0415
        from skyddsnat.industry.outreach.table import ProspectKind  # noqa: PLC0415
        from skyddsnat.industry.sectors import venues  # noqa: PLC0415
        from skyddsnat.industry.training import shipped, versions  # noqa: PLC0415
        from skyddsnat.industry.training.api import register_staff  # noqa: PLC0415

        register_waiting("industry.companies", companies.waiting)
        register_waiting("industry.outreach", outreach.waiting)
        import_kinds.register_import(ProspectKind())
        for finder in outreach_finders.FINDERS:
            register_search(*finder)
        for kind in outreach_finders.RECORDS:
            register_record(kind)
        register_waiting("industry.kits", kits.waiting)
        register_staff(staff_of)
        register_venues(venues.find, venues.received)
        register_record(company_records.COMPANY)
        shipped.open_groups()
        register_pages(LessonPage)
        register_pages(LessonRoot)
        page_published.connect(versions.published, dispatch_uid="industry-lessons")
