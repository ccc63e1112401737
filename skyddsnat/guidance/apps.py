from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "skyddsnat.guidance"
    label = "guidance"

    def ready(self) -> None:
        from skyddsnat.core.api import register_waiting  # noqa: PLC0415
        from skyddsnat.guidance import feedback  # noqa: PLC0415
        from skyddsnat.guidance.audit import tell_the_log  # noqa: PLC0415
        from skyddsnat.guidance.groups import follow_roles  # noqa: PLC0415 -- models are ready only now
        from skyddsnat.guidance.law_rules import waiting as law_waiting  # noqa: PLC0415
        from skyddsnat.guidance.publication import renew_when_published  # noqa: PLC0415

        follow_roles()
        renew_when_published()
        tell_the_log()
        register_waiting("guidance", feedback.waiting)
        register_waiting("law-rules", law_waiting.waiting)
