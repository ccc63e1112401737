from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "skyddsnat.website"
    label = "website"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from skyddsnat.core.api import register_search  # noqa: PLC0415
        from skyddsnat.guidance.api import register_onward, renew  # noqa: PLC0415
        from skyddsnat.industry.api import register_tip_form  # noqa: PLC0415
        from skyddsnat.tips.api import Receiver, TeamKey, register_ways  # noqa: PLC0415
        from skyddsnat.website.onward import from_hosts, from_sectors, from_tip  # noqa: PLC0415
        from skyddsnat.website.search.pages import pages  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.website.ways import to_the_guide  # noqa: PLC0415

        register_search("sidor", _("Sidor"), pages)
        register_onward("hosts", from_hosts)
        register_onward("tip", from_tip)
        register_tip_form(from_sectors)
        register_ways(to_the_guide)
        for table in (Receiver, TeamKey):  # whether tips are taken is said on pages that are kept
            for signal in (post_save, post_delete):
                signal.connect(renew, sender=table, dispatch_uid=f"tips-renew-{table}-{signal is post_save}")
