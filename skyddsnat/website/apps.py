from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "skyddsnat.website"
    label = "website"

    def ready(self) -> None:
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from skyddsnat.core.api import register_search  # noqa: PLC0415
        from skyddsnat.guidance.api import register_onward  # noqa: PLC0415
        from skyddsnat.tips.api import register_ways  # noqa: PLC0415
        from skyddsnat.website.onward import from_hosts  # noqa: PLC0415
        from skyddsnat.website.search.pages import pages  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.website.ways import to_the_guide  # noqa: PLC0415

        register_search("sidor", _("Sidor"), pages)
        register_onward("hosts", from_hosts)
        register_ways(to_the_guide)
