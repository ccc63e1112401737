from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "skyddsnat.guidance"
    label = "guidance"

    def ready(self) -> None:
        from skyddsnat.core.api import (  # noqa: PLC0415 -- models are ready only now
            register_values,
            register_waiting,
        )
        from skyddsnat.guidance import feedback, waiting  # noqa: PLC0415
        from skyddsnat.guidance.audit import tell_the_log  # noqa: PLC0415
        from skyddsnat.guidance.groups import open_groups  # noqa: PLC0415
        from skyddsnat.guidance.law_rules import waiting as law_waiting  # noqa: PLC0415
        from skyddsnat.guidance.notices import take_the_place_of_mails  # noqa: PLC0415
        from skyddsnat.guidance.publication import renew_when_published  # noqa: PLC0415
        from skyddsnat.guidance.telling import values_of  # noqa: PLC0415

        open_groups()
        renew_when_published()
        tell_the_log()
        take_the_place_of_mails()
        register_waiting("guidance", feedback.waiting)
        register_waiting("guidance.approval", waiting.texts_to_approve)
        register_waiting("guidance.returned", waiting.returned_texts)
        register_waiting("guidance.behind", waiting.texts_behind)
        register_waiting("law-rules", law_waiting.waiting)
        register_values(values_of)
