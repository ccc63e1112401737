"""An experience that is followed as a method is: from whom it reaches to who works so."""

from __future__ import annotations

from django.db import transaction

from skyddsnat.core.api import check_may, record
from skyddsnat.core.models import User
from skyddsnat.knowledge.access import WRITE
from skyddsnat.knowledge.models import Method
from skyddsnat.mandate.models import Activity


@transaction.atomic
def follow_experience(*, code: str, name: str, name_en: str, activity: Activity, by: User) -> Method:
    """Let an experience be followed on the ladder; its evidence belongs to the activity. The same code is one."""
    check_may(by, WRITE)
    method, made = Method.objects.get_or_create(
        code=code, defaults={"name": name, "name_en": name_en, "activity": activity, "is_experience": True}
    )
    if made:
        record(by, "experience.followed", method, activity=activity.pk)
    return method
